"""Show operators what waits, what is open, and what was said and done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from handoff.requests.presence import VisitorPresence, is_present, presence_of
from handoff.requests.records import Change, Message, QueuePlace, Request, RequestSummary, Unread
from handoff.requests.repository import Repository
from handoff.requests.row_mappers import (
    messages_with_requests,
    read_change,
    read_message,
    read_request,
    read_summary,
    request_row,
    unread_of,
)
from handoff.requests.states import QUEUED, TIMED_OUT
from handoff.requests.urgency import EMERGENCY, QUEUE_ORDER
from handoff.tables import (
    handoff_absence,
    handoff_change,
    handoff_message,
    handoff_presence,
    handoff_request,
    handoff_visit,
)


@dataclass(frozen=True)
class Wanted:
    """Hold what is searched for: all of the words, in states, made within a time (seconds since 1970)."""

    words: str
    states: frozenset[str]
    since: float | None = None
    until: float | None = None


class OperatorView(Repository):
    """Read for operators; methods that take a number raise `UnknownRequest`."""

    def queue(self) -> list[RequestSummary]:
        """Return what nobody has taken yet, live or ticket: emergencies first, then the oldest."""
        asked = select(handoff_request).where(handoff_request.c.state.in_((QUEUED, TIMED_OUT)))
        with self.engine.connect() as connection:
            return [read_summary(row) for row in connection.execute(asked.order_by(*QUEUE_ORDER))]

    def queue_places(self) -> list[QueuePlace]:
        """Return the order of the queue, for a list that shows only some of it."""
        table = handoff_request.c
        asked = select(table.id, table.created_at, table.priority).where(table.state.in_((QUEUED, TIMED_OUT)))
        with self.engine.connect() as connection:
            found = connection.execute(asked.order_by(*QUEUE_ORDER))
            return [QueuePlace(row.id, row.created_at, row.priority == EMERGENCY) for row in found]

    def summaries(self, ids: Iterable[int]) -> dict[int, RequestSummary]:
        """Return requests by their ids."""
        asked = select(handoff_request).where(handoff_request.c.id.in_(tuple(ids)))
        with self.engine.connect() as connection:
            return {row.id: read_summary(row) for row in connection.execute(asked)}

    def count(self, states: Iterable[str]) -> int:
        """Return how many requests are in certain states."""
        asked = select(func.count()).where(handoff_request.c.state.in_(tuple(states)))
        with self.engine.connect() as connection:
            return int(connection.scalar(asked) or 0)

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

    def find(self, wanted: Wanted, limit: int) -> list[RequestSummary]:
        """Return the newest requests that fit; what is kept encrypted is opened to be searched.

        Each of the words must stand in the number, the name, the contact details, the question, the condition, the
        language, or in what was said since.
        """
        made = handoff_request.c.created_at
        asked = select(handoff_request).where(handoff_request.c.state.in_(wanted.states))
        if wanted.since is not None:
            asked = asked.where(made >= wanted.since)
        if wanted.until is not None:
            asked = asked.where(made < wanted.until)
        words = wanted.words.casefold().split()
        found: list[RequestSummary] = []
        with self.engine.connect() as connection:
            for row in connection.execute(asked.order_by(made.desc(), handoff_request.c.id.desc())):
                if len(found) == limit:
                    break
                if not words or self._has_words(connection, row, words):
                    found.append(read_summary(row))
        return found

    def _has_words(self, connection: Connection, row: Any, words: list[str]) -> bool:
        request = read_request(row, self.cipher)
        held = (request.number, request.name, request.email, request.phone, request.question, request.condition)
        whole = " ".join(part for part in (*held, request.language) if part).casefold()
        missing = [word for word in words if word not in whole]
        if not missing:
            return True
        said = messages_with_requests.where(handoff_message.c.request_id == row.id)
        whole = " ".join(read_message(one).text for one in connection.execute(said)).casefold()
        return all(word in whole for word in missing)

    def last_words(self, requests: Iterable[RequestSummary]) -> dict[str, Message]:
        """Return the newest message of each request that has any, notes left out, by the request's number."""
        ids = [request.id for request in requests]
        newest = (
            select(func.max(handoff_message.c.sequence))
            .where(handoff_message.c.request_id.in_(ids), handoff_message.c.author.in_(("visitor", "operator")))
            .group_by(handoff_message.c.request_id)
        )
        with self.engine.connect() as connection:
            found = connection.execute(messages_with_requests.where(handoff_message.c.sequence.in_(newest)))
            return {row.number: read_message(row) for row in found}

    def unread(self, operator_id: int) -> dict[str, Unread]:
        """Return what an operator has not seen of their own requests, by the number."""
        with self.engine.connect() as connection:
            return {one.number: one for one in unread_of(connection) if one.operator_id == operator_id}

    def visits(self) -> dict[str, VisitorPresence]:
        """Return which visitors of requests that are not closed have the chat open, or had it, by the number."""
        now = self.clock()
        asked = select(handoff_visit, handoff_request.c.number).join(
            handoff_request, handoff_request.c.id == handoff_visit.c.request_id
        )
        with self.engine.connect() as connection:
            found = {row.number: presence_of(row, now) for row in connection.execute(asked)}
        return {number: presence for number, presence in found.items() if presence is not None}

    def away_until(self, operator_id: int) -> float | None:
        """Return until when an operator has said to be away, or `None`."""
        asked = select(handoff_absence.c.until).where(
            handoff_absence.c.operator_id == operator_id, handoff_absence.c.until > self.clock()
        )
        with self.engine.connect() as connection:
            until: float | None = connection.scalar(asked)
        return until

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
