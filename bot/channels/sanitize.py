"""Bring what visitors send into a form that every database takes, before anything keeps it."""

from __future__ import annotations

import re
from typing import Any

from bot.slash_commands import SLASH_IN_TEXT

LEADING_SLASHES = re.compile(r"^[\s/]+")


def sanitized(value: Any) -> Any:
    """Return a text without NULs and with a question mark for each half of a surrogate pair; anything else as it is.

    SQLite takes no halves of surrogate pairs, PostgreSQL no NULs either.
    """
    if not isinstance(value, str):
        return value
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def plain_text(message: str) -> str:
    """Return a message as Rasa and the databases can take it.

    Rasa takes a leading slash for a command; here it is text like any other, so another slash stands for it.
    """
    text = str(sanitized(message))
    return LEADING_SLASHES.sub(lambda slashes: SLASH_IN_TEXT if "/" in slashes.group() else "", text)
