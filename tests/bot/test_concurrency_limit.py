"""A crowd: turns are made a few at a time, in order, and whoever has to wait is answered."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.core.channels.channel import UserMessage

from bot.alarm_workers import Found
from bot.channels.alarm_search import AlarmSearch
from bot.channels.concurrency_limit import MOST_AT_ONCE, ConcurrencyLimit, TooBusy, TurnSlots
from bot.channels.gate import Gate
from bot.channels.incoming_message import IncomingMessage
from rareguide.settings import Settings
from rareguide.texts import load_texts
from rareguide.turn import Draft, Turn, turn_validator

SECONDS_OF_A_TURN = 0.1


class NothingToFind(AlarmSearch):
    """Says at once that there is no alarm: else two are searched beside each other, and the second may be first."""

    async def find(self, text: str, sender: str, has_budget: bool = False) -> Found:
        return Found(None)


class Crowd:
    """Visitors who all write at once, and a Rasa that takes its time; `begun` has whose turn was begun, in order."""

    def __init__(self, seconds_to_answer: float, seconds_of_a_turn: float = SECONDS_OF_A_TURN) -> None:
        self.gate = Gate(Settings(turn_timeout_seconds=seconds_to_answer), load_texts())
        self.seconds_of_a_turn = seconds_of_a_turn
        self.begun: list[str] = []
        self.under_way = self.most_under_way = 0

    async def handle(self, message: UserMessage) -> None:
        self.begun.append(message.sender_id)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await asyncio.sleep(self.seconds_of_a_turn)
        finally:
            self.under_way -= 1
        await message.output_channel.send_custom_json(message.sender_id, Draft("smalltalk", "Hello.").as_dict())

    def ask(self, visitors: int, message: str = "hello") -> list[Turn]:
        async def all_at_once() -> list[Turn]:
            arrivals = [IncomingMessage(str(number), message, "rest") for number in range(visitors)]
            return await asyncio.gather(*(self.gate.answer(one, self.handle) for one in arrivals))

        return asyncio.run(all_at_once())


def test_a_few_turns_are_made_at_once_in_the_order_of_the_messages() -> None:
    crowd = Crowd(seconds_to_answer=30)
    crowd.gate.search = NothingToFind(crowd.gate.finder, crowd.gate.limits, 600)

    turns = crowd.ask(3 * MOST_AT_ONCE)

    assert {turn["kind"] for turn in turns} == {"smalltalk"}
    assert crowd.most_under_way == MOST_AT_ONCE
    assert crowd.begun == [str(number) for number in range(3 * MOST_AT_ONCE)]


def test_long_messages_take_turns_and_leave_the_other_slots_to_short_ones() -> None:
    """Four letters held all the slots, each for as long as it takes to read one."""
    crowd = Crowd(seconds_to_answer=30)
    crowd.gate.search = NothingToFind(crowd.gate.finder, crowd.gate.limits, 600)

    crowd.ask(MOST_AT_ONCE, message="My son has a rare disease, and I would like to know more about it. " * 10)

    assert crowd.most_under_way == 1


def test_everybody_is_answered_however_long_the_wait() -> None:
    """A third was told that the service is busy, after three quarters of a turn's longest time."""
    crowd = Crowd(seconds_to_answer=4 * SECONDS_OF_A_TURN)
    begun = time.monotonic()

    turns = crowd.ask(12 * MOST_AT_ONCE)

    assert time.monotonic() - begun > 2 * 4 * SECONDS_OF_A_TURN, "the last ones waited for more than a turn may take"
    assert {turn["kind"] for turn in turns} == {"smalltalk"}
    for turn in turns:
        turn_validator().validate(turn)


def test_where_nothing_goes_on_nobody_waits_for_it() -> None:
    crowd = Crowd(seconds_to_answer=0.2, seconds_of_a_turn=60)
    crowd.gate.late.seconds_to_finish = 0.2
    begun = time.monotonic()

    turns = crowd.ask(3 * MOST_AT_ONCE)

    assert {turn["kind"] for turn in turns} == {"no_answer"}
    assert time.monotonic() - begun < 3


def test_more_than_the_memory_holds_are_told_so_at_once() -> None:
    crowd = Crowd(seconds_to_answer=30)
    crowd.gate.slots = TurnSlots(ConcurrencyLimit(at_once=2, most_waiting=3))

    kinds = [turn["kind"] for turn in crowd.ask(8)]

    assert kinds == ["smalltalk"] * 5 + ["no_answer"] * 3


def test_an_emergency_waits_for_no_slot() -> None:
    crowd = Crowd(seconds_to_answer=30)

    turns = crowd.ask(5 * MOST_AT_ONCE, "I am going to kill myself")

    assert {turn["kind"] for turn in turns} == {"emergency"}
    assert crowd.begun == []


def test_a_slot_is_free_again_after_whatever_happened_in_it() -> None:
    async def use() -> None:
        slots = ConcurrencyLimit(at_once=1, most_waiting=3)
        with pytest.raises(KeyError):
            async with slots.one("a"):
                raise KeyError
        holder = asyncio.ensure_future(_hold(slots, 0.1))
        await asyncio.sleep(0)
        waiting = [asyncio.ensure_future(_hold(slots, 0)) for _ in range(4)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        await holder
        results = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(result) for result in results] == [asyncio.CancelledError, type(None), type(None), TooBusy]
        async with slots.one("a"):
            pass

    asyncio.run(use())


def test_whoever_goes_in_the_moment_of_getting_a_slot_gives_it_on() -> None:
    async def use() -> None:
        slots = ConcurrencyLimit(at_once=1)
        async with slots.one("a"):
            going, staying = (asyncio.ensure_future(_hold(slots, 0)) for _ in range(2))
            await asyncio.sleep(0)
        going.cancel()
        await asyncio.wait_for(staying, 1)

    asyncio.run(use())


def test_a_network_with_many_visitors_does_not_hold_up_another() -> None:
    order: list[str] = []

    async def one(slots: ConcurrencyLimit, sender: str) -> None:
        async with slots.one(sender):
            order.append(sender)
            await asyncio.sleep(0)

    async def use() -> None:
        slots = ConcurrencyLimit(at_once=1)
        await asyncio.gather(*(one(slots, sender) for sender in [*["crowd"] * 20, "alone"]))

    asyncio.run(use())

    assert order.index("alone") <= 2


async def _hold(slots: ConcurrencyLimit, seconds: float) -> None:
    async with slots.one("a"):
        await asyncio.sleep(seconds)
