"""Gather all that is kept about one conversation, wherever it is kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData, Table, select
from sqlalchemy.engine import Connection, Engine

from conversations.encryption import FieldCipher
from handoff.requests.ticket_numbers import read_number

KNOWN_BY = ("conversation", "sender_id")
"""Columns that hold a conversation's id; in Rasa's table it is called the second."""
REQUEST = "handoff_request"


class UnknownConversation(LookupError):
    """Nothing is kept under that number or id."""


def conversation_of_ticket(engine: Engine, number: str) -> str:
    """Return the conversation that a request came from; raise `UnknownConversation`."""
    request = _tables(engine)[REQUEST].c
    with engine.connect() as connection:
        found = connection.scalar(select(request.conversation).where(request.number == read_number(number)))
    if not found:
        raise UnknownConversation(f"There is no request {number}, or its content has been deleted.")
    return str(found)


def export_conversation(
    engine: Engine, cipher: FieldCipher | None, conversation: str
) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table that belong to a conversation, opened with `cipher` if one is given.

    Raises `UnknownConversation` when there are none, and `CannotDecrypt` without the key of a sealed one.
    """
    tables = _tables(engine)
    with engine.connect() as connection:
        kept = {name: _rows(connection, table, conversation) for name, table in sorted(tables.items())}
        requests = [row["id"] for row in kept.get(REQUEST, [])]
        for name, table in tables.items():
            if "request_id" in table.c:
                asked = select(table).where(table.c.request_id.in_(requests))
                more = [dict(row) for row in connection.execute(asked).mappings()]
                kept[name] += [row for row in more if row not in kept[name]]
    found = {name: rows for name, rows in kept.items() if rows}
    if not found:
        raise UnknownConversation("Nothing is kept of that conversation.")
    return (
        found
        if cipher is None
        else {name: [cipher.decrypt_row(name, row) for row in rows] for name, rows in found.items()}
    )


def _tables(engine: Engine) -> dict[str, Table]:
    there = MetaData()
    there.reflect(engine)
    return dict(there.tables)


def _rows(connection: Connection, table: Table, conversation: str) -> list[dict[str, Any]]:
    column = next((table.c[name] for name in KNOWN_BY if name in table.c), None)
    if column is None:
        return []
    return [dict(row) for row in connection.execute(select(table).where(column == conversation)).mappings()]
