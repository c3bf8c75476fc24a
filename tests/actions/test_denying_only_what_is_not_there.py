"""Nothing is denied that a page has something on: what is next to it is shown, and said to be no more than that."""

from __future__ import annotations

from typing import Any

import pytest

from actions.asked_sections import with_asked_section
from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from rareguide.texts import load_texts
from rareguide.turn import Draft
from tests.support.made_up_store import store_of_texts

QUILL, MERRO, LORN = "quill-disease", "merro-disease", "lorn-disease"
SECTIONS = {
    QUILL: {
        "overview": "Quill disease is an inflammation of small vessels. They may also be inflamed in the lungs. "
        "Treatment may involve glucocorticoids and other medicines.",
        "symptoms": "Signs differ from person to person.\n\n- Feeding difficulties in infancy\n- Hypohidrosis\n"
        "- Gait disturbance\n- Seizures",
    },
    MERRO: {
        "overview": "Merro disease makes the feet weak. Some children have developmental delay.",
        "inheritance": "It is inherited from both parents.",
        "symptoms": "Many people are irritable. Foot drop is frequent. Tremor is seen in half of them.",
        "diagnosis": "Antibodies are found in 70% of people. A muscle biopsy is taken. Others, such as gout, must be "
        "ruled out.",
        "treatment": "Surgery can straighten the toes.",
    },
    LORN: {"symptoms": "Signs and symptoms\n\n- Ataxia\n- Autosomal recessive inheritance\n- Seizures"},
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(store_of_texts(tmp_path_factory.mktemp("denying"), SECTIONS), load_texts())


def asked(decider: Decider, slug: str, text: str, *sections: str, share: float = 0.4, **more: Any) -> Draft:
    """Return the turn for a message about a condition that asks for sections, with so much certainty."""
    clauses, shares = more.pop("clauses", dict.fromkeys(sections, text)), dict.fromkeys(sections, share)
    intent = more.pop("intent", f"ask_{sections[0]}" if sections else None)
    reading = Reading(text, intent, share, tuple(sections), masked=text, clauses=clauses, shares=shares, **more)
    return decider.decide(reading, DialogueState(condition=slug, last_sections=("overview",)))[0]


def pointed_out(draft: Draft) -> str:
    return " ".join(sentence for section in draft.sections for sentence in section["highlights"])


@pytest.mark.parametrize(
    "text",
    [
        "for how long do i have to swallow that stuff",
        "how many weeks does he need the drip",
        "what are the tablets called",
    ],
)
def test_a_section_is_not_denied_that_another_section_has_a_sentence_on(decider: Decider, text: str) -> None:
    draft = asked(decider, QUILL, text, "treatment")
    assert "Treatment may involve glucocorticoids" in pointed_out(draft)
    assert "I have no information" not in draft.text


def test_what_it_costs_is_not_answered_by_how_it_is_treated(decider: Decider) -> None:
    assert not pointed_out(asked(decider, QUILL, "what do the medicines cost", "treatment"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("they want to scan my lungs, never had any bother with them, whatever for?", "in the lungs"),
        ("and the nights? he feeds perhaps once, then rattles his cot like a prisoner.", "Feeding difficulties"),
        ("no, the feeding. does he have a bad milk bottle?", "Feeding difficulties in infancy"),
    ],
)
def test_what_the_page_has_a_word_of_is_shown_with_reserve(decider: Decider, text: str, said: str) -> None:
    draft = asked(decider, QUILL, text, intent="ask_not_covered", not_covered=0.9, share=0.5)
    assert said in pointed_out(draft)
    assert "I am not sure that this answers your question" in draft.text


def test_a_sign_told_beside_the_question_is_looked_for_too(decider: Decider) -> None:
    text = "does he have to be careful in summer? he hardly sweats at all."
    draft = asked(decider, QUILL, text, intent="inform", asking="does he have to be careful in summer?")
    assert pointed_out(draft) == "Hypohidrosis"


def test_a_recipe_is_still_not_covered(decider: Decider) -> None:
    assert asked(decider, QUILL, "who won the cup?", intent="ask_not_covered", share=0.9).kind == "no_answer"


@pytest.mark.parametrize(
    "text",
    [
        "and the brother of her, he has 4 years, need the exam also?",
        "should my other two kids be checked as well",
        "do i have to test the cousins too",
        "my sister is fine, ought she to be tested",
    ],
)
def test_whether_a_relative_needs_a_test_asks_how_it_is_inherited(decider: Decider, text: str) -> None:
    draft = asked(decider, MERRO, text, share=0.2, intent="inform", asking=text)
    assert [section["section"] for section in draft.sections] == ["inheritance"]


@pytest.mark.parametrize(
    "text",
    [
        "is it really that she can't help it or is it partly habit",
        "is he just naughty or is it the syndrome",
        "so is that why my ankles are always giving out",
    ],
)
def test_whether_a_sign_is_the_illness_asks_for_the_symptoms(text: str) -> None:
    reading = Reading(text, "inform", 0.1, ("treatment",), masked=text, clauses={"complications": text})
    assert with_asked_section(reading).sections == ("symptoms",)


def test_what_another_sentence_asks_for_is_answered_beside_the_first(decider: Decider) -> None:
    text = "can they eat soft bread? and is tremor part of it?"
    clauses = {"complications": "can they eat soft bread?"}
    assert "Tremor is seen" in pointed_out(asked(decider, MERRO, text, "complications", share=0.8, clauses=clauses))


@pytest.mark.parametrize(
    "text", ["is the biopsy dangerous", "is the test risky for the baby", "how safe is the biopsy"]
)
def test_a_test_that_is_named_does_not_answer_whether_it_is_dangerous(decider: Decider, text: str) -> None:
    draft = asked(decider, MERRO, text, "diagnosis")
    assert not pointed_out(draft)
    assert [section["section"] for section in draft.sections] == ["diagnosis"]
    assert "I found nothing on just this" in draft.text


@pytest.mark.parametrize(
    ("text", "section", "said"),
    [
        ("how do they tell it apart from gout", "diagnosis", "such as gout, must be ruled"),
        ("do they grow up normal", "prognosis", "developmental delay"),
    ],
)
def test_kinds_of_things_are_found_in_whatever_words(decider: Decider, text: str, section: str, said: str) -> None:
    assert said in pointed_out(asked(decider, MERRO, text, section))


def test_what_a_result_means_for_one_person_is_left_to_doctors_beside_what_the_page_says(decider: Decider) -> None:
    text = "fine. the antibodies. mine are negative. what does that mean for me"
    draft = asked(decider, MERRO, text, intent="ask_advice", share=0.4)
    assert "I cannot advise" in draft.text
    assert pointed_out(draft) == "Antibodies are found in 70% of people."


@pytest.mark.parametrize(
    "text",
    [
        "forgive me if i trust no chat window. how do i know where you get this from?",
        "my aunt says half of it is rubbish. who wrote that?",
        "did you make that up",
    ],
)
def test_who_doubts_what_was_shown_is_told_where_it_comes_from(decider: Decider, text: str) -> None:
    draft = asked(decider, MERRO, text, "causes", share=0.1)
    assert draft.text.startswith("That came from:")


@pytest.mark.parametrize("text", ["how much does the treatment cost", "can my husband catch it from me"])
def test_a_kind_of_thing_that_is_nowhere_is_denied_by_no_section_s_name(decider: Decider, text: str) -> None:
    draft = asked(decider, QUILL, text, "treatment", share=0.6)
    assert (draft.kind, draft.missing) == ("no_answer", ())


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("my daughter wheezes too. will she get this from me", "inheritance"),
        ("no, i asked if it's hereditary", "inheritance"),
        ("i have two small children and have to know what this means for them.", "inheritance"),
        ("can it be found while they are small", "diagnosis"),
        ("they said it was for spasms. what's it actually doing in this disease", "treatment"),
        ("did i catch it from her", "causes"),
    ],
)
def test_the_section_is_asked_for_by_the_words(text: str, section: str) -> None:
    asked = with_asked_section(Reading(text, "inform", 0.2, ("overview",), masked=text))
    assert asked.sections == (section,)


def test_what_was_not_asked_about_is_no_term_of_the_question() -> None:
    text = "i didn't ask about wheezing in general, i asked if it's hereditary!"
    asked = with_asked_section(Reading(text, "correct_section", 0.3, masked=text, term="wheezing", asking="asked if"))
    assert (asked.sections, asked.term) == (("inheritance",), None)


@pytest.mark.parametrize(
    "text",
    [
        "does he have to be tested too? our son is fine",
        "next baby, i am pregnant now again, will be sick also?",
        "is it because we are cousins",
    ],
)
def test_how_it_is_inherited_is_not_denied_where_a_list_of_signs_names_it(decider: Decider, text: str) -> None:
    draft = asked(decider, LORN, text, "inheritance")
    assert pointed_out(draft) == "Autosomal recessive inheritance"
