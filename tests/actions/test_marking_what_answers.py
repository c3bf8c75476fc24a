"""What is marked answers the question, and what is no more than near it is not passed off as the answer."""

from __future__ import annotations

from typing import Any

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from knowledge.mentions import OF_PARTS
from rareguide.texts import load_texts
from rareguide.turn import Draft
from tests.support.made_up_store import store_of_texts

TARN, ORVE = "tarn-disease", "orve-disease"
SECTIONS = {
    TARN: {
        "overview": "Tarn disease makes bones brittle.",
        "inheritance": "Yes, it is dominant. A child has a chance of 1 in 2 to inherit it.",
        "treatment": "Creams ease the spots. The treatment of choice for the liver is a transplant. Coffee is avoided.",
        "causes": "Changes in one of several genes can cause it. Most often it is TRN1 or TRN2. Both help to make "
        "collagen. In about 10% of people both genes are normal and a different gene is responsible, such as QLD5.",
        "symptoms": "Bones break easily. Later comes an extreme appetite. Other signs can be:\n\n"
        "- small red spots of the skin (angiolums)\n- ophthalmoparesis\n- limpness: the person falls\n"
        "- pain in the feet\n- an unusually large head",
        "prognosis": "Most adults have a life of usual length.",
    },
    ORVE: {
        "overview": "Orve disease harms the kidneys. Slow development and learning difficulties are a part of it.",
        "symptoms": "In about 9 of 10 people: pale skin.",
        "complications": "Some are severe: heart attack and stroke.",
        "treatment": "There is no specific cure. Kidney transplants have saved lives. Alcohol is avoided.",
        "prevention": "Check-ups can include a kidney test every year. Aspirin may prevent a stroke.",
    },
}
NEAR = "I am not sure that this answers your question"


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(store_of_texts(tmp_path_factory.mktemp("marking"), SECTIONS), load_texts())


def asked(decider: Decider, slug: str, text: str, section: str, **more: Any) -> Draft:
    reading = Reading(
        text,
        f"ask_{section}",
        0.6,
        (section,),
        masked=more.pop("masked", text),
        clauses={section: more.pop("clause", text)},
        shares={section: 0.6},
        **more,
    )
    return decider.decide(reading, DialogueState(condition=slug, last_sections=("overview",)))[0]


def marked(draft: Draft) -> str:
    return " ".join(sentence for section in draft.sections for sentence in section["highlights"])


@pytest.mark.parametrize("text", ["which gene is it?", "what gene is broken in me?", "which gene is to blame"])
def test_an_exception_is_told_with_its_rule(decider: Decider, text: str) -> None:
    assert "Most often it is TRN1 or TRN2." in marked(asked(decider, TARN, text, "causes"))


@pytest.mark.parametrize("text", ["is it fatal?", "can you die from it?", "is it deadly", "is it dangerous?"])
def test_a_question_for_danger_gets_the_dangers_and_no_saved_lives(decider: Decider, text: str) -> None:
    assert marked(asked(decider, ORVE, text, "prognosis")) == "Some are severe: heart attack and stroke."


def test_a_check_up_is_no_diagnosis(decider: Decider) -> None:
    assert not marked(asked(decider, ORVE, "how is it diagnosed?", "diagnosis"))


def test_in_how_many_a_sign_is_found_is_not_how_many_have_the_condition(decider: Decider) -> None:
    assert not marked(asked(decider, ORVE, "how many people have it?", "frequency"))


def test_a_sentence_with_a_part_of_what_may_come_is_no_answer(decider: Decider) -> None:
    draft = asked(decider, TARN, "will the hunger ever stop?", "prognosis")
    assert NEAR in draft.text
    assert "appetite" in marked(draft)


def test_how_somebody_learns_does_not_tell_to_which_school_they_go(decider: Decider) -> None:
    draft = asked(decider, ORVE, "can he go to a normal school?", "prognosis")
    assert NEAR in draft.text
    assert "learning" in marked(draft)


def test_a_thing_asked_about_by_its_name_is_not_said_to_lack_a_section(decider: Decider) -> None:
    draft = asked(decider, TARN, "can his bones break?", "complications")
    assert "bones" in marked(draft)
    assert draft.missing == ()


@pytest.mark.parametrize(
    ("named", "text", "meaning"),
    [
        ("angiolum", "what is an xcondition?", "(angiolums)"),
        ("limpness", "what does xcondition mean?", "the person falls"),
        ("ophthalmoparesis", "what is xcondition?", ""),
    ],
)
def test_what_a_word_means_is_answered_by_what_explains_it(
    decider: Decider, named: str, text: str, meaning: str
) -> None:
    more: dict[str, Any] = {"masked": text, "clause": text, "named": named, "candidates_match": OF_PARTS}
    draft = asked(decider, TARN, text.replace("xcondition", named), "overview", candidates=(ORVE,), **more)
    assert meaning in marked(draft)
    assert bool(marked(draft)) is bool(meaning)
    assert ("no sentence that explains" in draft.text) is not bool(meaning)


@pytest.mark.parametrize(
    "text",
    [
        "are my kids going to be breadsticks too?",
        "if i have kids are they also gonna be made of glass",
        "will my daughter turn out the same as me?",
        "my son have it too?",
    ],
)
def test_whether_children_will_be_like_a_parent_asks_how_it_is_inherited(decider: Decider, text: str) -> None:
    draft = asked(decider, TARN, text, "prognosis")
    assert [section["section"] for section in draft.sections] == ["inheritance"]
    assert "1 in 2" in marked(draft)


def test_a_sign_in_such_a_question_is_not_taken_away(decider: Decider) -> None:
    assert "inheritance" not in [
        one["section"] for one in asked(decider, TARN, "will he be tired too?", "symptoms").sections
    ]


@pytest.mark.parametrize(
    ("text", "section", "said"),
    [
        ("his feet burn. is normal?", "prognosis", "pain in the feet"),
        ("his knees buckle when he laughs, is that part of it?", "complications", "limpness: the person falls"),
        (
            "i only want to know if the big head and the late talking belong to it",
            "symptoms",
            "an unusually large head",
        ),
    ],
)
def test_a_sign_in_lay_words_is_found(decider: Decider, text: str, section: str, said: str) -> None:
    draft = asked(decider, TARN, text, section)
    assert said in marked(draft)
    assert draft.missing == ()


def test_what_helps_against_a_sign_just_told_is_answered_by_that_sign(decider: Decider) -> None:
    draft = asked(
        decider, TARN, "he has a spot on the skin. what helps against it?", "treatment", clause="what helps against it?"
    )
    assert "Creams ease the spots." in marked(draft)
    assert "transplant" not in marked(draft)
    told = asked(
        decider, TARN, "his legs hurt at night. what helps against it?", "treatment", clause="what helps against it?"
    )
    assert not marked(told)


def test_a_drink_is_held_against_its_own_name_and_not_against_alcohol(decider: Decider) -> None:
    draft = asked(decider, ORVE, "can i drink coffee?", "treatment")
    assert not marked(draft)
    assert asked(decider, TARN, "can i drink coffee?", "treatment").kind == "answer"


def test_what_is_on_no_page_is_said_so_also_above_a_short_section(decider: Decider) -> None:
    draft = asked(decider, TARN, "will he be able to live on his own?", "prognosis")
    assert "I found nothing on just this" in draft.text
