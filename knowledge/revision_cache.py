"""Keep something that is built from the store in step with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from knowledge.store import KnowledgeStore

T = TypeVar("T")

SECONDS_BETWEEN_LOOKS = 1.0
"""The store's revision is looked at no more often than this."""


class RevisionCache(Generic[T]):
    """Build a value from the store, and build it again when the store's revision has changed."""

    def __init__(
        self,
        store: KnowledgeStore,
        build: Callable[[KnowledgeStore], T],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._build = build
        self._clock = clock
        self._revision = -1
        self._looked_at = float("-inf")
        self._value: T | None = None

    def get(self) -> T:
        """Return the value for the store's revision of at most a second ago."""
        now = self._clock()
        if self._value is None or now - self._looked_at >= SECONDS_BETWEEN_LOOKS:
            revision = self._store.revision()
            if self._value is None or revision != self._revision:
                self._value = self._build(self._store)
                self._revision = revision
            self._looked_at = now
        return self._value
