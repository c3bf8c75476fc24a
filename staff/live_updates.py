"""Look once a second, for all open pages of a process together, at what has changed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from handoff.requests.presence import is_typing
from handoff.requests.states import QUEUED, TIMED_OUT, WITH_OPERATOR
from handoff.requests.urgency import EMERGENCY, QUEUE_ORDER
from handoff.tables import handoff_message, handoff_request, handoff_typing
from staff.sessions import Sessions

logger = logging.getLogger(__name__)

SECONDS_BETWEEN = 1.0
NEEDS_A_PERSON = (QUEUED, TIMED_OUT, WITH_OPERATOR)
LATELY_SECONDS = 600.0
"""For how long changes of closed requests are seen."""


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
    typing: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()


def read_snapshot(engine: Engine, sessions: Sessions, now: float) -> Snapshot:
    """Read a snapshot in four queries, however many pages are open."""
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
    with engine.connect() as connection:
        alarms = tuple(RaisedAlarm(row.number, row.sequence, row.operator_id) for row in connection.execute(raised))
        rows = connection.execute(asked.order_by(*QUEUE_ORDER)).all()
        typing = frozenset(connection.scalars(types))
    return Snapshot(
        waiting=tuple((row.number, row.priority) for row in rows if row.state in (QUEUED, TIMED_OUT)),
        alarms=alarms,
        versions={row.number: f"{row.state} {row.updated_at:.3f}" for row in rows},
        typing=typing,
        sessions=sessions.open_digests(),
    )


class Watch:
    """Give the newest snapshot to whoever waits for it; nothing is read while nobody does."""

    def __init__(self, read: Callable[[], Snapshot]) -> None:
        self.read = read
        self._latest: Snapshot | None = None
        self._read_at = 0.0
        self._followers = 0
        self._changed = asyncio.Condition()
        self._is_over = False

    async def run(self) -> None:
        """Look, for ever; to be cancelled."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN)
            if self._followers:
                await self._look()

    async def stop(self) -> None:
        """Let all who wait go."""
        async with self._changed:
            self._is_over = True
            self._changed.notify_all()

    async def now(self) -> Snapshot:
        """Return a snapshot that is at most a second old; raise `SQLAlchemyError`."""
        if self._latest is None or time.monotonic() - self._read_at > SECONDS_BETWEEN:
            return await self.anew()
        return self._latest

    async def anew(self) -> Snapshot:
        """Read a snapshot and return it; raise `SQLAlchemyError`."""
        snapshot = await run_in_threadpool(self.read)
        await self._keep(snapshot)
        return snapshot

    async def next(self, known: Snapshot, seconds: float) -> Snapshot | None:
        """Return the next snapshot that differs, the known one after some seconds, `None` when the process ends."""
        self._followers += 1
        try:
            async with self._changed:
                await asyncio.wait_for(self._changed.wait_for(lambda: self._is_over or self._latest != known), seconds)
        except asyncio.TimeoutError:
            return known
        finally:
            self._followers -= 1
        return None if self._is_over else self._latest

    async def _look(self) -> None:
        try:
            await self.anew()
        except SQLAlchemyError as problem:
            logger.warning("The database cannot be read (%s); tried again.", type(problem).__name__)

    async def _keep(self, snapshot: Snapshot) -> None:
        async with self._changed:
            self._read_at = time.monotonic()
            if snapshot != self._latest:
                self._latest = snapshot
                self._changed.notify_all()
