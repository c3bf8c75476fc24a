"""A crowd: turns are made a few at a time, in order, and who would be too late is told so at once."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.concurrency_limit import TURNS_AT_ONCE, TooBusy, TurnSlots
from bot.channels.gate import Gate
from bot.channels.incoming_message import Arrival
from rareguide.settings import Settings
from rareguide.texts import load_texts
from rareguide.turn import Draft, Turn, turn_validator

SECONDS_OF_A_TURN = 0.2


class Crowd:
    """Visitors who all write at once, and a Rasa that takes its time; `begun` has whose turn was begun, in order."""

    def __init__(self, seconds_to_answer: float) -> None:
        self.gate = Gate(Settings(turn_timeout_seconds=seconds_to_answer), load_texts())
        self.begun: list[str] = []
        self.under_way = self.most_under_way = 0

    async def handle(self, message: UserMessage) -> None:
        self.begun.append(message.sender_id)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await asyncio.sleep(SECONDS_OF_A_TURN)
        finally:
            self.under_way -= 1
        await message.output_channel.send_custom_json(message.sender_id, Draft("smalltalk", "Hello.").as_dict())

    def ask(self, visitors: int, message: str = "hello") -> list[Turn]:
        async def all_at_once() -> list[Turn]:
            arrivals = [Arrival(str(number), message, "rest") for number in range(visitors)]
            return await asyncio.gather(*(self.gate.answer(one, self.handle) for one in arrivals))

        return asyncio.run(all_at_once())


def test_a_few_turns_are_made_at_once_in_the_order_of_the_messages() -> None:
    crowd = Crowd(seconds_to_answer=30)

    turns = crowd.ask(3 * TURNS_AT_ONCE)

    assert {turn["kind"] for turn in turns} == {"smalltalk"}
    assert crowd.most_under_way == TURNS_AT_ONCE
    assert crowd.begun == [str(number) for number in range(3 * TURNS_AT_ONCE)]


def test_who_would_be_too_late_is_told_so_and_the_others_are_answered() -> None:
    crowd = Crowd(seconds_to_answer=10 * SECONDS_OF_A_TURN)
    begun = time.monotonic()

    turns = crowd.ask(15 * TURNS_AT_ONCE)

    kinds = [turn["kind"] for turn in turns]
    answered = kinds.count("smalltalk")
    assert answered >= 2 * TURNS_AT_ONCE
    assert kinds == ["smalltalk"] * answered + ["no_answer"] * (len(kinds) - answered)
    assert len(crowd.begun) == answered, "what was computed for a late turn is lost"
    assert time.monotonic() - begun < 30 * SECONDS_OF_A_TURN
    for turn in turns:
        turn_validator().validate(turn)


def test_an_emergency_waits_for_no_slot() -> None:
    crowd = Crowd(seconds_to_answer=30)

    turns = crowd.ask(5 * TURNS_AT_ONCE, "I am going to kill myself")

    assert {turn["kind"] for turn in turns} == {"emergency"}
    assert crowd.begun == []


def test_a_slot_is_free_again_after_whatever_happened_in_it() -> None:
    async def use() -> None:
        slots = TurnSlots(longest_wait=0.05, at_once=1)
        with pytest.raises(KeyError):
            async with slots.one():
                raise KeyError
        holder = asyncio.ensure_future(_hold(slots, 0.1))
        await asyncio.sleep(0)
        waiting = [asyncio.ensure_future(_hold(slots, 0)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        await holder
        results = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(result) for result in results] == [asyncio.CancelledError, TooBusy, TooBusy]
        async with slots.one():
            pass

    asyncio.run(use())


async def _hold(slots: TurnSlots, seconds: float) -> None:
    async with slots.one():
        await asyncio.sleep(seconds)
