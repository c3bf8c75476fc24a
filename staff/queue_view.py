"""Read the queue once for all who look at the same moment, and make its cards once for as long as they stay the same.

No reading is given to anybody who asked after it had begun, so what is shown is never older than the request for it,
whichever process has changed it. Of what was opened nothing is kept but the cards of the last reading.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from jinja2 import Environment
from markupsafe import Markup

from handoff.requests.desk import Desk
from handoff.requests.presence import VisitorPresence
from handoff.requests.records import RequestOutline
from handoff.requests.states import CANCELLED, QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR
from staff.templates import duration_in_words, presence_in_words

MOST_CLOSED = 20
MOST_LINES = 50
"""How many that wait are shown, unless all are asked for: emergencies and live visitors stand before tickets."""
MOST_TAKEN = 30
SECONDS_WITHIN_A_BURST = 60.0
MOST_OF_A_CROWD = 10
"""More requests than this, each within a minute of the one before, are shown as one line, which has only so many.

All are shown where they are asked for.
"""

Read = TypeVar("Read")
Outline = TypeVar("Outline", bound=RequestOutline)
CardKey = tuple[object, ...]
"""All that a card shows, with the place of the last words instead of what is sealed."""


class SharedReading(Generic[Read]):
    """Let all who ask while something is read share the next reading: it begins after they have asked."""

    def __init__(self, read: Callable[[], Read]) -> None:
        self._read = read
        self._reading = threading.Lock()
        self._begun = 0
        self._newest: tuple[int, Read] | None = None

    def newest(self) -> Read:
        """Return a reading that began after the call; raise what reading raises."""
        begun_before = self._begun
        with self._reading:
            if self._newest is None or self._newest[0] <= begun_before:
                self._begun += 1
                self._newest = self._begun, self._read()
            return self._newest[1]


@dataclass(frozen=True)
class QueueLine:
    """Hold one line of those who wait: a request, or the first of a burst of `count`."""

    count: int
    number: str
    created_at: float
    cards: Sequence[Markup]


@dataclass(frozen=True)
class TakenRequest:
    """Hold a request that somebody has; only its operator sees how much of it is unread."""

    operator_id: int | None
    updated_at: float
    unread: int
    card: Markup
    operators_card: Markup


@dataclass(frozen=True)
class QueueView:
    """Hold what the queue shows at a moment; `taken` has the last changed first."""

    waiting: int
    lines: Sequence[QueueLine]
    further: int
    taken: Sequence[TakenRequest]
    closed: Sequence[Markup]
    present: int

    def mine(self, account_id: int) -> list[Markup]:
        """Return the cards of what an operator has: who waits for a word first, the longest at the top."""
        mine = [request for request in self.taken if request.operator_id == account_id]
        mine.sort(key=lambda request: (not request.unread, request.updated_at if request.unread else 0))
        return [request.operators_card for request in mine]

    def taken_for(self, account_id: int) -> list[Markup]:
        """Return the cards of what is taken, as far as it is shown, as an operator sees them."""
        return [
            request.operators_card if request.operator_id == account_id else request.card
            for request in self.taken[:MOST_TAKEN]
        ]


def in_lines(waiting: Sequence[Outline]) -> list[list[Outline]]:
    """Return what stands in each line of the queue: one request, or all of a burst; an emergency is never in one."""
    calm = sorted((one for one in waiting if not one.is_emergency), key=lambda one: one.created_at)
    runs: list[list[Outline]] = []
    for one in calm:
        if runs and one.created_at - runs[-1][-1].created_at <= SECONDS_WITHIN_A_BURST:
            runs[-1].append(one)
        else:
            runs.append([one])
    burst_of = {one.id: run for run in runs if len(run) > MOST_OF_A_CROWD for one in run}
    lines: list[list[Outline]] = []
    seen: set[int] = set()
    for one in waiting:
        burst = burst_of.get(one.id)
        if burst is None:
            lines.append([one])
        elif id(burst) not in seen:
            seen.add(id(burst))
            lines.append(burst)
    return lines


class QueueReader:
    """Read the queue, its first lines or the whole; to be called by one thread at a time."""

    def __init__(self, desk: Desk, templates: Environment, is_whole: bool) -> None:
        self.desk = desk
        self.templates = templates
        self.is_whole = is_whole
        self._cards: dict[CardKey, Markup] = {}

    def read(self) -> QueueView:
        """Read who waits, what is taken and what was closed, as it is now."""
        needing = self.desk.queue.outlines()
        closed = self.desk.lookup.outlines([RESOLVED, CANCELLED], MOST_CLOSED)
        waiting = [one for one in needing if one.state in (QUEUED, TIMED_OUT)]
        lines = in_lines(waiting)
        chosen = lines if self.is_whole else lines[:MOST_LINES]
        opened = [line if self.is_whole else line[:MOST_OF_A_CROWD] for line in chosen]
        taken = [one for one in needing if one.state == WITH_OPERATOR]
        taken.sort(key=lambda one: (one.updated_at, one.id), reverse=True)
        unread = {one.number: one.count for one in self.desk.transcript.all_unread()}
        still_open = {one.id for one in needing}
        card_of = self._made_cards(
            [(one, 0) for line in opened for one in line]
            + [(one, count) for one in taken for count in {0, unread.get(one.number, 0)}]
            + [(one, 0) for one in closed if one.id not in still_open]
        )
        return QueueView(
            waiting=len(waiting),
            lines=[
                QueueLine(len(line), line[0].number, line[0].created_at, [card_of[one.id, 0] for one in part])
                for line, part in zip(chosen, opened, strict=True)
            ],
            further=len(lines) - len(chosen),
            taken=[
                TakenRequest(one.operator_id, one.updated_at, count, card_of[one.id, 0], card_of[one.id, count])
                for one in taken
                for count in [unread.get(one.number, 0)]
            ],
            closed=[card_of[one.id, 0] for one in closed if one.id not in still_open],
            present=len(self.desk.operators.all_present()),
        )

    def _made_cards(self, shown: list[tuple[RequestOutline, int]]) -> dict[tuple[int, int], Markup]:
        """Return the card of each request with how much of it is unread, made anew where something in it differs."""
        last = self.desk.transcript.last_places(one.id for one, _ in shown)
        visits = self.desk.lookup.visits()
        now = self.desk.clock()
        keys = {
            (one.id, unread): _key(one, unread, last.get(one.id), visits.get(one.number), now) for one, unread in shown
        }
        missing = {(one.id, unread): one for one, unread in shown if keys[one.id, unread] not in self._cards}
        opened = self.desk.lookup.opened(missing.values())
        said = self.desk.transcript.last_words(missing.values())
        card = self.templates.get_template("parts.html").module.card  # type: ignore[attr-defined]
        made = {
            keys[place]: card(
                opened[one.id],
                one.state in (QUEUED, TIMED_OUT),
                place[1],
                said.get(one.number),
                visits.get(one.number) if one.closed_at is None else None,
            )
            for place, one in missing.items()
        }
        self._cards = {key: made[key] if key in made else self._cards[key] for key in keys.values()}
        return {place: self._cards[key] for place, key in keys.items()}


def _key(
    outline: RequestOutline,
    unread: int,
    last: tuple[int, float] | None,
    visit: VisitorPresence | None,
    now: float,
) -> CardKey:
    times = (outline.queued_at, outline.updated_at, last[1] if last else now)
    ages = tuple(duration_in_words(now - at) for at in times)
    return outline, unread, last, presence_in_words(visit, now), ages


class QueueViews:
    """Give out the newest view of the queue."""

    def __init__(self, desk: Desk, templates: Environment) -> None:
        self._views = {
            is_whole: SharedReading(QueueReader(desk, templates, is_whole).read) for is_whole in (False, True)
        }

    def newest(self, is_whole: bool) -> QueueView:
        """Return the queue as it is now, its first lines or the whole."""
        return self._views[is_whole].newest()
