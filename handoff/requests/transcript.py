"""Read what is said in a request, and keep who has seen how much of it and who is typing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from handoff.requests.records import Message, RequestOutline, Unread
from handoff.requests.repository import Repository, Transaction
from handoff.requests.row_mappers import (
    PUSHED,
    find_open_row,
    messages_with_requests,
    read_message,
    request_row,
    unread_of,
)
from handoff.requests.states import WITH_OPERATOR
from handoff.tables import handoff_message, handoff_read, handoff_request, handoff_typing


class Transcript:
    """Read messages, and note who has seen them; methods that take a number raise `UnknownRequest`."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def messages(self, number: str, after: int = 0) -> list[Message]:
        """Return all messages of a request behind a place, notes among them, the oldest first."""
        asked = messages_with_requests.where(handoff_request.c.number == number, handoff_message.c.sequence > after)
        with self.repository.engine.connect() as connection:
            request_row(connection, number)
            return [read_message(row) for row in connection.execute(asked.order_by(handoff_message.c.sequence))]

    def pushed_after(self, conversation: str, sequence: int) -> list[Message]:
        """Return the operators' words and the notices that came after a place, the oldest first."""
        asked = messages_with_requests.where(
            handoff_request.c.conversation == conversation,
            handoff_message.c.author.in_(PUSHED),
            handoff_message.c.sequence > sequence,
        ).order_by(handoff_message.c.sequence)
        with self.repository.engine.connect() as connection:
            return [read_message(row) for row in connection.execute(asked)]

    def last_words(self, requests: Iterable[RequestOutline]) -> dict[str, Message]:
        """Return the newest message of each request that has any, notes left out, by the request's number."""
        ids = [request.id for request in requests]
        if not ids:
            return {}
        with self.repository.engine.connect() as connection:
            found = connection.execute(messages_with_requests.where(handoff_message.c.sequence.in_(_newest_of(ids))))
            return {row.number: read_message(row) for row in found}

    def last_places(self, ids: Iterable[int]) -> dict[int, tuple[int, float]]:
        """Return the place and the time of the newest message of each request that has any, notes left out."""
        table = handoff_message.c
        asked = select(table.request_id, table.sequence, table.at).where(table.sequence.in_(_newest_of([*ids])))
        with self.repository.engine.connect() as connection:
            return {row.request_id: (row.sequence, row.at) for row in connection.execute(asked)}

    def unread(self, operator_id: int) -> dict[str, Unread]:
        """Return what an operator has not seen of their own requests, by the number."""
        return {one.number: one for one in self.all_unread() if one.operator_id == operator_id}

    def all_unread(self) -> list[Unread]:
        """Return what operators have not seen of their own requests."""
        with self.repository.engine.connect() as connection:
            return unread_of(connection)

    def mark_read(self, number: str, operator_id: int, sequence: int) -> None:
        """Note that an operator has seen the messages of a request up to a place."""
        with self.repository.engine.connect() as connection:  # what was seen before must not wait for writers
            request_id = request_row(connection, number).id
            if _has_seen(connection, request_id, operator_id, sequence):
                return
        with self.repository.writing() as transaction:
            mark_read(transaction, request_id, operator_id, sequence)

    def typing(self, conversation: str, who: str) -> None:
        """Note that `visitor` or `operator` is typing, where an operator has the conversation's request."""
        with self.repository.engine.connect() as connection:  # most signs are for nobody, and must not wait for writers
            if _talked_to(connection, conversation) is None:
                return
        with self.repository.writing() as transaction:
            row = _talked_to(transaction.connection, conversation)
            if row is None:
                return
            known = (handoff_typing.c.request_id == row.id) & (handoff_typing.c.who == who)
            transaction.execute(delete(handoff_typing).where(known))
            transaction.execute(insert(handoff_typing).values(request_id=row.id, who=who, at=transaction.now))


def mark_read(transaction: Transaction, request_id: int, operator_id: int, sequence: int) -> None:
    """Note that an operator has seen the messages of a request up to a place, unless it was further already."""
    if _has_seen(transaction.connection, request_id, operator_id, sequence):
        return
    forget_read(transaction, request_id, operator_id)
    read = {"operator_id": operator_id, "request_id": request_id, "sequence": sequence}
    transaction.execute(insert(handoff_read).values(read))


def forget_read(transaction: Transaction, request_id: int, operator_id: int) -> None:
    """Take all of a request for news to an operator."""
    where = (handoff_read.c.request_id == request_id) & (handoff_read.c.operator_id == operator_id)
    transaction.execute(delete(handoff_read).where(where))


def _newest_of(ids: list[int]) -> Select:
    """Return the query for the places of the newest messages of requests, notes and notices left out."""
    return (
        select(func.max(handoff_message.c.sequence))
        .where(handoff_message.c.request_id.in_(ids), handoff_message.c.author.in_(("visitor", "operator")))
        .group_by(handoff_message.c.request_id)
    )


def _has_seen(connection: Connection, request_id: int, operator_id: int, sequence: int) -> bool:
    where = (handoff_read.c.request_id == request_id) & (handoff_read.c.operator_id == operator_id)
    known = connection.scalar(select(handoff_read.c.sequence).where(where))
    return known is not None and known >= sequence


def _talked_to(connection: Connection, conversation: str) -> Any:
    """Return the row of the request that an operator has, or `None`."""
    row = find_open_row(connection, conversation)
    return row if row is not None and row.state == WITH_OPERATOR else None
