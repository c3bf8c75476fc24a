"""Find requests by number, name, contact details, words, condition, date and state, and export what was found."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from starlette.responses import RedirectResponse, Response

from handoff.requests.lookup import Wanted
from handoff.requests.presence import VisitorPresence
from handoff.requests.records import Message, RequestSummary, UnknownRequest, Unread
from handoff.requests.states import CANCELLED, QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR
from handoff.requests.ticket_numbers import read_number
from staff.request_context import Problem, RequestContext

STATES = (QUEUED, TIMED_OUT, WITH_OPERATOR, RESOLVED, CANCELLED)
MOST_FOUND = 100
COLUMNS = (
    "number state mode priority language condition operator_name created_at queued_at claimed_at closed_at reason"
).split()
TIMES = frozenset(name for name in COLUMNS if name.endswith("_at"))
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell may not begin with: a spreadsheet would execute it."""


@dataclass(frozen=True)
class CardDetails:
    """Hold what is shown beside the requests of a page: the last words, what is unread, and who is there."""

    unread: Mapping[str, Unread]
    last_words: Mapping[str, Message]
    visits: Mapping[str, VisitorPresence]

    def of(self, request: RequestSummary) -> tuple[int, Message | None, VisitorPresence | None]:
        """Return how much of a request is unread, its last words and its visitor's presence."""
        unread = self.unread.get(request.number)
        context = self.visits.get(request.number) if request.closed_at is None else None
        return unread.count if unread else 0, self.last_words.get(request.number), context


@dataclass(frozen=True)
class Search:
    """Hold what was typed."""

    words: str
    state: str
    first_day: str
    last_day: str

    @classmethod
    def of(cls, context: RequestContext) -> Search:
        """Return what the address holds."""
        return cls(*(context.query(name) for name in ("words", "state", "first_day", "last_day")))

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was asked for."""
        return not (self.words or self.state or self.first_day or self.last_day)

    def wanted(self, zone: ZoneInfo) -> Wanted:
        """Return what is to be found; days are those of a time zone. Raise `Problem`."""
        if self.state and self.state not in STATES:
            raise Problem(422, "There is no such state.")
        try:
            since = midnight(date.fromisoformat(self.first_day), zone) if self.first_day else None
            until = midnight(date.fromisoformat(self.last_day) + timedelta(1), zone) if self.last_day else None
        except (ValueError, OverflowError):
            raise Problem(422, "Give days as 2026-11-30.") from None
        return Wanted(self.words, frozenset({self.state} if self.state else STATES), since, until)


def show_found(context: RequestContext) -> Response:
    """Show the requests that fit, the newest first, or the one whose number was typed."""
    search, desk = Search.of(context), context.services.desk
    try:
        return RedirectResponse(f"/requests/{desk.lookup.request(read_number(search.words)).number}", 303)
    except UnknownRequest:
        pass
    found = _found(context, search, "search requests")
    details = CardDetails(
        desk.transcript.unread(context.account.id), desk.transcript.last_words(found), desk.lookup.visits()
    )
    return context.show("find.html", search=search, states=STATES, found=found, details=details, most=MOST_FOUND)


def export_found(context: RequestContext) -> Response:
    """Return the requests that fit as a table: neither names nor contact details, and nothing that was said."""
    found = _found(context, Search.of(context), "export requests")
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    zone = ZoneInfo(context.services.settings.time_zone)
    for request in found:
        writer.writerow([_cell(request, name, zone) for name in COLUMNS])
    head = {"Content-Disposition": 'attachment; filename="requests.csv"'}
    return Response(table.getvalue(), media_type="text/csv; charset=utf-8", headers=head)


def _found(context: RequestContext, search: Search, action: str) -> list[RequestSummary]:
    wanted = search.wanted(ZoneInfo(context.services.settings.time_zone))
    context.audit_reading(action)
    return [] if search.is_empty else context.services.desk.lookup.find(wanted, MOST_FOUND)


def midnight(day: date, zone: ZoneInfo) -> float:
    """Return when a day begins in a time zone, in seconds since 1970."""
    return datetime.combine(day, time(), zone).timestamp()


def _cell(request: RequestSummary, name: str, zone: ZoneInfo) -> str:
    value = getattr(request, name)
    if value is None:
        return ""
    if name in TIMES:
        return datetime.fromtimestamp(value, zone).isoformat(timespec="seconds")
    return safe_cell(str(value))


def safe_cell(value: str) -> str:
    """Return a cell that no spreadsheet executes."""
    return f"'{value}" if value.startswith(FORMULA) else value
