"""What a page says in its own words is pointed out to who asks in everyday ones, and nothing that only looks alike."""

from __future__ import annotations

import pytest

from actions.decision import Decider
from actions.reading import CORRECT_SECTION, Reading
from actions.state import DialogueState
from rareguide.texts import load_texts
from rareguide.turn import Draft
from tests.support.made_up_store import store_of_texts

OSTEN, BRAY = "osten-disease", "bray-disease"
SECTIONS = {
    OSTEN: {
        "overview": "Osten disease is a condition of the nerves and is seen mostly in girls. About 90 percent of the "
        "patients do not live longer than one year. About 300 people are diagnosed with it each year.",
        "causes": "A change in the OST1 gene is the cause.",
        "symptoms": "The sight worsens over time. Environmental factors such as smoking may be involved. Untreated "
        "people may have an attack every 2 to 3 weeks.\n\n- Hand movements that repeat\n- Lip telangiectasia\n"
        "- Irritability",
        "inheritance": "Only very rarely: fewer than 1 in 100 known cases were handed down in a family. The gene lies "
        "on the X chromosome.",
        "treatment": "Nosebleeds are treated with lubricants. Seizures are treated with tablets.",
    },
    BRAY: {
        "overview": "Bray disease is a condition of the jaw. Bray disease is caused by a blood vessel that presses on "
        "the nerve. In men it may lead to infertility.",
        "symptoms": "The main symptom is a stabbing pain.",
    },
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(store_of_texts(tmp_path_factory.mktemp("everyday"), SECTIONS), load_texts())


def asked(decider: Decider, slug: str, text: str, section: str, clause: str | None = None) -> Draft:
    clauses = {section: text if clause is None else clause}
    reading = Reading(
        text, f"ask_{section}", 0.6, (section,), masked=text.lower(), clauses=clauses, shares={section: 0.6}
    )
    return decider.decide(reading, DialogueState(condition=slug))[0]


def pointed_out(draft: Draft) -> str:
    return " ".join(sentence for section in draft.sections for sentence in section["highlights"])


@pytest.mark.parametrize(
    ("text", "section", "said"),
    [
        ("why are her hands always moving?", "causes", "Hand movements that repeat"),
        ("why does he shout at us?", "symptoms", "Irritability"),
        ("what are the spots on my lip?", "symptoms", "Lip telangiectasia"),
    ],
)
def test_an_everyday_word_finds_its_medical_like(decider: Decider, text: str, section: str, said: str) -> None:
    assert said in pointed_out(asked(decider, OSTEN, text, section))


def test_what_makes_it_worse_is_looked_for_in_the_rest_of_the_message(decider: Decider) -> None:
    text = "my boy smokes, does that make it worse?"
    draft = asked(decider, OSTEN, text, "complications", "does that make it worse?")
    assert pointed_out(draft) == "Environmental factors such as smoking may be involved."


@pytest.mark.parametrize("text", ["what sets it off", "what brings it on?", "what triggers it"])
def test_what_sets_it_off_is_answered_by_the_cause_that_another_section_tells(decider: Decider, text: str) -> None:
    assert "a blood vessel that presses on the nerve" in pointed_out(asked(decider, BRAY, text, "causes"))


def test_what_sets_off_a_sign_is_not_answered_by_the_cause_of_the_condition(decider: Decider) -> None:
    assert "blood vessel" not in pointed_out(asked(decider, BRAY, "what sets off the cough?", "causes"))


@pytest.mark.parametrize("text", ["does it come back straight after?", "will it come back?"])
def test_whether_it_comes_back_is_answered_by_how_often_attacks_come(decider: Decider, text: str) -> None:
    assert pointed_out(asked(decider, OSTEN, text, "prognosis")) == (
        "Untreated people may have an attack every 2 to 3 weeks."
    )
    assert not pointed_out(asked(decider, BRAY, text, "prognosis"))


@pytest.mark.parametrize("text", ["how many get it in a year?", "how many are born with it each year?"])
def test_how_many_get_it_is_answered_by_a_number_of_people_who_do(decider: Decider, text: str) -> None:
    assert pointed_out(asked(decider, OSTEN, text, "frequency")) == "About 300 people are diagnosed with it each year."


@pytest.mark.parametrize("text", ["do boys get it too?", "can men have it?", "are girls affected as well?"])
def test_whether_a_sex_gets_it_is_answered_by_whom_it_meets(decider: Decider, text: str) -> None:
    said = pointed_out(asked(decider, OSTEN, text, "inheritance"))
    assert said == "Osten disease is a condition of the nerves and is seen mostly in girls."


def test_a_sign_of_one_sex_does_not_tell_whom_it_meets(decider: Decider) -> None:
    assert "infertility" not in pointed_out(asked(decider, BRAY, "do women get it?", "frequency"))


def test_whether_somebodys_own_kin_gets_it_is_answered_by_how_it_is_handed_down(decider: Decider) -> None:
    said = pointed_out(asked(decider, OSTEN, "can my son get it?", "inheritance"))
    assert said.startswith("Only very rarely")


@pytest.mark.parametrize("text", ["That's not what I asked. I asked how to stop the nosebleeds.", "no, the nosebleeds"])
def test_what_was_asked_instead_is_looked_for_too(decider: Decider, text: str) -> None:
    reading = Reading(text, CORRECT_SECTION, 0.9, ("treatment",), masked=text.lower(), shares={"treatment": 0.3})
    draft, _ = decider.decide(reading, DialogueState(condition=OSTEN))
    assert pointed_out(draft) == "Nosebleeds are treated with lubricants."


def test_a_whole_section_asked_for_instead_gets_no_sentence_pointed_out(decider: Decider) -> None:
    text = "no, the treatment"
    reading = Reading(text, CORRECT_SECTION, 0.9, ("treatment",), masked=text, shares={"treatment": 0.3})
    draft, _ = decider.decide(reading, DialogueState(condition=OSTEN))
    assert not pointed_out(draft)
