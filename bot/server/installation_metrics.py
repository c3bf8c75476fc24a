"""Tell Prometheus how the whole installation is: what waits for people, what could not be delivered, the store."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from prometheus_client import Gauge
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from handoff.requests.states import QUEUED, TIMED_OUT
from handoff.tables import handoff_outbox, handoff_request
from knowledge.store import KnowledgeStore
from knowledge.tables import condition

logger = logging.getLogger(__name__)

SECONDS_TO_READ = 1.0
SECONDS_TO_REMEMBER = 10.0

IS_READ = Gauge("rareguide_installation_read", "1 when the numbers of the installation are current, 0 when not.")
WAITING = Gauge("rareguide_requests_waiting", "Requests to a person that nobody has taken.", ["state"])
OLDEST = Gauge("rareguide_oldest_request_seconds", "How long the oldest of them has waited; 0 without one.")
OUTBOX = Gauge("rareguide_deliveries", "Deliveries to mail servers and help desks that are not sent.", ["state"])
CONDITIONS = Gauge("rareguide_conditions", "Conditions in the knowledge store.")
REVISION = Gauge("rareguide_store_revision", "The store's revision, which grows with every change.")
CONNECTIONS = Gauge("rareguide_database_connections", "Connections of this process that are in use.", ["database"])

OPEN_DELIVERIES = ("waiting", "dead", "unconfigured")


@dataclass
class InstallationMetrics:
    """Read the numbers from both databases, at most every ten seconds."""

    store: KnowledgeStore
    conversations: Engine
    clock: Callable[[], float] = time.monotonic
    _read_at: float = field(default=float("-inf"))

    async def refresh(self) -> None:
        """Bring the numbers up to date; when that fails or takes over a second, they stay as they were."""
        now = self.clock()
        if now - self._read_at < SECONDS_TO_REMEMBER:
            return
        self._read_at = now
        try:
            await asyncio.wait_for(asyncio.to_thread(self._read), SECONDS_TO_READ)
            IS_READ.set(1)
        except (SQLAlchemyError, asyncio.TimeoutError):
            IS_READ.set(0)
            logger.warning("The numbers of the installation could not be read for the metrics.")

    def _read(self) -> None:
        request, outbox = handoff_request.c, handoff_outbox.c
        with self.conversations.connect() as connection:
            waiting = select(request.state, func.count(), func.min(request.queued_at)).group_by(request.state)
            found = {row[0]: row for row in connection.execute(waiting.where(request.state.in_((QUEUED, TIMED_OUT))))}
            unsent = select(outbox.state, func.count()).group_by(outbox.state).where(outbox.state.in_(OPEN_DELIVERIES))
            deliveries = {row[0]: row[1] for row in connection.execute(unsent)}
        with self.store.engine.connect() as connection:
            CONDITIONS.set(connection.scalar(select(func.count()).select_from(condition)) or 0)
        REVISION.set(self.store.revision())
        for state in (QUEUED, TIMED_OUT):
            WAITING.labels(state).set(found[state][1] if state in found else 0)
        since = [row[2] for row in found.values()]
        OLDEST.set(max(time.time() - min(since), 0.0) if since else 0.0)
        for state in OPEN_DELIVERIES:
            OUTBOX.labels(state).set(deliveries.get(state, 0))
        for name, engine in (("store", self.store.engine), ("conversations", self.conversations)):
            CONNECTIONS.labels(name).set(getattr(engine.pool, "checkedout", lambda: 0)())
