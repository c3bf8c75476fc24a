"""Keep Rasa's conversations in SQL, for the stated time and no longer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.orm import Session

from knowledge.database import open_database
from rareguide.settings import load_settings

SECONDS_A_DAY = 86_400


class RareGuideTrackerStore(SQLTrackerStore):
    """Store conversations where the settings say, and delete those that have run out of time."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        url = host or load_settings().conversations_url
        # The engine comes from the store's factory, which sets SQLite up for several writers.
        self.engine = open_database(url)
        self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        super(SQLTrackerStore, self).__init__(domain, event_broker, **kwargs)

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """Provide a session; Rasa's own ends the whole process on a `ValueError` of one conversation."""
        session = self.sessionmaker()
        try:
            yield session
        finally:
            session.close()


def delete_old_conversations(engine: sa.engine.Engine, days: int, now: float | None = None) -> int:
    """Delete every conversation whose last event is older than `days`; return how many rows went.

    A conversation goes as a whole: a part of one could not be told from a conversation that was cut short.
    """
    event = SQLTrackerStore.SQLEvent.__table__
    limit = (time.time() if now is None else now) - days * SECONDS_A_DAY
    old = sa.select(event.c.sender_id).group_by(event.c.sender_id).having(sa.func.max(event.c.timestamp) < limit)
    with engine.begin() as connection:
        return int(connection.execute(sa.delete(event).where(event.c.sender_id.in_(old))).rowcount)
