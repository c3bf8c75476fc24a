"""One turn of a conversation at a time, among processes that share a Redis: each test plays two of them."""

from __future__ import annotations

import asyncio
import time

import pytest
import redis.asyncio as redis

from bot.channels.conversation_locks import SECONDS_BETWEEN_RENEWALS, SECONDS_OF_A_LEASE, ConversationLocks


def test_a_long_turn_keeps_its_lock(redis_url: str) -> None:
    async def play() -> list[str]:
        one, other = (ConversationLocks(redis.from_url(redis_url)) for _ in range(2))
        order: list[str] = []

        async def long_turn() -> None:
            async with one.of("a conversation"):
                order.append("long turn begins")
                await asyncio.sleep(SECONDS_OF_A_LEASE + 1)
                order.append("long turn ends")

        async def next_turn() -> None:
            await asyncio.sleep(0.2)
            async with other.of("a conversation"):
                order.append("next turn")

        await asyncio.gather(long_turn(), next_turn())
        return order

    assert asyncio.run(play()) == ["long turn begins", "long turn ends", "next turn"]


def test_a_turn_keeps_its_lock_while_redis_is_slow_for_a_moment(redis_url: str) -> None:
    async def play() -> list[str]:
        one = ConversationLocks(redis.from_url(redis_url, socket_timeout=0.5))  # shorter than Redis is away
        other = ConversationLocks(redis.from_url(redis_url))
        order: list[str] = []

        async def long_turn() -> None:
            async with one.of("a conversation"):
                order.append("long turn begins")
                await asyncio.sleep(SECONDS_OF_A_LEASE * 2)
                order.append("long turn ends")

        async def next_turn() -> None:
            await asyncio.sleep(0.5)
            await redis.from_url(redis_url).client_pause(1200)  # milliseconds, with the first renewal among them
            async with other.of("a conversation"):
                order.append("next turn")

        await asyncio.gather(long_turn(), next_turn())
        return order

    assert asyncio.run(play()) == ["long turn begins", "long turn ends", "next turn"]


def test_a_lock_that_is_lost_is_not_asked_for_again(redis_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def play() -> None:
        shared = redis.from_url(redis_url)
        async with ConversationLocks(shared).of("a conversation"):
            await shared.flushall()
            await asyncio.sleep(SECONDS_BETWEEN_RENEWALS * 2.5)

    asyncio.run(play())

    assert sum("before its turn ended." in line for line in caplog.messages) == 1


def test_the_lock_of_a_process_that_died_is_free_within_a_lease(redis_url: str) -> None:
    async def die_in_the_middle() -> None:
        lock = ConversationLocks(redis.from_url(redis_url)).of("a conversation")
        await lock.__aenter__()  # and nothing renews it any longer, because the loop ends here

    async def go_on() -> float:
        begun = time.monotonic()
        async with ConversationLocks(redis.from_url(redis_url)).of("a conversation"):
            return time.monotonic() - begun

    asyncio.run(die_in_the_middle())

    assert 0.5 < asyncio.run(go_on()) <= SECONDS_OF_A_LEASE + 0.5


def test_turns_of_other_conversations_do_not_wait(redis_url: str) -> None:
    async def play() -> float:
        one, other = (ConversationLocks(redis.from_url(redis_url)) for _ in range(2))
        async with one.of("a conversation"):
            begun = time.monotonic()
            async with other.of("another conversation"):
                return time.monotonic() - begun

    assert asyncio.run(play()) < 1
