"""Build stores of made-up conditions, once for each size, and copy them to PostgreSQL.

The rows are written in bulk: taking 50,000 documents in one by one takes many minutes. Conditions and names are then
worked out from them as after every import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.schema import Table

from knowledge import tables
from knowledge.records import Identifiers
from knowledge.regrouping import regroup
from knowledge.schema import migrate_store
from knowledge.store import ConditionName
from rareguide.database import STORE_LOCK, open_database, writing
from tools.bench.made_up_names import made_up_names
from tools.bench.turns.conversations import SECTIONS, mark_of

FILLER = (
    "How it shows differs from person to person, even within one family, and changes with age. Those who look after "
    "people with it work together in teams, and decide with them what comes next. "
)
KIND = "medquad"
ROWS = 5_000


def names_of_size(size: int) -> list[ConditionName]:
    """Return the names of the store of that size; each condition has five."""
    return made_up_names(conditions=size)


def build_store(size: int, folder: Path) -> Path:
    """Return the SQLite file of a store with `size` conditions, built if it is not there."""
    path = folder / f"{size}.db"
    if path.exists():
        return path
    unfinished = folder / f"{size}.unfinished.db"
    for left in folder.glob(f"{unfinished.name}*"):
        left.unlink()
    engine = open_database(f"sqlite:///{unfinished}")
    migrate_store(engine)
    with writing(engine, STORE_LOCK) as connection:
        run = {"id": 1, "kind": KIND, "path": "made up", "started_at": datetime(2024, 3, 9)}
        connection.execute(insert(tables.import_run), [run])
        _write_all(connection, names_of_size(size))
        regroup(connection)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return unfinished.rename(path)


def copy_store(path: Path, url: str) -> None:
    """Copy a store to an empty database of another kind."""
    source, target = open_database(f"sqlite:///{path}"), open_database(url)
    migrate_store(target)
    with source.connect() as read, target.begin() as write:
        for table in reversed(tables.metadata.sorted_tables):
            write.execute(delete(table))
        for table in tables.metadata.sorted_tables:
            _insert(write, table, (dict(row) for row in read.execute(select(table)).mappings()))
    source.dispose()
    target.dispose()


def _write_all(connection: Connection, names: list[ConditionName]) -> None:
    conditions = [
        (slug, [entry.name for entry in entries]) for slug, entries in groupby(names, key=lambda entry: entry.slug)
    ]
    numbered = list(enumerate(conditions, start=1))
    sections = [(number, slug, own, kind) for number, (slug, (own, *_)) in numbered for kind in SECTIONS]
    _insert(connection, tables.record, (_record(number, slug, *called) for number, (slug, called) in numbered))
    _insert(connection, tables.section, (_section(id_, *of) for id_, of in enumerate(sections, start=1)))
    _insert(
        connection, tables.reference, (_reference(id_, own, kind) for id_, (*_, own, kind) in enumerate(sections, 1))
    )


def _record(number: int, slug: str, name: str, *synonyms: str) -> dict[str, Any]:
    return {
        "id": number,
        "kind": KIND,
        "document": slug,
        "import_run_id": 1,
        "digest": slug,
        "is_current": True,
        "name": name,
        "slug": slug,
        "identifiers": asdict(Identifiers()),
        "synonyms": list(synonyms),
    }


def _section(number: int, record: int, slug: str, name: str, kind: str) -> dict[str, Any]:
    return {
        "id": number,
        "record_id": record,
        "type": kind,
        "position": SECTIONS.index(kind),
        "question": f"What about the {kind} of {name}?",
        "body": f"{mark_of(slug, kind)} These are the approved words on the {kind} of {name}.[1] {FILLER * 3}",
        "last_updated": date(2024, 3, 9),
        "source_name": "Larkfield Library",
        "source_url": "https://larkfield.example",
        "source_license": "CC BY 4.0",
    }


def _reference(number: int, name: str, kind: str) -> dict[str, Any]:
    citation = f"Larkfield on the {kind} of {name}."
    return {
        "id": number,
        "section_id": number,
        "number": 1,
        "citation": citation,
        "url": "https://larkfield.example",
        "accessed": date(2024, 1, 2),
    }


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    for part in _parts(iter(rows)):
        connection.execute(insert(table), part)


def _parts(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while part := list(islice(rows, ROWS)):
        yield part
