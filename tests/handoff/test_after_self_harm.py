"""Who told of a thought of self-harm keeps the crisis line and a person in sight in the turns that follow."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.engine import Engine

from bot.channels.gate import Gate
from bot.channels.handover import handover_of
from bot.channels.incoming_message import IncomingMessage
from bot.safety.alarm import SELF_HARM, Alarm
from rareguide.texts import load_texts
from rareguide.turn import Draft, HandoffData, Option, Understood
from tests.handoff.conftest import settings
from tests.handoff.visiting import PERSON_PAYLOAD

MENU = (Option("Symptoms", "What are the symptoms of Alport syndrome?"),)
CRISIS_LINE = "988"


def small_talk(text: str, intent: str | None) -> Draft:
    return Draft("smalltalk", text, options=MENU, understood=Understood(intent))


@pytest.fixture
def gate(engine: Engine) -> Gate:
    SQLTrackerStore.SQLEvent.__table__.create(engine)
    return Gate(settings(), load_texts(), handover=handover_of(engine, settings(), load_texts()))


def answered(gate: Gate, message: str, draft: Draft) -> dict[str, Any]:
    """Return the turn of a message for which Rasa has a draft."""

    async def rasa(sent: UserMessage) -> None:
        await sent.output_channel.send_custom_json(sent.sender_id, draft.as_dict())

    return dict(asyncio.run(gate.answer(IncomingMessage("c1", message, "widget", None), rasa)))


@pytest.fixture
def gate_after_alarm(gate: Gate) -> Gate:
    assert answered(gate, "I want to kill myself", Draft("smalltalk", ""))["kind"] == "emergency"
    return gate


@pytest.mark.parametrize(
    ("message", "intent"),
    [("I will ring my daughter", None), ("my brother is driving over, he will stay", "goodbye"), ("ok", "affirm")],
)
def test_the_line_and_a_person_stay_in_sight(gate_after_alarm: Gate, message: str, intent: str | None) -> None:
    turn = answered(gate_after_alarm, message, small_talk("All right.", intent))
    assert turn["kind"] == "smalltalk"
    assert CRISIS_LINE in turn["text"]
    assert [option["payload"] for option in turn["options"]] == [PERSON_PAYLOAD]


def test_help_that_comes_is_no_question_on_the_outlook(gate_after_alarm: Gate) -> None:
    misread = Draft("answer", "This is what I have.", understood=Understood("ask_prognosis"))
    turn = answered(gate_after_alarm, "i called it, my brother is driving over, hes gonna stay", misread)
    assert turn["text"].startswith("I am glad")


def test_thanks_are_answered_with_the_line_beside(gate_after_alarm: Gate) -> None:
    turn = answered(gate_after_alarm, "thank you", small_talk("You are welcome.", "thank"))
    assert turn["text"].startswith("You are welcome.")
    assert CRISIS_LINE in turn["text"]


def test_a_question_is_answered(gate_after_alarm: Gate) -> None:
    answer = Draft("clarify", "This is what I have.", options=MENU, understood=Understood("ask_treatment"))
    assert answered(gate_after_alarm, "how is it treated?", answer)["text"] == "This is what I have."


@pytest.mark.parametrize(
    "message",
    [
        "my sister is here now. what groups are there?",
        "I rang my brother, are there any groups near us?",
        "My son is coming over what groups are there",
        "What groups are there? My friend is sitting with me.",
    ],
)
def test_a_question_beside_help_that_comes_is_answered_below_a_kind_word(gate_after_alarm: Gate, message: str) -> None:
    answer = Draft("clarify", "I have nothing on groups.", options=MENU, understood=Understood("ask_support"))
    turn = answered(gate_after_alarm, message, answer)
    assert turn["text"].startswith("I am glad")
    assert CRISIS_LINE in turn["text"]
    assert turn["text"].endswith("I have nothing on groups.")
    assert [option["payload"] for option in turn["options"]] == [MENU[0].payload]


def test_a_question_whether_help_comes_is_no_help(gate_after_alarm: Gate) -> None:
    answer = Draft("clarify", "This is what I have.", options=MENU, understood=Understood("ask_treatment"))
    assert answered(gate_after_alarm, "can she stay at home?", answer)["text"] == "This is what I have."


def test_the_line_is_named_once_to_who_is_safe(gate_after_alarm: Gate) -> None:
    safe = load_texts().say("utter_safe_now")
    turn = answered(gate_after_alarm, "im safe fr, just tired", small_talk(safe, "express_exhaustion"))
    assert turn["text"].count("at any hour") == 1


def test_without_an_alarm_nothing_is_added(gate: Gate) -> None:
    turn = answered(gate, "I will ring my daughter", small_talk("Thank you for telling me.", None))
    assert turn["text"] == "Thank you for telling me."


@pytest.mark.parametrize(
    ("message", "is_gentle"),
    [("I talked to them for an hour and my sister is on her way here", True), ("I will do it before she comes", False)],
)
def test_a_second_alarm_of_who_says_that_help_comes_has_gentler_words(
    gate_after_alarm: Gate, message: str, is_gentle: bool
) -> None:
    incoming = IncomingMessage("c1", message, "widget", None)
    draft = asyncio.run(gate_after_alarm._alarmed("c1", incoming, Alarm(SELF_HARM, False)))
    assert draft["kind"] == "emergency"
    assert CRISIS_LINE in draft["text"]
    assert draft["text"].startswith("I am glad") == is_gentle


def test_the_line_stands_below_the_opening_of_a_form(gate_after_alarm: Gate) -> None:
    asking: HandoffData = {"ticket": None, "status": "collecting", "asks_for": "question"}
    opening = Draft("handoff", "A person.", understood=Understood("ask_person", 0.99), handoff=asking)
    turn = answered(gate_after_alarm, PERSON_PAYLOAD, opening)
    assert turn["kind"] == "handoff"
    assert CRISIS_LINE in turn["text"]
