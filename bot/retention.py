"""Delete conversations when their time is over, as long as the server runs."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError

from bot.tracker_store import delete_old_conversations
from knowledge.database import open_database
from rareguide.settings import Settings

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_RUNS = 3600


async def keep_retention(settings: Settings) -> None:
    """Delete old conversations now and then once an hour; a run that fails is tried again at the next."""
    engine = open_database(settings.conversations_url)
    while True:
        try:
            rows = await asyncio.get_running_loop().run_in_executor(
                None, delete_old_conversations, engine, settings.tracker_retention_days
            )
            if rows:
                logger.info("Deleted %d events of conversations that were over.", rows)
        except SQLAlchemyError:
            logger.exception("Old conversations could not be deleted; trying again later.")
        await asyncio.sleep(SECONDS_BETWEEN_RUNS)
