"""Read from Rasa's tracker store what was said before, as a person who takes over needs it."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.slash_commands import SLASH_IN_TEXT
from bot.tracker_store import EVENTS
from handoff.requests.history import VISITOR, HistoryEntry, entry_of
from rareguide.texts import load_texts

LONGEST_HISTORY = 200
"""Events read; a turn has two of these kinds."""


def history_before(engine: Engine, conversation: str, before: float) -> list[HistoryEntry]:
    """Return the messages of a conversation up to a time (seconds since 1970), the oldest first."""
    event = EVENTS.c
    asked = (
        sa.select(event.data)
        .where(event.sender_id == conversation, event.type_name.in_(("user", "bot")), event.timestamp < before)
        .order_by(event.timestamp.desc())
        .limit(LONGEST_HISTORY)
    )
    with engine.connect() as connection:
        newest_first = [json.loads(data) for data in connection.scalars(asked) if data]
    return [entry for data in reversed(newest_first) if (entry := _entry(data)) is not None]


def _entry(event: dict[str, Any]) -> HistoryEntry | None:
    if event["event"] == "user":
        text = str(event.get("text") or "").replace(SLASH_IN_TEXT, "/")
        return HistoryEntry(VISITOR, text, at=event.get("timestamp")) if text else None
    draft = (event.get("data") or {}).get("custom")
    if not isinstance(draft, dict):
        return None
    entry = entry_of(draft)._replace(at=event.get("timestamp"))
    # Rasa stores its own words where the visitor was shown the beginning of the form.
    return entry._replace(text=load_texts().say("utter_handoff_opening")) if entry.kind == "handoff" else entry
