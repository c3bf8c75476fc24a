"""What follows when nobody knows which of several conditions is meant: every page speaks for itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.decision import Decider
from actions.options import says_no_more, told_apart
from actions.reading import Reading
from actions.section_drafts import Decision
from actions.state import DialogueState
from knowledge.ingest import Document, ingest
from knowledge.records import Record, Section, Source, slugify
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from rareguide.texts import load_texts
from rareguide.turn import Draft

SOURCE = Source("Larkfield Library", "https://larkfield.example", "CC BY 4.0")
QUIBBLE = "quibble-fever"
PALSIES = tuple(f"tarn-palsy-type-{number}" for number in range(1, 6))
FEVER, FEVER_ONE, FEVER_TWO = "ostrava-fever", "ostrava-fever-type-1", "ostrava-fever-type-2"
SECTIONS = {
    **{f"Tarn palsy type {number}": {"overview": "", "causes": ""} for number in range(1, 6)},
    "Tarn palsy type 4": {"overview": "", "causes": "", "treatment": ""},
    "Ostrava fever": {"overview": "Type IV spares the hands.", "symptoms": ""},
    "Ostrava fever type 1": {"overview": ""},
    "Ostrava fever type 2": {"overview": ""},
    "Quibble fever": {"overview": ""},
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('types') / 'store.db'}")
    migrate_store(engine)
    documents = [
        Document(name, Record(name, slugify(name), tuple(_section(name, *entry) for entry in sections.items())))
        for name, sections in SECTIONS.items()
    ]
    assert not ingest(engine, "content", "made up", documents, is_whole=True).rejected
    return Decider(KnowledgeStore(engine), load_texts())


def _section(name: str, section_type: str, body: str) -> Section:
    return Section(section_type, f"What about the {section_type} of {name}?", body or f"On {name}.", SOURCE)


@pytest.fixture
def offered(decider: Decider) -> DialogueState:
    """After "tarn palsy" four palsies were offered, and one is kept for "more"."""
    asked = Reading("tarn palsy", "name_condition", 0.9, candidates=PALSIES, candidates_name="tarn palsy")
    return decider.decide(asked, DialogueState())[1]


def say(decider: Decider, state: DialogueState, text: str, intent: str = "inform", confidence: float = 0.1) -> Decision:
    return decider.decide(Reading(text, intent, confidence, masked=text), state)


def ask(decider: Decider, state: DialogueState, section: str) -> Decision:
    return decider.decide(Reading(f"the {section}?", f"ask_{section}", 0.9, (section,)), state)


def shown(draft: Draft) -> list[tuple[str, str]]:
    return [(section["condition"]["slug"], section["section"]) for section in draft.sections]


def titles(draft: Draft) -> list[str]:
    return [option.title for option in draft.options]


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("I don't know which", "inform", 0.1),
        ("no idea", "inform", 0.1),
        ("any of them", "inform", 0.1),
        ("all of these please", "choose_option", 0.9),
        ("it wasn't on the sheet from the clinic", "type_unknown", 0.25),
    ],
)
def test_an_unknown_type_is_accepted_and_a_few_pages_are_shown_each_by_itself(
    decider: Decider, offered: DialogueState, text: str, intent: str, confidence: float
) -> None:
    draft, after = say(decider, offered, text, intent, confidence)

    assert shown(draft) == [(slug, "overview") for slug in PALSIES[:3]]
    assert after.condition is None
    assert titles(draft)[:4] == [f"Tarn palsy type {number}" for number in range(1, 5)]


def test_a_question_after_the_offer_is_answered_by_every_page_that_has_something(
    decider: Decider, offered: DialogueState
) -> None:
    causes, state = ask(decider, offered, "causes")
    treatment, state = ask(decider, state, "treatment")

    assert shown(causes) == [(slug, "causes") for slug in PALSIES[:3]]
    assert shown(treatment) == [(PALSIES[3], "treatment")]
    assert "about the others have nothing on this: its treatment" in treatment.text
    chosen, after = say(decider, state, "the type 2 one")
    assert (chosen.kind, chosen.missing, after.condition) == ("no_answer", ("treatment",), PALSIES[1])


def test_where_no_page_has_a_section_that_is_said_and_the_offer_stays(decider: Decider, offered: DialogueState) -> None:
    draft, after = ask(decider, offered, "prognosis")

    assert (draft.kind, draft.missing, draft.sections) == ("no_answer", ("prognosis",), ())
    assert titles(draft)[:2] == ["Tarn palsy type 1", "Tarn palsy type 2"]
    assert after.more_candidates == PALSIES[4:]


def test_who_tells_at_once_that_the_type_is_unknown_is_not_asked_for_it(decider: Decider) -> None:
    told = Reading(
        "She has tarn palsy. They didn't say which type. What causes it?", "ask_causes", 0.9, ("causes",),
        candidates=PALSIES, candidates_name="tarn palsy", acts=("type_unknown",),
    )  # fmt: skip
    draft, _ = decider.decide(told, DialogueState())

    assert shown(draft) == [(slug, "causes") for slug in PALSIES[:3]]


def test_the_same_is_asked_about_another_family_of_which_the_type_is_unknown(decider: Decider) -> None:
    talking = DialogueState(QUIBBLE, last_sections=("causes",))
    told = Reading(
        "ok and tarn palsy, we don't know which type", "type_unknown", 0.5, candidates=PALSIES,
        candidates_name="tarn palsy", masked="ok and xcondition, we don't know which type",
    )  # fmt: skip
    draft, after = decider.decide(told, talking)
    again, _ = say(decider, after, "we don't know the type", "type_unknown", 0.9)

    assert shown(draft) == [(slug, "causes") for slug in PALSIES[:3]]
    assert shown(again) == shown(draft)


def test_who_repeats_the_name_of_the_family_is_not_asked_again(decider: Decider, offered: DialogueState) -> None:
    again = Reading("just tarn palsy", "name_condition", 0.9, candidates=PALSIES, candidates_name="tarn palsy")

    assert shown(decider.decide(again, offered)[0])


def test_the_page_of_the_family_goes_before_those_of_its_types(decider: Decider) -> None:
    asked = Reading("ostrava fever types", candidates=(FEVER_ONE, FEVER_TWO), candidates_name="ostrava fever")
    _, state = decider.decide(asked, DialogueState())
    draft, after = say(decider, state, "they didn't say")

    assert (shown(draft), after.condition) == ([(FEVER, "overview")], FEVER)
    assert "a page about Ostrava fever as a whole" in draft.text


@pytest.mark.parametrize(
    ("text", "intent"),
    [("in simpler words please", "ask_simpler"), ("thank you", "thank"), ("I am so scared", "express_fear")],
)
def test_what_chooses_nothing_leaves_the_offer_and_the_question_open(
    decider: Decider, offered: DialogueState, text: str, intent: str
) -> None:
    _, waiting = ask(decider, offered, "causes")
    acts = (intent,) if intent.startswith("express") else ()
    draft, state = decider.decide(Reading(text, intent, 0.9, acts=acts), waiting)

    answer, after = say(decider, state, "the second one", "choose_option", 0.9)
    assert (after.condition, shown(answer)) == (PALSIES[1], [(PALSIES[1], "causes")])
    assert intent == "thank" or "Tarn palsy type 1" in titles(draft)


@pytest.mark.parametrize(("text", "intent"), [("none of these", "deny"), ("let us start again", "start_again")])
def test_what_turns_the_offer_down_ends_it(decider: Decider, offered: DialogueState, text: str, intent: str) -> None:
    _, state = say(decider, offered, text, intent, 0.9)

    assert ask(decider, state, "causes")[0].sections == ()


def test_asking_again_is_never_in_the_same_words(decider: Decider, offered: DialogueState) -> None:
    state, said = offered, []
    for _ in range(4):
        draft, state = say(decider, state, "hm")
        said.append(draft.text)

    assert len(set(said)) == len(said)


def test_asking_for_the_name_again_is_in_other_words(decider: Decider) -> None:
    first, state = ask(decider, DialogueState(), "causes")
    second, _ = ask(decider, state, "causes")

    assert first.kind == second.kind == "clarify"
    assert first.text != second.text


def test_a_type_without_a_page_is_said_not_to_be_there(decider: Decider, offered: DialogueState) -> None:
    draft, after = say(decider, offered, "they said type 9", "type_unknown", 0.9)

    assert "no page about type 9" in draft.text
    assert titles(draft)[:4] == [f"Tarn palsy type {number}" for number in range(1, 5)]
    assert after.condition is None


def test_a_type_of_the_condition_talked_of_is_looked_for_in_its_page(decider: Decider) -> None:
    of_fever = DialogueState(condition=FEVER)
    told, _ = say(decider, of_fever, "the type 4 one")
    not_told, _ = say(decider, of_fever, "they said type 9")

    assert [section["highlights"] for section in told.sections] == [["Type IV spares the hands."]]
    assert "no page of its own about type 9, only the one about Ostrava fever" in not_told.text


def test_a_type_that_is_but_another_name_of_the_page_talked_of_is_looked_for_in_it(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    migrate_store(engine)
    overview = (_section("Marl disease", "overview", "Type 1 is seen most often. It is rare."),)
    record = Record("Marl disease", "marl-disease", overview, synonyms=("Marl disease, type 1",))
    assert not ingest(engine, "content", "made up", [Document("marl", record)], is_whole=True).rejected
    decider = Decider(KnowledgeStore(engine), load_texts())

    draft, _ = say(decider, DialogueState("marl-disease"), "it says type 1. is that the good one?")

    assert [section["highlights"] for section in draft.sections] == [["Type 1 is seen most often."]]


@pytest.mark.parametrize(
    ("slug", "said", "options"),
    [(FEVER, "the name is enough", []), (FEVER_ONE, "about Ostrava fever type 1 only", ["Ostrava fever type 2"])],
)
def test_it_is_said_whether_the_page_talked_of_is_about_one_type(
    decider: Decider, slug: str, said: str, options: list[str]
) -> None:
    draft, _ = say(decider, DialogueState(condition=slug), "the doctor did not say which type", "type_unknown", 0.9)

    assert said in draft.text
    assert [title for title in titles(draft) if "type" in title] == options


def test_all_sections_on_offer_are_shown_when_all_are_wanted(decider: Decider) -> None:
    asked = Reading("tarn palsy type 4", "name_condition", 0.9, conditions=(PALSIES[3],))
    _, state = decider.decide(asked, DialogueState())
    draft, _ = say(decider, state, "all of them", "choose_option", 0.9)

    assert [section for _, section in shown(draft)] == ["causes", "treatment"]


def test_two_names_that_are_not_there_are_both_told(decider: Decider) -> None:
    asked = Reading("compare", "compare", 0.9, unknown_name="Velmont Disease and Quibble Fever")
    draft, _ = decider.decide(asked, DialogueState())

    assert "“Velmont Disease” and none about “Quibble Fever”" in draft.text


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("oculocutaneous, they thought", ["Oculocutaneous albinism", "Oculocutaneous albinism type 2"]),
        ("the ocular sort I suppose", ["Ocular albinism"]),
        ("albinism", []),
        ("he wears glasses for his ocular trouble since he was two", []),
    ],
)
def test_a_word_of_some_names_only_chooses_among_them(said: str, found: list[str]) -> None:
    names = ("Oculocutaneous albinism", "Oculocutaneous albinism type 2", "Ocular albinism")

    assert told_apart(said, {name: [name] for name in names}) == found
    assert says_no_more(said, {name: [name] for name in names}) == (said == "albinism")


def test_pages_that_are_not_shown_are_not_said_to_have_nothing(decider: Decider, offered: DialogueState) -> None:
    draft, _ = ask(decider, replace(offered, more_candidates=(PALSIES[4], QUIBBLE)), "causes")

    assert "nothing on this" not in draft.text


def test_a_question_with_a_word_of_one_name_chooses_nothing(decider: Decider) -> None:
    asked = Reading("palsies", "name_condition", 0.9, candidates=(PALSIES[0], FEVER_ONE), candidates_name="palsies")
    _, state = decider.decide(asked, DialogueState())
    _, chosen = say(decider, state, "the palsy I suppose")
    _, not_chosen = say(decider, state, "and what about the palsy?")

    assert (chosen.condition, not_chosen.condition) == (PALSIES[0], None)


def test_everything_on_what_is_on_offer_begins_with_every_page(decider: Decider, offered: DialogueState) -> None:
    draft, _ = say(decider, offered, "anything", "ask_everything", 0.9)

    assert shown(draft) == [(slug, "overview") for slug in PALSIES[:3]]


def test_a_letter_that_asks_about_one_of_them_is_answered_and_the_type_beside_is_asked_for(decider: Decider) -> None:
    masked = "his brother has xcondition and my aunt has xcondition. could our baby get one of them?"
    letter = Reading(masked, "ask_causes", 0.6, ("causes",), candidates=(*PALSIES[:2], FEVER), masked=masked,
                     candidates_match="letter")  # fmt: skip
    draft, after = decider.decide(letter, DialogueState())
    then, _ = say(decider, after, "we don't know the type", "type_unknown", 0.9)

    assert after.condition == FEVER
    assert titles(draft)[-2:] == ["Tarn palsy type 1", "Tarn palsy type 2"]
    assert shown(then) == [(slug, "causes") for slug in PALSIES[:2]]


def test_after_an_overview_the_types_are_shown_by_what_they_have(decider: Decider) -> None:
    told = Reading(
        "and ostrava fever, we don't know which type", "type_unknown", 0.5, candidates=(FEVER_ONE, FEVER_TWO),
        candidates_name="ostrava fever", masked="and xcondition, we don't know which type",
    )  # fmt: skip

    assert decider.decide(told, DialogueState(QUIBBLE, last_sections=("overview",)))[0].kind == "answer"


def test_of_two_of_which_nobody_knows_which_it_is_each_page_answers_on(decider: Decider) -> None:
    masked = "it is xcondition or xcondition, i don't know which. what causes it?"
    two = ("ostrava-fever-type-1", PALSIES[0])
    named = Reading(masked, "ask_causes", 0.9, ("causes",), conditions=two, listed=two, masked=masked)
    draft, state = decider.decide(named, DialogueState())
    assert {section["condition"]["slug"] for section in draft.sections} == {PALSIES[0]}

    asked = Reading("and what is it?", "ask_overview", 0.9, ("overview",), masked="and what is it?")
    draft, _ = decider.decide(asked, state)
    assert {section["condition"]["slug"] for section in draft.sections} == set(two)


def test_of_two_types_that_are_named_the_page_of_the_family_is_not_shown(decider: Decider) -> None:
    masked = "it is either xcondition or xcondition. what is it?"
    two = (FEVER_ONE, FEVER_TWO)
    named = Reading(masked, "ask_overview", 0.9, ("overview",), conditions=two, listed=two, masked=masked)
    draft, _ = decider.decide(named, DialogueState())

    assert {section["condition"]["slug"] for section in draft.sections} == set(two)
