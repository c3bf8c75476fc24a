"""Show operators what waits, what is open, and what was said and done."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from handoff.requests.presence import is_present
from handoff.requests.records import Change, Message, Request, RequestSummary
from handoff.requests.repository import Repository
from handoff.requests.row_mappers import (
    messages_with_requests,
    read_change,
    read_message,
    read_request,
    read_summary,
    request_row,
)
from handoff.requests.states import QUEUED, TIMED_OUT
from handoff.requests.urgency import QUEUE_ORDER
from handoff.tables import handoff_change, handoff_message, handoff_presence, handoff_request


class OperatorView(Repository):
    """Read for operators; methods that take a number raise `UnknownRequest`."""

    def queue(self) -> list[RequestSummary]:
        """Return what nobody has taken yet, live or ticket: emergencies first, then the oldest."""
        asked = select(handoff_request).where(handoff_request.c.state.in_((QUEUED, TIMED_OUT)))
        with self.engine.connect() as connection:
            return [read_summary(row) for row in connection.execute(asked.order_by(*QUEUE_ORDER))]

    def requests(self, states: Iterable[str], operator_id: int | None = None, limit: int = 200) -> list[RequestSummary]:
        """Return requests in certain states, of one operator where given; the last changed first."""
        asked = select(handoff_request).where(handoff_request.c.state.in_(tuple(states)))
        if operator_id is not None:
            asked = asked.where(handoff_request.c.operator_id == operator_id)
        asked = asked.order_by(handoff_request.c.updated_at.desc(), handoff_request.c.id.desc()).limit(limit)
        with self.engine.connect() as connection:
            return [read_summary(row) for row in connection.execute(asked)]

    def request(self, number: str) -> Request:
        """Return a whole request."""
        with self.engine.connect() as connection:
            return read_request(request_row(connection, number), self.cipher)

    def messages(self, number: str, after: int = 0) -> list[Message]:
        """Return all messages of a request behind a place, notes among them, the oldest first."""
        asked = messages_with_requests.where(handoff_request.c.number == number, handoff_message.c.sequence > after)
        with self.engine.connect() as connection:
            request_row(connection, number)
            return [read_message(row) for row in connection.execute(asked.order_by(handoff_message.c.sequence))]

    def changes(self, number: str) -> list[Change]:
        """Return all changes of a request, the oldest first."""
        with self.engine.connect() as connection:
            row = request_row(connection, number)
            asked = select(handoff_change).where(handoff_change.c.request_id == row.id)
            return [read_change(line) for line in connection.execute(asked.order_by(handoff_change.c.id))]

    def present_operators(self) -> list[int]:
        """Return the operators who are there."""
        asked = select(handoff_presence.c.operator_id).where(is_present(self.clock()))
        with self.engine.connect() as connection:
            return list(connection.scalars(asked))
