"""What else a message asked that was answered by its alarm: remembered behind the answer, without a word of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from actions.decision import Decider
from bot.channels import alarm_topics
from bot.channels.alarm_topics import AlarmTopics
from bot.channels.gate import Gate
from bot.channels.incoming_message import IncomingMessage
from rareguide.settings import ROOT, Settings
from rareguide.texts import load_texts
from rareguide.turn import Draft, Turn
from tests.support.made_up_store import made_up_store

MESSAGE = "my Zebulon can't breathe, he has velmont syndrome. what are the causes"


class ReadingAgent:
    """An agent that reads every message alike, keeps conversations in memory, and can break or hang."""

    def __init__(self, entities: list[dict[str, Any]], breaks: Exception | None = None, hangs: bool = False) -> None:
        self.domain = Domain.load(str(ROOT / "domain.yml"))
        self.tracker_store = InMemoryTrackerStore(self.domain)
        self.entities, self.breaks, self.hangs = entities, breaks, hangs
        self.was_answered = False

    async def parse_message(self, text: str) -> dict[str, Any]:
        assert self.was_answered, "the alarm is answered before anything else is done"
        if self.hangs:
            await asyncio.sleep(60)
        if self.breaks is not None:
            raise self.breaks
        return {"text": text, "intent": {"name": "ask_causes", "confidence": 0.9}, "entities": self.entities}


NAMED = {"entity": "condition", "value": "velmont-syndrome", "start": 32, "end": 48}
ASKED = {
    "entity": "section",
    "value": "causes",
    "start": 0,
    "end": 0,
    "clause": "zebulon, what causes it",
}


def after_an_alarm(agent: ReadingAgent, seconds: float = 5.0) -> tuple[list[Turn], dict[str, Any], list[Any]]:
    """The turns of an alarm and of the message behind it, and the slots and events that are there by then."""
    topics = AlarmTopics(agent, seconds)  # type: ignore[arg-type]
    gate = Gate(Settings(), load_texts(), topics=topics)
    seen: dict[str, Any] = {}
    events: list[Any] = []

    async def handle(said: UserMessage) -> None:
        tracker = await agent.tracker_store.get_or_create_tracker(said.sender_id, append_action_listen=False)
        seen.update(tracker.current_slot_values())
        events.extend(tracker.events)
        await said.output_channel.send_custom_json(said.sender_id, Draft("smalltalk", "An answer.").as_dict())

    async def two_turns() -> list[Turn]:
        first = await gate.answer(IncomingMessage("a", MESSAGE, "rest"), handle)
        agent.was_answered = True
        return [first, await gate.answer(IncomingMessage("a", "what is it", "rest"), handle)]

    return asyncio.run(two_turns()), seen, events


@pytest.fixture(autouse=True)
def _made_up_conditions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    decider = Decider(made_up_store(tmp_path), load_texts())
    monkeypatch.setattr(alarm_topics, "decider", lambda: decider)


def test_the_next_turn_knows_the_condition_and_the_question() -> None:
    turns, slots, _ = after_an_alarm(ReadingAgent([NAMED, ASKED]))

    assert [turn["kind"] for turn in turns] == ["emergency", "smalltalk"]
    assert turns[0]["sections"] == []
    assert (slots["condition"], slots["pending_sections"]) == ("velmont-syndrome", ["causes"])


def test_no_word_of_the_message_is_kept() -> None:
    _, slots, events = after_an_alarm(ReadingAgent([NAMED, ASKED]))

    kept = str(slots) + "".join(str(event.as_dict()) for event in events)
    assert "velmont-syndrome" in kept
    assert not [word for word in ("Zebulon", "zebulon", "breathe") if word in kept]


def test_an_alarm_that_asks_nothing_leaves_the_conversation_as_it_was() -> None:
    _, slots, events = after_an_alarm(ReadingAgent([]))

    assert slots["condition"] is None
    assert events == []


def test_what_is_asked_about_ones_own_case_waits_as_well() -> None:
    _, slots, _ = after_an_alarm(ReadingAgent([{**ASKED, "role": "own_case"}]))

    assert slots["pending_sections"] == ["causes"]


@pytest.mark.parametrize(
    "agent", [ReadingAgent([NAMED], breaks=RuntimeError("no model")), ReadingAgent([NAMED], hangs=True)]
)
def test_what_breaks_or_hangs_takes_neither_the_alarm_nor_the_next_turn(agent: ReadingAgent) -> None:
    turns, slots, _ = after_an_alarm(agent, seconds=0.1)

    assert [turn["kind"] for turn in turns] == ["emergency", "smalltalk"]
    assert slots["condition"] is None


def test_of_alarms_that_come_one_after_the_other_few_are_read() -> None:
    """Reading them took the time of all others: eight senders made everybody else wait for five seconds."""
    agent = ReadingAgent([NAMED, ASKED])
    agent.was_answered = True
    gate = Gate(Settings(), load_texts(), topics=AlarmTopics(agent))  # type: ignore[arg-type]

    async def handle(_: UserMessage) -> None:
        raise AssertionError("an alarm is not handed to Rasa")

    async def many_alarms() -> int:
        for number in range(20):
            sender = IncomingMessage(str(number), MESSAGE, "widget", address="192.0.2.7")
            assert (await gate.answer(sender, handle))["kind"] == "emergency"
        await asyncio.sleep(10 * alarm_topics.SECONDS_AHEAD)
        return len(await agent.tracker_store.keys())

    assert 0 < asyncio.run(many_alarms()) <= alarm_topics.READ_BEHIND_ALARMS.burst
