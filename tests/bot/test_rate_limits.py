"""Limits on how fast messages may come, in one process and over Redis."""

from __future__ import annotations

import asyncio

import pytest
import redis.asyncio as redis
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.rate_limits import Limit, RateLimits, address_group

TEN = Limit("test", 10)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def taken(limits: RateLimits, count: int, limited: str = "a") -> int:
    """How many of so many messages at once are let through."""
    return sum([await limits.wait_for(TEN, limited) == 0 for _ in range(count)])


async def check_limits(limits: RateLimits, clock: Clock) -> None:
    assert await taken(limits, 15) == 10, "as many at once as a minute allows"
    assert await taken(limits, 1, "b") == 1, "others are not held up"
    assert await limits.wait_for(TEN, "a") == pytest.approx(6), "the next one in a tenth of a minute"
    clock.now += 6.1
    assert await taken(limits, 5) == 1
    clock.now += 600
    assert await taken(limits, 15) == 10, "a pause does not save up more"
    clock.now -= 3600
    assert await limits.wait_for(TEN, "a") == pytest.approx(6), "a clock that was set back locks nobody out"
    clock.now += 6.1
    assert await taken(limits, 5) == 1


def test_in_one_process() -> None:
    clock = Clock()
    asyncio.run(check_limits(RateLimits(clock=clock), clock))


def test_over_redis_in_several(redis_url: str) -> None:
    async def check() -> None:
        clock = Clock()
        one, other = (RateLimits(redis.from_url(redis_url), clock) for _ in range(2))
        assert await taken(one, 6, "shared") + await taken(other, 6, "shared") == 10
        await check_limits(one, clock)

    asyncio.run(check())


def test_without_its_redis_a_process_limits_on_its_own() -> None:
    nobody = redis.from_url("redis://127.0.0.1:1/0")
    clock = Clock()
    asyncio.run(check_limits(RateLimits(nobody, clock), clock))


@given(st.lists(st.floats(0, 30), max_size=200))
def test_never_more_than_the_limit_in_any_minute_after_the_first_burst(pauses: list[float]) -> None:
    async def play() -> list[float]:
        clock = Clock()
        limits = RateLimits(clock=clock)
        passed = []
        for pause in pauses:
            clock.now += pause
            if await limits.wait_for(TEN, "a") == 0:
                passed.append(clock.now)
        return passed

    passed = asyncio.run(play())
    for start in passed:
        assert sum(start <= at < start + 60 for at in passed) <= 20


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("not an address", "not an address"),
    ],
)
def test_one_network_is_one_address(address: str, group: str) -> None:
    assert address_group(address) == group
