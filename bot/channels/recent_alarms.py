"""Know in which conversations an alarm was raised lately: a form that is opened soon after makes an urgent request."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import redis.asyncio as redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

SECONDS_OF_AN_ALARM = 1800.0
MOST_ALARMS = 10_000


@dataclass
class RecentAlarms:
    """Hold digests of conversations alone, in the memory of this process and in a Redis that processes share."""

    clock: Callable[[], float] = time.monotonic
    shared: redis.Redis | None = None
    _raised_at: dict[bytes, float] = field(default_factory=dict)

    def remember(self, conversation: str) -> None:
        """Note an alarm in this process."""
        limit = self.clock() - SECONDS_OF_AN_ALARM
        newest = list(self._raised_at.items())[-MOST_ALARMS + 1 :]
        self._raised_at = {digest: at for digest, at in newest if at > limit}
        self._raised_at.pop(_digest(conversation), None)
        self._raised_at[_digest(conversation)] = self.clock()

    def knows(self, conversation: str) -> bool:
        """Return whether an alarm was raised in this process within the last 30 minutes."""
        return self._raised_at.get(_digest(conversation), -SECONDS_OF_AN_ALARM) > self.clock() - SECONDS_OF_AN_ALARM

    async def share(self, conversation: str) -> None:
        """Let the other processes know of an alarm."""
        if self.shared is None:
            return
        try:
            await self.shared.set(_name(conversation), 1, ex=int(SECONDS_OF_AN_ALARM))
        except (RedisError, OSError):
            logger.warning("Redis cannot be reached; other processes do not hear of an alarm.")

    async def is_known_to_any(self, conversation: str) -> bool:
        """Return whether an alarm was raised in any process within the last 30 minutes."""
        if self.knows(conversation) or self.shared is None:
            return self.knows(conversation)
        try:
            return bool(await self.shared.exists(_name(conversation)))
        except (RedisError, OSError):
            logger.warning("Redis cannot be reached; alarms of other processes are not known.")
            return False


def _digest(conversation: str) -> bytes:
    return hashlib.sha256(conversation.encode("utf-8", "surrogatepass")).digest()


def _name(conversation: str) -> str:
    return f"rareguide:alarm:{_digest(conversation).hex()[:32]}"
