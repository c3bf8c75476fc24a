"""A request is sent as it was shown, and what stands beside a value or a yes is kept or asked about."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from handoff.form.answers import Outcome
from handoff.form.asides import advance_and_ask
from handoff.form.read_message import ReadMessage
from handoff.form.steps import Step
from handoff.requests.records import Form
from tests.handoff.visiting import Visitor

EMPTY = Form("c1", "widget")
AT_NAME = replace(EMPTY, question="Can my son of 6 fly?")
AT_CONTACT = replace(AT_NAME, name="Ada Moss")
AT_LANGUAGE = replace(AT_CONTACT, phone="212 736 5000")
AT_CONSENT = replace(AT_LANGUAGE, language="English", email="ada.moss@larkfield.example")


def says(form: Form, message: str) -> Step:
    return advance_and_ask(form, message, ReadMessage("noise", 0.3), "US")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("yes send it. He also has epilepsy", "He also has epilepsy"),
        ("He also has epilepsy, send it", "He also has epilepsy"),
        ("all correct, only he is nine", "only he is nine"),
        ("yes. He takes warfarin", "He takes warfarin"),
        ("send it, I take warfarin", "I take warfarin"),
        ("Yes, all correct. I am 76 and this is my first letter to a machine, so bear with me.",
         "I am 76 and this is my first letter to a machine, so bear with me"),
        ("ok yeah send it, the cat is sitting on the keyboard anyway", "the cat is sitting on the keyboard anyway"),
    ],
)  # fmt: skip
def test_what_is_told_beside_a_yes_is_shown_before_it_is_sent(said: str, kept: str) -> None:
    step = says(AT_CONSENT, said)
    assert (step.outcome, step.lead) == (Outcome.ASK, "utter_handoff_changed_and_agreed")
    assert step.form.question == f"{AT_CONSENT.question}\n{kept}"


@pytest.mark.parametrize(
    "said",
    [
        "it's correct but I do not want the conversation shared",
        "yes send it but keep the chat out",
        "Send it, but anonymous",
        "yes, submit. Only the question, nothing else",
        "everything is right, my husband must not see this",
        "I want to send it but my wife doesn't",
        "that is right, the doctor told me not to",
        "yes send it, or let me sleep on it",
        "yes, when?",
        "sure, what next?",
    ],
)
def test_a_yes_beside_what_holds_back_or_asks_sends_nothing(said: str) -> None:
    assert says(AT_CONSENT, said).outcome is Outcome.ASK


@pytest.mark.parametrize("yes", ["yes send it, I feel lighter", "send it please, you have been kind, no need to hurry"])
def test_a_mood_beside_a_yes_is_none_of_the_request(yes: str) -> None:
    assert says(AT_CONSENT, yes).outcome is Outcome.AGREED


@pytest.mark.parametrize(
    "said", ["all correct. Marie not Maria. he took bleach", "Yes, send it, in German. He cannot breathe"]
)
def test_beside_an_alarm_what_a_yes_changes_is_shown_before_it_is_sent(visitor: Visitor, said: str) -> None:
    visitor.fills_in(until="consent")
    visitor.says(said, alarm_kind="emergency")
    assert visitor.desk.requests.of("c1") is None
    assert "Marie Lopez" in visitor.turn["text"] or "Deutsch" in visitor.turn["text"]
    visitor.says("yes")
    assert visitor.status == "queued"


def test_after_an_alarm_no_yes_sends_what_has_not_been_shown_again(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    visitor.visitors.on_alarm("c1", "my son is choking")
    visitor.says("yes, send it. I took two tablets too many of his", alarm_kind="poisoning")
    assert visitor.desk.requests.of("c1") is None
    assert "Can my daughter fly?" in visitor.turn["text"]


def test_what_is_told_with_a_yes_after_an_alarm_is_kept_and_shown(visitor: Visitor) -> None:
    visitor.fills_in(until="consent")
    visitor.visitors.on_alarm("c1", "my son is choking")
    visitor.says("yes, and tell them he takes warfarin")
    assert visitor.asks_for == "consent"
    assert "he takes warfarin" in visitor.turn["text"]


@pytest.mark.parametrize(
    ("form", "said", "given"),
    [
        (AT_NAME, "Ana Lopez. She also has epilepsy.", {"name": "Ana Lopez", "question": "She also has epilepsy"}),
        (AT_NAME, "anonymous, he takes warfarin", {"name": "", "question": "he takes warfarin"}),
        (AT_NAME, "skip. He takes warfarin", {"name": "", "question": "He takes warfarin"}),
        (AT_NAME, "no name. he takes warfarin", {"name": "", "question": "he takes warfarin"}),
        (AT_LANGUAGE, "english. he was operated in march",
         {"language": "English", "question": "he was operated in march"}),
        (AT_CONSENT, "change my name to Eva. He takes warfarin", {"name": "Eva", "question": "He takes warfarin"}),
        (AT_CONSENT, "wrong number, 212 736 5001. He takes warfarin",
         {"phone": "212 736 5001", "question": "He takes warfarin"}),
        (AT_NAME, "Ana Lopez. I am so afraid.", {"name": "Ana Lopez", "question": ""}),
    ],
)  # fmt: skip
def test_what_is_told_beside_a_value_goes_with_the_question(form: Form, said: str, given: dict[str, str]) -> None:
    question = f"{form.question}\n{given['question']}".strip()
    found = asdict(says(form, said).form)
    assert {field: found[field] for field in given} == {**given, "question": question}


@pytest.mark.parametrize(
    "said",
    [
        "I have had pain since May and my number is 212 736 5000",
        "phone 212 736 5000 question can she fly",
        "Write to ana@larkfield.example about dialysis in Fabry",
        "She stopped walking. phone 212 736 5000 because she cannot write",
        "Can she fly? Phone me on 212 736 5000 when the baby sleeps, he wakes at six.",
        "Can she fly? My number 212 736 5000 is my wife's",
    ],
)
def test_a_clause_with_more_than_a_way_to_be_reached_stays_in_the_question(said: str) -> None:
    form = says(EMPTY, said).form
    assert form.question == said
    assert form.phone or form.email


def test_when_to_call_beside_a_number_is_kept() -> None:
    form = says(EMPTY, "Can she fly? Call 212 736 5000 after six.").form
    assert (form.question, form.phone, form.wish) == ("Can she fly?", "212 736 5000", "after six")


@pytest.mark.parametrize("said", ["I am at that point in life", "we met at the point at noon"])
def test_a_point_is_no_sign_of_an_address(said: str) -> None:
    assert says(AT_CONTACT, said).form.email is None


@pytest.mark.parametrize(
    "said",
    ["remove the word fly", "please drop that whole thing about flying", "keep the name secret", "erase it please"],
)
def test_an_order_to_take_something_out_is_no_part_of_the_question(said: str) -> None:
    step = says(AT_CONSENT, said)
    assert (step.form, step.lead) == (AT_CONSENT, "utter_handoff_what_to_change")


@pytest.mark.parametrize("form", [AT_NAME, AT_CONSENT])
@pytest.mark.parametrize(
    "told",
    [
        "three days later he had seizures",
        "his sister probably has it too",
        "the form on his arm is a rash",
        "i have no idea why he fell",
        "she never slept a full night, you see",
        "he takes warfarin until May",
    ],
)
def test_a_fact_with_a_word_that_puts_off_elsewhere_is_kept(form: Form, told: str) -> None:
    assert says(form, told).form == replace(form, question=f"{form.question}\n{told}")


@pytest.mark.parametrize("said", ["I will do it tomorrow", "I think so", "maybe he should read it", "I hate this form"])
def test_what_puts_off_is_no_part_of_the_question(said: str) -> None:
    assert says(AT_CONSENT, said).form == AT_CONSENT


def test_whether_an_illness_goes_away_is_for_the_assistant() -> None:
    assert says(AT_CONSENT, "did it go away?").outcome is Outcome.PASS_ON


@pytest.mark.parametrize(
    ("form", "said", "language"),
    [
        (AT_CONSENT, "not German", "English"),
        (replace(AT_LANGUAGE, language=None), "no german", None),
        (replace(AT_LANGUAGE, language=None), "not german, english", "English"),
        (AT_CONSENT, "not English, German", "Deutsch"),
    ],
)
def test_a_language_that_is_not_wanted_is_not_taken(form: Form, said: str, language: str | None) -> None:
    assert says(form, said).form.language == language


@pytest.mark.parametrize("said", ["it is too hot in here today", "this is so slow"])
def test_what_is_said_of_something_is_no_name(said: str) -> None:
    assert says(AT_NAME, said).form.name is None


@pytest.mark.parametrize("said", ["yes send it, English or French", "yes. English or French. send it"])
def test_a_further_language_beside_a_yes_is_shown_before_it_is_sent(said: str) -> None:
    step = says(AT_CONSENT, said)
    assert (step.outcome, step.form.wish) == (Outcome.ASK, "English or French")
