"""The sentences given where the section asked for is missing, however the question is put."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.asked_sections import sections_meant, with_asked_section
from actions.named_choice import passages_on_words, sure_passages
from actions.passage_choice import (
    Choice,
    choose_passages,
)
from actions.reading import Reading
from actions.verdicts import with_sexes
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
        ("stiff hands? is that from it", (), "Stiffness of the hands 90%"),
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


DRENN = (
    "Drenn disease is a rare illness of the muscles. Treatment may include tablets for seizures. Seizures and moods "
    "are seen in some. It affects mostly girls. Most cases are sporadic, and genetic factors have been suggested. The "
    "form with late onset is the mildest."
)
DRENN_SIGNS = "Signs and symptoms\n\n- Slow progression\n- Weak arms\n"


@pytest.fixture(scope="module")
def drenn(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeStore:
    """A condition without sections on heredity and outlook, and one that says nothing of women or men."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('drenn') / 'store.db'}")
    migrate_store(engine)
    source = Source("Larkfield Library")
    sections = (
        Section("overview", "What is it?", DRENN, source),
        Section("symptoms", "What are the signs?", DRENN_SIGNS, source),
    )
    other = (Section("inheritance", "Is it inherited?", "It is inherited from both parents.", source),)
    documents = [
        Document("drenn-disease", Record("Drenn disease", "drenn-disease", sections)),
        Document("quell-disease", Record("Quell disease", "quell-disease", other)),
    ]
    ingest(engine, "content", "made up", documents, is_whole=True)
    return KnowledgeStore(engine)


def of_drenn(store: KnowledgeStore, section: str, text: str, share: float = 0.2) -> str:
    reading = Reading(
        text, f"ask_{section}", 0.9, (section,), masked=text, clauses={section: text}, shares={section: share}
    )
    return said_by(choose_passages(store, "drenn-disease", (section,), reading))


@pytest.mark.parametrize(
    "text",
    [
        "will i or my daughter get it",
        "if i have kids someday do they get it too",
        "my dad had it, so am i next?",
        "so it's not something that gets handed down then?",
    ],
)
def test_what_is_said_of_heredity_is_shown_where_no_section_tells_of_it(drenn: KnowledgeStore, text: str) -> None:
    assert "Most cases are sporadic" in of_drenn(drenn, "inheritance", text)


def test_a_sign_that_tells_how_fast_it_goes_is_shown_where_no_section_tells_the_outlook(drenn: KnowledgeStore) -> None:
    assert of_drenn(drenn, "prognosis", "how fast does it usually progress?") == "Slow progression"
    assert not of_drenn(drenn, "prognosis", "how long do people live?")
    assert not of_drenn(drenn, "inheritance", "at what age do my kids get it")


def test_how_a_sign_is_treated_does_not_tell_that_it_is_one(drenn: KnowledgeStore) -> None:
    said = of_drenn(drenn, "symptoms", "he has seizures, is that part of it")
    assert "Seizures and moods are seen in some." in said
    assert "tablets" not in said


@pytest.mark.parametrize("text", ["which of the two can boys have", "which one is only in girls"])
def test_which_of_two_a_sex_can_have_is_held_against_each(drenn: KnowledgeStore, text: str) -> None:
    reading = Reading(text, "ask_inheritance", 0.9, ("inheritance",), masked=text, clauses={"inheritance": text})
    told = with_sexes(drenn, "drenn-disease", (), reading, Choice())
    assert said_by(told) == "It affects mostly girls."
    found = drenn.sections("quell-disease", ("inheritance",))
    untold = with_sexes(drenn, "quell-disease", found, reading, Choice({found[0].id: ("It is",)}))
    assert (said_by(untold), untold.unanswered) == ("", True)


def test_which_of_two_a_sex_gets_more_often_asks_how_common_it_is() -> None:
    def sections(text: str) -> tuple[str, ...]:
        return with_asked_section(Reading(text, "ask_frequency", 0.6, ("frequency",), masked=text)).sections

    assert sections("which one do women get more") == ("frequency",)
    assert sections("which one can women get") == ("inheritance",)
