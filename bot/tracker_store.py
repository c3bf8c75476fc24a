"""Keep Rasa's conversations in SQL, for the stated time and no longer, and take each up without its past.

Rasa replays all events of a conversation for every message. What a turn needs of them are the slots
(`actions/state.py`), so those are kept apart, in one row for each conversation: the two hundredth turn costs what the
fifth does. The events are kept for the people who take over and for Rasa's own commands.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from conversations.database import open_conversations
from conversations.encryption import EncryptedText
from conversations.tables import conversation_state
from rareguide.database import writing
from rareguide.settings import load_settings
from rareguide.turn import DraftData

SECONDS_A_DAY = 86_400
EVENTS = SQLTrackerStore.SQLEvent.__table__
EVENTS.c.data.type = EncryptedText()


class ResumedTracker(DialogueStateTracker):
    """A conversation taken up with its slots alone; the first `known_events` events are not to be stored."""

    known_events = 0


class RareGuideTrackerStore(SQLTrackerStore):
    """Store conversations where the settings say, and delete those that have run out of time."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        settings = load_settings()
        # The engine comes from the store's factory, which sets SQLite up for several writers.
        self.engine = open_conversations(host or settings.conversations_url, settings.handoff_key)
        with writing(self.engine) as connection:  # two first servers may look at once whether the table is there
            self.Base.metadata.create_all(connection)
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

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a conversation as its last turn left it, or `None` when there is none.

        Raises SQLAlchemy's errors; other visitors' turns go on while the database is waited for.
        """
        slots = await asyncio.to_thread(self._stored_slots, sender_id)
        if slots is None:  # none yet, or begun before slots were kept apart
            return await asyncio.to_thread(self._replayed, sender_id)
        return resumed(sender_id, slots, self.domain)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what is new in a conversation, events and slots in one transaction; raise SQLAlchemy's errors."""
        await self.stream_events(tracker)
        await asyncio.to_thread(self._store, tracker)

    def _stored_slots(self, sender_id: str) -> dict[str, Any] | None:
        state = conversation_state.c
        with self.engine.connect() as connection:
            slots: dict[str, Any] | None = connection.scalar(
                sa.select(state.slots).where(state.conversation == sender_id)
            )
        return slots

    def _replayed(self, sender_id: str) -> DialogueStateTracker | None:
        with self.session_scope() as session:
            stored = self._event_query(session, sender_id, fetch_events_from_all_sessions=False).all()
            events = [json.loads(event.data) for event in stored if event.data]
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots) if events else None

    def _store(self, tracker: DialogueStateTracker) -> None:
        if isinstance(tracker, ResumedTracker):
            new: Sequence[Event] = list(tracker.events)[tracker.known_events :]
        else:
            with self.session_scope() as session:
                new = list(self._additional_events(session, tracker))
        if not new:
            return
        rows = [_row(tracker.sender_id, event) for event in new]
        with self.engine.begin() as connection:
            connection.execute(sa.insert(EVENTS), rows)
            connection.execute(_put_state(connection.dialect.name, tracker, new))
        if isinstance(tracker, ResumedTracker):
            tracker.known_events = len(tracker.events)


def resumed(sender_id: str, slots: dict[str, Any], domain: Domain) -> ResumedTracker:
    """Return a conversation that waits for its next message, with these slots; others have their first value."""
    tracker = ResumedTracker(sender_id, domain.slots)
    known = [SlotSet(name, value) for name, value in slots.items() if name in tracker.slots]
    tracker.update_with_events([*known, ActionExecuted(ACTION_LISTEN_NAME)], domain)
    tracker.known_events = len(tracker.events)
    return tracker


def without_fallback(agent: Agent) -> None:
    """Let an agent's turn fail when its conversation cannot be read or stored.

    Rasa wraps every tracker store in one that goes on in memory instead; what is acknowledged then is lost with the
    process.
    """
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    agent.tracker_store = store
    if agent.processor is not None:
        agent.processor.tracker_store = store


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    """Return an event as Rasa's own store writes it."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _put_state(dialect: str, tracker: DialogueStateTracker, new: Sequence[Event]) -> Any:
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}
    messages = [event.message_id for event in new if isinstance(event, UserUttered)]
    changes = {"slots": slots, "last_message": messages[-1] if messages else None, "updated_at": time.time()}
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return (
        insert(conversation_state)
        .values(conversation=tracker.sender_id, **changes)
        .on_conflict_do_update(index_elements=["conversation"], set_=changes)
    )


def stored_draft(engine: sa.engine.Engine, conversation: str, message_id: str) -> DraftData | None:
    """Return the draft that Rasa gave for a message, if that was the last one which the conversation has stored.

    A process can end after it has stored a turn and before its visitor has got it; the message then comes again.
    """
    state, event = conversation_state.c, EVENTS.c
    is_last = sa.select(state.conversation).where(state.conversation == conversation, state.last_message == message_id)
    said = sa.select(event.data).where(event.sender_id == conversation, event.type_name == BotUttered.type_name)
    with engine.connect() as connection:
        if connection.execute(is_last).first() is None:
            return None
        data = connection.scalar(said.order_by(event.id.desc()).limit(1))
    draft: DraftData | None = (json.loads(data or "{}").get("data") or {}).get("custom")
    return draft


def delete_old_conversations(engine: sa.engine.Engine, days: int, now: float | None = None) -> int:
    """Delete every conversation whose last event is older than `days`; return how many events went.

    A conversation goes as a whole: a part of one could not be told from a conversation that was cut short.
    """
    limit = (time.time() if now is None else now) - days * SECONDS_A_DAY
    event, state = EVENTS.c, conversation_state.c
    old = sa.select(event.sender_id).group_by(event.sender_id).having(sa.func.max(event.timestamp) < limit)
    with engine.begin() as connection:
        events = int(connection.execute(sa.delete(EVENTS).where(event.sender_id.in_(old))).rowcount)
        has_events = sa.select(event.id).where(event.sender_id == state.conversation).exists()
        is_over = sa.and_(state.updated_at < limit, ~has_events)
        connection.execute(sa.delete(conversation_state).where(is_over))
    return events
