"""Who has to wait is told so in every window, once, and then gets the one turn."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels import widget_messages
from bot.channels.gate import Gate
from bot.channels.widget_messages import WidgetMessages
from rareguide.settings import Settings
from rareguide.texts import load_texts
from rareguide.turn import Draft


@pytest.mark.parametrize(("seconds", "told"), [(0.0, 0), (1.5, 1)])
def test_a_message_that_waits_is_told_of_and_one_that_does_not_is_not(
    monkeypatch: pytest.MonkeyPatch, seconds: float, told: int
) -> None:
    monkeypatch.setattr(widget_messages, "SECONDS_UNTIL_TOLD", 1.0)
    texts, heard = load_texts(), []

    async def answer_late(message: UserMessage) -> None:
        await asyncio.sleep(seconds)
        await message.output_channel.send_custom_json(message.sender_id, Draft("smalltalk", "Hello.").as_dict())

    async def tell(*words: Any) -> None:
        heard.append(words)

    async def talk() -> Any:
        messages = WidgetMessages(Gate(Settings(), texts), answer_late, tell_waiting=tell)
        reply = await messages.answer("a", "192.0.2.1", {"id": "m1", "message": "hello"})
        await asyncio.sleep(1.2)
        return reply

    reply = asyncio.run(talk())

    assert heard == [("a", texts.say("utter_waiting"), "m1")] * told
    assert [turn["text"] for turn in reply.body["turns"]] == ["Hello."]
