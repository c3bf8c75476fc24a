"""Take the words of operators: replies, notes, and answers from a help desk."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from handoff.delivery import payloads
from handoff.delivery.destinations import WEBHOOK
from handoff.requests.claims import hand_to, has_another_open, own_row
from handoff.requests.records import Erased, Message
from handoff.requests.repository import Repository, Transaction
from handoff.requests.row_mappers import request_row
from handoff.requests.states import QUEUED, TIMED_OUT, WITH_OPERATOR
from handoff.tables import handoff_received, handoff_request


class OperatorMessages:
    """Add operators' words to requests, each once; each method is one transaction and raises `UnknownRequest`."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def reply(
        self, number: str, operator_id: int, text: str, turn: dict[str, Any] | None = None, key: str | None = None
    ) -> Message:
        """Say something to the visitor, once for each key; raise `NotYours` when another operator has the request.

        `turn` holds `{"sections": […]}` in the turn contract's form, if any.
        """
        with self.repository.writing() as transaction:
            known = transaction.known(key)
            if known is not None:
                return known
            return write_reply(transaction, own_row(transaction, number, operator_id), operator_id, text, turn, key)

    def note(self, number: str, operator_id: int, text: str, key: str | None = None) -> Message:
        """Add a note that only operators see, once for each key; any may, unless the content has been removed.

        Raises `Erased`.
        """
        with self.repository.writing() as transaction:
            row = request_row(transaction.connection, number)
            if row.is_erased:
                raise Erased(number)
            known = transaction.known(key)
            if known is not None:
                return known
            transaction.call_hook()
            return transaction.write(row, "note", text, operator_id, key=key)

    def received(self, kind: str, number: str) -> frozenset[str]:
        """Return the ids of what has been taken from a help desk for a request."""
        known = handoff_received.c
        asked = (
            select(known.external_id)
            .join(handoff_request, handoff_request.c.id == known.request_id)
            .where(known.kind == kind, handoff_request.c.number == number)
        )
        with self.repository.engine.connect() as connection:
            return frozenset(connection.scalars(asked))

    def receive(self, kind: str, external_id: str, number: str, name: str, text: str) -> Message | None:
        """Take an answer from a help desk, once: `None` when it is known, or when the request is closed.

        Who answers there takes the request, unless an operator of ours has it, or the visitor has a newer one open.
        """
        with self.repository.writing() as transaction:
            row = request_row(transaction.connection, number)
            if is_received(transaction, kind, external_id):
                return None
            note_received(transaction, kind, external_id, row.id)
            if row.is_erased or row.state not in (QUEUED, TIMED_OUT, WITH_OPERATOR):
                return None
            if row.state != WITH_OPERATOR and not has_another_open(transaction, row):
                hand_to(transaction, row, f"claim by {kind}", None, name)
                row = transaction.row(row.id)
            return write_reply(transaction, row, None, text, None)


def write_reply(
    transaction: Transaction,
    row: Any,
    operator_id: int | None,
    text: str,
    turn: dict[str, Any] | None,
    key: str | None = None,
    is_mail: bool = False,
) -> Message:
    """Add what an operator says, and pass it on."""
    transaction.call_hook()
    message = transaction.write(row, "operator", text, operator_id, turn, key=key, is_mail=is_mail)
    transaction.send(row, "message", frozenset({WEBHOOK}), payloads.of_message(message), message.sequence)
    return message


def is_received(transaction: Transaction, kind: str, external_id: str) -> bool:
    """Return whether something has come from outside before."""
    known = (handoff_received.c.kind == kind) & (handoff_received.c.external_id == external_id)
    return transaction.first(select(handoff_received.c.kind).where(known)) is not None


def note_received(transaction: Transaction, kind: str, external_id: str, request_id: int) -> None:
    """Note that something has come from outside, so that it is taken once."""
    received = {"kind": kind, "external_id": external_id, "request_id": request_id}
    transaction.execute(insert(handoff_received).values(received))
