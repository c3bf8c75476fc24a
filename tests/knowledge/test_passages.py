"""The sentences that answer a question, and the embeddings that are kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from knowledge import passages, tables
from knowledge.ingest import Document, ingest
from knowledge.masking import PLACEHOLDER
from knowledge.passage_features import ParticularQuestion
from knowledge.passages import find_passages, passages_saying
from knowledge.records import Record, Section, Source
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import STORE_LOCK, open_database, writing

SLUG = "velmont-syndrome"
SOURCE = Source("Larkfield Library")
CAUSES = "Velmont syndrome comes from a change in the VLM1 gene. Bad weather plays no part in it."
OUTLOOK = (
    "Most people with Velmont syndrome live for about 60 years. The hands are stiff for the rest of their life. "
    "Exercise makes the stiffness of the hands worse."
)


def record(outlook: str = OUTLOOK, name: str = "Velmont syndrome") -> Document:
    sections = (
        Section("causes", "What causes it?", CAUSES, SOURCE),
        Section("prognosis", "What is the outlook?", outlook, SOURCE),
    )
    return Document(SLUG, Record(name, SLUG, sections))


@pytest.fixture
def store(tmp_path: Path) -> KnowledgeStore:
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    migrate_store(engine)
    ingest(engine, "content", "made up", [record()], is_whole=True)
    return KnowledgeStore(engine)


def ask(store: KnowledgeStore, text: str, **more: float) -> list[str]:
    return [one.text for one in find_passages(store, SLUG, ParticularQuestion(text, more))]


def rows(store: KnowledgeStore) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(tables.passage)).scalar_one()


def test_the_sentence_that_answers_comes_first(store: KnowledgeStore) -> None:
    assert ask(store, f"how long do people with {PLACEHOLDER} live?", prognosis=0.9)[0].endswith("about 60 years.")
    assert ask(store, "which gene is it?", causes=0.9)[0].endswith("the VLM1 gene.")
    assert ask(store, "does exercise make it worse?", prognosis=0.5)[0].startswith("Exercise makes")


def test_what_stands_nowhere_is_answered_by_nothing(store: KnowledgeStore) -> None:
    question = ParticularQuestion(f"which singer has {PLACEHOLDER}?", {}, not_covered=0.9)

    assert find_passages(store, SLUG, question) == []


LISTED = "Those with type IV have deafness. Quelvan bodies lie in the cells.\n\n- Wiry hair 90%\n- Glaucoma"


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("type 4", ["Those with type IV have deafness."]),
        ("a quelvan body", ["Quelvan bodies lie in the cells."]),
        ("bodies of quelvan", ["Quelvan bodies lie in the cells."]),
        ("glaucoma", ["Glaucoma"]),
        ("type 5", []),
        ("the", []),
    ],
)
def test_a_term_is_found_where_it_is_said(store: KnowledgeStore, term: str, said: list[str]) -> None:
    ingest(store.engine, "content", "made up", [record(LISTED)], is_whole=True)

    assert [one.text for one in passages_saying(store, SLUG, term)] == said


def test_embeddings_are_made_once_and_kept(store: KnowledgeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    first = passages.sentences_of(store, SLUG)
    assert rows(store) == 5

    def fail(texts: list[str]) -> None:
        raise AssertionError(f"encoded again: {texts}")

    again = passages.sentences_of(store, SLUG, fail)  # type: ignore[arg-type]

    assert (again.vectors == first.vectors).all()


def test_they_follow_a_section_that_changes_and_the_names(store: KnowledgeStore) -> None:
    ask(store, "which gene is it?")
    ingest(
        store.engine, "content", "made up", [record("It takes a year to heal. Nobody has died of it.")], is_whole=True
    )

    assert rows(store) == 0
    assert ask(store, "does anybody die of it?", prognosis=0.9)[0] == "Nobody has died of it."
    assert rows(store) == 4


def test_while_another_writes_nobody_waits_and_nothing_is_kept(store: KnowledgeStore) -> None:
    with writing(store.engine, STORE_LOCK):
        assert ask(store, "which gene is it?", causes=0.9)

    assert rows(store) == 0
    ask(store, "which gene is it?", causes=0.9)
    assert rows(store) == 5


def test_a_bare_question_for_a_section_is_not_particular() -> None:
    for text in (
        f"what are the symptoms of {PLACEHOLDER}?",
        "how is it treated",
        "is it inherited?",
        f"what is {PLACEHOLDER}",
    ):
        assert not ParticularQuestion(text).is_particular, text
    for text in ("which gene is it?", "how long do they live?", "does it cause hallucinations?"):
        assert ParticularQuestion(text).is_particular, text


@settings(max_examples=25, deadline=None)
@given(outlook=st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=120), asked=st.text(max_size=40))
def test_a_passage_is_always_a_part_of_its_section_word_for_word(outlook: str, asked: str) -> None:
    engine = open_database("sqlite:///:memory:")
    migrate_store(engine)
    ingest(engine, "content", "made up", [record(f"{OUTLOOK} {outlook}")], is_whole=True)

    found = find_passages(KnowledgeStore(engine), SLUG, ParticularQuestion(f"how long do they live {asked}".lower()))

    assert all(one.text in one.stored.section.body for one in found)
