"""Messages and bodies to the whole assistant: the real gate, model, action, store and hand-over, in this process."""

from __future__ import annotations

import json
import logging
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from commands.evaluation.assistant import InProcessAssistant, settings_with
from commands.evaluation.temporary_store import build_store
from rareguide.rendering import as_text
from rareguide.turn import Turn
from tools.fuzz.harness import Wrong
from tools.fuzz.mutations import mutated
from tools.fuzz.turns import any_json, check_turn
from tools.fuzz.wording import any_text, message

MESSAGES_OF_A_CONVERSATION = 25
BODIES = (
    b'{"id": "a-1", "message": "what causes Marfan syndrome?"}',
    b'{"sender": "a", "message": "hello", "metadata": {"x": [1, 2, {"y": null}]}}',
    b'{"message": "\\ud83d\\ude00 \\ud800", "id": "\\u0000"}',
)
FRAGMENTS = (
    b"[", b"{", b"}", b"]", b'"', b",", b":", b"\\", b"\\u0000", b"\\ud800", b"null", b"true", b"1e999", b"-", b"NaN",
    b'"message": "/restart"', b'"sender": {}', b'"id": 7', b'{"message":', b"9" * 400, b"\xff", b"//", b"'",
)  # fmt: skip


class FuzzedAssistant(InProcessAssistant):
    """Hold the assistant, with the gate that its channels use."""

    def prepare(self) -> None:
        """Start, and take what the channels take messages with."""
        from bot.channels.process_gate import process_gate
        from bot.channels.widget_messages import WidgetMessages

        self.start()
        self.gate = process_gate()
        self.messages = WidgetMessages(self.gate, self._app.ctx.agent.handle_message)

    def widget(self, conversation: str, body: Any) -> list[Turn]:
        """Return the turns of a body to the widget's channel."""
        reply = self._wait(self.messages.answer(conversation, "192.0.2.1", body))
        if reply.status != 200:
            raise Wrong(f"the status {reply.status}")
        turns: list[Turn] = reply.body["turns"]
        return turns

    def rest(self, sender: Any, said: Any) -> list[Turn]:
        """Return the turns of a message to the REST channel."""
        from bot.channels.incoming_message import IncomingMessage
        from bot.channels.sanitize import sanitized

        async def answer() -> list[Turn]:
            turn = await self.gate.answer(
                IncomingMessage(sender, sanitized(said), "rest"), self._app.ctx.agent.handle_message
            )
            return [*await self.gate.written_since(sender), turn]

        return self._wait(answer())


class MessagesPart:
    """Talk with the assistant, a conversation of some messages at a time."""

    name = "messages"
    weight = 6.0

    def __init__(self, assistant: FuzzedAssistant) -> None:
        self.assistant = assistant
        self._said = 0

    def make(self, rng: random.Random) -> str:
        """Return one message."""
        return message(rng)

    def check(self, value: str) -> None:
        """Say it in the conversation that is going on."""
        self._said += 1
        conversation = f"fuzzed-{self._said // MESSAGES_OF_A_CONVERSATION}"
        with no_failure():
            turns = self.assistant.widget(conversation, {"id": str(self._said), "message": value})
        check_reply(turns, self.assistant)


class BodiesPart:
    """Send what is no message, or hardly one, to the widget's and the REST channel."""

    name = "bodies"
    weight = 4.0

    def __init__(self, assistant: FuzzedAssistant) -> None:
        self.assistant = assistant
        self._sent = 0

    def make(self, rng: random.Random) -> bytes:
        """Return the bytes of one request's body."""
        kind = rng.random()
        if kind < 0.4:
            return mutated(rng, BODIES, FRAGMENTS)
        if kind < 0.5:
            return rng.choice((b"[", b'{"message":', b'[{"a":', b"-")) * rng.choice((10, 2000, 50_000))
        if kind < 0.55:
            return rng.randbytes(rng.randint(0, 200))
        body = {"sender": any_json(rng), "id": any_json(rng), "message": any_json(rng)}
        for name in rng.sample(list(body), rng.randint(0, 2)):
            body[rng.choice((name, any_text(rng, 4)))] = body.pop(name)
        return json.dumps(rng.choice((body, any_json(rng))), ensure_ascii=rng.random() < 0.5).encode(
            "utf-8", "surrogatepass"
        )

    def check(self, value: bytes) -> None:
        """Read it as the channels do, and hand it to both."""
        from bot.channels.rest import messages_of, read_json

        self._sent += 1
        body = read_json(SimpleNamespace(body=value))  # type: ignore[arg-type]
        fields = body if isinstance(body, dict) else {}
        with no_failure():
            check_reply(self.assistant.widget(f"body-{self._sent // 50}", body), self.assistant)
            sender, said = (fields.get("sender"), fields.get("message")) if fields else (None, body)
            turns = self.assistant.rest(sender, said)
        check_reply(turns, self.assistant)
        for turn in turns:
            json.dumps(messages_of(sender, turn, self.assistant.gate.texts)).encode("utf-8")


def check_reply(turns: list[Turn], assistant: FuzzedAssistant) -> None:
    """Raise `Wrong` unless there is one turn that fits the contract."""
    if len(turns) != 1:
        raise Wrong(f"{len(turns)} turns")
    check_turn(turns[0], assistant.gate.settings)
    as_text(turns[0], assistant.gate.texts).encode("utf-8")


@contextmanager
def no_failure() -> Iterator[None]:
    """Raise what made a turn fail behind the gate within the block; the visitor sees only the fallback."""
    failures = _Failures()
    gate_log = logging.getLogger("bot.channels.gate")
    gate_log.addHandler(failures)
    try:
        yield
    finally:
        gate_log.removeHandler(failures)
    if failures.problems:
        raise Wrong("a turn failed behind the gate") from failures.problems[0]


class _Failures(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.problems: list[BaseException | None] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.problems.append(record.exc_info[1] if record.exc_info else Wrong(record.getMessage()))


@contextmanager
def assistant_apart(train: Callable[[], Any]) -> Iterator[FuzzedAssistant]:
    """Yield the assistant on databases of its own, which go with the block."""
    from bot.channels.process_gate import process_gate

    limits = {"messages_per_minute": "1000000", "address_messages_per_minute": "1000000", "log_level": "CRITICAL"}
    with (
        tempfile.TemporaryDirectory(prefix="rareguide-fuzz-") as folder,
        settings_with(data_dir=folder, tracker_url="", turn_timeout_seconds="30", **limits) as settings,
    ):
        build_store(settings, None, None)
        process_gate.cache_clear()
        assistant = FuzzedAssistant(settings, train)
        with assistant:
            assistant.prepare()
            gate_log = logging.getLogger("bot.channels.gate")
            gate_log.setLevel(logging.ERROR)
            gate_log.addHandler(logging.NullHandler())
            gate_log.propagate = False
            yield assistant
