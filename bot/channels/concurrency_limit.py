"""Let only so many turns of a process be made at once, the others waiting in the order in which they came.

A process computes one thing at a time: turns that are all made at once are all late, and what was computed for
those that took too long is lost. In order, the first are in time; those that came too late for that are told so
without being begun.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

TURNS_AT_ONCE = 8
"""So that some go on while others wait for a database; measured with `make bench` at 64 clients."""


class TooBusy(Exception):
    """A turn's place in the queue came too late for it to be made in time."""


class TurnSlots:
    """Hold the slots of one process; `longest_wait` is in seconds."""

    def __init__(self, longest_wait: float, at_once: int = TURNS_AT_ONCE) -> None:
        self._longest_wait = longest_wait
        self._slots = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Wait for a slot and hold it; raise `TooBusy` when that took longer than the longest wait."""
        begun = time.monotonic()
        async with self._slots:
            if time.monotonic() - begun > self._longest_wait:
                raise TooBusy
            yield
