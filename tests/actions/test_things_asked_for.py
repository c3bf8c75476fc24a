"""A particular thing asked for: found wherever it stands, denied where it stands nowhere, told in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from rareguide.texts import load_texts
from rareguide.turn import Draft
from tests.support.made_up_store import store_of_texts

VELMONT, TARN = "velmont-syndrome", "tarn-disease"
SECTIONS = {
    VELMONT: {
        "overview": "Velmont syndrome is a condition of the hands and the lungs. It is seen in all countries.",
        "causes": "A change in the VLM1 gene is the cause. Iron then gathers in the hands and in other places.",
        "symptoms": "The hands become stiff. An amber ring can be seen in the eye. Women may be infertile. Some cough.",
        "inheritance": "Mostly not: nearly everybody is the first in the family. In some families a child has a chance "
        "of 1 in 2. It lies on no sex chromosome.",
        "treatment": "Splints ease the stiffness. See a doctor immediately about a sudden pain, which may be fatal. "
        "Nobody needs an operation. There is no cure.",
        "frequency": "About 1 in 20,000 people have it.",
    },
    TARN: {
        "overview": "Tarn disease makes the legs weak. It begins in school age.",
        "prognosis": "A wheelchair is needed in the end. Speech stays as it was.",
    },
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(store_of_texts(tmp_path_factory.mktemp("things"), SECTIONS), load_texts())


def asked(
    decider: Decider, text: str, *sections: str, share: float = 0.6, state: DialogueState | None = None, **more: Any
) -> Draft:
    """Return the turn for a message that asks for sections, with so much certainty, after Velmont syndrome."""
    clauses, shares = dict.fromkeys(sections, text), dict.fromkeys(sections, share)
    intent = more.pop("intent", f"ask_{sections[0]}" if sections else None)
    reading = Reading(text, intent, share, tuple(sections), masked=text, clauses=clauses, shares=shares, **more)
    return decider.decide(reading, state or DialogueState(condition=VELMONT))[0]


def pointed_out(draft: Draft) -> str:
    return " ".join(sentence for section in draft.sections for sentence in section["highlights"])


def shown(draft: Draft) -> list[str]:
    return [f"{section['condition']['slug']}:{section['section']}" for section in draft.sections]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("alright cheers. so what gives you that in the first place anyway", "causes"),
        ("lol ok and what causes it then", "causes"),
        ("how rare is it then, one last thing", "frequency"),
        ("and what can they do about it, roughly", "treatment"),
        ("right, how would i notice it to begin with", "symptoms"),
    ],
)
def test_who_asks_for_a_section_is_not_told_that_nothing_is_there(decider: Decider, text: str, section: str) -> None:
    draft = asked(decider, text, section)
    assert shown(draft) == [f"{VELMONT}:{section}"]
    assert "nothing" not in draft.text


@pytest.mark.parametrize(
    ("text", "section", "share"),
    [
        ("do you have any training material for staff?", "overview", 0.3),
        ("is it a problem to fly?", "complications", 0.1),
        ("do babies feel colours in there?", "symptoms", 0.1),
        ("what about school?", "prognosis", 0.05),
    ],
)
def test_what_stands_nowhere_is_denied_without_naming_a_section(
    decider: Decider, text: str, section: str, share: float
) -> None:
    draft = asked(decider, text, section, share=share)
    assert draft.kind == "no_answer"
    assert draft.text.startswith("What I have about Velmont syndrome does not cover this")


def test_a_section_surely_asked_for_is_shown_beside_the_word_that_the_thing_is_not_there(decider: Decider) -> None:
    draft = asked(decider, "does hypnosis help?", "treatment", share=0.8)
    assert shown(draft) == [f"{VELMONT}:treatment"]
    assert "I found nothing on just this; here is what I have on its treatment." in draft.text


def test_a_clause_that_surely_asks_for_its_section_gets_it_whatever_the_message_was_read_as(decider: Decider) -> None:
    text, unsure = "do they put a porcupine on it", {"intent": "ask_source", "share": 0.18}

    assert shown(asked(decider, text, "treatment", sure_sections=frozenset({"treatment"}), **unsure)) == [
        f"{VELMONT}:treatment"
    ]
    assert shown(asked(decider, text, "treatment", **unsure)) == []


def test_a_word_that_the_chosen_sentences_lack_is_looked_for_in_all_sections(decider: Decider) -> None:
    assert "amber ring" in pointed_out(asked(decider, "is that ring thing from the iron?", "causes"))


def test_a_question_without_a_thing_of_its_own_is_read_with_what_it_points_to(decider: Decider) -> None:
    draft = asked(decider, "is that normal?", "symptoms")
    assert not pointed_out(draft)
    reading = Reading(
        "he coughs all night, is that normal?",
        "ask_symptoms",
        0.6,
        ("symptoms",),
        masked="he coughs all night, is that normal?",
        clauses={"symptoms": "is that normal?"},
        shares={"symptoms": 0.6},
    )
    assert "Some cough." in decider.decide(reading, DialogueState(condition=VELMONT))[0].sections[0]["body"]


def test_whether_a_child_may_have_it_is_answered_by_the_yes_or_no_and_the_chance(decider: Decider) -> None:
    said = pointed_out(asked(decider, "can my kids get it?", "inheritance"))
    assert said.startswith("Mostly not: nearly everybody is the first in the family.")
    assert "1 in 2" in said


def test_a_yes_or_no_on_another_question_is_not_shown(decider: Decider) -> None:
    draft = asked(decider, "could she have a baby with xcondition", "inheritance")
    assert "infertile" in pointed_out(draft)
    assert f"{VELMONT}:inheritance" not in shown(draft)


def test_dangers_to_life_are_pointed_out_to_those_alone_who_ask_about_them(decider: Decider) -> None:
    assert "fatal" not in pointed_out(asked(decider, "what can be done for the pain?", "treatment"))
    assert "fatal" in pointed_out(asked(decider, "is a sudden pain dangerous?", "treatment"))


@pytest.mark.parametrize("text", ["in one sentence please", "just tell me in a line", "shorter please", "tldr"])
def test_one_sentence_of_what_was_shown_last_is_pointed_out(decider: Decider, text: str) -> None:
    state = DialogueState(condition=VELMONT, last_sections=("causes",))
    draft = asked(decider, text, intent="ask_simpler", state=state)
    assert shown(draft) == [f"{VELMONT}:causes"]
    assert pointed_out(draft) == "A change in the VLM1 gene is the cause."


def test_one_sentence_each_is_pointed_out_of_what_is_compared(decider: Decider) -> None:
    state = DialogueState(condition=VELMONT, compared=(VELMONT, TARN), last_sections=("overview",))
    draft = asked(decider, "in one sentence each pls", state=state)
    assert pointed_out(draft) == (
        "Velmont syndrome is a condition of the hands and the lungs. Tarn disease makes the legs weak."
    )


@pytest.mark.parametrize("text", ["too long", "a lot of text", "can't read all this", "I am not reading all that"])
def test_who_finds_an_answer_too_long_gets_the_short_of_it(decider: Decider, text: str) -> None:
    state = DialogueState(condition=VELMONT, last_sections=("causes",))
    draft = asked(decider, text, intent="not_helpful", state=state)
    assert pointed_out(draft) == "A change in the VLM1 gene is the cause."
    assert draft.text.startswith("I am sorry that it was so much to read.")
    assert draft.options[-1].title == "Talk to a person"


@pytest.mark.parametrize("text", ["is it too long to wait a month", "it is all too much for me", "so long"])
def test_what_is_long_or_too_much_beside_a_text_is_no_complaint_of_one(decider: Decider, text: str) -> None:
    state = DialogueState(condition=VELMONT, last_sections=("causes",))
    assert "so much to read" not in asked(decider, text, intent="inform", state=state).text


@pytest.mark.parametrize("text", ["wrong", "no that is wrong", "you got that wrong"])
def test_wrong_is_a_complaint_of_an_answer_and_turns_down_an_offer(decider: Decider, text: str) -> None:
    answered = DialogueState(condition=VELMONT, last_sections=("causes",))
    draft = asked(decider, text, intent="deny", share=0.9, state=answered)
    assert draft.text.startswith("I am sorry that this was not what you needed.")
    assert draft.options[-1].title == "Talk to a person"
    offered = ({"title": "Tarn disease", "payload": "What is it?", "condition": TARN, "sections": []},)
    offering = DialogueState(condition=VELMONT, offered_options=offered)
    assert "sorry" not in asked(decider, text, intent="deny", share=0.9, state=offering).text


def test_of_two_people_the_one_whose_condition_has_it_is_answered_for(decider: Decider) -> None:
    state = DialogueState(condition=VELMONT, earlier_conditions=(TARN,))
    draft = asked(decider, "will my son need a wheelchair?", "prognosis", share=0.2, state=state)
    assert "A wheelchair is needed in the end." in pointed_out(draft)


def test_the_date_of_a_condition_that_is_named_is_told(decider: Decider) -> None:
    draft = asked(decider, "when was the xcondition text updated?", intent="ask_date", conditions=(TARN,))
    assert "Larkfield Library" in draft.text
    assert not draft.sections


def test_a_part_of_the_body_is_asked_about_in_the_condition_talked_of(decider: Decider) -> None:
    draft = asked(
        decider,
        "xcondition?",
        "overview",
        candidates=("lung-cancer",),
        candidates_match="part",
        named="lungs",
        standing="topic",
    )
    assert draft.condition is not None
    assert draft.condition.slug == VELMONT


def test_words_of_a_casual_question_that_stand_on_the_page_are_pointed_to_with_reserve(decider: Decider) -> None:
    text = "and that amber thing, the teacher saw it, whats that"
    draft = asked(decider, text, intent="inform", asking="whats that")
    assert "amber" in pointed_out(draft)
    assert "I am not sure that this answers your question" in draft.text


def test_what_names_nothing_on_the_page_is_still_denied(decider: Decider) -> None:
    draft = asked(decider, "and the parking permit thing, whats that", intent="inform", asking="whats that")
    assert draft.kind == "no_answer"


def test_from_whose_side_it_comes_asks_how_it_is_inherited(decider: Decider) -> None:
    text = "and is it from my side of the family? my brother went to sea, nobody knew why"
    draft = asked(decider, text, "inheritance", share=0.1)
    assert shown(draft) == [f"{VELMONT}:inheritance"]


def test_children_who_may_come_by_it_are_no_other_people(decider: Decider) -> None:
    state = DialogueState(condition=TARN, earlier_conditions=(VELMONT,))
    draft = asked(decider, "does it pass from a father to his children?", "inheritance", state=state)
    assert {one["condition"]["slug"] for one in draft.sections} <= {TARN}


def test_how_a_carrier_is_found_asks_for_the_tests_and_how_it_is_inherited(decider: Decider) -> None:
    draft = asked(decider, "how would I find out if I carry it?", "diagnosis")
    assert shown(draft)[-1] == f"{VELMONT}:inheritance"
    assert draft.missing == ("diagnosis",) or f"{VELMONT}:diagnosis" in shown(draft)


@pytest.mark.parametrize("text", ["can one carry the gene and never have symptoms?", "why do i have it and not him"])
def test_why_one_is_ill_and_another_is_not_asks_how_it_is_inherited(decider: Decider, text: str) -> None:
    assert shown(asked(decider, text, "symptoms", share=0.4)) == [f"{VELMONT}:inheritance"]


def test_whose_fault_it_is_is_answered_by_the_causes(decider: Decider) -> None:
    text = "did we do something wrong?"
    draft = asked(decider, text, "causes", share=0.1, acts=("ask_fault",))
    assert shown(draft) == [f"{VELMONT}:causes"]
    assert "not cover" not in draft.text


def test_of_two_conditions_the_one_that_has_it_is_answered_for(decider: Decider) -> None:
    state = DialogueState(condition=VELMONT, compared=(VELMONT, TARN))
    draft = asked(decider, "which one needs a wheelchair?", "treatment", state=state)
    assert shown(draft)[-1] == f"{TARN}:prognosis"
    assert "wheelchair" in pointed_out(draft)
