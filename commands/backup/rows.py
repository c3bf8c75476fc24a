"""Write the rows of a table as lines of JSON, and read them for the same table of either kind of database."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, LargeBinary, Table, delete, func, insert, select, text
from sqlalchemy.engine import Connection

BATCH = 1_000
"""Rows that are in memory at a time."""


def lines_of(connection: Connection, table: Table) -> Iterator[str]:
    """Return the rows of a table, one JSON object a line, in the order of its key."""
    names = [column.name for column in table.columns]
    asked = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    for row in connection.execute(asked):
        yield json.dumps(dict(zip(names, map(_plain, row), strict=True)), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def put_in(connection: Connection, table: Table, lines: Iterable[str]) -> int:
    """Insert rows into a table; return how many."""
    count = 0
    batch: list[dict[str, Any]] = []
    for line in lines:
        batch.append(_typed(table, json.loads(line)))
        if len(batch) == BATCH:
            connection.execute(insert(table), batch)
            count, batch = count + len(batch), []
    if batch:
        connection.execute(insert(table), batch)
    return count + len(batch)


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the values that its columns take; columns that the table has since stay at their default.

    Raises `TypeError`, `ValueError` or `LookupError` for what is no row of the table.
    """
    if not isinstance(row, dict):
        raise TypeError("a row is no object")
    typed = {}
    for name, value in row.items():
        kind = table.columns[name].type
        if value is not None and isinstance(kind, DateTime):
            value = datetime.fromisoformat(value)
        elif value is not None and isinstance(kind, Date):
            value = date.fromisoformat(value)
        elif value is not None and isinstance(kind, LargeBinary):
            value = base64.b64decode(value)
        typed[name] = value
    return typed


def empty(connection: Connection, tables: Iterable[Table]) -> None:
    """Delete all rows, those first that point to others."""
    for table in reversed(list(tables)):
        connection.execute(delete(table))


def count_from_here_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after those that were put in; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        sequence = connection.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
        )
        if sequence is not None:
            highest = connection.scalar(select(func.max(column))) or 0
            following = {"sequence": sequence, "number": highest + 1}
            connection.execute(text("SELECT setval(:sequence, :number, false)"), following)
