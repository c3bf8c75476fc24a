"""Give requests to operators, from one to another, and away from them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from handoff.delivery.destinations import WEBHOOK
from handoff.requests.presence import note_operator
from handoff.requests.queue import back_to_queue
from handoff.requests.records import AlreadyClaimed, NotYours, Request
from handoff.requests.repository import Repository, Transaction
from handoff.requests.row_mappers import find_open_row, read_request, request_row
from handoff.requests.states import RESOLVED, TIMED_OUT, WITH_OPERATOR, NotAllowed
from handoff.requests.transcript import forget_read, mark_read
from handoff.requests.urgency import EMERGENCY
from handoff.tables import handoff_message


class Claims:
    """Say which operator has a request; each method is one transaction.

    Every one raises `UnknownRequest`, `NotAllowed` when the request's state does not allow it, and `NotYours` when
    another operator has it.
    """

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def claim(self, number: str, operator_id: int, operator_name: str = "") -> Request:
        """Give a request to an operator; raise `AlreadyClaimed`, which says who has it.

        `operator_name` is what the visitor reads. Whoever has it already may claim it again, and what a help desk has
        may be taken over.
        """
        with self.repository.writing() as transaction:
            row = request_row(transaction.connection, number)
            if row.state == WITH_OPERATOR and row.operator_id == operator_id:
                return read_request(row, self.repository.cipher)
            if row.state == WITH_OPERATOR and row.operator_id is not None:
                raise AlreadyClaimed(row.operator_id, row.operator_name or "")
            note_operator(transaction.connection, operator_id, transaction.now)
            _refuse_while_another_is_open(transaction, row)
            return hand_to(transaction, row, "claim", operator_id, operator_name)

    def transfer(self, number: str, from_id: int, to_id: int, to_name: str = "") -> Request:
        """Hand a request from one operator to another."""
        with self.repository.writing() as transaction:
            return hand_to(transaction, own_row(transaction, number, from_id), "transfer", to_id, to_name, from_id)

    def take_over(self, number: str, operator_id: int, operator_name: str, reason: str) -> Request:
        """Take a request from the operator who has it; the reason is kept, and may be empty for an emergency only.

        Raises `NotAllowed` where nobody has it, or where the reason is missing.
        """
        with self.repository.writing() as transaction:
            row = request_row(transaction.connection, number)
            if row.state != WITH_OPERATOR or (not reason and row.priority != EMERGENCY):
                raise NotAllowed("nobody has it, or there is no reason to take it over")
            if row.operator_id == operator_id:
                return read_request(row, self.repository.cipher)
            note_operator(transaction.connection, operator_id, transaction.now)
            return hand_to(transaction, row, "take over", operator_id, operator_name, why=reason or None)

    def release(self, number: str, operator_id: int) -> Request:
        """Put a request back into the queue."""
        with self.repository.writing() as transaction:
            row = own_row(transaction, number, operator_id)
            transaction.call_hook()
            return read_request(back_to_queue(transaction, row, "release", operator_id), self.repository.cipher)

    def close(self, number: str, operator_id: int, reason: str) -> Request:
        """Resolve a request, also one that waits; it must not be another operator's."""
        with self.repository.writing() as transaction:
            row = request_row(transaction.connection, number)
            if row.state == WITH_OPERATOR and row.operator_id not in (operator_id, None):
                raise NotYours(number)
            return _resolve(transaction, row, operator_id, "close", reason, "utter_handoff_closed")

    def hand_back(self, number: str, operator_id: int, reason: str = "") -> Request:
        """Resolve a request so that the assistant takes over; the operator must have it."""
        with self.repository.writing() as transaction:
            row = own_row(transaction, number, operator_id)
            return _resolve(transaction, row, operator_id, "hand_back", reason or "handed back", "utter_handoff_back")

    def reopen(self, number: str, operator_id: int, operator_name: str = "") -> Request:
        """Take a resolved or timed-out request up again; raise `NotAllowed` while the visitor has a newer one open."""
        with self.repository.writing() as transaction:
            row = request_row(transaction.connection, number)
            if row.state == WITH_OPERATOR and row.operator_id != operator_id:
                raise AlreadyClaimed(row.operator_id, row.operator_name or "")
            if row.state not in (RESOLVED, TIMED_OUT) or row.is_erased:
                raise NotAllowed(f"{row.state} cannot be reopened")
            _refuse_while_another_is_open(transaction, row)
            name = operator_name or (row.operator_name or "" if row.operator_id == operator_id else "")
            note_operator(transaction.connection, operator_id, transaction.now)
            return hand_to(transaction, row, "reopen", operator_id, name)


def own_row(transaction: Transaction, number: str, operator_id: int) -> Any:
    """Return the row of a request that an operator has; raise `NotYours` or `UnknownRequest`."""
    row = request_row(transaction.connection, number)
    if row.state != WITH_OPERATOR or row.operator_id != operator_id:
        raise NotYours(number)
    return row


def hand_to(
    transaction: Transaction,
    row: Any,
    action: str,
    operator_id: int | None,
    name: str,
    by: int | None = None,
    why: str | None = None,
) -> Request:
    """Give a request to somebody; `by` is who does so where that is another operator."""
    transaction.call_hook()
    shown = name or transaction.repository.texts.say("utter_handoff_operator")
    row = transaction.change(
        row,
        action,
        WITH_OPERATOR,
        operator_id if by is None else by,
        to=operator_id if by is not None else None,
        why=why,
        operator_id=operator_id,
        operator_name=shown,
        claimed_at=transaction.now,
        closed_at=None,
        reason=None,
    )
    transaction.notice(row, "utter_handoff_claimed", operator=shown)
    if operator_id is not None and by is None:
        last = select(func.max(handoff_message.c.sequence)).where(handoff_message.c.request_id == row.id)
        mark_read(transaction, row.id, operator_id, transaction.connection.scalar(last) or 0)
    elif operator_id is not None:  # all of it is news to whom it is handed
        forget_read(transaction, row.id, operator_id)
    transaction.send(row, "claimed", frozenset({WEBHOOK}), {"operator": shown}, transaction.occasion(row))
    return read_request(row, transaction.repository.cipher)


def has_another_open(transaction: Transaction, row: Any) -> bool:
    """Return whether the conversation of a request has another one open."""
    other = find_open_row(transaction.connection, row.conversation)
    return other is not None and other.id != row.id


def _refuse_while_another_is_open(transaction: Transaction, row: Any) -> None:
    if has_another_open(transaction, row):
        raise NotAllowed("another request is open in the same conversation")


def _resolve(transaction: Transaction, row: Any, operator_id: int, action: str, reason: str, notice: str) -> Request:
    transaction.call_hook()
    row = transaction.change(row, action, RESOLVED, operator_id, why=reason, closed_at=transaction.now, reason=reason)
    transaction.notice(row, notice)
    transaction.send_resolved(row)
    return read_request(row, transaction.repository.cipher)
