"""Bring what visitors send into a form that every database takes, before anything keeps it."""

from __future__ import annotations

from typing import Any


def storable(value: Any) -> Any:
    """Return a text without NULs and with a question mark for each half of a surrogate pair; anything else as it is.

    SQLite takes no halves of surrogate pairs, PostgreSQL no NULs either.
    """
    if not isinstance(value, str):
        return value
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
