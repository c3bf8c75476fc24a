"""Look again and again, for all open pages of a process together, at what has changed."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from handoff.requests.presence import VisitorPresence, is_typing, presence_of
from handoff.requests.records import Unread
from handoff.requests.row_mappers import unread_of
from handoff.requests.states import QUEUED, TIMED_OUT, WITH_OPERATOR
from handoff.requests.urgency import EMERGENCY, QUEUE_ORDER
from handoff.tables import handoff_message, handoff_request, handoff_typing, handoff_visit
from staff.sessions import Sessions

logger = logging.getLogger(__name__)

SECONDS_BETWEEN = 0.4
NEEDS_A_PERSON = (QUEUED, TIMED_OUT, WITH_OPERATOR)
LATELY_SECONDS = 600.0
"""For how long changes of closed requests are seen."""
LATE_SECONDS = 10.0
"""After how many seconds without a reading the pages that follow are told so."""
READING_THREADS = 2


@dataclass(frozen=True)
class RaisedAlarm:
    """Hold the newest alarm of a request: its place among all messages, and who has the request."""

    number: str
    sequence: int
    operator_id: int | None


@dataclass(frozen=True)
class Snapshot:
    """Hold what open pages have to know; `waiting` has numbers and priorities, in the order of the queue."""

    waiting: tuple[tuple[str, str], ...] = ()
    alarms: tuple[RaisedAlarm, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    visits: Mapping[str, VisitorPresence] = field(default_factory=dict)
    typing: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()

    @cached_property
    def version(self) -> str:
        """Return what differs when the queue does, what somebody has not read left out; made once for all pages."""
        states = sorted((known, presence.state) for known, presence in self.visits.items())
        return hashlib.sha256(repr((sorted(self.versions.items()), states)).encode()).hexdigest()

    @cached_property
    def news_of_waiting(self) -> list[dict[str, str]]:
        """Return what pages are told of those who wait; made once for all pages."""
        return [{"number": number, "priority": priority} for number, priority in self.waiting]


def read_snapshot(engine: Engine, sessions: Sessions, now: float) -> Snapshot:
    """Read a snapshot in six queries, however many pages are open."""
    table = handoff_request.c
    asked = select(table.number, table.state, table.priority, table.updated_at).where(
        or_(table.state.in_(NEEDS_A_PERSON), table.updated_at > now - LATELY_SECONDS)
    )
    types = (
        select(table.number)
        .join(handoff_typing, handoff_typing.c.request_id == table.id)
        .where(handoff_typing.c.who == "visitor", is_typing(now))
    )
    last = func.max(handoff_message.c.sequence).label("sequence")
    raised = (
        select(table.number, last, table.operator_id)
        .join(handoff_message, handoff_message.c.request_id == table.id)
        .where(table.state.in_(NEEDS_A_PERSON), handoff_message.c.mark == EMERGENCY)
        .group_by(table.number, table.operator_id)
        .order_by(last)
    )
    visited = (
        select(table.number, handoff_visit)
        .join(handoff_visit, handoff_visit.c.request_id == table.id)
        .where(table.state.in_(NEEDS_A_PERSON))
    )
    with engine.connect() as connection:
        alarms = tuple(RaisedAlarm(row.number, row.sequence, row.operator_id) for row in connection.execute(raised))
        rows = connection.execute(asked.order_by(*QUEUE_ORDER)).all()
        typing = frozenset(connection.scalars(types))
        unread = tuple(unread_of(connection))
        visits = {row.number: presence_of(row, now) for row in connection.execute(visited)}
    return Snapshot(
        waiting=tuple((row.number, row.priority) for row in rows if row.state in (QUEUED, TIMED_OUT)),
        alarms=alarms,
        versions={row.number: f"{row.state} {row.updated_at:.3f}" for row in rows},
        typing=typing,
        unread=unread,
        visits={number: presence for number, presence in visits.items() if presence is not None},
        sessions=sessions.open_digests(),
    )


class LiveUpdates:
    """Give the newest snapshot to whoever waits for it; nothing is read while nobody does.

    There is nothing to be held: each snapshot has an event of its own, which is set when the next one is there, and all
    that is changed is changed between two awaits. A reader may go at any moment.
    """

    def __init__(self, read: Callable[[], Snapshot], clock: Callable[[], float] = time.monotonic) -> None:
        self.read = read
        self.clock = clock
        self.followers = 0
        self._latest: Snapshot | None = None
        self._replaced = asyncio.Event()
        self._read_at = clock()
        self._begun = 0
        self._kept = 0
        self._is_over = False
        # Threads of its own: pages that wait for the database must not keep it from looking.
        self._threads = ThreadPoolExecutor(max_workers=READING_THREADS, thread_name_prefix="watch")

    @property
    def seconds_behind(self) -> float:
        """Return how old the newest reading is; 0 while nobody follows, since nothing is read then."""
        return self.clock() - self._read_at if self.followers else 0.0

    @property
    def is_behind(self) -> bool:
        """Return whether those who follow are not being told of what changes."""
        return self.seconds_behind > LATE_SECONDS

    async def run(self) -> None:
        """Look, for ever; to be cancelled. Raise whatever a look ends with but `SQLAlchemyError`."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN)
            if self.followers and not self._is_over:
                await self._look()

    async def stop(self) -> None:
        """Let all who wait go."""
        self._is_over = True
        self._replaced.set()
        self._threads.shutdown(wait=False)

    async def now(self) -> Snapshot:
        """Return a snapshot that is not older than a look; raise `SQLAlchemyError`."""
        if self._latest is None or self.clock() - self._read_at > SECONDS_BETWEEN:
            return await self.refresh()
        return self._latest

    async def refresh(self) -> Snapshot:
        """Read a snapshot and return it; raise `SQLAlchemyError`."""
        self._begun += 1
        place = self._begun
        snapshot = await asyncio.get_running_loop().run_in_executor(self._threads, self.read)
        if place > self._kept:  # a reading that was overtaken would take back what the later one told
            self._kept = place
            self.publish(snapshot)
        return snapshot

    def publish(self, snapshot: Snapshot) -> None:
        """Take a snapshot as the newest and wake those who wait for one that differs."""
        self._read_at = self.clock()
        if snapshot != self._latest:
            self._latest = snapshot
            self._replaced.set()
            self._replaced = asyncio.Event()

    @contextmanager
    def following(self) -> Iterator[None]:
        """Have the database looked at for as long as this is open, also between two calls of `next`."""
        if self.followers == 0:
            self._read_at = self.clock()  # nobody was owed a look until now
        self.followers += 1
        try:
            yield
        finally:
            self.followers -= 1

    async def next(self, known: Snapshot, seconds: float) -> Snapshot | None:
        """Return the next snapshot that differs, the known one after some seconds, `None` when the process ends."""
        with self.following():
            if not self._is_over and self._latest == known:
                await _wait(self._replaced, seconds)
        return None if self._is_over else self._latest

    async def _look(self) -> None:
        try:
            await self.refresh()
        except SQLAlchemyError as problem:
            logger.warning("The database cannot be read (%s); tried again.", type(problem).__name__)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event at most some seconds; not with `wait_for`, which in Python 3.10 may swallow a cancellation."""
    waiting = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({waiting}, timeout=seconds)
    finally:
        waiting.cancel()
