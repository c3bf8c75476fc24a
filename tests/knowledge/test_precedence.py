"""Edited content beats a saved page, and a page beats MedQuAD, section by section."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from commands.importing import import_named
from knowledge.content import read_content
from knowledge.ingest import Document, ingest
from knowledge.records import Record, Section, Source
from knowledge.store import KnowledgeStore

CONTENT = Path(__file__).resolve().parents[2] / "knowledge" / "content"
CRAMP = "cramp-fasciculation-syndrome"


def shown(engine: Engine, slug: str = "velmont-syndrome") -> list[tuple[str, str, str]]:
    sections = KnowledgeStore(engine).sections(slug)
    return [(stored.section.type, stored.section.body, stored.origin) for stored in sections]


def test_each_section_comes_from_the_best_source_that_has_it(either_engine: Engine, make_document: Any) -> None:
    medquad = make_document("1", sections=("overview", "causes", "symptoms"), text="From MedQuAD.")
    page = make_document("p", sections=("overview", "causes"), text="From a page.")
    content = make_document("c", sections=("overview",), text="Edited.")
    ingest(either_engine, "content", "x", [content])
    ingest(either_engine, "medquad", "x", [medquad])
    ingest(either_engine, "page", "x", [page])
    assert shown(either_engine) == [
        ("overview", "Edited.", "content"),
        ("causes", "From a page.", "page"),
        ("symptoms", "From MedQuAD.", "medquad"),
    ]


def test_what_is_taken_away_above_shows_what_is_below(engine: Engine, make_document: Any) -> None:
    ingest(engine, "medquad", "x", [make_document("1", text="From MedQuAD.")])
    ingest(engine, "content", "x", [make_document("c", text="Edited.")])
    ingest(engine, "content", "x", [], is_whole=True)
    assert shown(engine) == [("overview", "From MedQuAD.", "medquad")]


def test_name_and_slug_are_those_of_the_best_source(engine: Engine, make_document: Any) -> None:
    ingest(engine, "medquad", "x", [make_document("1", "VELMONT", gard=7)])
    ingest(engine, "content", "x", [make_document("c", "Velmont syndrome", gard=7, slug="velmont")])
    assert KnowledgeStore(engine).list() == [("velmont", "Velmont syndrome", 1)]


def test_sections_come_in_the_order_asked_and_each_record_s_own(engine: Engine, make_document: Any) -> None:
    ingest(engine, "medquad", "x", [make_document("1", sections=("overview", "causes", "causes"))])
    found = KnowledgeStore(engine).sections("velmont-syndrome", ["causes", "treatment", "overview", "causes"])
    assert [stored.section.type for stored in found] == ["causes", "causes", "overview"]


def test_two_records_of_one_kind_do_not_mix_their_sections(engine: Engine, make_document: Any) -> None:
    second = make_document("2", sections=("overview", "causes"), text="The second.")
    ingest(engine, "medquad", "x", [second, make_document("1", sections=("overview",), text="The first.")])
    assert shown(engine) == [("overview", "The first.", "medquad"), ("causes", "The second.", "medquad")]


def test_an_unknown_slug_has_no_sections(engine: Engine) -> None:
    assert KnowledgeStore(engine).sections("velmont-syndrome") == []
    assert KnowledgeStore(engine).section_types("velmont-syndrome") == []


def test_cramp_fasciculation_has_no_treatment_of_its_own(engine: Engine) -> None:
    ingest(engine, "content", "x", [Document(CRAMP, read_content(CONTENT / f"{CRAMP}.md"))])
    assert KnowledgeStore(engine).section_types(CRAMP) == ["overview", "causes"]


def test_cramp_fasciculation_has_a_treatment_after_the_import(engine: Engine, shared_dir: Path) -> None:
    ingest(engine, "content", "x", [Document(CRAMP, read_content(CONTENT / f"{CRAMP}.md"))])
    before = KnowledgeStore(engine).sections(CRAMP)
    subset = shared_dir / "data" / "MedQuAD" / "2_GARD_QA"
    [report] = import_named(engine, [subset / "0001621.xml"])
    assert report.ingest.new == ["2_GARD_QA/0001621.xml"]
    store = KnowledgeStore(engine)
    assert [slug for slug, _, _ in store.list()] == [CRAMP]
    assert store.sections(CRAMP, ["overview", "causes"]) == before
    treatment = store.sections(CRAMP, ["treatment"])
    assert [stored.origin for stored in treatment] == ["medquad"]
    assert treatment[0].section.source.license == "CC BY 4.0"


def reviewed(kind: str, body: str, reviewed_on: date | None = None) -> Document:
    section = Section("overview", "What is it?", body, Source("A source"), reviewed_on=reviewed_on)
    return Document(kind, Record("Velmont syndrome", "velmont-syndrome", (section,)))


def test_what_was_reviewed_comes_before_what_was_not(either_engine: Engine) -> None:
    ingest(either_engine, "page", "x", [reviewed("page", "Not reviewed.")])
    ingest(either_engine, "medquad", "x", [reviewed("medquad", "Reviewed.", date(2025, 1, 2))])
    assert shown(either_engine) == [("overview", "Reviewed.", "medquad")]


@pytest.mark.parametrize(
    "listed", ["- One\n- Two", "**Often**\n\n- One\n\n**Rarely**\n\n- Two", "### Often\n1. One\n2. Two"]
)
def test_a_text_comes_before_a_list(engine: Engine, listed: str) -> None:
    ingest(engine, "page", "x", [reviewed("page", listed)])
    ingest(engine, "catalogue", "x", [reviewed("catalogue", "A text:\n\n- with an item")])
    assert shown(engine) == [("overview", "A text:\n\n- with an item", "catalogue")]


def test_an_editor_s_list_stands_alone(engine: Engine) -> None:
    ingest(engine, "content", "x", [reviewed("content", "- Edited")])
    ingest(engine, "medquad", "x", [reviewed("medquad", "A text.")])
    assert shown(engine) == [("overview", "- Edited", "content")]
