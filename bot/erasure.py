"""Delete all that is kept of one conversation."""

from __future__ import annotations

import logging

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.engine import Engine

from conversations.erasure import erase_answers_and_feedback
from handoff.requests.desk import Desk

logger = logging.getLogger(__name__)


def erase_conversation(engine: Engine, desk: Desk, conversation: str) -> None:
    """Delete a conversation from Rasa's tracker store, from the desk and from our own tables, all in one database."""
    event = SQLTrackerStore.SQLEvent.__table__
    with engine.begin() as connection:
        connection.execute(sa.delete(event).where(event.c.sender_id == conversation))
    desk.expiry.forget(conversation)
    erase_answers_and_feedback(engine, conversation)
    _empty_the_log(engine)


def _empty_the_log(engine: Engine) -> None:
    """Bring SQLite's write-ahead log into its file and empty it: until then it has what was deleted."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
    if is_busy:
        logger.info("The write-ahead log is in use; it is emptied later.")
