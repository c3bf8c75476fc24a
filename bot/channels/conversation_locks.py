"""Let one turn of a conversation finish before the next begins."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import redis.asyncio as redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.02
SECONDS_OF_A_LEASE = 3.0
"""How long a lock outlives the process that held it: as long as another one waits with the next message."""
SECONDS_BETWEEN_RENEWALS = 1.0


class ConversationLocks:
    """Hold a lock for every conversation that has a turn under way, in this process or in all that share a Redis.

    A lock is a lease that its holder renews, so that a conversation goes on soon after the end of a process that died
    in the middle of a turn. `longest_turn` is after how many seconds nobody waits any longer for a holder that lives.
    """

    def __init__(self, shared: redis.Redis | None = None, longest_turn: float = 30.0) -> None:
        self._shared = shared
        self._longest_turn = longest_turn
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}
        self._newest: dict[str, asyncio.Future[None]] = {}

    @asynccontextmanager
    async def of(self, conversation: str) -> AsyncIterator[None]:
        """Wait for the conversation's turn; within one process turns are served in the order in which they came."""
        async with self.here(conversation), self.among_processes(conversation):
            yield

    @contextmanager
    def in_order(self, conversation: str) -> Iterator[Callable[[], Awaitable[None]]]:
        """Let what is done with each message before its turn overtake, and give what waits for the earlier messages.

        A message that was searched sooner than one before it must not get its turn sooner.
        """
        before = self._newest.get(conversation)
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._newest[conversation] = mine

        def leave(_: object = None) -> None:
            mine.set_result(None)
            if self._newest.get(conversation) is mine:
                del self._newest[conversation]

        async def earlier_ones() -> None:
            if before is not None:
                await asyncio.wait({before})

        try:
            yield earlier_ones
        finally:
            if before is None or before.done():
                leave()
            else:
                before.add_done_callback(leave)

    @asynccontextmanager
    async def here(self, conversation: str) -> AsyncIterator[None]:
        """Wait for the conversation's turn in this process."""
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        self._waiting[conversation] = self._waiting.get(conversation, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[conversation] -= 1
            if not self._waiting[conversation]:
                del self._waiting[conversation]
                del self._locks[conversation]

    @asynccontextmanager
    async def among_processes(self, conversation: str) -> AsyncIterator[None]:
        """Wait until no other process has a turn of the conversation under way; without Redis there are none."""
        lock = await self._acquired(conversation)
        if lock is None:
            yield
            return
        renewing = asyncio.ensure_future(_keep_renewing(lock))
        try:
            yield
        finally:
            renewing.cancel()
            # A renewal that came after the release would find no lock and say so.
            await asyncio.wait({renewing})
            await _release(lock)

    async def _acquired(self, conversation: str) -> Lock | None:
        if self._shared is None:
            return None
        name = f"rareguide:turn:{hashlib.sha256(conversation.encode()).hexdigest()[:32]}"
        lock = self._shared.lock(
            name, timeout=SECONDS_OF_A_LEASE, sleep=SECONDS_BETWEEN_LOOKS, blocking_timeout=self._longest_turn
        )
        try:
            # Not got in all that time: its holder is stuck, and this visitor must not wait for ever.
            return lock if await lock.acquire() else None
        except (RedisError, OSError):
            logger.warning("Redis cannot be reached; turns are kept apart within this process alone.")
            return None


async def _keep_renewing(lock: Lock) -> None:
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_RENEWALS)
        try:
            await lock.reacquire()
        except LockError:
            logger.warning("A conversation's lock in Redis has run out before its turn ended.")
            return
        except (RedisError, OSError):  # slow or away for a moment; the lease lasts for some renewals
            logger.warning("A conversation's lock in Redis could not be renewed; trying again.")


async def _release(lock: Lock) -> None:
    try:
        await lock.release()
    except (LockError, RedisError, OSError):
        logger.warning("A conversation's lock in Redis had run out before its turn ended, or Redis has gone.")
