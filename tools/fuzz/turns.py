"""Drafts of every shape: what the gate makes of them fits the contract, as data, as text and as a page."""

from __future__ import annotations

import asyncio
import json
import random
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.gate import Gate
from bot.channels.incoming_message import IncomingMessage
from rareguide.rendering import as_text
from rareguide.settings import Settings
from rareguide.texts import load_texts
from rareguide.turn import ConditionRef, Draft, DraftData, Option, Turn, TurnKind, Understood, turn_validator
from tools.fuzz.harness import Wrong
from tools.fuzz.wording import MARKUP, any_text, message

WITHOUT_A_FILE: dict[str, Any] = {"_env_file": None}
KINDS: tuple[TurnKind, ...] = ("answer", "clarify", "no_answer", "handoff", "emergency", "smalltalk")
SECTION: dict[str, Any] = {
    "condition": {"slug": "velmont-syndrome", "name": "Velmont syndrome"},
    "section": "causes",
    "question": "What causes Velmont syndrome?",
    "body": "Changes in a gene.[1]",
    "last_updated": "2013-06-12",
    "references": [{"number": 1, "citation": "One. 2001.", "url": "https://example.org/a", "accessed": "2013-01-02"}],
    "source": {"name": "Larkfield Library", "url": None, "license": None},
    "reviewed_by": None,
    "reviewed_on": None,
}


def check_turn(turn: Turn, settings: Settings) -> None:
    """Raise `Wrong` unless a turn fits the contract, has disclaimer and contact, and can be sent."""
    problem = next(turn_validator().iter_errors(turn), None)
    if problem is not None:
        raise Wrong(
            f"a turn outside the contract at {'/'.join(map(str, problem.absolute_path))}: {problem.message[:200]}"
        )
    if turn["disclaimer"] != settings.disclaimer() or turn["contact"] != settings.contact():
        raise Wrong("a turn with another disclaimer or contact")
    for option in turn["options"]:
        if option["payload"].startswith("/"):
            raise Wrong("an option that is a command")
    json.dumps(turn).encode("utf-8")


class TurnsPart:
    """Give the gate drafts that the assistant never makes."""

    name = "turns"
    weight = 14.0

    def __init__(self) -> None:
        self.settings = Settings(**WITHOUT_A_FILE)
        self.texts = load_texts()
        self.gate = Gate(self.settings, self.texts)
        self.loop = asyncio.new_event_loop()

    def make(self, rng: random.Random) -> DraftData:
        """Return one draft: a sound one, with up to three things in it replaced."""
        draft = self._sound(rng)
        for _ in range(rng.randint(0, 3)):
            replace_one(rng, draft)
        return draft

    def check(self, value: dict[str, Any]) -> None:
        """Let the gate complete the draft, and write it as text."""

        async def handle(said: UserMessage) -> None:
            await said.output_channel.send_custom_json(said.sender_id, value)

        turn = self.loop.run_until_complete(self.gate.answer(IncomingMessage("a", "hello", "rest"), handle))
        check_turn(turn, self.settings)
        text = as_text(turn, self.texts)
        if turn["disclaimer"]["text"] not in text:
            raise Wrong("a text without the disclaimer")

    def _sound(self, rng: random.Random) -> DraftData:
        kind = rng.choice(KINDS)
        has_sections = kind == "answer" or rng.random() < 0.2
        return Draft(
            kind,
            message(rng)[:300].encode("utf-8", "replace").decode() or "x",
            condition=ConditionRef("velmont-syndrome", "Velmont syndrome") if rng.random() < 0.5 else None,
            sections=tuple(json.loads(json.dumps(SECTION)) for _ in range(rng.randint(1, 3))) if has_sections else (),
            options=tuple(Option("More", rng.choice(("More?", "what causes it?"))) for _ in range(rng.randint(0, 3))),
            understood=Understood("ask_causes", rng.random(), ("causes",), "velmont-syndrome"),
            handoff={"ticket": None, "status": "collecting", "asks_for": "name"} if kind == "handoff" else None,
        ).as_dict()


def replace_one(rng: random.Random, value: Any) -> None:
    """Replace, remove or add one thing somewhere within a JSON value of lists and objects."""
    while isinstance(value, (dict, list)) and value:
        key: Any = rng.choice(list(value)) if isinstance(value, dict) else rng.randrange(len(value))
        if isinstance(value[key], (dict, list)) and value[key] and rng.random() < 0.7:
            value = value[key]
            continue
        kind = rng.random()
        if kind < 0.25:
            del value[key]
        elif kind < 0.35 and isinstance(value, dict):
            value[any_text(rng, 5)] = any_json(rng)
        else:
            value[key] = any_json(rng)
        return


def any_json(rng: random.Random, depth: int = 3) -> Any:
    """Return any JSON value, with numbers and texts that are seldom met."""
    kind = rng.randrange(9 if depth else 7)
    if kind == 7:
        return [any_json(rng, depth - 1) for _ in range(rng.randint(0, 3))]
    if kind == 8:
        return {any_text(rng, 6): any_json(rng, depth - 1) for _ in range(rng.randint(0, 3))}
    plain: tuple[Any, ...] = (None, rng.random() < 0.5, rng.randint(-5, 5), rng.uniform(-1e9, 1e9))
    odd: tuple[Any, ...] = (float("nan"), float("inf"), 10**400, -0.0, 2**63, "", "/restart", "x" * 3000)
    return rng.choice((*plain, rng.choice(odd), any_text(rng), rng.choice(MARKUP), rng.choice(KINDS)))
