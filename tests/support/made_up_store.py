"""A small store of made-up conditions, each with another set of sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy.engine import Engine

from knowledge.ingest import Document, ingest
from knowledge.records import Record, Reference, Section, Source
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from tests.support.database_files import copy_database

SOURCE = Source("Larkfield Library", "https://larkfield.example", "CC BY 4.0")
CONDITIONS = {
    "velmont-syndrome": ("Velmont syndrome", ("overview", "causes", "treatment")),
    "ostrava-fever": ("Ostrava fever", ("causes", "symptoms")),
    "tarn-palsy": ("Tarn palsy", ("overview",)),
    "nameless-dystrophy": ("Nameless dystrophy", ()),
}


def section(name: str, section_type: str) -> Section:
    return Section(
        type=section_type,
        question=f"What about the {section_type} of {name}?",
        body=f"The approved words on the {section_type} of {name}.[1]",
        source=SOURCE,
        last_updated=date(2024, 3, 9) if section_type != "treatment" else None,
        references=(Reference(1, f"Larkfield on the {section_type} of {name}.", None, date(2024, 1, 2)),),
    )


def made_up_store(folder: Path) -> KnowledgeStore:
    """A store of these conditions in the file `made-up.db` of a folder."""
    copy_database(write_made_up_store, folder / "made-up.db")
    return KnowledgeStore(open_database(f"sqlite:///{folder / 'made-up.db'}"))


def write_made_up_store(path: Path) -> None:
    engine: Engine = open_database(f"sqlite:///{path}")
    migrate_store(engine)
    documents = [
        Document(slug, Record(name, slug, tuple(section(name, section_type) for section_type in types)))
        for slug, (name, types) in CONDITIONS.items()
    ]
    report = ingest(engine, "content", "made up", documents, is_whole=True)
    assert not report.rejected
    engine.dispose()


def store_of_texts(folder: Path, conditions: Mapping[str, Mapping[str, str]]) -> KnowledgeStore:
    """A store of conditions, each by its slug with the text of its sections, in a folder."""
    engine = open_database(f"sqlite:///{folder / 'texts.db'}")
    migrate_store(engine)
    documents = [
        Document(
            slug,
            Record(
                slug.replace("-", " ").capitalize(),
                slug,
                tuple(Section(name, f"{name}?", text, Source("Larkfield Library")) for name, text in sections.items()),
            ),
        )
        for slug, sections in conditions.items()
    ]
    ingest(engine, "content", "made up", documents, is_whole=True)
    return KnowledgeStore(engine)


def store_with(folder: Path, slugs: Sequence[str], bodies: Mapping[tuple[str, str], str]) -> KnowledgeStore:
    """A store of conditions with the given texts, by name and section type; `slugs` stand in the order of the names."""
    engine = open_database(f"sqlite:///{folder / 'made-up.db'}")
    migrate_store(engine)
    sections: dict[str, list[Section]] = {}
    for (name, section_type), body in bodies.items():
        question = f"What about the {section_type} of {name}?"
        sections.setdefault(name, []).append(Section(section_type, question, body, SOURCE))
    documents = [
        Document(slug, Record(name, slug, tuple(of_it)))
        for slug, (name, of_it) in zip(slugs, sections.items(), strict=True)
    ]
    assert not ingest(engine, "content", "made up", documents, is_whole=True).rejected
    return KnowledgeStore(engine)
