"""What visitors put in the place of what they told at the form, or take out, in words of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.form.answers import Outcome
from handoff.form.asides import advance_and_ask
from handoff.form.contact_details import read_introduction
from handoff.form.edit_rules import EDITS, EditRules
from handoff.form.edits import Edited, edited
from handoff.form.read_message import ReadMessage
from handoff.form.steps import advance
from handoff.requests.records import Form
from rareguide.rule_files import BadRules
from tests.handoff.visiting import PERSON_PAYLOAD, Visitor

ASKED = Form("c1", "widget", question="Can she fly?")
WHOLE = replace(ASKED, name="Ada", phone="030 5550101", language="English", wish="best before noon")


EDITABLE = replace(
    WHOLE,
    question="Does Marfan syndrome harm the eyes?",
    name="Thea",
    email="thea@velmnot.example",
    wish="in the evenings",
)


@pytest.mark.parametrize(
    ("message", "changed"),
    [
        ("Tilda, not Thea", {"name": "Tilda"}),
        ("the name is just Tilda Voss", {"name": "Tilda Voss"}),
        ("name: Tilda Voss", {"name": "Tilda Voss"}),
        ("Tilda Voss", {"name": "Tilda Voss"}),
        ("you got my name wrong, it is Tilda", {"name": "Tilda"}),
        ("the name is not complete. Put Thea Maria Voss please", {"name": "Thea Maria Voss"}),
        ("the name isn't complete, write Thea Voss please", {"name": "Thea Voss"}),
        ("name wrong. Thea with i not e: Thia Voss", {"name": "Thia Voss"}),
        ("my name is only half there. It's Thea Voss", {"name": "Thea Voss"}),
        ("Put Thea Voss please", {"name": "Thea Voss"}),
        ("sorry, mail wrong. With a hyphen: t@lark-field.example", {"email": "t@lark-field.example"}),
        ("don't use my real name, call me T", {"name": "T"}),
        ("drop the name", {"name": ""}),
        ("Tilda, please, not Thea", {"name": "Tilda"}),
        ("the family name is missing: Thea Voss", {"name": "Thea Voss"}),
        ("use t@larkfield.example and drop the telephone", {"phone": None, "email": "t@larkfield.example"}),
        ("my son is what I am, not Thea", {}),
        ("its velmont not velmnot", {"email": "thea@velmont.example"}),
        ("my address ends in .org, it's not .example", {"email": "thea@velmnot.org"}),
        ("the last digits of the phone are 99, not 01", {"phone": "030 5550199"}),
        ("not English, French please", {"language": "Français"}),
        ("I'd rather have it in Spanish", {"language": "Español"}),
        ("please replace Marfan with Fabry", {"question": "Does Fabry syndrome harm the eyes?"}),
        ("no, Fabry disease, not Marfan syndrome", {"question": "Does Fabry disease harm the eyes?"}),
        ("I wrote Marfan, it is Fabry. change the question please", {"question": "Does Fabry syndrome harm the eyes?"}),
        ("the question is wrong, it should say Fabry not Marfan", {"question": "Does Fabry syndrome harm the eyes?"}),
        ("Your question: who pays for it?", {"question": "who pays for it?"}),
        ('what I want you to put as the question is: "Who pays"', {"question": "Who pays"}),
        (
            "My name is not Thea, for gods sake. It's Tilda Voss. And the question is: Who pays for the trip",
            {"name": "Tilda Voss", "question": "Who pays for the trip"},
        ),
        ("that is still Marfan. the question is wrong", {"question": None}),
        ("Remove the time", {"wish": None}),
        ("take the part about evenings out", {"wish": None}),
        ("no phone please, remove it", {"phone": None}),
        (
            "Write to t.voss@larkfield.example instead, forget the phone",
            {"phone": None, "email": "t.voss@larkfield.example"},
        ),
        ("only by mail, not the phone number", {"phone": None}),
    ],
)
def test_what_is_put_in_the_place_of_something_else_is_looked_up_in_the_form(
    message: str, changed: dict[str, str | None]
) -> None:
    step = advance(EDITABLE, message, ReadMessage("noise", 0.3), "DE")
    assert (step.outcome, step.form) == (Outcome.ASK, replace(EDITABLE, **changed))


@pytest.mark.parametrize("message", ["Iris, not Ivy", "is it Fabry, not Marfan?", "please replace Turner with Noonan"])
def test_nothing_is_changed_where_the_wrong_words_stand_nowhere_or_a_question_is_asked(message: str) -> None:
    assert edited(EDITABLE, message, "DE") == Edited(EDITABLE, message)


@given(st.text(max_size=120))
def test_an_edit_changes_no_more_than_one_reads_in_it(message: str) -> None:
    found = edited(EDITABLE, message, "DE")
    assert found.form.conversation == EDITABLE.conversation
    assert found.form != EDITABLE or found.rest == message


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("yes it is right, send it", "Can she fly?"),
        ("looks good to me. off it goes", "Can she fly?"),
        ("yes and tell them to hurry", "Can she fly?\ntell them to hurry"),
        ("Ok, but please don't tell my mother", "Can she fly?\nplease don't tell my mother"),
    ],
)
def test_a_yes_may_say_more(message: str, question: str) -> None:
    step = advance(WHOLE, message, ReadMessage("noise", 0.3), "DE")
    assert (step.outcome, step.form) == (Outcome.AGREED, replace(WHOLE, question=question))


@pytest.mark.parametrize(
    "message", ["yes but what does it cost", "thank you very much", "it is not right", "yes if you leave my name out"]
)
def test_nothing_is_sent_without_a_plain_yes(message: str) -> None:
    assert advance(WHOLE, message, ReadMessage("noise", 0.3), "DE").outcome is not Outcome.AGREED


@pytest.mark.parametrize("asked", [replace(WHOLE, name="Anna Weber"), Form("c1", "widget", name="Anna Weber")])
def test_a_last_name_takes_the_place_of_the_last_name(asked: Form) -> None:
    step = advance(asked, "no, my surname is spelled Webber with two b", ReadMessage("noise", 0.3), "DE")
    assert (step.form.name, step.form.question) == ("Anna Webber", asked.question)


def test_what_a_name_is_told_with_goes_to_the_person() -> None:
    step = advance_and_ask(ASKED, "max - only don't tell my dad", ReadMessage("noise", 0.3), "DE")
    assert (step.form.name, step.form.question) == ("Max", "Can she fly?\nonly don't tell my dad")
    step = advance_and_ask(ASKED, "Max but please don't tell my dad", ReadMessage("noise", 0.3), "DE")
    assert (step.form.name, step.form.question) == ("Max", "Can she fly?\nplease don't tell my dad")


@pytest.mark.parametrize("wish", ["Get me a human being. NOW.", "I want a person. Quickly.", "A person! Please."])
def test_a_word_of_hurry_is_no_name(wish: str) -> None:
    assert read_introduction(wish) == ""


def test_who_does_not_know_what_to_say_is_helped_and_may_ask_whether_a_number_is_needed(visitor: Visitor) -> None:
    visitor.says(PERSON_PAYLOAD)
    assert visitor.says("i dont know what to say to them")["text"].startswith("A few words are enough")
    visitor.says("Can she fly?")
    visitor.says("skip")
    assert visitor.says("do i have to give a number? i dont want him to see it")["text"].startswith("Without it")


@pytest.mark.parametrize(
    "said",
    ["it's Maria Gomez, not Maria Lopez", "the mail is larkfeild, not larkfield", "could you remove the line I added"],
)
def test_a_correction_after_sending_is_shown_and_reaches_the_person(visitor: Visitor, said: str) -> None:
    visitor.fills_in(until="")
    told = visitor.says(said)["text"]
    request = visitor.desk.requests.of("c1")
    assert request is not None
    assert (f"“{said}”" in told, request.number in told) == (True, True)
    assert [message.text for message in visitor.desk.transcript.messages(request.number)] == [said]


def test_a_wrong_edit_rule_is_told_with_its_place(tmp_path: Path) -> None:
    wrong = tmp_path / "edits.yml"
    wrong.write_text(EDITS.read_text(encoding="utf-8").replace("- drop the name", "- dropp the name"), encoding="utf-8")
    with pytest.raises(BadRules, match=r"edits.yml, line \d+: the rule does not match 'dropp the name'"):
        EditRules(wrong)


def test_how_an_unsent_request_stands_is_told_by_the_form(visitor: Visitor) -> None:
    visitor.says(PERSON_PAYLOAD)
    visitor.says("Can she fly?")
    assert "nothing is sent until" in visitor.says("what is my question now?")["text"]
    assert visitor.asks_for == "name"
