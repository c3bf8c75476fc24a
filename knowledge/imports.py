"""List the imports that the store has had, and take out again what they brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection, Engine

from knowledge import tables
from knowledge.ingest import delete_records
from knowledge.regrouping import regroup
from rareguide.database import STORE_LOCK, writing


class UnknownImport(LookupError):
    """There is no import under that number."""


class NotRemovable(ValueError):
    """The condition stands in the content folder and would be back at the next start."""


@dataclass(frozen=True)
class ImportRun:
    """Describe one import: when it ran, and how many documents an undoing would take back."""

    id: int
    kind: str
    path: str
    started_at: datetime
    documents: int


def list_imports(engine: Engine) -> list[ImportRun]:
    """Return the imports that can be undone, the newest first."""
    query = (
        select(tables.import_run, func.count(tables.record.c.id).label("documents"))
        .join(tables.record, tables.record.c.import_run_id == tables.import_run.c.id)
        .where(tables.import_run.c.kind != "content")
        .group_by(*tables.import_run.c)
        .order_by(tables.import_run.c.id.desc())
    )
    with engine.connect() as connection:
        return [
            ImportRun(row.id, row.kind, row.path, row.started_at, row.documents) for row in connection.execute(query)
        ]


def undo_import(engine: Engine, run: int) -> int:
    """Take back all that one import brought, and return how many documents that were.

    What it had changed is as before it; what later imports changed again stays. Raises `UnknownImport`.
    """
    with writing(engine, STORE_LOCK) as connection:
        query = select(tables.record.c.kind, tables.record.c.document).where(
            tables.record.c.import_run_id == run, tables.record.c.kind != "content"
        )
        brought = [(row.kind, row.document) for row in connection.execute(query)]
        if not brought:
            raise UnknownImport(run)
        connection.execute(delete(tables.record).where(tables.record.c.import_run_id == run))
        _bring_back(connection, brought[0][0], {document for _, document in brought})
        connection.execute(delete(tables.import_run).where(tables.import_run.c.id == run))
        regroup(connection)
    return len(brought)


def _bring_back(connection: Connection, kind: str, documents: set[str]) -> None:
    query = (
        select(tables.record.c.document, func.max(tables.record.c.id))
        .where(tables.record.c.kind == kind)
        .group_by(tables.record.c.document)
    )
    newest = [record_id for document, record_id in connection.execute(query) if document in documents]
    for record_id in newest:
        connection.execute(update(tables.record).where(tables.record.c.id == record_id).values(is_current=True))


def remove_condition(engine: Engine, slug: str) -> int:
    """Take a condition out with all that imports brought for it; return the number of documents.

    Raises `LookupError` when there is no such condition and `NotRemovable` when a content file has it.
    """
    with writing(engine, STORE_LOCK) as connection:
        query = (
            select(tables.record.c.kind, tables.record.c.document)
            .join(tables.condition, tables.condition.c.id == tables.record.c.condition_id)
            .where(tables.condition.c.slug == slug)
        )
        documents = [(row.kind, row.document) for row in connection.execute(query)]
        if not documents:
            raise LookupError(slug)
        for kind, document in documents:
            if kind == "content":
                raise NotRemovable(document)
            delete_records(connection, kind, document)
        regroup(connection)
    return len(documents)
