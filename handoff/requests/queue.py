"""Keep the queue: who waits, in which order, and what a visitor who waits is told of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from handoff.requests.presence import is_present
from handoff.requests.records import RequestOutline, RequestSummary
from handoff.requests.repository import Repository, Transaction
from handoff.requests.row_mappers import read_request, read_summary, select_outlines
from handoff.requests.states import QUEUED, TIMED_OUT, WITH_OPERATOR
from handoff.requests.urgency import QUEUE_ORDER
from handoff.tables import handoff_presence, handoff_request


class Queue:
    """Read the queue."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def waiting(self) -> list[RequestSummary]:
        """Return what nobody has taken yet, live or ticket: emergencies first, then the oldest."""
        asked = select(handoff_request).where(handoff_request.c.state.in_((QUEUED, TIMED_OUT)))
        with self.repository.engine.connect() as connection:
            return [read_summary(row) for row in connection.execute(asked.order_by(*QUEUE_ORDER))]

    def outlines(self) -> list[RequestOutline]:
        """Return what waits or is with an operator, in the order of the queue, with nothing of it opened."""
        asked = select_outlines.where(handoff_request.c.state.in_((QUEUED, TIMED_OUT, WITH_OPERATOR)))
        with self.repository.engine.connect() as connection:
            return [RequestOutline(*row) for row in connection.execute(asked.order_by(*QUEUE_ORDER))]

    def place_of(self, request: RequestSummary) -> int | None:
        """Return 1 for the next one, or `None` for a request that does not wait."""
        with self.repository.engine.connect() as connection:
            return _place_of(connection, request)

    def is_live(self) -> bool:
        """Return whether somebody is there for a talk at this moment."""
        with self.repository.engine.connect() as connection:
            return is_live(connection, self.repository)

    def next_step(self, request: RequestSummary) -> str:
        """Say in words what happens with a queued request: its place, or when people are back."""
        with self.repository.engine.connect() as connection:
            return next_step(connection, self.repository, request)

    def when_people_are_there(self) -> str:
        """Say in words when a request that is sent now is read, as a ticket."""
        with self.repository.engine.connect() as connection:
            return _when_read(connection, self.repository)


def is_live(connection: Connection, repository: Repository) -> bool:
    """Return whether somebody is there for a talk at this moment."""
    now = repository.clock()
    present = select(handoff_presence.c.operator_id).where(is_present(now))
    return repository.hours.is_open(now) and connection.execute(present).first() is not None


def next_step(connection: Connection, repository: Repository, request: RequestSummary) -> str:
    """Say in words what happens with a queued request: its place, or when people are back."""
    if request.state == QUEUED and request.mode == "live":
        place = str(_place_of(connection, request) or 1)
        return repository.texts.say("utter_handoff_next_live", place=place)
    return _when_read(connection, repository)


def _when_read(connection: Connection, repository: Repository) -> str:
    texts, hours, now = repository.texts, repository.hours, repository.clock()
    opening = hours.in_words(now, texts)
    if not opening or is_live(connection, repository):
        return texts.say("utter_handoff_next_unknown")
    if hours.is_open(now):
        return texts.say("utter_handoff_next_ticket")
    return texts.say("utter_handoff_next_closed", opening=opening)


def back_to_queue(transaction: Transaction, row: Any, action: str, by: int | None) -> Any:
    """Put a request back into the queue; the visitor is told who left, and where the answer will come."""
    request = read_request(row, transaction.repository.cipher)
    gone, contact = request.operator_name or "", request.email or request.phone or "…"
    row = transaction.change(
        row,
        action,
        QUEUED,
        by,
        operator_id=None,
        operator_name=None,
        claimed_at=None,
        queued_at=transaction.now,
    )
    transaction.notice(row, "utter_handoff_requeued", operator=gone, contact=contact)
    return row


def _place_of(connection: Connection, request: RequestSummary) -> int | None:
    table = handoff_request.c
    asked = select(table.id).where(table.state == QUEUED, table.mode == request.mode).order_by(*QUEUE_ORDER)
    waiting = [row.id for row in connection.execute(asked)]
    return waiting.index(request.id) + 1 if request.id in waiting else None
