"""SQLite files that a process makes once and then copies: migrating each again took most of the time of a test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from conversations.database import open_conversations

_folder = tempfile.TemporaryDirectory(prefix="rareguide-tests-")


@cache
def _made(make: Callable[[Path], None]) -> Path:
    path = Path(tempfile.mkdtemp(dir=_folder.name)) / "made.db"
    make(path)
    return path


def copy_database(make: Callable[[Path], None], path: Path) -> None:
    """Put a copy of what `make` writes to a file at a path; `make` leaves no connection open."""
    shutil.copy(_made(make), path)


def empty_conversations(path: Path) -> None:
    open_conversations(f"sqlite:///{path}").dispose()
