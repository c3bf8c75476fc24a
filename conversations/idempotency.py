"""Keep the turn that answered a message, so that the same message sent again gets the same turn.

A reply that was lost on its way, a server that was restarted and a second server process all look the same to a
visitor's browser: it sends its message again under the same id.
"""

from __future__ import annotations

import hashlib
import json
import time

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.engine import Engine

from conversations.tables import answered_message
from conversations.upsert import insert_new
from rareguide.turn import Turn

SECONDS_AN_HOUR = 3600.0
PRIVATE_HOURS = 1.0


def message_key(conversation: str, message_id: str, message: str) -> str:
    """Return what a message is known by: other words under the same id are another message."""
    return hashlib.sha256(json.dumps([conversation, message_id, message]).encode()).hexdigest()


def find_answer(engine: Engine, key: str) -> Turn | None:
    """Return the turn that a message got, or `None`."""
    with engine.connect() as connection:
        turn: Turn | None = connection.scalar(select(answered_message.c.turn).where(answered_message.c.key == key))
    return turn


def keep_answer(engine: Engine, key: str, conversation: str, message: str, turn: Turn) -> Turn:
    """Keep a turn and return it; where the message has been answered meanwhile, return that turn instead.

    What a visitor tells a person, or writes into the form that asks for one, has a place of its own and is not kept
    here: a turn of that kind only repeats it for as long as a browser may send its message again.
    """
    is_private = repeats_what_a_person_is_told(turn)
    row = {
        "key": key,
        "conversation": conversation,
        "turn_id": turn["turn_id"],
        "message": "" if is_private else message,
        "turn": turn,
        "answered_at": time.time(),
        "is_private": is_private,
    }
    with engine.begin() as connection:
        is_new = insert_new(connection, answered_message, row)
    return turn if is_new else find_answer(engine, key) or turn


def repeats_what_a_person_is_told(turn: Turn) -> bool:
    """Return whether a turn may hold what was written into the form for a person, or answers words to that person.

    An answer that is given in the middle of the form ends with the form's next question, which lists what was entered.
    """
    handoff = turn.get("handoff")
    is_beside = handoff is not None and (handoff["asks_for"] is not None or turn["kind"] == "emergency")
    return turn["kind"] == "handoff" or is_beside


def delete_old_answers(engine: Engine, hours: float, now: float | None = None) -> int:
    """Delete answers older than `hours`, and private ones older than an hour; return how many went."""
    moment = time.time() if now is None else now
    kept = answered_message.c
    is_over = or_(
        kept.answered_at < moment - hours * SECONDS_AN_HOUR,
        and_(kept.is_private, kept.answered_at < moment - PRIVATE_HOURS * SECONDS_AN_HOUR),
    )
    with engine.begin() as connection:
        return int(connection.execute(delete(answered_message).where(is_over)).rowcount)
