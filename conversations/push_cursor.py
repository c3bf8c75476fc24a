"""Remember which pushed turns a conversation has had, for channels that cannot be pushed to."""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine

from conversations.tables import pushed_turn
from rareguide.database import writing


def last_given_out(engine: Engine, conversation: str) -> int:
    """Return the place of the last pushed turn that a conversation was given, 0 before the first."""
    with engine.connect() as connection:
        asked = select(pushed_turn.c.sequence).where(pushed_turn.c.conversation == conversation)
        return int(connection.scalar(asked) or 0)


def remember_given_out(engine: Engine, conversation: str, sequence: int) -> None:
    """Keep the place of the last pushed turn that a conversation was given."""
    with writing(engine) as connection:
        connection.execute(delete(pushed_turn).where(pushed_turn.c.conversation == conversation))
        connection.execute(insert(pushed_turn).values(conversation=conversation, sequence=sequence))
