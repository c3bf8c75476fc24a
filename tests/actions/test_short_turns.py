"""A word or two ask on about what was shown last: why, and, which one; a section is opened, or has been enough."""

from __future__ import annotations

import pytest

from actions.decision import Decider
from actions.reading import CORRECT_SECTION, Reading
from actions.section_drafts import Decision
from actions.state import DialogueState
from rareguide.texts import load_texts
from tests.support.made_up_store import store_with

VELMONT, OSTRAVA = "velmont-syndrome", "ostrava-fever"
BODIES = {
    ("Velmont syndrome", "overview"): "It is a made-up illness.",
    ("Velmont syndrome", "causes"): "It comes from a gene.",
    ("Velmont syndrome", "inheritance"): "It is handed on by mothers.",
    ("Ostrava fever", "overview"): "It begins in spring.",
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(store_with(tmp_path_factory.mktemp("short"), (VELMONT, OSTRAVA), BODIES), load_texts())


def asked_on(decider: Decider, said: str, shown: str, **reading: object) -> Decision:
    """Say a few words after a section of Velmont syndrome was shown."""
    state = DialogueState(VELMONT, last_sections=(shown,))
    return decider.decide(Reading(said, masked=said.lower(), **reading), state)  # type: ignore[arg-type]


def sections(decision: Decision) -> list[str]:
    return [section["section"] for section in decision[0].sections]


@pytest.mark.parametrize("said", ["why?", "how come", "and why is that?"])
def test_why_is_answered_by_the_causes(decider: Decider, said: str) -> None:
    assert sections(asked_on(decider, said, "inheritance")) == ["causes"]


def test_why_of_the_causes_themselves_or_of_a_treatment_is_not_covered(decider: Decider) -> None:
    assert asked_on(decider, "why?", "causes")[0].kind == "no_answer"
    assert asked_on(decider, "why not?", "treatment")[0].kind == "no_answer"


@pytest.mark.parametrize("said", ["and?", "go on", "so?", "ok, and then?", "I have another question", "one more thing"])
def test_who_wishes_to_hear_more_is_offered_what_was_not_shown(decider: Decider, said: str) -> None:
    draft, _ = asked_on(decider, said, "causes")

    assert [option.title for option in draft.options] == ["What is it?", "Inheritance"]


def test_which_one_is_answered_by_the_name_of_the_one_talked_of(decider: Decider) -> None:
    assert (
        "Velmont syndrome" in asked_on(decider, "which one?", "causes", intent="type_unknown", confidence=0.4)[0].text
    )


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("No need to apologise, just open the inheritance drawer.", "inheritance"),
        ("no I asked about causes", "causes"),
        ("show me the causes bit please", "causes"),
    ],
)
def test_a_section_is_opened_by_its_name(decider: Decider, said: str, section: str) -> None:
    decision = asked_on(decider, said, "overview", intent=CORRECT_SECTION, confidence=0.6)

    assert sections(decision) == [section]


@pytest.mark.parametrize("said", ["No more inheritance, please. I have read it.", "not inheritance again!"])
def test_a_section_that_has_been_enough_is_not_shown_again(decider: Decider, said: str) -> None:
    draft, _ = asked_on(decider, said, "inheritance", sections=("inheritance",))

    assert not draft.sections
    assert "Inheritance" not in [option.title for option in draft.options]


def test_who_asks_if_it_is_what_it_is_also_called_hears_its_names(decider: Decider) -> None:
    masked = "so is it just another name for xcondition?"
    reading = Reading(masked, "ask_own_diagnosis", 0.6, conditions=(VELMONT,), masked=masked)

    draft, _ = decider.decide(reading, DialogueState(VELMONT))

    assert draft.text.startswith("It is called Velmont syndrome.")


@pytest.mark.parametrize("said", ["how?", "and when", "what"])
def test_a_bare_question_word_is_asked_back_and_chooses_no_section(decider: Decider, said: str) -> None:
    _, state = asked_on(decider, "and?", "overview")

    draft, _ = decider.decide(Reading(said, masked=said), state)

    assert (draft.kind, draft.sections) == ("clarify", ())
    assert "Velmont syndrome" in draft.text


@pytest.mark.parametrize(("said", "section"), [("why the heart?", "causes"), ("so why not the father", "inheritance")])
def test_why_one_thing_is_so_is_asked_and_tells_no_feeling(decider: Decider, said: str, section: str) -> None:
    decision = asked_on(decider, said, "overview", intent="express_grief", confidence=0.6, acts=("express_grief",))

    assert section in sections(decision)
    assert "sorry" not in decision[0].text
