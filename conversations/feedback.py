"""Keep what visitors thought of an answer, together with what was asked and answered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Engine

from conversations.tables import answered_message, feedback
from conversations.upsert import insert_or_replace

LONGEST_COMMENT = 500


class UnknownTurn(LookupError):
    """The conversation has no such turn, or it is kept no more."""


@dataclass(frozen=True)
class Feedback:
    """Hold one visitor's opinion of one turn; `given_at` in seconds since 1970."""

    turn_id: str
    is_helpful: bool
    comment: str
    message: str
    turn: dict[str, Any]
    given_at: float


def keep_feedback(engine: Engine, conversation: str, turn_id: str, is_helpful: bool, comment: str) -> None:
    """Keep an opinion in the place of an earlier one on the same turn; raise `UnknownTurn`.

    A turn of the hand-over is none that can be rated: it may hold a name and an address.
    """
    asked = select(answered_message.c.message, answered_message.c.turn).where(
        answered_message.c.turn_id == turn_id,
        answered_message.c.conversation == conversation,
        answered_message.c.is_private.is_(False),
    )
    earlier = select(feedback.c.message, feedback.c.turn).where(
        feedback.c.turn_id == turn_id, feedback.c.conversation == conversation
    )
    with engine.begin() as connection:
        found = connection.execute(asked).first() or connection.execute(earlier).first()
        if found is None:
            raise UnknownTurn(turn_id)
        row = {
            "turn_id": turn_id,
            "conversation": conversation,
            "is_helpful": is_helpful,
            "comment": comment[:LONGEST_COMMENT],
            "message": found.message,
            "turn": found.turn,
            "given_at": time.time(),
        }
        insert_or_replace(connection, feedback, row)


def all_feedback(engine: Engine) -> Iterator[Feedback]:
    """Yield what was given, the newest first."""
    with engine.connect() as connection:
        for row in connection.execute(select(feedback).order_by(feedback.c.given_at.desc())):
            if row.turn is None:  # its key is missing
                continue
            yield Feedback(row.turn_id, row.is_helpful, row.comment, row.message, row.turn, row.given_at)


def delete_old_feedback(engine: Engine, days: int, now: float | None = None) -> int:
    """Delete feedback older than `days`; return how many went."""
    limit = (time.time() if now is None else now) - days * 86_400
    with engine.begin() as connection:
        return int(connection.execute(delete(feedback).where(feedback.c.given_at < limit)).rowcount)
