"""Write down who did what when; never what was said."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from staff.tables import staff_audit


@dataclass(frozen=True)
class AuditLine:
    """Hold one line; `at` in seconds since 1970."""

    id: int
    at: float
    account: str
    action: str
    number: str | None


def write_line(
    connection: Connection, at: float, account_id: int | None, account: str, action: str, number: str | None = None
) -> None:
    """Add a line in the caller's transaction."""
    values = {"at": at, "account_id": account_id, "account": account, "action": action, "number": number}
    connection.execute(insert(staff_audit).values(values))


def lines(engine: Engine, before: int | None = None, limit: int = 100) -> list[AuditLine]:
    """Return lines, the newest first; those before a line where its id is given."""
    asked = select(staff_audit).order_by(staff_audit.c.id.desc()).limit(limit)
    if before is not None:
        asked = asked.where(staff_audit.c.id < before)
    with engine.connect() as connection:
        return [
            AuditLine(row.id, row.at, row.account, row.action, row.number) for row in connection.execute(asked).all()
        ]
