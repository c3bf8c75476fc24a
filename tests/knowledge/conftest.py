"""Fixtures for the knowledge store: databases of both engines, empty migrated stores, builders of records."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy.engine import Engine

from knowledge.ingest import Document
from knowledge.records import Identifiers, Record, Section, Source, slugify
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database

Databases = Callable[[], str]


class MakeDocument(Protocol):
    """Build a document; its record has one section for each type named."""

    def __call__(self, document: str, name: str = ..., /, **parts: Any) -> Document: ...


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each engine in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'both.db'}"
        return
    yield request.getfixturevalue("postgres_url")


@pytest.fixture
def either_engine(database_url: str) -> Iterator[Engine]:
    """An empty migrated store, on SQLite and then on PostgreSQL."""
    engine = open_database(database_url)
    migrate_store(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    engine = open_database(f"sqlite:///{path}")
    migrate_store(engine)
    engine.dispose()
    return path


@pytest.fixture
def new_engine(migrated_file: Path, tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    """Make an empty migrated store in a SQLite file of its own, as often as called."""
    engines: list[Engine] = []

    def make() -> Engine:
        path = Path(tempfile.mkdtemp(dir=tmp_path)) / "store.db"
        shutil.copy(migrated_file, path)
        engines.append(open_database(f"sqlite:///{path}"))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def engine(new_engine: Callable[[], Engine]) -> Engine:
    """An empty migrated store in a SQLite file."""
    return new_engine()


@pytest.fixture
def store(engine: Engine) -> KnowledgeStore:
    return KnowledgeStore(engine)


def _section(kind: str, name: str, body: str) -> Section:
    return Section(kind, f"What about the {kind} of {name}?", body, Source("A source", "https://example.org/page"))


@pytest.fixture(scope="session")
def make_document() -> MakeDocument:
    """Build a document: `make_document("1.xml", "Velmont syndrome", gard=7, sections=("causes",), text="One.")`."""

    def make(
        document: str,
        name: str = "Velmont syndrome",
        /,
        *,
        gard: int | None = None,
        slug: str = "",
        synonyms: tuple[str, ...] = (),
        sections: tuple[str, ...] = ("overview",),
        text: str = "",
        umls: tuple[str, ...] = (),
    ) -> Document:
        body = text or f"{document} says so."
        record = Record(
            name=name,
            slug=slug or slugify(name),
            sections=tuple(_section(kind, name, body) for kind in sections),
            synonyms=synonyms,
            identifiers=Identifiers(gard, umls=umls),
        )
        return Document(document, record)

    return make
