"""Count the turns that are being made, so that the process can end between turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache


class InFlight:
    """Hold how many messages of one process have been taken and not been answered yet."""

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Count one message for as long as it is being answered."""
        self.count += 1
        try:
            yield
        finally:
            self.count -= 1


@lru_cache(maxsize=1)
def messages_in_flight() -> InFlight:
    """Return the count of this process, which all channels share."""
    return InFlight()
