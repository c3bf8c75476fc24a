"""The sentences given where the section asked for is missing, however the question is put."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.asked_sections import sections_meant, with_asked_section
from actions.passage_choice import (
    Choice,
    choose_passages,
    passages_on_words,
    sure_passages,
)
from actions.reading import Reading
from knowledge.ingest import Document, ingest
from knowledge.passage_rules import passage_rules
from knowledge.records import SECTION_TYPES, Record, Section, Source
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database

SLUG = "velmont-syndrome"
OVERVIEW = (
    "Velmont syndrome is a very rare condition in which the hands become stiff. It is inherited in an autosomal "
    "recessive manner. The stiffness gets worse over the years. Treatment includes splints and physical therapy. "
    "Fertility is not reduced. The skin of the hands may be thick."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeStore:
    folder: Path = tmp_path_factory.mktemp("choosing")
    engine = open_database(f"sqlite:///{folder / 'store.db'}")
    migrate_store(engine)
    section = Section("overview", "What is it?", OVERVIEW, Source("Larkfield Library"))
    ingest(engine, "content", "made up", [Document(SLUG, Record("Velmont syndrome", SLUG, (section,)))], is_whole=True)
    return KnowledgeStore(engine)


def given(store: KnowledgeStore, section: str, text: str) -> str:
    reading = Reading(
        text, f"ask_{section}", 0.9, (section,), masked=text, clauses={section: text}, shares={section: 0.9}
    )
    return said_by(choose_passages(store, SLUG, (section,), reading))


def said_by(choice: Choice) -> str:
    return " ".join(sentence for sentences in choice.highlights.values() for sentence in sentences)


@pytest.mark.parametrize(
    ("section", "text", "said"),
    [
        ("treatment", "or is there nothing to be done?", "splints"),
        ("treatment", "is it treatable at all", "splints"),
        ("treatment", "can anything make it easier on him", "splints"),
        ("inheritance", "could my younger boys have it as well, they are 3 and 8", "recessive"),
        ("inheritance", "so one quarter?", "recessive"),
        ("prognosis", "what awaits her in the coming years", "gets worse"),
        ("frequency", "are there others like us", "very rare"),
    ],
)
def test_what_a_plain_question_finds_is_found_in_other_words_too(
    store: KnowledgeStore, section: str, text: str, said: str
) -> None:
    assert said in given(store, section, text)


@pytest.mark.parametrize("section", ["diagnosis", "research", "support", "prevention"])
def test_of_a_section_that_no_sentence_speaks_of_nothing_is_given(store: KnowledgeStore, section: str) -> None:
    for text in passage_rules().plain_questions[section]:
        assert not given(store, section, text)


def test_a_kind_of_thing_that_is_nowhere_is_not_answered_by_something_else(store: KnowledgeStore) -> None:
    assert not given(store, "treatment", "what does it cost, and who pays?")
    assert not given(store, "inheritance", "at what age does it start in the brothers?")


def test_there_are_plain_questions_for_every_section_but_the_overview() -> None:
    assert set(passage_rules().plain_questions) == set(SECTION_TYPES) - {"overview"}


@pytest.mark.parametrize(
    ("text", "said"),
    [("xcondition skin", "skin of the hands"), ("xcondition football", ""), ("hello, max has xcondition and is 3", "")],
)
def test_a_word_beside_the_name_is_looked_for(store: KnowledgeStore, text: str, said: str) -> None:
    found = said_by(passages_on_words(store, SLUG, Reading(text, "name_condition", 0.9, masked=text)))
    assert said in found
    assert bool(found) is bool(said)


@pytest.mark.parametrize("text", ["can i have kids one day?", "will we ever be able to have a baby?"])
def test_a_kind_of_thing_asked_for_in_many_words_is_looked_for_in_plain_ones(store: KnowledgeStore, text: str) -> None:
    assert said_by(sure_passages(store, SLUG, Reading(text, masked=text))) == "Fertility is not reduced."


SIGNS = """- Stiffness of the hands 90%
- Woolly hair 50%
- Seizures 7.5%
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeStore:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('signs') / 'store.db'}")
    migrate_store(engine)
    source = Source("Larkfield Library")
    sections = (
        Section("overview", "What is it?", OVERVIEW, source),
        Section("symptoms", "What are the symptoms?", SIGNS, source),
        Section("treatment", "How is it treated?", "Splints ease the stiffness. There is no cure so far.", source),
    )
    ingest(engine, "content", "made up", [Document(SLUG, Record("Velmont syndrome", SLUG, sections))], is_whole=True)
    return KnowledgeStore(engine)


def found(store: KnowledgeStore, text: str, *sections: str) -> str:
    reading = Reading(text, "inform", 0.1, sections, masked=text, clauses=dict.fromkeys(sections, text))
    asked = with_asked_section(reading)
    if not asked.sections:
        return said_by(sure_passages(store, SLUG, asked))
    meant = sections_meant(asked, asked.sections, store.section_types(SLUG))
    return said_by(choose_passages(store, SLUG, meant, asked))


@pytest.mark.parametrize(
    ("text", "sections", "said"),
    [
        ("so it is recessive, his brother?", (), "autosomal recessive"),
        ("is it dominant or recessive", (), "autosomal recessive"),
        ("do seizures happen in it", ("complications",), "Seizures 7.5%"),
        ("seizures, how often?", ("frequency",), "Seizures 7.5%"),
        ("his weird hair, is that part of it", ("causes",), "Woolly hair"),
        ("stiff hands? is that from it", (), "stiff"),
        ("seizures too?", (), "Seizures"),
    ],
)
def test_the_sentence_or_sign_is_named_by_the_words_of_a_short_question(
    page: KnowledgeStore, text: str, sections: tuple[str, ...], said: str
) -> None:
    assert said in found(page, text, *sections)


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("does hypnosis help", ("treatment",)),
        ("does acupuncture cure it", ("treatment",)),
        ("tattoos, is that part of it", ("causes",)),
        ("gallstones too?", ()),
        ("how is it treated", ("treatment",)),
    ],
)
def test_what_the_page_has_no_word_of_is_not_answered_by_a_sentence(
    page: KnowledgeStore, text: str, sections: tuple[str, ...]
) -> None:
    assert not found(page, text, *sections)


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("our girl asks if she will die like her mum", ("inheritance",)),
        ("does he have to die as well", ("inheritance",)),
        ("will she die", ("prognosis",)),
    ],
)
def test_who_will_die_like_a_relative_asks_how_it_is_inherited(text: str, sections: tuple[str, ...]) -> None:
    reading = Reading(text, "ask_death", 0.9, ("prognosis",), masked=text, clauses={"prognosis": text})

    assert with_asked_section(reading).sections == sections
