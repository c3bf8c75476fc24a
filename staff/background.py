"""Let time pass for the desk and send what is due, while the site runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool

logger = logging.getLogger(__name__)

SECONDS_BETWEEN = 5.0


async def repeat(work: Callable[[], object], name: str, seconds: float = SECONDS_BETWEEN) -> None:
    """Do something every few seconds, for ever; what goes wrong is logged by its kind and tried again."""
    while True:
        try:
            await run_in_threadpool(work)
        except Exception as problem:  # noqa: BLE001  (whatever it is, time must go on)
            logger.error("%s failed (%s); it is tried again.", name, type(problem).__name__)
        await asyncio.sleep(seconds)


async def stop(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait for their end."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
