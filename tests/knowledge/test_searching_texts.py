"""What no name says is found in the texts, which the database itself searches."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.engine import Engine

from knowledge.imports import undo_import
from knowledge.ingest import ingest
from knowledge.store import KnowledgeStore

TEXTS = {
    "Velmont syndrome": "It is caused by changes in the VLM1 gene. Some have green birthmarks.",
    "Tarn palsy": "The birthmark is never green. Taking Tarnavir helps with spells like Ménière's.",
    "Ashby disease": "Nobody knows what causes it.",
}


@pytest.fixture
def store(either_engine: Engine, make_document: Any) -> KnowledgeStore:
    documents = [make_document(name, name, text=text) for name, text in TEXTS.items()]
    ingest(either_engine, "medquad", "x", documents)
    return KnowledgeStore(either_engine)


@pytest.mark.parametrize(
    ("term", "slugs"),
    [
        ("VLM1", ["velmont-syndrome"]),
        ("vlm1", ["velmont-syndrome"]),
        ("tarnavir", ["tarn-palsy"]),
        ("green birthmark", ["velmont-syndrome"]),
        ("Tarnavir birthmarks", ["tarn-palsy"]),
        ("VLM2", []),
        ("spell", ["tarn-palsy"]),
        ("tarnavirs", ["tarn-palsy"]),
        ("tarnavired", []),
        ("tarnavir VLM1", []),
        ("", []),
        ("?!", []),
        ('" OR body:*', []),
        ("NEAR(green, never)", []),
    ],
)
def test_a_term_is_found_in_the_texts_that_say_it(store: KnowledgeStore, term: str, slugs: list[str]) -> None:
    assert store.mentioning(term) == slugs


def test_a_changed_text_is_found_and_the_earlier_no_more(store: KnowledgeStore, make_document: Any) -> None:
    changed = make_document("Velmont syndrome", "Velmont syndrome", text="The WXM9 gene is behind it.")
    run = ingest(store.engine, "medquad", "x", [changed]).import_run
    assert (store.mentioning("VLM1"), store.mentioning("WXM9")) == ([], ["velmont-syndrome"])

    assert run is not None
    undo_import(store.engine, run)
    assert (store.mentioning("VLM1"), store.mentioning("WXM9")) == (["velmont-syndrome"], [])
