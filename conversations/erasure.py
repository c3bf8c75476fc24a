"""Delete what is kept of one conversation beside Rasa's tracker and the hand-over."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.engine import Engine

from conversations.tables import answered_message, conversation_state, feedback, pushed_turn


def erase_answers_and_feedback(engine: Engine, conversation: str) -> None:
    """Delete the state, the answered messages and the feedback of a conversation."""
    with engine.begin() as connection:
        for table in (answered_message, conversation_state, feedback, pushed_turn):
            connection.execute(delete(table).where(table.c.conversation == conversation))
