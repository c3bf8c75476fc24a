"""Keep work running that nobody waits for, and let it be seen how that goes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0


class Supervised:
    """Run work that has no end, and begin it again when it ends all the same.

    The pause before that doubles, from `FIRST_PAUSE` up to `LONGEST_PAUSE` seconds, until the work has run for longer
    than the longest pause. `restarts` counts how often it was begun again.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], Awaitable[None]],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.name = name
        self.work = work
        self.sleep = sleep
        self.restarts = 0

    async def run(self) -> None:
        """Keep the work running; to be cancelled, which cancels the work."""
        pause = FIRST_PAUSE
        while True:
            begun_at = time.monotonic()
            try:
                await self.work()
                logger.error("%s has come to an end; it is begun again.", self.name)
            except Exception:  # whatever it is, the site would go on without the work
                logger.exception("%s has failed; it is begun again.", self.name)
            self.restarts += 1
            if time.monotonic() - begun_at > LONGEST_PAUSE:
                pause = FIRST_PAUSE
            await self.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
