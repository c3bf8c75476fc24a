"""Choose the sections that are shown of a condition, of all that its records have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge import tables
from knowledge.grouping import CATALOGUE_KINDS, KIND_RANKS
from knowledge.records import Reference, Section, Source, is_list
from rareguide.links import web_address


@dataclass(frozen=True)
class StoredSection:
    """Hold a section as it is shown; `origin` is the kind of record that it came with, `id` its row's."""

    section: Section
    origin: str
    id: int = field(compare=False)


def shown_sections(connection: Connection, slug: str, types: list[str]) -> list[StoredSection]:
    """Return the sections of a condition that are shown, in the order of `types`.

    For each type one record gives all its sections of that type: what was reviewed comes before what was not,
    edited content before what was imported, a text before a list, and then the kinds in the order of their ranks.
    Lists of catalogues are shown together where they list different things.
    """
    shown = sorted(_shown(_section_rows(connection, slug, types)), key=lambda row: types.index(row.type))
    references = _references(connection, [row.id for row in shown])
    return [StoredSection(_as_section(row, references.get(row.id, ())), row.kind, row.id) for row in shown]


def _section_rows(connection: Connection, slug: str, types: list[str]) -> list[Any]:
    query = (
        select(tables.section, tables.record.c.kind, tables.record.c.document)
        .join(tables.record, tables.record.c.id == tables.section.c.record_id)
        .join(tables.condition, tables.condition.c.id == tables.record.c.condition_id)
        .where(tables.condition.c.slug == slug, tables.record.c.is_current, tables.section.c.type.in_(types))
    )
    return list(connection.execute(query))


def _shown(rows: Iterable[Any]) -> list[Any]:
    """Return the rows that are shown of all, by type those of the best record first and in their order."""
    by_type: dict[str, list[Any]] = defaultdict(list)
    for row in sorted(rows, key=_precedence):
        by_type[row.type].append(row)
    shown: list[Any] = []
    for of_type in by_type.values():
        best = of_type[0]
        own = sorted((row for row in of_type if row.record_id == best.record_id), key=lambda row: row.position)
        shown += own
        if best.kind not in CATALOGUE_KINDS or not is_list(best.body):
            continue
        listed = {row.question for row in own}
        for row in of_type:
            if row.question not in listed and is_list(row.body):
                listed.add(row.question)
                shown.append(row)
    return shown


def _precedence(row: Any) -> tuple[bool, bool, bool, int, str]:
    is_unreviewed = row.reviewed_on is None and row.reviewed_by is None
    return is_unreviewed, row.kind != "content", is_list(row.body), KIND_RANKS[row.kind], row.document


def _references(connection: Connection, section_ids: list[int]) -> dict[int, tuple[Reference, ...]]:
    found: dict[int, tuple[Reference, ...]] = {}
    query = (
        select(tables.reference)
        .where(tables.reference.c.section_id.in_(section_ids))
        .order_by(tables.reference.c.section_id, tables.reference.c.number)
    )
    for row in connection.execute(query):
        reference = Reference(row.number, row.citation, web_address(row.url), row.accessed)
        found[row.section_id] = (*found.get(row.section_id, ()), reference)
    return found


def _as_section(row: Any, references: tuple[Reference, ...]) -> Section:
    return Section(
        type=row.type,
        question=row.question,
        body=row.body,
        source=Source(row.source_name, web_address(row.source_url), row.source_license),
        last_updated=row.last_updated,
        reviewed_by=row.reviewed_by,
        reviewed_on=row.reviewed_on,
        references=references,
    )
