"""Limit how fast messages may come, by conversation and by address.

The generic cell rate algorithm (ITU-T I.371): one number for each limited thing, the time at which its next message
would be due at an even pace. It lives in this process, or in Redis where several processes share the visitors.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import redis.asyncio as redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

SECONDS_A_MINUTE = 60.0
MOST_REMEMBERED = 50_000
"""After how many limited things in one process those are forgotten that have long been free again."""

_TAKE = """
local now, pace, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known = math.min(tonumber(redis.call('GET', KEYS[1]) or '0'), now + pace * burst)
local due = math.max(known, now) + pace * tonumber(ARGV[4])
local wait = due - now - pace * burst
if wait > 0 then due = known end
redis.call('SET', KEYS[1], string.format('%.6f', due), 'PX', math.ceil((due - now) * 1000) + 1000)
return tostring(math.max(wait, 0))
"""


@dataclass(frozen=True)
class Limit:
    """Allow `per_minute` messages a minute, or whatever is counted, and `at_once` after a pause: else as many."""

    name: str
    per_minute: float
    at_once: float | None = None

    @property
    def burst(self) -> float:
        """Return how much may come at once."""
        return self.per_minute if self.at_once is None else self.at_once


class RateLimits:
    """Count what comes; without a Redis connection in this process alone."""

    def __init__(self, shared: redis.Redis | None = None, clock: Callable[[], float] = time.time) -> None:
        self._shared = shared
        self._clock = clock
        self._due: dict[str, float] = {}

    async def wait_for(self, limit: Limit, limited: str, amount: float = 1.0) -> float:
        """Count one message, or an amount; return 0.0, or for how many seconds it must wait, and is not counted."""
        # Only a digest: neither conversations nor addresses stand in Redis in the clear.
        key = f"rareguide:limit:{limit.name}:{hashlib.sha256(limited.encode('utf-8', 'replace')).hexdigest()[:32]}"
        pace = SECONDS_A_MINUTE / limit.per_minute
        if self._shared is not None:
            try:
                return float(await self._shared.eval(_TAKE, 1, key, self._clock(), pace, limit.burst, amount))
            except (RedisError, OSError):
                logger.warning("Redis cannot be reached; this process limits rates on its own.")
        return self._take_here(key, pace, limit.burst, amount)

    def _take_here(self, key: str, pace: float, burst: float, amount: float) -> float:
        now = self._clock()
        # A clock that was set back must not lock anybody out: nothing is ever due later than after a whole burst.
        known = min(self._due.get(key, 0.0), now + pace * burst)
        due = max(known, now) + pace * amount
        wait = due - now - pace * burst
        if wait > 0:
            self._due[key] = known
            return wait
        if len(self._due) >= MOST_REMEMBERED:
            self._due = {other: at for other, at in self._due.items() if at > now}
        self._due[key] = due
        return 0.0


def address_group(address: str) -> str:
    """Return what stands for a visitor's network: an IPv4 address, or the first 64 bits of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
