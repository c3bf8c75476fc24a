"""Talk to the assistant without a server in between, or to one that runs."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TypeVar

from commands.rest_client import ServerUnreachable, send_message
from rareguide.console import err
from rareguide.logs import configure_logging
from rareguide.settings import Settings, load_settings
from rareguide.turn import Turn

T = TypeVar("T")


class Answering(Protocol):
    """Answer messages of conversations."""

    def answer(self, sender: str, message: str) -> Turn:
        """Return the turn that answers one message of the conversation `sender`."""


class Parsing(Protocol):
    """Read messages."""

    def parse(self, message: str) -> dict[str, Any]:
        """Return what Rasa reads a message as: `text`, `intent`, `entities`."""


class InProcessAssistant:
    """Hold the trained assistant with the same gate, model, action and store as the server, but with no port.

    It is started by `start`, so that a wrong file can be told of before, and stopped at the end of its block. One at
    a time: what it is made of reads the settings of the process.
    """

    def __init__(self, settings: Settings, make_model: Callable[[], Path]) -> None:
        self._settings = settings
        self._make_model = make_model
        self._loop: asyncio.AbstractEventLoop | None = None
        self.model = Path()

    def __enter__(self) -> InProcessAssistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop is not None:
            self._loop.run_until_complete(self._stop())
            self._loop.close()
            asyncio.set_event_loop(None)

    def start(self) -> None:
        """Make the model and load it, if that has not been done."""
        if self._loop is not None:
            return
        self.model = self._make_model()
        with err.status("Starting the assistant …"):
            from sanic import Sanic

            from actions.turn_action import decider
            from bot.channels.gate import Gate
            from bot.safety.finder import trained_finder
            from bot.server.application import build_app
            from rareguide.texts import load_texts

            configure_logging(self._settings.log_level, self._settings.log_format)
            decider.cache_clear()
            self._gate = Gate(self._settings, load_texts(), trained_finder())
            # Else Sanic lets a process start an application once only, and tests start several, one after another.
            Sanic.test_mode = True
            # The application is started as any web server would: by the life-span messages of ASGI.
            self._app = build_app(self._settings, self.model, on_ready=lambda: None)
            loop = asyncio.new_event_loop()
            asyncio.set_event_loop(loop)
            loop.run_until_complete(self._start())
            self._loop = loop

    def parse(self, message: str) -> dict[str, Any]:
        """Return what Rasa reads a message as: `text`, `intent`, `entities`."""
        from bot.channels.sanitize import plain_text

        parse: dict[str, Any] = self._wait(self._app.ctx.agent.parse_message(plain_text(message)))
        return parse

    def answer(self, sender: str, message: str) -> Turn:
        """Return the turn that answers one message of the conversation `sender`."""
        from bot.channels.incoming_message import IncomingMessage

        return self._wait(
            self._gate.answer(IncomingMessage(sender, message, "evaluation"), self._app.ctx.agent.handle_message)
        )

    def _wait(self, what: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            raise RuntimeError("the assistant has not been started")
        return self._loop.run_until_complete(what)

    async def _start(self) -> None:
        self._is_over = asyncio.Event()
        asking = iter(("lifespan.startup", "lifespan.shutdown"))
        self._told = {"lifespan.startup.complete": asyncio.Event(), "lifespan.shutdown.complete": asyncio.Event()}

        async def receive() -> dict[str, str]:
            asked = next(asking)
            if asked == "lifespan.shutdown":
                await self._is_over.wait()
            return {"type": asked}

        async def send(message: dict[str, str]) -> None:
            self._told[message["type"]].set()

        self._running = asyncio.ensure_future(self._app({"type": "lifespan"}, receive, send))
        await self._until_told("lifespan.startup.complete")

    async def _stop(self) -> None:
        self._is_over.set()
        await self._until_told("lifespan.shutdown.complete")
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        # Among them is the application itself: Sanic 21.12 goes on after the shutdown as if a request followed.
        await asyncio.gather(*rest, self._running, return_exceptions=True)

    async def _until_told(self, message: str) -> None:
        """Wait until the application sends a message; raise what it raised if it ends without."""
        waiting = asyncio.ensure_future(self._told[message].wait())
        await asyncio.wait({self._running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not self._told[message].is_set():
            waiting.cancel()
            await self._running


class AssistantAtServer:
    """Talk to a running server over its REST channel."""

    def __init__(self, server: str, key: str) -> None:
        self._server = server
        self._key = key

    def answer(self, sender: str, message: str) -> Turn:
        """Return the turn that answers one message; raise `ServerUnreachable` when the server gives none."""
        sent = send_message(self._server, self._key, sender, message)
        turns: list[Turn] = [message["custom"] for message in sent if "custom" in message]
        if len(turns) != 1:
            raise ServerUnreachable(f"The assistant at {self._server} sent {len(turns)} turns instead of one.")
        return turns[0]


@contextmanager
def settings_with(**values: str) -> Iterator[Settings]:
    """Lay values over the settings of this process as long as the block runs; `data_dir="x"` sets the data folder."""
    names = {f"RAREGUIDE_{name.upper()}": value for name, value in values.items()}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    load_settings.cache_clear()
    try:
        yield load_settings()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        load_settings.cache_clear()


@contextmanager
def conversations_apart() -> Iterator[Settings]:
    """Keep the conversations of a measurement in a database of their own, which goes with the block."""
    with (
        tempfile.TemporaryDirectory(prefix="rareguide-conversations-") as folder,
        settings_with(tracker_url=f"sqlite:///{folder}/conversations.db") as settings,
    ):
        yield settings
