"""Delete all that is kept of one conversation."""

from __future__ import annotations

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.engine import Engine

from conversations.forgetting import forget_answers_and_feedback
from handoff.desk import Desk


def forget_conversation(engine: Engine, desk: Desk, conversation: str) -> None:
    """Delete a conversation from Rasa's tracker store, from the desk and from our own tables, all in one database."""
    event = SQLTrackerStore.SQLEvent.__table__
    with engine.begin() as connection:
        connection.execute(sa.delete(event).where(event.c.sender_id == conversation))
    desk.forget(conversation)
    forget_answers_and_feedback(engine, conversation)
