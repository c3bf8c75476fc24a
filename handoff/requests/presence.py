"""Tell who is there and who types, by signs that count for a moment and are deleted when they are over."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete
from sqlalchemy.engine import Connection

from handoff.tables import handoff_presence, handoff_typing

PRESENT_SECONDS = 60.0
"""How long an operator counts as present after the last sign of being there."""

ABSENT_SECONDS = 120.0
"""After how long without a sign an operator's chats go back to the queue."""

TYPING_SECONDS = 5.0
"""How long somebody counts as typing after the last sign of it."""


def is_present(now: float) -> Any:
    """Return the condition that an operator is there."""
    return handoff_presence.c.seen_at > now - PRESENT_SECONDS


def is_typing(now: float) -> Any:
    """Return the condition that somebody is typing."""
    return handoff_typing.c.at > now - TYPING_SECONDS


def delete_old_signs(connection: Connection, now: float) -> None:
    """Delete the signs that nothing asks for any more."""
    connection.execute(delete(handoff_presence).where(handoff_presence.c.seen_at < now - ABSENT_SECONDS))
    connection.execute(delete(handoff_typing).where(handoff_typing.c.at < now - TYPING_SECONDS))
