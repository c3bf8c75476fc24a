"""Tell who is there and who types, by signs that count for a moment and are deleted when they are over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from handoff.requests.states import OPEN, TIMED_OUT
from handoff.tables import handoff_absence, handoff_presence, handoff_request, handoff_typing, handoff_visit
from rareguide.database import writing

PRESENT_SECONDS = 60.0
"""How long an operator counts as present after the last sign of being there."""

ABSENT_SECONDS = 120.0
"""After how long without a sign an operator's chats go back to the queue."""

SECONDS_BETWEEN_SIGNS = 10.0
"""How old the last sign of an operator may be before a page that is open, or read again, writes another."""

TYPING_SECONDS = 5.0
"""How long somebody counts as typing after the last sign of it."""

SECONDS_BETWEEN_VISITS = 15.0
"""How old the last sign of an open window may be before another is written."""

VISIT_SECONDS = 45.0
"""How long a visitor counts as there after the last sign of an open window, where none says that it closes."""

BACK_SECONDS = 120.0
"""For how long it is said that a visitor came back."""

BRIEF_SECONDS = 20.0
"""Who was away for less, as while a page is loaded again, has not come back."""

HERE, LEFT, BACK = "here", "left", "came back"


@dataclass(frozen=True)
class VisitorPresence:
    """Hold whether a visitor has the chat open: `HERE`, `LEFT` or `BACK`, and since when (seconds since 1970)."""

    state: str
    since: float


def is_present(now: float) -> Any:
    """Return the condition that an operator is there, and has not said to be away."""
    away = select(handoff_absence.c.operator_id).where(handoff_absence.c.until > now)
    return (handoff_presence.c.seen_at > now - PRESENT_SECONDS) & handoff_presence.c.operator_id.not_in(away)


def is_typing(now: float) -> Any:
    """Return the condition that somebody is typing."""
    return handoff_typing.c.at > now - TYPING_SECONDS


def note_operator(connection: Connection, operator_id: int, now: float) -> None:
    """Note that an operator gives a sign of being there."""
    connection.execute(delete(handoff_presence).where(handoff_presence.c.operator_id == operator_id))
    connection.execute(insert(handoff_presence).values(operator_id=operator_id, seen_at=now))


def delete_old_signs(connection: Connection, now: float) -> None:
    """Delete the signs that nothing asks for any more."""
    connection.execute(delete(handoff_presence).where(handoff_presence.c.seen_at < now - ABSENT_SECONDS))
    connection.execute(delete(handoff_typing).where(handoff_typing.c.at < now - TYPING_SECONDS))
    connection.execute(delete(handoff_absence).where(handoff_absence.c.until < now))


def presence_of(row: Any, now: float) -> VisitorPresence | None:
    """Return what a row of `handoff_visit` says at a time; `None` where no window has given a sign."""
    if row is None or row.seen_at is None:
        return None
    if row.left_at is not None:
        return VisitorPresence(LEFT, row.left_at)
    if row.seen_at < now - VISIT_SECONDS:
        return VisitorPresence(LEFT, row.seen_at)
    if row.came_back_at is not None and row.came_back_at > now - BACK_SECONDS:
        return VisitorPresence(BACK, row.came_back_at)
    return VisitorPresence(HERE, row.seen_at)


def note_visits(engine: Engine, conversations: Iterable[str], now: float) -> None:
    """Note that visitors have the chat open, where their requests wait or are with a person."""
    here = frozenset(conversations)
    asked = (
        select(handoff_request.c.id, handoff_request.c.conversation, handoff_visit)
        .outerjoin(handoff_visit, handoff_visit.c.request_id == handoff_request.c.id)
        .where(handoff_request.c.state.in_({*OPEN, TIMED_OUT}))
    )
    with engine.connect() as connection:  # most visitors have no request, and must not wait for writers
        rows = [row for row in connection.execute(asked) if row.conversation in here] if here else []
    stale = [row for row in rows if _is_stale(row, now)]
    if not stale:
        return
    with writing(engine) as connection:
        for row in stale:
            _note_visit(connection, row.id, now)


def note_leaving(engine: Engine, conversation: str, now: float) -> None:
    """Note that the last window of a visitor was closed."""
    requests = select(handoff_request.c.id).where(handoff_request.c.conversation == conversation)
    where = handoff_visit.c.request_id.in_(requests) & handoff_visit.c.left_at.is_(None)
    with engine.connect() as connection:
        if connection.execute(select(handoff_visit.c.request_id).where(where)).first() is None:
            return
    with writing(engine) as connection:
        connection.execute(update(handoff_visit).where(where).values(left_at=now))


def _is_stale(row: Any, now: float) -> bool:
    return row.seen_at is None or row.left_at is not None or row.seen_at <= now - SECONDS_BETWEEN_VISITS


def _note_visit(connection: Connection, request_id: int, now: float) -> None:
    row = connection.execute(select(handoff_visit).where(handoff_visit.c.request_id == request_id)).first()
    if row is None:
        connection.execute(insert(handoff_visit).values(request_id=request_id, seen_at=now))
        return
    before = presence_of(row, now)
    values: dict[str, float | None] = {"seen_at": now, "left_at": None}
    if before is not None and before.state == LEFT and before.since < now - BRIEF_SECONDS:
        values["came_back_at"] = now
    connection.execute(update(handoff_visit).where(handoff_visit.c.request_id == request_id).values(values))
