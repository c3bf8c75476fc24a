"""What follows where the family has a page, and its types have pages of their own."""

from __future__ import annotations

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.section_drafts import Decision
from actions.state import DialogueState
from actions.type_turns import is_type, types_named
from knowledge.ingest import Document, ingest
from knowledge.records import Record, Section, Source, slugify
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from rareguide.texts import load_texts
from rareguide.turn import Draft

SOURCE = Source("Larkfield Library", "https://larkfield.example", "CC BY 4.0")
FAMILY = "quillon-syndrome"
WORDED = ("arched", "brittle", "corded", "dusky", "vaulted")
NUMBERED = ("1A", "1B", "2", "10")
NAMES = (
    "Quillon syndrome",
    *(f"Quillon syndrome, {word} type" for word in WORDED),
    "Quillon-like syndrome due to brennin deficiency",
    "Quillon syndrome with deafness",
    "Marrow-Hale disease",
    *(f"Marrow-Hale disease type {number}" for number in NUMBERED),
    "Tressemia",
    "Upper-tressemia",
    "Lower-tressemia",
    "Upper lip fever",
    "Ostrava fever",
    "Brennin disease",
    "Quarrick Brennin disease",
    "Juvenile Brennin disease",
    "Dappled Brennin disease",
)
TEXTS = {"Dappled Brennin disease": "Dappled Brennin disease is a form of Brennin disease with spots."}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('families') / 'store.db'}")
    migrate_store(engine)
    documents = [
        Document(
            name,
            Record(
                name, slugify(name), (Section("overview", f"What is {name}?", TEXTS.get(name, f"On {name}."), SOURCE),)
            ),
        )
        for name in NAMES
    ]
    assert not ingest(engine, "content", "made up", documents, is_whole=True).rejected
    return Decider(KnowledgeStore(engine), load_texts())


def say(
    decider: Decider, condition: str | None, text: str, intent: str = "inform", confidence: float = 0.1
) -> Decision:
    state = DialogueState(condition=condition)
    return decider.decide(Reading(text, intent, confidence, masked=text), state)


def titles(draft: Draft) -> list[str]:
    return [option.title for option in draft.options]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("which types are there", "type_unknown"),
        ("how menny types r there", "ask_overview"),
        ("no I mean the list of the types please", "ask_overview"),
        ("are there different pages for the types?", "ask_conditions"),
        ("which types do you have pages for", "ask_conditions"),
        ("how many forms of it exist", "ask_frequency"),
        ("can you show me all the subtypes", "ask_everything"),
    ],
)
def test_who_asks_for_the_types_gets_their_pages_to_choose_from(decider: Decider, text: str, intent: str) -> None:
    draft, after = say(decider, FAMILY, text, intent, 0.9)

    assert titles(draft) == [f"Quillon syndrome, {word} type" for word in WORDED[:4]] + ["Show me more"]
    assert "pages of their own" in draft.text
    assert after.condition == FAMILY
    more, after = decider.decide(Reading("show me more"), after)
    assert titles(more) == ["Quillon syndrome, vaulted type"]
    assert decider.decide(Reading("the first one"), after)[1].condition == "quillon-syndrome-vaulted-type"


def test_of_numbered_types_the_lowest_come_first(decider: Decider) -> None:
    draft, _ = say(decider, "marrow-hale-disease-type-2", "which other types are there")

    assert titles(draft) == [f"Marrow-Hale disease type {number}" for number in ("1A", "1B", "10")]


@pytest.mark.parametrize("text", ["which types are there", "the vaulted one", "what types of doctors are there"])
def test_a_condition_without_types_offers_none(decider: Decider, text: str) -> None:
    draft, after = say(decider, "ostrava-fever", text)

    assert "pages of their own" not in draft.text
    assert after.condition == "ostrava-fever"


@pytest.mark.parametrize(
    ("condition", "text", "chosen"),
    [
        (FAMILY, "vaulted one then", "quillon-syndrome-vaulted-type"),
        (FAMILY, "the vaulted one then. what is the danger with it", "quillon-syndrome-vaulted-type"),
        (FAMILY, "corded", "quillon-syndrome-corded-type"),
        ("quillon-syndrome-corded-type", "and the dusky type?", "quillon-syndrome-dusky-type"),
        ("marrow-hale-disease", "the type that the doctors call 1A", "marrow-hale-disease-type-1a"),
        ("marrow-hale-disease", "1b please", "marrow-hale-disease-type-1b"),
        ("tressemia", "lower", "lower-tressemia"),
    ],
)
def test_a_type_is_chosen_by_what_tells_it(decider: Decider, condition: str, text: str, chosen: str) -> None:
    assert say(decider, condition, text)[1].condition == chosen


def test_of_two_types_named_it_is_asked_which(decider: Decider) -> None:
    draft, _ = say(decider, "tressemia", "upper or lower, I want to choose. show me the list", "ask_conditions", 0.9)

    assert titles(draft) == ["Lower-tressemia", "Upper-tressemia"]


def test_a_word_of_a_type_that_says_more_than_a_choice_chooses_none(decider: Decider) -> None:
    brittle = Reading("does she get brittle bones", "ask_symptoms", 0.9, ("symptoms",), masked="")

    assert decider.decide(brittle, DialogueState(condition=FAMILY))[1].condition == FAMILY


def test_half_a_name_beside_a_type_is_that_of_its_sister(decider: Decider) -> None:
    candidates = ("upper-lip-fever", "upper-tressemia")
    half = {"candidates": candidates, "candidates_name": "upper", "candidates_match": "part"}
    both = Reading(
        "lower-tressemia. and is upper the same?", "ask_overview", 0.9, conditions=("lower-tressemia",), **half
    )
    draft, _ = decider.decide(both, DialogueState())

    assert [section["condition"]["slug"] for section in draft.sections] == ["lower-tressemia", "upper-tressemia"]
    later = Reading("and upper?", "same_for", 0.9, **half)
    assert decider.decide(later, DialogueState(condition="lower-tressemia"))[1].condition == "upper-tressemia"


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("quillon syndrome dusky type", True),
        ("classic quillon syndrome", True),
        ("quillon syndrome", False),
        ("quillon deafness syndrome", False),
        ("quillon syndrome with ptosis", False),
        ("quillon like syndrome type 1", False),
    ],
)
def test_a_type_is_told_by_its_name(name: str, is_one: bool) -> None:
    assert is_type(name.split(), ("quillon",)) is is_one


def test_a_clause_that_holds_other_words_names_no_type() -> None:
    types = {"one": {"vaulted"}, "two": {"dusky"}}

    assert types_named("dusky lips and vaulted palate", types) == []
    assert types_named("dusky or vaulted", types) == ["one", "two"]


def test_types_that_stand_side_by_side_are_both_answered(decider: Decider) -> None:
    text = "tressemia, lower vs upper, what is it"
    reading = Reading(text, "ask_overview", 0.9, ("overview",), conditions=("lower-tressemia",), masked=text)
    draft, after = decider.decide(reading, DialogueState())

    assert [section["condition"]["slug"] for section in draft.sections] == ["upper-tressemia", "lower-tressemia"][::-1]
    assert after.compared == ("lower-tressemia", "upper-tressemia")


def test_what_was_left_out_is_answered_as_the_other_was(decider: Decider) -> None:
    draft, _ = decider.decide(
        Reading("you forgot upper", "chitchat", 0.1, masked="you forgot upper"),
        DialogueState(condition="lower-tressemia", last_sections=("overview",)),
    )

    assert draft.condition is not None
    assert draft.condition.slug == "upper-tressemia"
    assert [section["section"] for section in draft.sections] == ["overview"]


def test_a_type_without_a_page_is_not_answered_by_another_types_page(decider: Decider) -> None:
    draft, _ = say(decider, "quillon-syndrome-corded-type", "and the mottled type?", "same_for", 0.8)

    assert not draft.sections
    assert "mottled type" in draft.text


def test_another_illness_that_has_the_name_of_a_family_behind_its_own_is_no_type_of_it(decider: Decider) -> None:
    """ "Parsonage Turner syndrome" is no Turner syndrome; a text tells of a type, or an age does."""
    draft, _ = say(decider, "brennin-disease", "which types are there?", "ask_overview", 0.9)
    assert titles(draft) == ["Dappled Brennin disease", "Juvenile Brennin disease"]
