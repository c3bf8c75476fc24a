"""Insert a row that may be there already, without a failure: PostgreSQL would log what the row was to hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection


def insert_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert a row unless there is one with its primary key; tell whether it was inserted."""
    return bool(connection.execute(_insert(connection, table).values(row).on_conflict_do_nothing()).rowcount)


def insert_or_replace(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert a row in the place of the one with its primary key, if there is one."""
    insert = _insert(connection, table).values(row)
    known_by = [column.name for column in table.primary_key]
    changed = {name: value for name, value in row.items() if name not in known_by}
    connection.execute(insert.on_conflict_do_update(index_elements=known_by, set_=changed))


def _insert(connection: Connection, table: Table) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
