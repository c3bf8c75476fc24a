"""Let a turn that took too long be finished, and bring what comes of it to the visitor.

What it has begun cannot be taken back: a thread that writes goes on writing. It keeps its conversation's lock, so that
the next message is not read as the answer to a question that this one is answering.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.channels.in_flight import messages_in_flight
from rareguide.turn import Turn

logger = logging.getLogger(__name__)

SECONDS_TO_FINISH = 10.0
"""How long a late turn may still take; longer than a database may take for a statement."""

SECONDS_TO_END = 0.5
"""How long one is given to end then."""

Bring = Callable[[str, Turn], Awaitable[None]]


@dataclass
class Progress:
    """Tell how far a turn has come: from its slot on its time counts, and what has begun is finished."""

    has_slot: asyncio.Event = field(default_factory=asyncio.Event)
    has_begun: bool = False

    async def wait_for(self, deciding: asyncio.Future[Turn], seconds: float, hangs: Callable[[], bool]) -> None:
        """Wait for a turn: as long as those before it go on, and from its slot on for so many seconds."""
        beginning = asyncio.ensure_future(self.has_slot.wait())
        either: set[asyncio.Future[Any]] = {deciding, beginning}
        try:
            while not (deciding.done() or self.has_slot.is_set()):
                await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
                if not (deciding.done() or self.has_slot.is_set()) and hangs():
                    return
            await asyncio.wait({deciding}, timeout=seconds)
        finally:
            beginning.cancel()


class LateTurns:
    """Hold the late turns of one process; `bring` takes a turn to its conversation, where the channel can push."""

    def __init__(self, seconds_to_finish: float = SECONDS_TO_FINISH) -> None:
        self.seconds_to_finish = seconds_to_finish
        self.bring: Bring | None = None
        self._finishing: dict[asyncio.Task[None], str] = {}

    def finish(self, conversation: str, deciding: asyncio.Future[Turn]) -> None:
        """See to it that a turn ends, sooner or later."""
        task = asyncio.ensure_future(self._finish(conversation, deciding))
        self._finishing[task] = conversation
        task.add_done_callback(self._finishing.pop)

    def has_one_of(self, conversation: str) -> bool:
        """Return whether a late turn of a conversation has not ended yet."""
        return conversation in self._finishing.values()

    async def _finish(self, conversation: str, deciding: asyncio.Future[Turn]) -> None:
        with messages_in_flight().one_more():
            await asyncio.wait({deciding}, timeout=self.seconds_to_finish)
            if not deciding.done():
                deciding.cancel()
                await asyncio.wait({deciding}, timeout=SECONDS_TO_END)
            try:
                if deciding.done() and self.bring is not None:
                    await self.bring(conversation, deciding.result())
            except (Exception, asyncio.CancelledError):  # the visitor has been told to try again
                logger.exception("A late turn failed.")
