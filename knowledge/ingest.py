"""Take documents into the store, all or nothing for each.

A document that came in before with the same content is left alone, so that every import can be repeated. A
changed one is laid over its earlier form, which comes back when the import is undone (`knowledge/imports.py`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine

from knowledge import tables
from knowledge.grouping import NumberConflict
from knowledge.records import InvalidRecord, Record, Section, check_record
from knowledge.regrouping import regroup
from rareguide.database import STORE_LOCK, writing

RECORDS_AT_ONCE = 200


@dataclass(frozen=True)
class Document:
    """Pair a record with what names it within its kind, so that it is known again next time."""

    name: str
    record: Record


@dataclass
class IngestReport:
    """Count what became of the documents of one import.

    `rejected` pairs a document with the reason; `conflicts` tell of numbers that the new and changed ones share with
    records whose names do not agree with theirs.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    rejected: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    import_run: int | None = None


def ingest(
    engine: Engine,
    kind: str,
    path: str,
    documents: Iterable[Document],
    *,
    is_whole: bool = False,
    keep: frozenset[str] = frozenset(),
    is_trial: bool = False,
    on_document: Callable[[], None] | None = None,
) -> IngestReport:
    """Take documents of one kind in, in one transaction.

    Args:
        engine: the store's, as `rareguide.database.open_database` makes it.
        kind: one of `knowledge.grouping.KIND_RANKS`.
        path: what the person named, kept for the list of imports.
        documents: read one by one; what the iterator raises ends the import and leaves the store as it was.
        is_whole: documents of this kind that are not among `documents` go (the content folder is the
            whole truth about content; an import is not about its kind).
        keep: documents that stay as they are although they are not among `documents`.
        is_trial: leave the store as it is, and only report what would have come.
        on_document: called after each document, for a progress bar.
    """
    report = IngestReport()
    with writing(engine, STORE_LOCK) as connection:
        known = _current_digests(connection, kind)
        pending = _Pending(connection, kind)
        for document in documents:
            _ingest_one(connection, kind, path, document, known, pending, report)
            if on_document is not None:
                on_document()
        pending.flush()
        if is_whole:
            seen = {*keep, *report.new, *report.changed, *report.unchanged, *(name for name, _ in report.rejected)}
            report.removed = sorted(set(known) - seen)
            for name in report.removed:
                delete_records(connection, kind, name)
        if report.new or report.changed or report.removed:
            report.conflicts = _conflicts_about(regroup(connection), kind, {*report.new, *report.changed})
        if is_trial:
            connection.get_transaction().rollback()
            report.import_run = None
    return report


def _conflicts_about(conflicts: Iterable[NumberConflict], kind: str, documents: set[str]) -> list[str]:
    return [
        str(conflict)
        for conflict in conflicts
        if any(head.kind == kind and head.document in documents for head in conflict.heads)
    ]


def _current_digests(connection: Connection, kind: str) -> dict[str, str]:
    query = select(tables.record.c.document, tables.record.c.digest).where(
        tables.record.c.kind == kind, tables.record.c.is_current
    )
    return {row.document: row.digest for row in connection.execute(query)}


def _ingest_one(
    connection: Connection,
    kind: str,
    path: str,
    document: Document,
    known: dict[str, str],
    pending: _Pending,
    report: IngestReport,
) -> None:
    try:
        _check_document_name(document.name)
        check_record(document.record)
    except InvalidRecord as problem:
        report.rejected.append((document.name, f"{document.name}: {problem}"))
        return
    digest = _digest(document.record)
    if known.get(document.name) == digest:
        report.unchanged.append(document.name)
        return
    if report.import_run is None:
        report.import_run = _start_run(connection, kind, path)
    if document.name in known:
        report.changed.append(document.name)
        pending.flush()
        if kind == "content":
            delete_records(connection, kind, document.name)
        else:
            _lay_aside(connection, kind, document.name, report.import_run)
    else:
        report.new.append(document.name)
    pending.add(document, digest, report.import_run)
    known[document.name] = digest


def _check_document_name(name: str) -> None:
    longest = tables.record.c.document.type.length
    if len(name) > longest:
        raise InvalidRecord(f"the document's name is longer than {longest} characters. Remedy: rename the file")


def _digest(record: Record) -> str:
    content = json.dumps(asdict(record), sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _start_run(connection: Connection, kind: str, path: str) -> int:
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    result = connection.execute(insert(tables.import_run).values(kind=kind, path=path, started_at=now))
    return int(result.inserted_primary_key[0])


def delete_records(connection: Connection, kind: str, document: str) -> None:
    """Delete all that was ever taken in of one document."""
    connection.execute(delete(tables.record).where(tables.record.c.kind == kind, tables.record.c.document == document))


def _lay_aside(connection: Connection, kind: str, document: str, run: int) -> None:
    """Make the earlier forms of a document no longer current; a form of the same run is replaced."""
    same_document = (tables.record.c.kind == kind) & (tables.record.c.document == document)
    connection.execute(delete(tables.record).where(same_document, tables.record.c.import_run_id == run))
    connection.execute(update(tables.record).where(same_document).values(is_current=False, condition_id=None))


class _Pending:
    """Gather records and insert many at once, which takes a tenth of the time that one by one takes."""

    def __init__(self, connection: Connection, kind: str) -> None:
        self._connection = connection
        self._kind = kind
        self._waiting: dict[str, tuple[Record, str, int]] = {}

    def add(self, document: Document, digest: str, run: int) -> None:
        self._waiting[document.name] = (document.record, digest, run)
        if len(self._waiting) >= RECORDS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Insert what waits."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, {}
        rows = [_record_row(self._kind, name, *entry) for name, entry in waiting.items()]
        self._connection.execute(insert(tables.record), rows)
        ids = self._ids_of(list(waiting))
        sections = {
            (ids[name], position): section
            for name, (record, _, _) in waiting.items()
            for position, section in enumerate(record.sections)
        }
        if sections:
            self._connection.execute(insert(tables.section), [_section_row(*key, one) for key, one in sections.items()])
            self._insert_references(ids.values(), sections)

    def _ids_of(self, names: list[str]) -> dict[str, int]:
        record = tables.record.c
        query = select(record.document, func.max(record.id)).where(record.kind == self._kind, record.is_current)
        rows = self._connection.execute(query.where(record.document.in_(names)).group_by(record.document))
        return {row[0]: row[1] for row in rows}

    def _insert_references(self, records: Iterable[int], sections: dict[tuple[int, int], Section]) -> None:
        section = tables.section.c
        query = select(section.id, section.record_id, section.position).where(section.record_id.in_(list(records)))
        references = [
            {"section_id": row.id, **asdict(reference)}
            for row in self._connection.execute(query)
            for reference in sections[row.record_id, row.position].references
        ]
        if references:
            self._connection.execute(insert(tables.reference), references)


def _record_row(kind: str, document: str, record: Record, digest: str, run: int) -> dict[str, Any]:
    return {
        "kind": kind,
        "document": document,
        "import_run_id": run,
        "digest": digest,
        "is_current": True,
        "name": record.name,
        "slug": record.slug,
        "url": record.url,
        "gard": record.identifiers.gard,
        "identifiers": asdict(record.identifiers),
        "synonyms": list(record.synonyms),
        "parents": list(record.parents) or None,
    }


def _section_row(record_id: int, position: int, section: Section) -> dict[str, Any]:
    return {
        "record_id": record_id,
        "type": section.type,
        "position": position,
        "question": section.question,
        "body": section.body,
        "last_updated": section.last_updated,
        "reviewed_by": section.reviewed_by,
        "reviewed_on": section.reviewed_on,
        "source_name": section.source.name,
        "source_url": section.source.url,
        "source_license": section.source.license,
    }
