"""Find out whether conversations can be written, by writing: only a write tells of a full disk or a standby."""

from __future__ import annotations

import asyncio
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import delete, insert
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from conversations.tables import pushed_turn

SECONDS_TO_WRITE = 2.0
"""How long a write may take; a database that is busy with others' writes counts as one that takes none."""
SECONDS_TO_REMEMBER = 1.0
"""How long a finding stands, so that whoever asks often causes no more writes."""
ROOM_TO_GROW = 65_536
"""Bytes that the disk of a SQLite file must have left: its log has room for a small row when the disk has none."""


@dataclass
class Writability:
    """Try a database at most once a second, once for all who ask meanwhile."""

    engine: Engine
    clock: Callable[[], float] = time.monotonic
    _trying: asyncio.Task[bool] | None = field(default=None, init=False)
    _tried_at: float = field(default=float("-inf"), init=False)

    async def is_writable(self) -> bool:
        """Return whether a row can be written now, or could be within the last second."""
        is_old = self.clock() - self._tried_at >= SECONDS_TO_REMEMBER
        if self._trying is None or (self._trying.done() and is_old):
            self._tried_at = self.clock()
            self._trying = asyncio.ensure_future(self._try())
        done, _ = await asyncio.wait({self._trying}, timeout=SECONDS_TO_WRITE)
        return bool(done) and self._trying.result()

    async def _try(self) -> bool:
        try:
            await asyncio.to_thread(_write, self.engine)
        except (SQLAlchemyError, OSError):
            return False
        return True


def _write(engine: Engine) -> None:
    """Commit a row that the same transaction deletes: the database has written it, and nobody sees it."""
    if engine.dialect.name == "sqlite":
        with tempfile.TemporaryFile(dir=Path(str(engine.url.database)).parent) as file:
            file.write(bytes(ROOM_TO_GROW))
    nobody = f"writable-{uuid.uuid4().hex}"
    with engine.begin() as connection:
        connection.execute(insert(pushed_turn).values(conversation=nobody, sequence=0))
        connection.execute(delete(pushed_turn).where(pushed_turn.c.conversation == nobody))
