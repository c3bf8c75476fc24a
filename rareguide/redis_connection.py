"""Connect to Redis (or Valkey), through which several server processes share what lives shorter than a database row."""

from __future__ import annotations

import redis.asyncio as redis

from rareguide.settings import Settings

SECONDS_TO_ANSWER = 0.5
"""How long Redis may take; without it a process goes on alone rather than keep a visitor waiting."""


def connect_to_redis(settings: Settings) -> redis.Redis | None:
    """Return a connection that is opened at its first use, or `None` without `RAREGUIDE_REDIS_URL`."""
    if not settings.redis_url:
        return None
    return redis.from_url(
        settings.redis_url, socket_timeout=SECONDS_TO_ANSWER, socket_connect_timeout=SECONDS_TO_ANSWER
    )
