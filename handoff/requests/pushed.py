"""Look for what has to be pushed to visitors, over all conversations."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from handoff.requests.records import Message
from handoff.requests.row_mappers import PUSHED, messages_with_requests, read_message
from handoff.requests.states import WITH_OPERATOR
from handoff.tables import handoff_message, handoff_read, handoff_request, handoff_typing

MOST_AT_ONCE = 500


def last_sequence(engine: Engine) -> int:
    """Return the place of the newest message, 0 before the first."""
    with engine.connect() as connection:
        return int(connection.scalar(select(func.max(handoff_message.c.sequence))) or 0)


def all_pushed_after(engine: Engine, sequence: int) -> list[Message]:
    """Return the operators' words and the notices of all conversations that came after a place, the oldest first."""
    asked = messages_with_requests.where(
        handoff_message.c.author.in_(PUSHED), handoff_message.c.sequence > sequence
    ).order_by(handoff_message.c.sequence)
    with engine.connect() as connection:
        return [read_message(row) for row in connection.execute(asked.limit(MOST_AT_ONCE))]


def conversations_read(engine: Engine, conversations: Iterable[str]) -> frozenset[str]:
    """Return those of some conversations whose operator has seen all that the visitor wrote since the request."""
    request, read, message = handoff_request.c, handoff_read.c, handoff_message.c
    asked = (
        select(request.conversation)
        .join(handoff_message, (message.request_id == request.id) & (message.author == "visitor"))
        .join(handoff_read, (read.request_id == request.id) & (read.operator_id == request.operator_id))
        .where(request.state == WITH_OPERATOR)
        .group_by(request.conversation, read.sequence)
        .having(func.max(message.sequence) <= read.sequence)
    )
    with engine.connect() as connection:
        return frozenset(connection.scalars(asked)).intersection(conversations)


def conversations_typed_in(engine: Engine, who: str, since: float) -> list[str]:
    """Return the conversations in which `visitor` or `operator` has typed since a time (seconds since 1970)."""
    asked = (
        select(handoff_request.c.conversation)
        .join(handoff_typing, handoff_request.c.id == handoff_typing.c.request_id)
        .where(handoff_request.c.state == WITH_OPERATOR, handoff_typing.c.who == who, handoff_typing.c.at > since)
    )
    with engine.connect() as connection:
        return list(connection.scalars(asked))
