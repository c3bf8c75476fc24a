"""Records are one condition by GARD number, else by name, in whatever order they come in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from knowledge.imports import undo_import
from knowledge.ingest import Document, ingest
from knowledge.records import Identifiers, InvalidRecord, Record, check_record, slugify
from knowledge.store import KnowledgeStore
from tests.support.examples import most_examples


def slugs(engine: Engine) -> list[str]:
    return sorted(slug for slug, _, _ in KnowledgeStore(engine).list())


def snapshot(engine: Engine) -> Any:
    """All that a reader of the store can see."""
    store = KnowledgeStore(engine)
    return [
        (store.condition(slug), name, store.section_types(slug), store.sections(slug)) for slug, name, _ in store.list()
    ], store.names()


def test_one_gard_number_is_one_condition_where_the_names_agree(either_engine: Engine, make_document: Any) -> None:
    ingest(either_engine, "medquad", "x", [make_document("1", "Velmont syndrome", gard=7)])
    ingest(either_engine, "page", "x", [make_document("p", "Velmont-Ashby disease", gard=7, sections=("causes",))])
    store = KnowledgeStore(either_engine)
    assert store.list() == [("velmont-ashby-disease", "Velmont-Ashby disease", 2)]
    assert store.condition("velmont-ashby-disease").synonyms == ("Velmont syndrome",)


def test_different_gard_numbers_are_different_conditions_of_one_name(engine: Engine, make_document: Any) -> None:
    ingest(engine, "medquad", "x", [make_document("1", gard=7), make_document("2", gard=8)])
    assert slugs(engine) == ["velmont-syndrome", "velmont-syndrome-gard-8"]


@pytest.mark.parametrize(
    "spelling", ["VELMONT SYNDROME", "Vélmont  syndrome", "Velmont-syndrome", "Velmont's syndrome"]
)
def test_names_are_compared_without_case_accents_and_punctuation(
    engine: Engine, make_document: Any, spelling: str
) -> None:
    name = "Velmonts syndrome" if "'" in spelling else "Velmont syndrome"
    ingest(engine, "medquad", "x", [make_document("1", name), make_document("2", spelling, sections=("causes",))])
    assert [count for _, _, count in KnowledgeStore(engine).list()] == [2]


def test_synonyms_do_not_make_one_condition(engine: Engine, make_document: Any) -> None:
    ashby = make_document("1", "Ashby disease", synonyms=("Velmont syndrome", "VS"))
    ingest(engine, "medquad", "x", [ashby, make_document("2", synonyms=("VS",))])
    assert slugs(engine) == ["ashby-disease", "velmont-syndrome"]


def test_umls_codes_do_not_make_one_condition(engine: Engine, make_document: Any) -> None:
    ashby = make_document("1", "Ashby disease", umls=("C0000001",))
    ingest(engine, "medquad", "x", [ashby, make_document("2", umls=("C0000001",))])
    assert slugs(engine) == ["ashby-disease", "velmont-syndrome"]


def test_a_later_record_ties_two_conditions(engine: Engine, make_document: Any) -> None:
    by_name = make_document("1", "Ashby disease", sections=("causes",))
    ingest(engine, "medquad", "x", [by_name, make_document("2", "Velmont syndrome", gard=7)])
    assert slugs(engine) == ["ashby-disease", "velmont-syndrome"]
    page = make_document("p", "Ashby disease", gard=7, synonyms=("Velmont syndrome",), sections=("treatment",))
    tie = ingest(engine, "page", "x", [page])
    assert KnowledgeStore(engine).list() == [("ashby-disease", "Ashby disease", 3)]
    undo_import(engine, tie.import_run or 0)
    assert slugs(engine) == ["ashby-disease", "velmont-syndrome"]


def test_a_second_number_under_a_name_parts_the_record_without_one(engine: Engine, make_document: Any) -> None:
    ingest(engine, "medquad", "x", [make_document("1"), make_document("2", gard=7)])
    assert slugs(engine) == ["velmont-syndrome"]
    ingest(engine, "medquad", "y", [make_document("3", gard=8)])
    assert len(slugs(engine)) == 3


def test_a_new_name_in_a_document_moves_it_to_another_condition(engine: Engine, make_document: Any) -> None:
    ingest(engine, "medquad", "x", [make_document("1"), make_document("2", "Ashby disease", sections=("causes",))])
    ingest(engine, "medquad", "x", [make_document("2", "Velmont syndrome", sections=("causes",))])
    assert KnowledgeStore(engine).list() == [("velmont-syndrome", "Velmont syndrome", 2)]


def test_two_conditions_may_swap_their_slugs(either_engine: Engine, make_document: Any) -> None:
    first, second = make_document("1", "Ashby disease"), make_document("2", "Velmont syndrome")
    ingest(either_engine, "medquad", "x", [first, second])
    swapped = [
        make_document("1", "Ashby disease", slug="velmont-syndrome"),
        make_document("2", "Velmont syndrome", slug="ashby-disease"),
    ]
    ingest(either_engine, "medquad", "x", swapped)
    store = KnowledgeStore(either_engine)
    assert store.condition("ashby-disease").name == "Velmont syndrome"
    assert store.condition("velmont-syndrome").name == "Ashby disease"


def test_synonyms_of_punctuation_alone_are_left_out(either_engine: Engine, make_document: Any) -> None:
    ingest(either_engine, "medquad", "x", [make_document("1", synonyms=("…", "???", "VS", "vs"))])
    assert KnowledgeStore(either_engine).condition("velmont-syndrome").synonyms == ("VS",)


def test_a_name_without_letters_is_rejected(engine: Engine) -> None:
    """Two such names were once taken for one condition, since both normalise to nothing."""
    report = ingest(engine, "medquad", "x", [Document("1", Record("黒い病", "kuroi")), Document("2", Record("?", "q"))])
    assert [name for name, _ in report.rejected] == ["1", "2"]
    assert "1: the name '黒い病' has no letter a-z and no digit" in report.rejected[0][1]


def test_a_mistyped_number_is_no_match_but_told_to_the_editor(either_engine: Engine, make_document: Any) -> None:
    """It once answered with another condition's text."""
    brought = [make_document("1", "Ashby disease", gard=7), make_document("2", "Velmont syndrome", gard=8)]
    ingest(either_engine, "medquad", "x", brought)
    report = ingest(either_engine, "content", "x", [make_document("v", "Velmont syndrome", gard=7, text="Edited.")])
    store = KnowledgeStore(either_engine)
    assert slugs(either_engine) == ["ashby-disease", "velmont-syndrome"]
    assert [stored.section.body for stored in store.sections("velmont-syndrome")] == ["Edited."]
    assert store.condition("velmont-syndrome").identifiers.gard == 8
    (conflict,) = report.conflicts
    assert "gard number 7 stands with names that do not agree: “Velmont syndrome” (content v); “Ashby" in conflict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Velmont syndrome type 2", "Velmont syndrome type 3"),
        ("Velmont dystrophy, autosomal dominant", "Velmont dystrophy, autosomal recessive"),
        ("Chromosome 4q deletion", "Chromosome 4q duplication"),
        ("Hypovelmia", "Hypervelmia"),
        ("Congenital velmitis", "Acquired velmitis"),
    ],
)
def test_names_that_exclude_each_other_are_two_conditions(
    engine: Engine, make_document: Any, one: str, other: str
) -> None:
    report = ingest(engine, "medquad", "x", [make_document("1", one, gard=7), make_document("2", other, gard=7)])
    assert (len(slugs(engine)), len(report.conflicts)) == (2, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Velmont syndrome type II", "Velmont's syndrome, type 2"),
        ("Facio velmo tarnal syndrome", "Faciovelmotarnal syndrome"),
        ("Scalp defects postaxial velmosis", "Scalp defects-postaxial velmosis syndrome"),
    ],
)
def test_one_number_and_names_that_agree_are_one_condition(
    engine: Engine, make_document: Any, one: str, other: str
) -> None:
    report = ingest(engine, "medquad", "x", [make_document("1", one, gard=7), make_document("2", other, gard=7)])
    assert (len(slugs(engine)), report.conflicts) == (1, [])


def numbered(document: str, name: str, synonyms: tuple[str, ...] = (), **numbers: Any) -> Document:
    return Document(document, Record(name, slugify(name), synonyms=synonyms, identifiers=Identifiers(**numbers)))


def test_several_numbers_of_a_catalogue_are_no_exact_ones(engine: Engine) -> None:
    """Orphanet lists the OMIM numbers of all types of a condition beside it."""
    velmont = numbered("1", "Velmont syndrome", orphanet=("1",), omim=("5", "6"))
    ingest(engine, "catalogue", "x", [velmont, numbered("2", "Velmont syndrome 1", omim=("5",))])
    assert slugs(engine) == ["velmont-syndrome", "velmont-syndrome-1"]


def test_a_number_that_two_entries_of_a_catalogue_share_is_no_mistake(engine: Engine) -> None:
    shared = [numbered("1", "Ashby disease", orphanet=("1",), omim=("5",)),
              numbered("2", "Tarn palsy", orphanet=("2",), omim=("5",))]  # fmt: skip
    report = ingest(engine, "catalogue", "x", shared)
    assert (slugs(engine), report.conflicts) == (["ashby-disease", "tarn-palsy"], [])


def test_what_two_catalogues_call_each_other_is_one_condition(engine: Engine) -> None:
    velmont = numbered("2", "Velmont syndrome", ("Ashby disease",), orphanet=("1",))
    ingest(engine, "catalogue", "x", [numbered("1", "Ashby disease", gard=7), velmont])
    assert slugs(engine) == ["ashby-disease"]


def test_a_synonym_of_two_conditions_ties_neither(engine: Engine) -> None:
    ingest(engine, "catalogue", "x", [numbered("1", "Ashby disease", gard=7),
                                      numbered("2", "Velmont syndrome", ("Ashby disease",), orphanet=("1",)),
                                      numbered("3", "Tarn palsy", ("Ashby disease",), orphanet=("2",))])  # fmt: skip
    assert slugs(engine) == ["ashby-disease", "tarn-palsy", "velmont-syndrome"]


def test_cushing_disease_and_cushing_syndrome_are_two(engine: Engine) -> None:
    ingest(engine, "catalogue", "x", [numbered("1", "Cushing disease"), numbered("2", "Cushing syndrome")])
    assert len(slugs(engine)) == 2


LONG = "Velmont " * 40


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (Record(LONG, slugify(LONG)), "is longer than 300 characters"),
        (Record("Velmont", "velmont", synonyms=(LONG,)), "is longer than 300 characters"),
        (Record("Velmont", "v" * 181), "is longer than 180 characters"),
        (Record("Velmont", "velmont", identifiers=Identifiers(2**31)), "GARD number 2147483648"),
    ],
)
def test_what_no_column_holds_is_rejected(either_engine: Engine, record: Record, problem: str) -> None:
    """PostgreSQL ended the whole import with an error on these, and SQLite took them."""
    with pytest.raises(InvalidRecord, match=problem):
        check_record(record)
    report = ingest(either_engine, "medquad", "x", [Document("1", record), Document("d" * 201, Record("A", "a"))])
    assert [name for name, _ in report.rejected] == ["1", "d" * 201]
    assert slugs(either_engine) == []


def test_the_longest_that_is_allowed_goes_in(either_engine: Engine) -> None:
    name = "é" * 299 + "a"
    longest = [Record(name, "v" * 180, synonyms=("ö" * 300,), identifiers=Identifiers(gard)) for gard in (1, 2**31 - 1)]
    documents = [Document(str(number).zfill(200), record) for number, record in enumerate(longest)]
    assert ingest(either_engine, "medquad", "x", documents).rejected == []
    assert slugs(either_engine) == ["v" * 180, f"{'v' * 180}-gard-{2**31 - 1}"]


NAMES = ("Ashby disease", "Velmont syndrome", "velmont-syndrome")


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[tuple[str, dict[str, Any]]], list[list[int]]]:
    """Descriptions of documents, and twice an order and batches in which they come in."""
    count = draw(st.integers(2, 6))
    described = [
        (
            draw(st.sampled_from(["content", "page", "medquad", "catalogue", "hpo"])),
            {
                "name": draw(st.sampled_from(NAMES)),
                "gard": draw(st.sampled_from([None, 7, 8])),
                "slug": draw(st.sampled_from(["", "shared"])),
                "synonyms": draw(st.sampled_from([(), ("VS",), ("Ashby disease", "AD")])),
                "sections": draw(st.sampled_from([("overview",), ("overview", "causes"), ("treatment", "treatment")])),
            },
        )
        for _ in range(count)
    ]
    orders = [draw(st.permutations(range(count))) for _ in range(2)]
    return described, [list(order) for order in orders]


@settings(max_examples=most_examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories(), data=st.data())
def test_neither_order_nor_batches_matter(
    new_engine: Callable[[], Engine], make_document: Any, history: Any, data: st.DataObject
) -> None:
    """Once the older of two records of one kind gave the name, the slug and the section."""
    described, orders = history
    snapshots = []
    for order in orders:
        engine = new_engine()
        batch: list[Document] = []
        for place, number in enumerate(order):
            kind, parts = described[number]
            batch.append(make_document(f"d{number}", parts["name"], **{k: v for k, v in parts.items() if k != "name"}))
            is_last = place + 1 == len(order) or described[order[place + 1]][0] != kind
            if is_last or data.draw(st.booleans()):
                ingest(engine, kind, "x", batch)
                batch = []
        snapshots.append(snapshot(engine))
    assert snapshots[0] == snapshots[1]


def test_ten_thousand_conditions_are_grouped_and_listed_in_seconds(engine: Engine, make_document: Any) -> None:
    """The list alone once took SQLite 18 seconds."""
    many = [
        make_document(str(number), f"Velmont syndrome type {number}", gard=number, sections=())
        for number in range(1, 10_001)
    ]
    ingest(engine, "medquad", "x", many)
    start = time.perf_counter()
    ingest(engine, "page", "x", [make_document("p", "Velmont syndrome type 5", sections=("causes",))])
    assert time.perf_counter() - start < 5
    store = KnowledgeStore(engine)
    assert store.section_types("velmont-syndrome-type-5") == ["causes"]
    start = time.perf_counter()
    assert len(store.list()) == 10_000
    assert len(store.names()) == 10_000
    assert len(store.search("velmont")) == 20
    assert time.perf_counter() - start < 5
