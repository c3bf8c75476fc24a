"""Give out the audit's lines as JSON Lines, see whether the chain of them is whole, and delete old ones.

A file begins with a line that says between which ends its chain runs, so that it can be checked by itself:

    {"chain": {"after": 0, "anchor": "00…", "until": 2, "head": "9f…"}}
    {"account": "noor@example.org", …, "sequence": 1, "previous": "00…", "digest": "5c…"}
    {"account": "noor@example.org", …, "sequence": 2, "previous": "5c…", "digest": "9f…"}

Whoever can write to the database could rebuild the whole chain. What was given out before shows that: the database
must still have the file's last line.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection, Engine

from rareguide.database import writing
from staff import audit
from staff.tables import staff_audit, staff_audit_chain

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_RUNS = 3600
COLUMNS = ("sequence", "at", "account_id", "account", "action", "number", "previous", "digest")
BY_RETENTION = "(retention)"
DELETED_UNTIL = "delete the audit's lines up to "
SECONDS_A_DAY = 86_400
LARGEST_PLACE = 2**63
"""No database counts so far."""


class BrokenChain(ValueError):
    """The chain is not whole; the message says where it breaks and how."""


@dataclass(frozen=True)
class Ends:
    """Hold between which lines a chain runs: after one with the digest `anchor`, until one with the digest `head`."""

    after: int
    anchor: str
    until: int
    head: str


def ends_of(connection: Connection, after: int = 0) -> Ends:
    """Return the ends of the chain in the database, without the lines up to a number."""
    row = connection.execute(select(staff_audit_chain)).first()
    if row is None:
        return Ends(0, audit.BEFORE_ALL, 0, audit.BEFORE_ALL)
    if after <= row.deleted_until:
        return Ends(row.deleted_until, row.anchor, row.sequence, row.head)
    if after >= row.sequence:
        return Ends(row.sequence, row.head, row.sequence, row.head)
    digest = connection.scalar(select(staff_audit.c.digest).where(staff_audit.c.sequence == after))
    return Ends(after, digest or "", row.sequence, row.head)


def kept_lines(connection: Connection, after: int = 0, until: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the lines after a number, and before another one if given, the oldest first."""
    asked = select(*(staff_audit.c[name] for name in COLUMNS)).where(staff_audit.c.sequence > after)
    if until is not None:
        asked = asked.where(staff_audit.c.sequence < until)
    asked = asked.order_by(staff_audit.c.sequence).execution_options(stream_results=True)
    for row in connection.execute(asked).mappings():
        yield dict(row)


def exported(engine: Engine, after: int = 0) -> Iterator[str]:
    """Yield the lines after a number as lines of JSON, behind one with the ends of their chain."""
    with writing(engine) as connection:  # so that nothing is added between the reading of ends and lines
        ends, found = ends_of(connection, after), list(kept_lines(connection, after))
    yield json.dumps({"chain": asdict(ends)}, sort_keys=True)
    for line in found:
        yield json.dumps(line, sort_keys=True)


def verify_database(engine: Engine) -> int:
    """Return how many lines the chain in the database has; raise `BrokenChain`."""
    with writing(engine) as connection:
        if connection.execute(select(staff_audit_chain)).first() is None:
            if connection.scalar(select(func.count()).select_from(staff_audit)):
                raise BrokenChain("There are lines, but nothing says between which ends their chain runs.")
            return 0
        ends = ends_of(connection)
        _check_deletion(connection, ends)
        return verify(ends, kept_lines(connection))


def verify_file(lines: Iterable[str]) -> tuple[Ends, int]:
    """Return the ends and the number of lines of an exported chain; raise `BrokenChain`."""
    written = iter(lines)
    try:
        ends = Ends(**json.loads(next(written, ""))["chain"])
        if not (_is_place(ends.after) and _is_place(ends.until)):
            raise ValueError("an end that is no number of a line")
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise BrokenChain("The file's line 1 is not that of an exported audit, which says its ends.") from problem
    return ends, verify(ends, _parsed(written))


def verify(ends: Ends, lines: Iterable[dict[str, Any]]) -> int:
    """Return how many lines there are between the ends of a chain; raise `BrokenChain` at the first that breaks it."""
    place, digest, count = ends.after, ends.anchor, 0
    for line in lines:
        place += 1
        if line["sequence"] != place:
            raise BrokenChain(f"Line {place} is missing: line {line['sequence']} stands in its place.")
        if line["digest"] != _digest_of(line):
            raise BrokenChain(f"Line {place} has been changed: its digest is not that of what it says.")
        if line["previous"] != digest:
            raise BrokenChain(f"Line {place} does not follow the line before it: one of them has been replaced.")
        digest, count = line["digest"], count + 1
    if place != ends.until:
        raise BrokenChain(f"Line {place + 1} is missing: the chain ends before it, and should run to {ends.until}.")
    if digest != ends.head:
        raise BrokenChain(f"Line {place} has been replaced: it is not the one that was written last.")
    return count


def _digest_of(line: dict[str, Any]) -> str | None:
    """Return the digest of what a line says; `None` where it holds what no line of ours does, such as bytes."""
    try:
        return audit.digest_of(line)
    except (TypeError, ValueError, RecursionError):
        return None


def has_same_end(engine: Engine, ends: Ends) -> bool:
    """Return whether the database has the last line of an exported chain, or has deleted it by retention since."""
    with engine.connect() as connection:
        own = ends_of(connection)
        if ends.until < own.after:
            return True
        if ends.until == own.after:
            return ends.head == own.anchor
        asked = select(staff_audit.c.digest).where(staff_audit.c.sequence == ends.until)
        return bool(connection.scalar(asked) == ends.head)


def delete_old_lines(engine: Engine, days: int, now: float) -> int:
    """Delete lines older than some days, from the oldest on; return how many. 0 days keep all.

    The chain then begins after an anchor, and a line says so. Raises `BrokenChain`, with nothing deleted, where the
    lines that are to go are not whole: what somebody took out must not pass for old.
    """
    if not days:
        return 0
    column = staff_audit.c
    with writing(engine) as connection:
        ends = ends_of(connection)
        first_kept = connection.scalar(select(func.min(column.sequence)).where(column.at >= now - days * SECONDS_A_DAY))
        old = [] if first_kept == ends.after + 1 else list(kept_lines(connection, until=first_kept))
        if not old:
            return 0
        last, anchor = old[-1]["sequence"], old[-1]["digest"]
        count = verify(Ends(ends.after, ends.anchor, last, anchor), old)
        connection.execute(delete(staff_audit).where(column.sequence <= last))
        connection.execute(update(staff_audit_chain).values(deleted_until=last, anchor=anchor))
        audit.write_line(connection, now, None, BY_RETENTION, f"{DELETED_UNTIL}{last}")
    return count


async def keep_retention(engine: Engine, days: int, clock: Callable[[], float]) -> None:
    """Delete old lines now and then once an hour, and log where they are not whole; to be cancelled."""
    while True:
        try:
            await asyncio.to_thread(delete_old_lines, engine, days, clock())
        except BrokenChain as problem:
            logger.error("No line of the audit is deleted, since it is not whole: %s", problem)
        await asyncio.sleep(SECONDS_BETWEEN_RUNS)


def _check_deletion(connection: Connection, ends: Ends) -> None:
    """Refuse an anchor that no line accounts for: retention alone moves it, and writes so."""
    if not ends.after:
        return
    accounted = select(staff_audit.c.id).where(
        staff_audit.c.account == BY_RETENTION, staff_audit.c.action == f"{DELETED_UNTIL}{ends.after}"
    )
    if connection.execute(accounted).first() is None:
        raise BrokenChain(f"The lines up to {ends.after} are missing, and no line says that retention deleted them.")


def _parsed(written: Iterable[str]) -> Iterator[dict[str, Any]]:
    for place, words in enumerate(written, start=2):
        try:
            line = json.loads(words)
            held = {name: line[name] for name in COLUMNS}
        except (ValueError, KeyError, TypeError, RecursionError) as problem:
            raise BrokenChain(f"The file's line {place} is no line of an audit.") from problem
        yield held


def _is_place(value: Any) -> bool:
    """Return whether a value of a file can be the number of a line in a database."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST_PLACE
