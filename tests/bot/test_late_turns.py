"""Turns that take too long: the visitor is told in time, what was begun is finished in order, and its answer comes."""

from __future__ import annotations

import asyncio

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.gate import Gate
from bot.channels.incoming_message import IncomingMessage
from rareguide.settings import Settings
from rareguide.texts import load_texts
from rareguide.turn import Draft, Turn

pytestmark = pytest.mark.serial

SECONDS_TO_ANSWER = 0.1


class SlowRasa:
    """Takes three times as long as a turn may take, and notes when it begins and ends."""

    def __init__(self) -> None:
        self.gate = Gate(Settings(turn_timeout_seconds=SECONDS_TO_ANSWER), load_texts())
        self.gate.late.bring = self.bring
        self.done: list[str] = []
        self.brought: list[tuple[str, Turn]] = []

    async def handle(self, message: UserMessage) -> None:
        self.done.append(f"begins {message.text}")
        await asyncio.sleep(3 * SECONDS_TO_ANSWER)
        self.done.append(f"ends {message.text}")
        draft = Draft("smalltalk", f"You said {message.text}.").as_dict()
        await message.output_channel.send_custom_json(message.sender_id, draft)

    async def bring(self, conversation: str, turn: Turn) -> None:
        self.brought.append((conversation, turn))

    async def ask(self, message: str, conversation: str = "a") -> Turn:
        return await self.gate.answer(IncomingMessage(conversation, message, "widget", message), self.handle)


def test_the_answer_of_a_late_turn_comes_after_the_apology() -> None:
    rasa = SlowRasa()

    async def talk() -> Turn:
        told = await rasa.ask("one")
        await asyncio.sleep(4 * SECONDS_TO_ANSWER)
        return told

    told = asyncio.run(talk())

    assert told["kind"] == "no_answer"
    ((conversation, turn),) = rasa.brought
    assert (conversation, turn["text"], bool(turn["disclaimer"]["text"])) == ("a", "You said one.", True)


def test_a_late_turn_ends_before_the_next_of_its_conversation_begins() -> None:
    """It was cancelled and its lock given away, while its thread went on writing."""
    rasa = SlowRasa()

    async def talk() -> None:
        await rasa.ask("one")
        told = await rasa.ask("two")  # nobody waits for a conversation that hangs
        assert told["kind"] == "no_answer"
        await asyncio.sleep(2 * SECONDS_TO_ANSWER)
        await rasa.ask("three")
        await asyncio.sleep(4 * SECONDS_TO_ANSWER)

    asyncio.run(talk())

    assert rasa.done == ["begins one", "ends one", "begins three", "ends three"]


def test_other_conversations_do_not_wait_for_a_late_turn() -> None:
    rasa = SlowRasa()

    async def talk() -> None:
        await asyncio.gather(rasa.ask("one", "a"), rasa.ask("two", "b"))

    asyncio.run(talk())

    assert rasa.done == ["begins one", "begins two"]


def test_a_late_turn_that_never_ends_is_cut_off() -> None:
    rasa = SlowRasa()
    ended: list[str] = []

    async def hang(message: UserMessage) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(message.text)

    async def talk() -> None:
        rasa.gate.late.seconds_to_finish = 0.1
        await rasa.gate.answer(IncomingMessage("a", "one", "widget"), hang)
        await asyncio.sleep(0.3)
        await rasa.gate.answer(IncomingMessage("a", "two", "widget"), rasa.handle)

    asyncio.run(talk())

    assert ended == ["one"]
    assert rasa.done == ["begins two"]
