"""Do what operators ask of the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from handoff.delivery import payloads
from handoff.delivery.destinations import WEBHOOK
from handoff.requests.operator_view import OperatorView
from handoff.requests.records import AlreadyClaimed, Erased, Message, NotYours, Request, UnknownRequest
from handoff.requests.row_mappers import open_row, read_request, request_row
from handoff.requests.states import QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR, NotAllowed
from handoff.requests.urgency import EMERGENCY
from handoff.tables import (
    handoff_absence,
    handoff_message,
    handoff_presence,
    handoff_read,
    handoff_received,
    handoff_request,
)

Hook = Callable[[Connection], None]
"""Writes what belongs to something that an operator does, in the same transaction."""


class OperatorSide(OperatorView):
    """Give requests to operators and take their words; each method is one transaction.

    Methods that take a number raise `UnknownRequest`; those that change something raise `NotAllowed` when the
    request's state does not allow it, and `NotYours` when another operator has it.
    """

    _hook: Hook | None = None

    def claim(self, number: str, operator_id: int, operator_name: str = "") -> Request:
        """Give a request to an operator; raise `AlreadyClaimed`, which says who has it.

        `operator_name` is what the visitor reads. Whoever has it already may claim it again, and what a help desk has
        may be taken over.
        """
        with self._writing() as connection:
            row = request_row(connection, number)
            if row.state == WITH_OPERATOR and row.operator_id == operator_id:
                return read_request(row, self.cipher)
            if row.state == WITH_OPERATOR and row.operator_id is not None:
                raise AlreadyClaimed(row.operator_id, row.operator_name or "")
            self._see(connection, operator_id)
            self._refuse_while_another_is_open(connection, row)
            return self._hand_to(connection, row, "claim", operator_id, operator_name)

    def transfer(self, number: str, from_id: int, to_id: int, to_name: str = "") -> Request:
        """Hand a request from one operator to another."""
        with self._writing() as connection:
            return self._hand_to(
                connection, self._own(connection, number, from_id), "transfer", to_id, to_name, from_id
            )

    def take_over(self, number: str, operator_id: int, operator_name: str, reason: str) -> Request:
        """Take a request from the operator who has it; the reason is kept, and may be empty for an emergency only.

        Raises `NotAllowed` where nobody has it, or where the reason is missing.
        """
        with self._writing() as connection:
            row = request_row(connection, number)
            if row.state != WITH_OPERATOR or (not reason and row.priority != EMERGENCY):
                raise NotAllowed("nobody has it, or there is no reason to take it over")
            if row.operator_id == operator_id:
                return read_request(row, self.cipher)
            self._see(connection, operator_id)
            return self._hand_to(connection, row, "take over", operator_id, operator_name, why=reason or None)

    def release(self, number: str, operator_id: int) -> Request:
        """Put a request back into the queue."""
        with self._writing() as connection:
            row = self._own(connection, number, operator_id)
            self._call_hook(connection)
            return read_request(self._back_to_queue(connection, row, "release", operator_id), self.cipher)

    def reply(
        self, number: str, operator_id: int, text: str, turn: dict[str, Any] | None = None, key: str | None = None
    ) -> Message:
        """Say something to the visitor, once for each key.

        `turn` holds `{"sections": […]}` in the turn contract's form, if any.
        """
        with self._writing() as connection:
            known = self._known(connection, key)
            if known is not None:
                return known
            return self._reply(connection, self._own(connection, number, operator_id), operator_id, text, turn, key)

    def note(self, number: str, operator_id: int, text: str, key: str | None = None) -> Message:
        """Add a note that only operators see, once for each key; any may, unless the content has been removed."""
        with self._writing() as connection:
            row = request_row(connection, number)
            if row.is_erased:
                raise Erased(number)
            known = self._known(connection, key)
            if known is not None:
                return known
            self._call_hook(connection)
            return self._write(connection, row, "note", text, operator_id, key=key)

    def close(self, number: str, operator_id: int, reason: str) -> Request:
        """Resolve a request, also one that waits; it must not be another operator's."""
        with self._writing() as connection:
            row = request_row(connection, number)
            if row.state == WITH_OPERATOR and row.operator_id not in (operator_id, None):
                raise NotYours(number)
            return self._resolve(connection, row, operator_id, "close", reason, "utter_handoff_closed")

    def hand_back(self, number: str, operator_id: int, reason: str = "") -> Request:
        """Resolve a request so that the assistant takes over; the operator must have it."""
        with self._writing() as connection:
            row = self._own(connection, number, operator_id)
            why = reason or "handed back"
            return self._resolve(connection, row, operator_id, "hand_back", why, "utter_handoff_back")

    def reopen(self, number: str, operator_id: int, operator_name: str = "") -> Request:
        """Take a resolved or timed-out request up again; raise `NotAllowed` while the visitor has a newer one open."""
        with self._writing() as connection:
            row = request_row(connection, number)
            if row.state == WITH_OPERATOR and row.operator_id != operator_id:
                raise AlreadyClaimed(row.operator_id, row.operator_name or "")
            if row.state not in (RESOLVED, TIMED_OUT) or row.is_erased:
                raise NotAllowed(f"{row.state} cannot be reopened")
            self._refuse_while_another_is_open(connection, row)
            name = operator_name or (row.operator_name or "" if row.operator_id == operator_id else "")
            self._see(connection, operator_id)
            return self._hand_to(connection, row, "reopen", operator_id, name)

    def present(self, operator_id: int) -> None:
        """Note that an operator is there, for the next 60 seconds."""
        with self._writing() as connection:
            self._see(connection, operator_id)

    def absent(self, operator_id: int) -> None:
        """Note that an operator has gone."""
        with self._writing() as connection:
            connection.execute(delete(handoff_presence).where(handoff_presence.c.operator_id == operator_id))

    def set_away(self, operator_id: int, until: float | None) -> None:
        """Note that an operator is away until a time, or back (`None`); their talks go into the queue meanwhile."""
        with self._writing() as connection:
            self._call_hook(connection)
            connection.execute(delete(handoff_absence).where(handoff_absence.c.operator_id == operator_id))
            if until is None:
                return
            connection.execute(insert(handoff_absence).values(operator_id=operator_id, until=until))
            theirs = select(handoff_request).where(
                handoff_request.c.operator_id == operator_id,
                handoff_request.c.state == WITH_OPERATOR,
                handoff_request.c.mode == "live",
            )
            for row in connection.execute(theirs).all():
                self._back_to_queue(connection, row, "operator away", operator_id)

    def mark_read(self, number: str, operator_id: int, sequence: int) -> None:
        """Note that an operator has seen the messages of a request up to a place."""
        with self._writing() as connection:
            self._mark_read(connection, request_row(connection, number).id, operator_id, sequence)

    def receive(self, kind: str, external_id: str, number: str, name: str, text: str) -> Message | None:
        """Take an answer from a help desk, once: `None` when it is known, or when the request is closed.

        Who answers there takes the request, unless an operator of ours has it, or the visitor has a newer one open.
        """
        with self._writing() as connection:
            row = request_row(connection, number)
            known = (handoff_received.c.kind == kind) & (handoff_received.c.external_id == external_id)
            if connection.execute(select(handoff_received.c.kind).where(known)).first() is not None:
                return None
            received = {"kind": kind, "external_id": external_id, "request_id": row.id}
            connection.execute(insert(handoff_received).values(received))
            if row.is_erased or row.state not in (QUEUED, TIMED_OUT, WITH_OPERATOR):
                return None
            if row.state != WITH_OPERATOR and not self._has_another_open(connection, row):
                self._hand_to(connection, row, f"claim by {kind}", None, name)
                row = self._row(connection, row.id)
            return self._reply(connection, row, None, text, None)

    def _own(self, connection: Connection, number: str, operator_id: int) -> Any:
        row = request_row(connection, number)
        if row.state != WITH_OPERATOR or row.operator_id != operator_id:
            raise NotYours(number)
        return row

    def _hand_to(
        self,
        connection: Connection,
        row: Any,
        action: str,
        operator_id: int | None,
        name: str,
        by: int | None = None,
        why: str | None = None,
    ) -> Request:
        """Give a request to somebody; `by` is who does so where that is another operator."""
        self._call_hook(connection)
        shown = name or self.texts.say("utter_handoff_operator")
        row = self._change(
            connection,
            row,
            action,
            WITH_OPERATOR,
            operator_id if by is None else by,
            to=operator_id if by is not None else None,
            why=why,
            operator_id=operator_id,
            operator_name=shown,
            claimed_at=self.clock(),
            closed_at=None,
            reason=None,
        )
        self._notice(connection, row, "utter_handoff_claimed", operator=shown)
        if operator_id is not None and by is None:
            last = select(func.max(handoff_message.c.sequence)).where(handoff_message.c.request_id == row.id)
            self._mark_read(connection, row.id, operator_id, connection.scalar(last) or 0)
        elif operator_id is not None:  # all of it is news to whom it is handed
            self._forget_read(connection, row.id, operator_id)
        self._send(
            connection, row, "claimed", frozenset({WEBHOOK}), {"operator": shown}, self._occasion(connection, row)
        )
        return read_request(row, self.cipher)

    def _back_to_queue(self, connection: Connection, row: Any, action: str, by: int | None) -> Any:
        """Put a request back into the queue; the visitor is told who left, and where the answer will come."""
        request = read_request(row, self.cipher)
        gone, contact = request.operator_name or "", request.email or request.phone or "…"
        row = self._change(
            connection,
            row,
            action,
            QUEUED,
            by,
            operator_id=None,
            operator_name=None,
            claimed_at=None,
            queued_at=self.clock(),
        )
        self._notice(connection, row, "utter_handoff_requeued", operator=gone, contact=contact)
        return row

    def _reply(
        self,
        connection: Connection,
        row: Any,
        operator_id: int | None,
        text: str,
        turn: dict[str, Any] | None,
        key: str | None = None,
        is_mail: bool = False,
    ) -> Message:
        self._call_hook(connection)
        message = self._write(connection, row, "operator", text, operator_id, turn, key=key, is_mail=is_mail)
        self._send(
            connection, row, "message", frozenset({WEBHOOK}), payloads.of_message(message), occasion=message.sequence
        )
        return message

    def _resolve(
        self, connection: Connection, row: Any, operator_id: int, action: str, reason: str, notice: str
    ) -> Request:
        self._call_hook(connection)
        row = self._change(
            connection, row, action, RESOLVED, operator_id, why=reason, closed_at=self.clock(), reason=reason
        )
        self._notice(connection, row, notice)
        self._send_resolved(connection, row)
        return read_request(row, self.cipher)

    def _call_hook(self, connection: Connection) -> None:
        if self._hook is not None:
            self._hook(connection)

    def _refuse_while_another_is_open(self, connection: Connection, row: Any) -> None:
        if self._has_another_open(connection, row):
            raise NotAllowed("another request is open in the same conversation")

    def _has_another_open(self, connection: Connection, row: Any) -> bool:
        try:
            return bool(open_row(connection, row.conversation).id != row.id)
        except UnknownRequest:
            return False

    def _mark_read(self, connection: Connection, request_id: int, operator_id: int, sequence: int) -> None:
        where = (handoff_read.c.request_id == request_id) & (handoff_read.c.operator_id == operator_id)
        known = connection.scalar(select(handoff_read.c.sequence).where(where))
        if known is not None and known >= sequence:
            return
        self._forget_read(connection, request_id, operator_id)
        read = {"operator_id": operator_id, "request_id": request_id, "sequence": sequence}
        connection.execute(insert(handoff_read).values(read))

    def _forget_read(self, connection: Connection, request_id: int, operator_id: int) -> None:
        where = (handoff_read.c.request_id == request_id) & (handoff_read.c.operator_id == operator_id)
        connection.execute(delete(handoff_read).where(where))

    def _see(self, connection: Connection, operator_id: int) -> None:
        connection.execute(delete(handoff_presence).where(handoff_presence.c.operator_id == operator_id))
        connection.execute(insert(handoff_presence).values(operator_id=operator_id, seen_at=self.clock()))
