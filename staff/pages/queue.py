"""Show what waits, what is open, and what has been closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from handoff.requests.presence import VisitorPresence
from handoff.requests.records import Message, QueuePlace, RequestSummary, Unread
from handoff.requests.states import CANCELLED, RESOLVED, WITH_OPERATOR
from staff.request_context import RequestContext

MOST_CLOSED = 20
MOST_LINES = 50
"""How many that wait are shown, unless all are asked for: emergencies and live visitors stand before tickets."""
MOST_TAKEN = 30
SECONDS_WITHIN_A_BURST = 60.0
MOST_OF_A_CROWD = 10
"""More requests than this, each within a minute of the one before, are shown as one line, which has only so many.

All are shown where they are asked for.
"""


def in_lines(waiting: Sequence[QueuePlace]) -> list[list[QueuePlace]]:
    """Return what stands in each line of the queue: one request, or all of a burst; an emergency is never in one."""
    calm = sorted((one for one in waiting if not one.is_emergency), key=lambda one: one.created_at)
    runs: list[list[QueuePlace]] = []
    for one in calm:
        if runs and one.created_at - runs[-1][-1].created_at <= SECONDS_WITHIN_A_BURST:
            runs[-1].append(one)
        else:
            runs.append([one])
    burst_of = {one.id: run for run in runs if len(run) > MOST_OF_A_CROWD for one in run}
    lines: list[list[QueuePlace]] = []
    for one in waiting:
        burst = burst_of.get(one.id)
        if burst is None:
            lines.append([one])
        elif burst not in lines:
            lines.append(burst)
    return lines


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


def show_queue(context: RequestContext) -> Response:
    """Show the queue, which has what visitors ask."""
    desk, account = context.services.desk, context.account
    desk.operators.present(account.id)
    context.audit_reading("see queue")
    places, taken = desk.queue.places(), desk.lookup.requests([WITH_OPERATOR], limit=MOST_TAKEN)
    mine = desk.lookup.requests([WITH_OPERATOR], account.id)
    unread = desk.transcript.unread(account.id)
    # Who waits for a word of mine stands first, the longest at the top.
    mine.sort(key=lambda request: (request.number not in unread, request.updated_at if request.number in unread else 0))
    lines = in_lines(places)
    is_whole = bool(context.query("all"))
    chosen = lines if is_whole else lines[:MOST_LINES]
    opened = [line if is_whole else line[:MOST_OF_A_CROWD] for line in chosen]
    summaries = desk.lookup.summaries(place.id for line in opened for place in line)
    # What was closed between the two readings is left out.
    shown = [
        (len(line), [summaries[place.id] for place in part if place.id in summaries])
        for line, part in zip(chosen, opened, strict=True)
    ]
    seen = [*summaries.values(), *mine, *taken]
    return context.show(
        "queue.html",
        waiting=len(places),
        lines=[(count, line) for count, line in shown if line],
        further=len(lines) - len(shown),
        mine=mine,
        taken=taken,
        taken_count=desk.lookup.count([WITH_OPERATOR]),
        closed=desk.lookup.requests([RESOLVED, CANCELLED], limit=MOST_CLOSED),
        details=CardDetails(unread, desk.transcript.last_words(seen), desk.lookup.visits()),
        present=len(desk.operators.all_present()),
        away_until=desk.operators.away_until(account.id),
    )
