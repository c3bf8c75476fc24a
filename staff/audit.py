"""Write down who did what when; never what was said.

The lines are a chain: each has a number, one more than the last one's, and a digest over itself and the digest before
it (`digest_of`). So a line that is missing, changed or in another's place is seen; `staff/audit_chain.py` looks for it.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine

from conversations.upsert import insert_new
from rareguide.database import writing
from staff.tables import staff_audit, staff_audit_chain

BEFORE_ALL = "0" * 64
"""What the first line of all has as the digest before it."""
AT_THE_TERMINAL = "(terminal)"
"""Who does what a command does."""
READ_ON_SECONDS = 300.0
"""After how long a page that follows by itself leaves another line."""


@dataclass(frozen=True)
class AuditLine:
    """Hold one line; `at` in seconds since 1970."""

    id: int
    at: float
    account: str
    action: str
    number: str | None


def digest_of(line: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a line's other columns, as JSON with sorted keys, without blanks, in ASCII."""
    held = {name: line[name] for name in ("sequence", "at", "account_id", "account", "action", "number", "previous")}
    return hashlib.sha256(json.dumps(held, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def write_line(
    connection: Connection, at: float, account_id: int | None, account: str, action: str, number: str | None = None
) -> None:
    """Add a line in the caller's transaction, until whose end no other writer adds one."""
    previous, sequence = _take_next_place(connection)
    values = {"at": float(at), "account_id": account_id, "account": account, "action": action, "number": number}
    line = {**values, "sequence": sequence, "previous": previous}
    digest = digest_of(line)
    connection.execute(insert(staff_audit).values(**line, digest=digest))
    connection.execute(update(staff_audit_chain).values(head=digest))


def write_at_terminal(engine: Engine, action: str, number: str | None = None) -> None:
    """Add a line on what a command does."""
    with writing(engine) as connection:
        write_line(connection, time.time(), None, AT_THE_TERMINAL, action, number)


def has_fresh_line(engine: Engine, at: float, account_id: int, action: str, number: str | None = None) -> bool:
    """Return whether an account has a line for the same that is less than `READ_ON_SECONDS` old."""
    column = staff_audit.c
    same = (column.account_id == account_id, column.action == action, column.number == number)
    with engine.connect() as connection:
        return connection.execute(select(column.id).where(*same, column.at > at - READ_ON_SECONDS)).first() is not None


def lines(engine: Engine, before: int | None = None, limit: int = 100) -> list[AuditLine]:
    """Return lines, the newest first; those before a line where its id is given."""
    asked = select(staff_audit).order_by(staff_audit.c.id.desc()).limit(limit)
    if before is not None:
        asked = asked.where(staff_audit.c.id < before)
    with engine.connect() as connection:
        return [
            AuditLine(row.id, row.at, row.account, row.action, row.number) for row in connection.execute(asked).all()
        ]


def _take_next_place(connection: Connection) -> tuple[str, int]:
    """Return the digest of the newest line and the number of the next.

    The chain's row is changed before it is read: both databases let one writer at a time do so, and none reads what
    another is about to change.
    """
    forward = update(staff_audit_chain).values(sequence=staff_audit_chain.c.sequence + 1)
    if not connection.execute(forward).rowcount:
        first = {"id": 1, "sequence": 0, "head": BEFORE_ALL, "deleted_until": 0, "anchor": BEFORE_ALL}
        insert_new(connection, staff_audit_chain, first)
        connection.execute(forward)
    row = connection.execute(select(staff_audit_chain)).one()
    return row.head, row.sequence
