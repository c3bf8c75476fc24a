"""Do the hand-over's regular work as long as the server runs: time-outs and deliveries.

The staff site does the same; whoever comes first does it, and nothing is done twice.
"""

from __future__ import annotations

import asyncio
import logging

from handoff.clockwork import SECONDS_BETWEEN_RUNS, run_once
from handoff.desk import Desk

logger = logging.getLogger(__name__)


async def keep_working(desk: Desk) -> None:
    """Run what is due every few seconds, in a thread of its own."""
    while True:
        try:
            await asyncio.to_thread(run_once, desk)
        except Exception:
            logger.exception("The hand-over's regular work failed; trying again.")
        await asyncio.sleep(SECONDS_BETWEEN_RUNS)
