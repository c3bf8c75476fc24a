"""An import can be repeated, undone and broken off; the store is then as it should be."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from commands.importing import import_named
from knowledge import tables
from knowledge.imports import NotRemovable, UnknownImport, list_imports, remove_condition, undo_import
from knowledge.ingest import Document, ingest
from knowledge.records import Record, Reference, Section, Source
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database


def body(engine: Engine, slug: str = "velmont-syndrome") -> str | None:
    found = KnowledgeStore(engine).sections(slug, ["overview"])
    return found[0].section.body if found else None


def rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has, but for the revision."""
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
            if table.name != "revision"
        }


def run_of(engine: Engine, *documents: Document) -> int:
    number = ingest(engine, "medquad", "x", documents).import_run
    assert number is not None
    return number


def test_the_same_documents_again_change_nothing(either_engine: Engine, make_document: Any) -> None:
    documents = [make_document("1"), make_document("2", "Ashby disease")]
    assert ingest(either_engine, "medquad", "x", documents).new == ["1", "2"]
    before, revision = rows(either_engine), KnowledgeStore(either_engine).revision()
    again = ingest(either_engine, "medquad", "x", documents)
    assert (again.new, again.changed, again.unchanged, again.import_run) == ([], [], ["1", "2"], None)
    assert (rows(either_engine), KnowledgeStore(either_engine).revision()) == (before, revision)


def test_a_changed_document_is_laid_over_its_earlier_form(either_engine: Engine, make_document: Any) -> None:
    run_of(either_engine, make_document("1", text="Old."), make_document("2", "Ashby disease"))
    new = [make_document("1", text="New."), make_document("2", "Ashby disease")]
    report = ingest(either_engine, "medquad", "x", new)
    assert (report.changed, report.unchanged) == (["1"], ["2"])
    assert body(either_engine) == "New."


def test_undoing_brings_back_what_was_before(either_engine: Engine, make_document: Any) -> None:
    run_of(either_engine, make_document("1", text="Old."))
    before = rows(either_engine)
    later = run_of(either_engine, make_document("1", text="New."), make_document("2", "Ashby disease"))
    assert undo_import(either_engine, later) == 2
    assert body(either_engine) == "Old."
    assert rows(either_engine) == before


def test_undoing_an_earlier_import_leaves_what_later_ones_changed(engine: Engine, make_document: Any) -> None:
    first = run_of(engine, make_document("1", text="One."))
    second = run_of(engine, make_document("1", text="Two."))
    third = run_of(engine, make_document("1", text="Three."))
    undo_import(engine, second)
    assert body(engine) == "Three."
    undo_import(engine, third)
    assert body(engine) == "One."
    undo_import(engine, first)
    assert KnowledgeStore(engine).list() == []
    assert set(rows(engine).values()) == {0}


def test_what_is_undone_cannot_be_undone_again_but_comes_in_again(engine: Engine, make_document: Any) -> None:
    number = run_of(engine, make_document("1"))
    undo_import(engine, number)
    with pytest.raises(UnknownImport):
        undo_import(engine, number)
    assert ingest(engine, "medquad", "x", [make_document("1")]).new == ["1"]
    assert body(engine) == "1 says so."


def test_content_is_not_undone(engine: Engine, make_document: Any) -> None:
    number = ingest(engine, "content", "x", [make_document("c")]).import_run
    assert list_imports(engine) == []
    with pytest.raises(UnknownImport):
        undo_import(engine, number or 0)


def test_imports_are_listed_the_newest_first(either_engine: Engine, make_document: Any) -> None:
    first = run_of(either_engine, make_document("1"), make_document("2", "Ashby disease"))
    second = run_of(either_engine, make_document("1", text="New."))
    assert [(run.id, run.documents) for run in list_imports(either_engine)] == [(second, 1), (first, 2)]


def test_a_removed_condition_goes_with_all_its_forms(either_engine: Engine, make_document: Any) -> None:
    run_of(either_engine, make_document("1", text="Old."), make_document("2", "Ashby disease"))
    run_of(either_engine, make_document("1", text="New."))
    ingest(either_engine, "page", "x", [make_document("p")])
    assert remove_condition(either_engine, "velmont-syndrome") == 2
    assert [slug for slug, _, _ in KnowledgeStore(either_engine).list()] == ["ashby-disease"]
    assert rows(either_engine)["section"] == 1
    with pytest.raises(LookupError):
        remove_condition(either_engine, "velmont-syndrome")


def test_a_condition_of_the_content_folder_is_not_removed(engine: Engine, make_document: Any) -> None:
    run_of(engine, make_document("1"))
    ingest(engine, "content", "x", [make_document("velmont")])
    before = rows(engine)
    with pytest.raises(NotRemovable, match="velmont"):
        remove_condition(engine, "velmont-syndrome")
    assert rows(engine) == before


class Broken(Exception):
    """The reading ends in the middle."""


def test_an_import_that_breaks_off_leaves_the_store_as_it_was(either_engine: Engine, make_document: Any) -> None:
    run_of(either_engine, make_document("1", text="Old."))
    before, revision = rows(either_engine), KnowledgeStore(either_engine).revision()

    def breaking() -> Iterator[Document]:
        yield make_document("1", text="New.")
        yield make_document("2", "Ashby disease")
        raise Broken

    with pytest.raises(Broken):
        ingest(either_engine, "medquad", "x", breaking())
    assert (rows(either_engine), KnowledgeStore(either_engine).revision()) == (before, revision)
    assert body(either_engine) == "Old."


def test_a_record_that_contradicts_itself_keeps_only_itself_out(engine: Engine, make_document: Any) -> None:
    lacking = Section("overview", "What is it?", "It is so.[2]", Source("A"), references=(Reference(1, "A book"),))
    wrong = Document("2", Record("Ashby disease", "ashby-disease", (lacking,)))
    report = ingest(engine, "medquad", "x", [make_document("1"), wrong])
    assert report.new == ["1"]
    assert report.rejected == [("2", "2: section 'overview' ('What is it?'): marker [2] has no reference 2")]


def test_the_revision_counts_up_only_with_changes(either_engine: Engine, make_document: Any) -> None:
    store = KnowledgeStore(either_engine)
    assert store.revision() == 0
    first = run_of(either_engine, make_document("1"))
    assert store.revision() == 1
    ingest(either_engine, "medquad", "x", [make_document("1")])
    ingest(either_engine, "medquad", "x", [])
    assert store.revision() == 1
    undo_import(either_engine, first)
    assert store.revision() == 2


def test_files_of_two_subsets_may_have_one_name(engine: Engine, tmp_path: Path) -> None:
    """Imported one after the other, the second subset's file once took the place of the first's."""
    answer = '<QAPair><Question qtype="causes">Why?</Question><Answer>So.</Answer></QAPair>'
    document = f'<Document id="1" url="https://example.org/{{0}}"><Focus>Name {{0}}</Focus>{answer}</Document>'
    for subset in ("A", "B"):
        (tmp_path / subset).mkdir()
        (tmp_path / subset / "0000001.xml").write_text(document.format(subset))
        import_named(engine, [tmp_path / subset])
    assert [name for _, name, _ in KnowledgeStore(engine).list()] == ["Name A", "Name B"]
    [both] = import_named(engine, [tmp_path])
    assert both.ingest.unchanged == ["A/0000001.xml", "B/0000001.xml"]


def _import_the_same(url: str, barrier: Any, make: Any) -> None:
    engine = open_database(url)
    barrier.wait()
    migrate_store(engine)
    documents = [make(str(number), f"Velmont syndrome type {number}") for number in range(50)]
    ingest(engine, "medquad", "x", documents)


def test_two_processes_may_begin_at_once(database_url: str, make_document: Any) -> None:
    """Each read the store before it wrote, so that every document was there twice; or one found half the tables."""
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(3)
    both = [context.Process(target=_import_the_same, args=(database_url, barrier, make_document)) for _ in range(3)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0, 0]
    engine = open_database(database_url)
    assert rows(engine)["record"] == 50
    assert KnowledgeStore(engine).revision() == 1
    engine.dispose()
