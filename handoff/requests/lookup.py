"""Find requests by number, state, operator or words, and what was done to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from handoff.requests.presence import VisitorPresence, presence_of
from handoff.requests.records import Change, Request, RequestOutline, RequestSummary
from handoff.requests.repository import Repository
from handoff.requests.row_mappers import (
    opened_values,
    read_change,
    read_request,
    read_summary,
    request_row,
    select_outlines,
)
from handoff.tables import (
    handoff_change,
    handoff_message,
    handoff_request,
    handoff_visit,
)

ROWS_AT_A_TIME = 50
"""How many requests are read, and opened, before it is looked whether that is enough."""
LAST_CHANGED = (handoff_request.c.updated_at.desc(), handoff_request.c.id.desc())


@dataclass(frozen=True)
class Wanted:
    """Hold what is searched for: all of the words, in states, made within a time (seconds since 1970)."""

    words: str
    states: frozenset[str]
    since: float | None = None
    until: float | None = None


class Lookup:
    """Find requests; methods that take a number raise `UnknownRequest`."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def outlines(self, states: Iterable[str], limit: int) -> list[RequestOutline]:
        """Return requests in certain states with nothing of them opened; the last changed first."""
        asked = select_outlines.where(handoff_request.c.state.in_(tuple(states)))
        with self.repository.engine.connect() as connection:
            return [RequestOutline(*row) for row in connection.execute(asked.order_by(*LAST_CHANGED).limit(limit))]

    def opened(self, outlines: Iterable[RequestOutline]) -> dict[int, RequestSummary]:
        """Return requests by their ids, with their questions and conditions opened."""
        by_id = {outline.id: outline for outline in outlines}
        if not by_id:
            return {}
        table = handoff_request.c
        asked = select(table.id, table.question, table.context).where(table.id.in_(tuple(by_id)))
        with self.repository.engine.connect() as connection:
            return {
                row.id: RequestSummary(**vars(by_id[row.id]), **opened_values(row)) for row in connection.execute(asked)
            }

    def requests(self, states: Iterable[str], operator_id: int | None = None, limit: int = 200) -> list[RequestSummary]:
        """Return requests in certain states, of one operator where given; the last changed first."""
        asked = select(handoff_request).where(handoff_request.c.state.in_(tuple(states)))
        if operator_id is not None:
            asked = asked.where(handoff_request.c.operator_id == operator_id)
        asked = asked.order_by(*LAST_CHANGED).limit(limit)
        with self.repository.engine.connect() as connection:
            return [read_summary(row) for row in connection.execute(asked)]

    def request(self, number: str) -> Request:
        """Return a whole request."""
        with self.repository.engine.connect() as connection:
            return read_request(request_row(connection, number), self.repository.cipher)

    def find(self, wanted: Wanted, limit: int) -> list[RequestSummary]:
        """Return the newest requests that fit; what is kept encrypted is opened to be searched.

        Each of the words must stand in the number, the name, the contact details, the question, the condition, the
        language, or in what was said since.
        """
        made = handoff_request.c.created_at
        asked = select(handoff_request.c.id).where(handoff_request.c.state.in_(wanted.states))
        if wanted.since is not None:
            asked = asked.where(made >= wanted.since)
        if wanted.until is not None:
            asked = asked.where(made < wanted.until)
        words = wanted.words.casefold().split()
        found: list[Any] = []
        with self.repository.engine.connect() as connection:
            ids = connection.scalars(asked.order_by(made.desc(), handoff_request.c.id.desc())).all()
            for start in range(0, len(ids), ROWS_AT_A_TIME):
                found += self._with_words(connection, _rows_of(connection, ids[start : start + ROWS_AT_A_TIME]), words)
                if len(found) >= limit:
                    break
        return [read_summary(row) for row in found[:limit]]

    def _with_words(self, connection: Connection, rows: Sequence[Any], words: list[str]) -> list[Any]:
        """Return those of some requests that have all words; no more of them is opened than it takes to know."""
        missing = {row.id: self._missing(row, words) for row in rows}
        said = _said_in(connection, [number for number, others in missing.items() if others])
        return [row for row in rows if all(word in said[row.id] for word in missing[row.id])]

    def _missing(self, row: Any, words: list[str]) -> list[str]:
        """Return those of some words that neither a request nor the contact details have."""
        summary = read_summary(row)
        open_already = (summary.number, summary.language, summary.question, summary.condition or "")
        missing = _not_in(open_already, words)
        if not missing:
            return []
        request = read_request(row, self.repository.cipher)
        return _not_in((request.name, request.email or "", request.phone or ""), missing)

    def visits(self, request_id: int | None = None) -> dict[str, VisitorPresence]:
        """Return which visitors have the chat open, or had it, by the number: of all requests, or of one."""
        now = self.repository.clock()
        asked = select(handoff_visit, handoff_request.c.number).join(
            handoff_request, handoff_request.c.id == handoff_visit.c.request_id
        )
        if request_id is not None:
            asked = asked.where(handoff_visit.c.request_id == request_id)
        with self.repository.engine.connect() as connection:
            found = {row.number: presence_of(row, now) for row in connection.execute(asked)}
        return {number: presence for number, presence in found.items() if presence is not None}

    def changes(self, number: str) -> list[Change]:
        """Return all changes of a request, the oldest first."""
        with self.repository.engine.connect() as connection:
            row = request_row(connection, number)
            asked = select(handoff_change).where(handoff_change.c.request_id == row.id)
            return [read_change(line) for line in connection.execute(asked.order_by(handoff_change.c.id))]


def _rows_of(connection: Connection, ids: Sequence[int]) -> list[Any]:
    """Return the rows of requests in the order of their ids."""
    asked = select(handoff_request).where(handoff_request.c.id.in_(ids))
    by_id = {row.id: row for row in connection.execute(asked)}
    return [by_id[number] for number in ids]


def _not_in(texts: Iterable[str], words: list[str]) -> list[str]:
    whole = " ".join(texts).casefold()
    return [word for word in words if word not in whole]


def _said_in(connection: Connection, ids: list[int]) -> dict[int, str]:
    """Return all that was said in requests, in small letters; empty for one without words."""
    said: dict[int, str] = defaultdict(str)
    if ids:
        asked = select(handoff_message.c.request_id, handoff_message.c.text)
        for row in connection.execute(asked.where(handoff_message.c.request_id.in_(ids))):
            said[row.request_id] += f" {row.text or ''}".casefold()
    return said
