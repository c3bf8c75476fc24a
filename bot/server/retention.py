"""Delete conversations, answers and feedback when their time is over, as long as the server runs."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy import delete, select
from sqlalchemy.engine import Engine

from bot.server.metrics import LAST_RETENTION
from bot.tracker_store import EVENTS, delete_old_conversations
from conversations.feedback import delete_old_feedback
from conversations.idempotency import delete_old_answers
from conversations.tables import conversation_state, pushed_turn
from handoff.tables import handoff_request
from rareguide.database import open_database
from rareguide.settings import Settings

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_RUNS = 3600


async def keep_retention(settings: Settings) -> None:
    """Delete what is over now and then once an hour; a run that fails is tried again at the next."""
    engine = open_database(settings.conversations_url)
    while True:
        try:
            await asyncio.to_thread(delete_expired, engine, settings)
        except Exception:  # else nothing would be deleted until the next start
            logger.exception("What is over could not be deleted; trying again later.")
        await asyncio.sleep(SECONDS_BETWEEN_RUNS)


def delete_expired(engine: Engine, settings: Settings, now: float | None = None) -> None:
    """Delete each kind of row that has been kept for its time; `now` in seconds since 1970."""
    events = delete_old_conversations(engine, settings.tracker_retention_days, now)
    answers = delete_old_answers(engine, settings.resend_hours, now)
    opinions = delete_old_feedback(engine, settings.feedback_retention_days, now)
    _delete_left_places(engine)
    LAST_RETENTION.set_to_current_time()
    logger.info("Deleted %d events, %d answers and %d opinions that were over.", events, answers, opinions)


def _delete_left_places(engine: Engine) -> None:
    """Delete up to where words were given out in conversations of which nothing else is left.

    A request keeps its place after its end too: without it all of its words would be given out again.
    """
    place = pushed_turn.c
    left_in = (EVENTS.c.sender_id, conversation_state.c.conversation, handoff_request.c.conversation)
    is_left = [~select(column).where(column == place.conversation).exists() for column in left_in]
    with engine.begin() as connection:
        connection.execute(delete(pushed_turn).where(*is_left))
