"""Know in which conversations an alarm was raised lately: a form that is opened soon after makes an urgent request."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import redis.asyncio as redis
from redis.exceptions import RedisError

from bot.safety.alarm import EMERGENCY, SELF_HARM

logger = logging.getLogger(__name__)

SECONDS_OF_AN_ALARM = 1800.0
MOST_ALARMS = 10_000


@dataclass
class RecentAlarms:
    """Hold digests of conversations alone, in the memory of this process and in a Redis that processes share."""

    clock: Callable[[], float] = time.monotonic
    shared: redis.Redis | None = None
    _raised_at: dict[bytes, float] = field(default_factory=dict)
    _of_self_harm: dict[bytes, float] = field(default_factory=dict)

    def remember(self, conversation: str, kind: str = EMERGENCY) -> None:
        """Note an alarm of a kind in this process."""
        self._raised_at = self._with(conversation, self._raised_at)
        if kind == SELF_HARM:
            self._of_self_harm = self._with(conversation, self._of_self_harm)

    def _with(self, conversation: str, raised_at: dict[bytes, float]) -> dict[bytes, float]:
        limit = self.clock() - SECONDS_OF_AN_ALARM
        newest = list(raised_at.items())[-MOST_ALARMS + 1 :]
        kept = {digest: at for digest, at in newest if at > limit}
        kept.pop(_digest(conversation), None)
        return {**kept, _digest(conversation): self.clock()}

    def knows(self, conversation: str, kind: str | None = None) -> bool:
        """Return whether an alarm, or one of self-harm, was raised in this process within the last 30 minutes."""
        raised_at = self._of_self_harm if kind == SELF_HARM else self._raised_at
        return raised_at.get(_digest(conversation), -SECONDS_OF_AN_ALARM) > self.clock() - SECONDS_OF_AN_ALARM

    async def share(self, conversation: str) -> None:
        """Let the other processes know of an alarm, and of one of self-harm that came before it."""
        if self.shared is None:
            return
        try:
            kinds = (None, SELF_HARM) if self.knows(conversation, SELF_HARM) else (None,)
            for kind in kinds:
                await self.shared.set(_name(conversation, kind), 1, ex=int(SECONDS_OF_AN_ALARM))
        except (RedisError, OSError):
            logger.warning("Redis cannot be reached; other processes do not hear of an alarm.")

    async def is_known_to_any(self, conversation: str, kind: str | None = None) -> bool:
        """Return whether an alarm, or one of self-harm, was raised in any process within the last 30 minutes."""
        if self.knows(conversation, kind) or self.shared is None:
            return self.knows(conversation, kind)
        try:
            return bool(await self.shared.exists(_name(conversation, kind)))
        except (RedisError, OSError):
            logger.warning("Redis cannot be reached; alarms of other processes are not known.")
            return False


def _digest(conversation: str) -> bytes:
    return hashlib.sha256(conversation.encode("utf-8", "surrogatepass")).digest()


def _name(conversation: str, kind: str | None = None) -> str:
    of_kind = f"{kind}:" if kind else ""
    return f"rareguide:alarm:{of_kind}{_digest(conversation).hex()[:32]}"
