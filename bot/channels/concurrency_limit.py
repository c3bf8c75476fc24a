"""Let only so many turns of a process be made at once, the others waiting in the order in which they came.

A process computes one thing at a time: turns that are all made at once are all late. Who waits is answered all the
same; only what the memory holds is a limit. A network with many visitors at once does not hold up those of others.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from bot.channels.fair_queue import FairQueue
from bot.server.long_messages import is_long

MOST_AT_ONCE = 4
"""So that some go on while others wait for a database, and none is late because it shares the processor with many."""
MOST_WAITING = 1000
"""Messages that may wait for a slot: some ten megabytes, and at 25 turns a second what a visitor's browser waits for.
"""


class TooBusy(Exception):
    """So many messages wait already that no more are taken."""


class ConcurrencyLimit:
    """Hold the slots of one process."""

    def __init__(self, at_once: int = MOST_AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self._free = at_once
        self._most_waiting = most_waiting
        self._waiting: FairQueue[asyncio.Future[None]] = FairQueue()
        self._moved_at = time.monotonic()

    @asynccontextmanager
    async def one(self, sender: str) -> AsyncIterator[None]:
        """Wait for a slot and hold it; raise `TooBusy` when too many wait already."""
        await self._take(sender)
        try:
            yield
        finally:
            self._give_back()

    def have_not_moved_for(self, seconds: float) -> bool:
        """Return whether all slots have been held for so long: what they wait for hangs, and so would everybody."""
        return not self._free and time.monotonic() - self._moved_at > seconds

    async def _take(self, sender: str) -> None:
        if self._free:
            self._free -= 1
            self._moved_at = time.monotonic()
            return
        if len(self._waiting) >= self._most_waiting:
            raise TooBusy
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.put(sender, place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # it came in the same moment
                self._give_back()
            raise

    def _give_back(self) -> None:
        self._moved_at = time.monotonic()
        while (place := self._waiting.get()) is not None:
            if not place.done():  # else whoever waited has gone
                place.set_result(None)
                return
        self._free += 1


class TurnSlots:
    """Hold the slots of the turns of one process; long messages have one of them for all, so that others go on."""

    def __init__(self, slots: ConcurrencyLimit | None = None) -> None:
        self._slots = slots or ConcurrencyLimit()
        self._long = ConcurrencyLimit(at_once=1)

    @asynccontextmanager
    async def one(self, sender: str, words: str) -> AsyncIterator[None]:
        """Wait for a slot for a message and hold it; raise `TooBusy` when too many wait already."""
        async with self._long.one(sender) if is_long(words) else nullcontext(), self._slots.one(sender):
            yield

    def have_not_moved_for(self, seconds: float, words: str) -> bool:
        """Return whether what a message waits for hangs: all slots have been held for so long, or the long one."""
        waits_for = (self._slots, self._long) if is_long(words) else (self._slots,)
        return any(slots.have_not_moved_for(seconds) for slots in waits_for)
