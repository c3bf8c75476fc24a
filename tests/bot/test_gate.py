"""The gate: exactly one turn with disclaimer and contact, whatever comes in and whatever breaks behind it."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage

from bot.channels.gate import Gate
from bot.channels.incoming_message import IncomingMessage, conversation_id
from bot.channels.sanitize import plain_text
from bot.safety.finder import trained_finder
from rareguide.logs import DiscreetFormatter
from rareguide.settings import Settings
from rareguide.texts import load_texts
from rareguide.turn import ConditionRef, Draft, Option, Turn, Understood, turn_validator
from tests.support.examples import most_examples

SETTINGS = Settings(
    contact_name="Larkfield Information Line",
    disclaimer_text="Not a doctor.",
    turn_timeout_seconds=0.2,
    max_message_characters=500,
)
GOOD_DRAFT = Draft("smalltalk", "Hello.", understood=Understood("greet", 1.0)).as_dict()
Behaviour = Callable[[UserMessage], Awaitable[None]]


def answering(*drafts: Any) -> Behaviour:
    async def handle(message: UserMessage) -> None:
        for draft in drafts:
            await message.output_channel.send_custom_json(message.sender_id, draft)

    return handle


def failing(problem: BaseException) -> Behaviour:
    async def handle(message: UserMessage) -> None:
        raise problem

    return handle


async def hanging(message: UserMessage) -> None:
    await asyncio.sleep(30)


async def talking(message: UserMessage) -> None:
    await message.output_channel.send_text_message(message.sender_id, "plain words without a disclaimer")


GREETING = answering(GOOD_DRAFT)


def answer(message: Any, handle: Behaviour = GREETING, sender: Any = "a") -> Turn:
    return asyncio.run(Gate(SETTINGS, load_texts()).answer(IncomingMessage(sender, message, "rest"), handle))


def check_turn(turn: Turn) -> None:
    turn_validator().validate(turn)
    assert turn["disclaimer"] == {"text": "Not a doctor.", "url": None}
    assert turn["contact"]["name"] == "Larkfield Information Line"


@pytest.mark.parametrize(
    "handle",
    [
        answering(),
        answering(GOOD_DRAFT, GOOD_DRAFT),
        answering({}),
        answering({"kind": "answer", "text": "An answer without sections."}),
        answering({**GOOD_DRAFT, "kind": "diagnosis"}),
        answering({**GOOD_DRAFT, "text": ""}),
        answering({**GOOD_DRAFT, "options": [{"title": "Restart", "payload": "/restart"}]}),
        answering(Draft("handoff", "A hand-over without its state.").as_dict()),
        failing(RuntimeError("broken")),
        failing(KeyError("slot")),
        failing(OSError(28, "No space left on device")),
        failing(asyncio.CancelledError()),
        failing(RecursionError()),
        failing(SystemExit(1)),
        talking,
        hanging,
    ],
)
def test_what_breaks_behind_the_gate_becomes_the_fallback_turn(handle: Behaviour) -> None:
    turn = answer("what causes it?", handle)

    check_turn(turn)
    assert turn["kind"] == "no_answer"
    assert turn["sections"] == []


def test_a_draft_cannot_bring_its_own_disclaimer_or_contact() -> None:
    forged = {**GOOD_DRAFT, "disclaimer": {"text": "", "url": None}, "contact": None, "author": "operator"}

    turn = answer("hello", answering(forged))

    check_turn(turn)
    assert turn["author"] == "bot"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=most_examples(300), deadline=None)
@given(message=ANY_JSON, sender=ANY_JSON)
def test_any_message_of_anybody_gets_one_turn(message: Any, sender: Any) -> None:
    check_turn(answer(message, sender=sender))


@settings(max_examples=most_examples(300), deadline=None)
@given(st.text(st.characters(), max_size=600))
def test_no_message_reaches_rasa_as_a_command_or_with_bytes_no_database_takes(message: str) -> None:
    for text in (plain_text(message), plain_text(f"/{message}"), plain_text(f" \t//{message}")):
        assert not text.startswith("/")
        assert "\x00" not in text
        text.encode("utf-8")


def draft_of_any_shape() -> st.SearchStrategy[dict[str, Any]]:
    conditions = st.none() | st.builds(ConditionRef, st.just("velmont-syndrome"), st.text(max_size=10))
    options = st.lists(st.builds(Option, st.text(max_size=5), st.text(max_size=5)), max_size=3).map(tuple)
    kinds = st.sampled_from(["answer", "clarify", "no_answer", "handoff", "emergency", "smalltalk", "other"])
    return st.builds(Draft, kind=kinds, text=st.text(max_size=20), condition=conditions, options=options).map(
        Draft.as_dict
    )


@settings(max_examples=most_examples(300), deadline=None)
@given(draft_of_any_shape())
def test_any_draft_becomes_a_turn_that_fits(draft: dict[str, Any]) -> None:
    check_turn(answer("hello", answering(draft)))


def test_visitors_without_an_id_never_share_a_conversation() -> None:
    for nobody in (None, "", "  ", [], {}, True, 1.5):
        assert conversation_id(nobody) != conversation_id(nobody)
    assert conversation_id("a") == "a"
    assert conversation_id(7) == "7"
    assert conversation_id("x" * 5000) == conversation_id("x" * 5000)
    assert len(conversation_id("x" * 5000)) < 100


def test_turns_of_one_conversation_never_overlap_and_others_do() -> None:
    under_way: dict[str, int] = {}
    most_of_one, most_of_all = [0], [0]

    async def handle(message: UserMessage) -> None:
        under_way[message.sender_id] = under_way.get(message.sender_id, 0) + 1
        most_of_one[0] = max(most_of_one[0], under_way[message.sender_id])
        most_of_all[0] = max(most_of_all[0], sum(under_way.values()))
        await asyncio.sleep(0.01)
        under_way[message.sender_id] -= 1
        await message.output_channel.send_custom_json(message.sender_id, GOOD_DRAFT)

    async def talk() -> None:
        gate = Gate(SETTINGS, load_texts())
        await asyncio.gather(*(gate.answer(IncomingMessage(sender, "hello", "rest"), handle) for sender in "aaabbb"))

    asyncio.run(talk())

    assert most_of_one[0] == 1
    assert most_of_all[0] == 2


def test_an_emergency_is_answered_without_rasa() -> None:
    turn = answer("my son is not breathing", failing(RuntimeError("Rasa is down")))

    check_turn(turn)
    assert turn["kind"] == "emergency"
    assert "911" in turn["text"]


@pytest.mark.parametrize(
    "handle",
    [failing(RuntimeError("broken")), hanging, talking, answering({}), answering({**GOOD_DRAFT, "kind": "odd"})],
)
def test_a_question_that_mentions_an_alarming_sign_keeps_its_warning_when_the_answer_fails(handle: Behaviour) -> None:
    """The warning was lost together with the answer that it was to stand above."""
    turn = answer("is trouble breathing a symptom of Pompe disease?", handle)

    check_turn(turn)
    assert turn["kind"] == "emergency"
    assert "911" in turn["text"]


def test_the_alarm_is_told_as_data_alone_and_beside_an_answer() -> None:
    alone = answer("my son is not breathing", failing(RuntimeError("not to be asked")))
    beside = answer("is trouble breathing a symptom of Pompe disease?", answering(GOOD_DRAFT))
    without = answer("What is Pompe disease?", answering(GOOD_DRAFT))

    for turn in (alone, beside):
        check_turn(turn)
        assert turn["kind"] == "emergency"
        assert turn["alarm"]["kind"] == "emergency"
        assert "911" in turn["alarm"]["text"]
    assert beside["text"] == f"{beside['alarm']['text']}\n\n{GOOD_DRAFT['text']}"
    assert "alarm" not in without


def test_an_alarm_stands_alone_where_nothing_else_was_understood() -> None:
    lost = Draft("smalltalk", "I am not sure what you are asking.").as_dict()

    turn = answer("is trouble breathing a symptom of Pompe disease?", answering(lost))

    assert turn["text"] == turn["alarm"]["text"]


@pytest.mark.parametrize(
    ("message", "first_words"),
    [
        ("me duele el pecho y no puedo respirar", "Esto puede ser una emergencia. Llame ahora al 911"),
        ("no puedo respirar", "Esto puede ser una emergencia"),
        ("quiero morir", "Me preocupa lo que ha escrito"),
        ("je ne peux plus respirer", "C’est peut-être une urgence. Appelez maintenant le 911"),
        ("mein Sohn atmet nicht", "Das kann ein Notfall sein. Rufen Sie jetzt an: 911"),
        ("não quero mais viver", "O que você escreveu me preocupa"),
        ("I want to die", "I am worried about what you wrote"),
    ],
)
def test_an_alarm_is_answered_in_the_visitor_s_language_first(message: str, first_words: str) -> None:
    """Somebody who wrote in Spanish was told in English what to do."""
    gate = Gate(SETTINGS, load_texts(), trained_finder())

    turn = asyncio.run(gate.answer(IncomingMessage("a", message, "rest"), failing(RuntimeError("not to be asked"))))

    check_turn(turn)
    assert turn["kind"] == "emergency"
    assert turn["text"].startswith(first_words)
    assert "please call" in turn["text"].lower(), "the English words are for whoever is at hand"


def test_above_the_apology_for_another_language_stands_whom_to_call() -> None:
    apology = {
        **GOOD_DRAFT,
        "kind": "smalltalk",
        "understood": {**GOOD_DRAFT["understood"], "intent": "other_language"},
    }

    turn = answer("Che cos'è la sindrome di Marfan e come si cura?", answering(apology))

    check_turn(turn)
    assert turn["text"].startswith("In caso di emergenza chiami subito il 911")
    assert turn["text"].endswith(GOOD_DRAFT["text"])


def test_an_answer_is_not_taken_for_the_apology_for_another_language() -> None:
    answered = {
        **GOOD_DRAFT,
        "kind": "no_answer",
        "understood": {**GOOD_DRAFT["understood"], "intent": "other_language"},
    }

    assert answer("what's collagen", answering(answered))["text"] == GOOD_DRAFT["text"]


def test_an_emergency_does_not_wait_for_the_turns_before_it() -> None:
    """It waited for its conversation's lock, up to the longest time of a turn for each turn ahead."""
    finished: list[str] = []

    async def ask(gate: Gate, message: str) -> None:
        turn = await gate.answer(IncomingMessage("a", message, "rest"), hanging)
        finished.append(turn["kind"])

    async def talk() -> None:
        gate = Gate(SETTINGS, load_texts())
        await asyncio.gather(ask(gate, "what causes it?"), ask(gate, "hello"), ask(gate, "my son is not breathing"))

    asyncio.run(talk())

    assert finished == ["emergency", "no_answer", "no_answer"]


@pytest.mark.parametrize("message", [{"text": "my son is not breathing"}, ["I want to die"]])
def test_an_emergency_is_seen_where_a_caller_has_wrapped_the_text(message: Any) -> None:
    assert answer(message)["kind"] == "emergency"


@pytest.mark.parametrize("message", ["\x00", " \x00/ ", "\x00\x00//"])
def test_nothing_but_bytes_that_are_taken_out_is_an_empty_message(message: str) -> None:
    """Rasa was handed an empty text."""
    assert answer(message, failing(RuntimeError("not to be asked")))["kind"] == "smalltalk"


def test_ids_that_no_database_stores_are_kept_apart() -> None:
    odd = ["\ud800", "?", "a\x00", "a", "\udfff"]

    ids = [conversation_id(sender) for sender in odd]

    assert len(set(ids)) == len(odd)
    assert all("\x00" not in one and one.encode("utf-8") for one in ids)
    assert conversation_id("\ud800") == ids[0]


def test_a_number_too_long_to_write_is_no_id() -> None:
    check_turn(answer("hello", sender=10**5000))
    check_turn(answer(10**5000))


def test_a_turn_that_took_too_long_has_ended_before_the_next_begins() -> None:
    under_way, overlapped = [0], [False]

    async def handle(message: UserMessage) -> None:
        overlapped[0] |= under_way[0] > 0
        under_way[0] += 1
        try:
            await asyncio.sleep(30)
        finally:
            await asyncio.sleep(0.05)
            under_way[0] -= 1

    async def talk() -> None:
        gate = Gate(SETTINGS, load_texts())
        await asyncio.gather(*(gate.answer(IncomingMessage("a", "hello", "rest"), handle) for _ in range(2)))

    asyncio.run(talk())

    assert not overlapped[0]


def test_an_emergency_in_a_message_too_long_to_read_is_still_seen() -> None:
    assert answer("my son is not breathing " + "please help " * 200)["kind"] == "emergency"
    assert answer("please help " * 200 + "my son is not breathing")["kind"] == "emergency"


def test_no_word_of_a_visitor_is_logged_when_a_turn_fails() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetFormatter())
    logger = logging.getLogger("bot.channels.gate")
    logger.addHandler(handler)
    try:
        answer("my neighbour Zebulon", failing(ValueError("could not read: my neighbour Zebulon")))
        answer("my neighbour Zebulon", answering({**GOOD_DRAFT, "text": "", "understood": "Zebulon"}))
    finally:
        logger.removeHandler(handler)

    assert "A turn failed." in stream.getvalue()
    assert "ValueError" in stream.getvalue()
    assert "Zebulon" not in stream.getvalue()
