"""Do what operators ask of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from handoff import payloads
from handoff.destinations import WEBHOOK
from handoff.ledger import Ledger
from handoff.presence import is_present
from handoff.reading import (
    messages_with_requests,
    open_row,
    read_change,
    read_message,
    read_request,
    read_summary,
    request_row,
)
from handoff.records import AlreadyClaimed, Change, Erased, Message, NotYours, Request, RequestSummary, UnknownRequest
from handoff.states import QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR, NotAllowed
from handoff.tables import (
    handoff_change,
    handoff_message,
    handoff_presence,
    handoff_received,
    handoff_request,
)
from handoff.urgency import QUEUE_ORDER


class OperatorSide(Ledger):
    """Give requests to operators and take their words; each method is one transaction.

    Methods that take a number raise `UnknownRequest`; those that change something raise `NotAllowed` when the
    request's state does not allow it, and `NotYours` when another operator has it.
    """

    def queue(self) -> list[RequestSummary]:
        """Return what nobody has taken yet, live or ticket: emergencies first, then the oldest."""
        asked = select(handoff_request).where(handoff_request.c.state.in_((QUEUED, TIMED_OUT)))
        with self.engine.connect() as connection:
            return [read_summary(row) for row in connection.execute(asked.order_by(*QUEUE_ORDER))]

    def requests(self, states: Iterable[str], operator_id: int | None = None, limit: int = 200) -> list[RequestSummary]:
        """Return requests in certain states, of one operator where given; the last changed first."""
        asked = select(handoff_request).where(handoff_request.c.state.in_(tuple(states)))
        if operator_id is not None:
            asked = asked.where(handoff_request.c.operator_id == operator_id)
        asked = asked.order_by(handoff_request.c.updated_at.desc(), handoff_request.c.id.desc()).limit(limit)
        with self.engine.connect() as connection:
            return [read_summary(row) for row in connection.execute(asked)]

    def request(self, number: str) -> Request:
        """Return a whole request."""
        with self.engine.connect() as connection:
            return read_request(request_row(connection, number), self.seal)

    def claim(self, number: str, operator_id: int, operator_name: str = "") -> Request:
        """Give a request to an operator; raise `AlreadyClaimed`, which says who has it.

        `operator_name` is what the visitor reads. Whoever has it already may claim it again, and what a help desk has
        may be taken over.
        """
        with self._writing() as connection:
            row = request_row(connection, number)
            if row.state == WITH_OPERATOR and row.operator_id == operator_id:
                return read_request(row, self.seal)
            if row.state == WITH_OPERATOR and row.operator_id is not None:
                raise AlreadyClaimed(row.operator_id, row.operator_name or "")
            self._see(connection, operator_id)
            self._refuse_while_another_is_open(connection, row)
            return self._hand_to(connection, row, "claim", operator_id, operator_name)

    def transfer(self, number: str, from_id: int, to_id: int, to_name: str = "") -> Request:
        """Hand a request from one operator to another."""
        with self._writing() as connection:
            return self._hand_to(connection, self._own(connection, number, from_id), "transfer", to_id, to_name)

    def release(self, number: str, operator_id: int) -> Request:
        """Put a request back into the queue."""
        with self._writing() as connection:
            row = self._own(connection, number, operator_id)
            return read_request(self._back_to_queue(connection, row, "release", operator_id), self.seal)

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
            return self._known(connection, key) or self._write(connection, row, "note", text, operator_id, key=key)

    def close(self, number: str, operator_id: int, reason: str) -> Request:
        """Resolve a request, also one that waits; it must not be another operator's."""
        with self._writing() as connection:
            row = request_row(connection, number)
            if row.state == WITH_OPERATOR and row.operator_id not in (operator_id, None):
                raise NotYours(number)
            return self._resolve(connection, row, operator_id, "close", reason, "utter_handoff_closed")

    def hand_back(self, number: str, operator_id: int) -> Request:
        """Resolve a request so that the assistant takes over; the operator must have it."""
        with self._writing() as connection:
            row = self._own(connection, number, operator_id)
            return self._resolve(connection, row, operator_id, "hand_back", "handed back", "utter_handoff_back")

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

    def messages(self, number: str, after: int = 0) -> list[Message]:
        """Return all messages of a request behind a place, notes among them, the oldest first."""
        asked = messages_with_requests.where(handoff_request.c.number == number, handoff_message.c.sequence > after)
        with self.engine.connect() as connection:
            request_row(connection, number)
            return [read_message(row) for row in connection.execute(asked.order_by(handoff_message.c.sequence))]

    def changes(self, number: str) -> list[Change]:
        """Return all changes of a request, the oldest first."""
        with self.engine.connect() as connection:
            row = request_row(connection, number)
            asked = select(handoff_change).where(handoff_change.c.request_id == row.id)
            return [read_change(line) for line in connection.execute(asked.order_by(handoff_change.c.id))]

    def present(self, operator_id: int) -> None:
        """Note that an operator is there, for the next 60 seconds."""
        with self._writing() as connection:
            self._see(connection, operator_id)

    def absent(self, operator_id: int) -> None:
        """Note that an operator has gone."""
        with self._writing() as connection:
            connection.execute(delete(handoff_presence).where(handoff_presence.c.operator_id == operator_id))

    def present_operators(self) -> list[int]:
        """Return the operators who are there."""
        asked = select(handoff_presence.c.operator_id).where(is_present(self.clock()))
        with self.engine.connect() as connection:
            return list(connection.scalars(asked))

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

    def _hand_to(self, connection: Connection, row: Any, action: str, operator_id: int | None, name: str) -> Request:
        shown = name or self.texts.say("utter_handoff_operator")
        row = self._change(
            connection,
            row,
            action,
            WITH_OPERATOR,
            operator_id,
            operator_id=operator_id,
            operator_name=shown,
            claimed_at=self.clock(),
            closed_at=None,
            reason=None,
        )
        self._notice(connection, row, "utter_handoff_claimed", operator=shown)
        self._send(
            connection, row, "claimed", frozenset({WEBHOOK}), {"operator": shown}, self._occasion(connection, row)
        )
        return read_request(row, self.seal)

    def _back_to_queue(self, connection: Connection, row: Any, action: str, by: int | None) -> Any:
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
        self._notice(connection, row, "utter_handoff_requeued")
        return row

    def _reply(
        self,
        connection: Connection,
        row: Any,
        operator_id: int | None,
        text: str,
        turn: dict[str, Any] | None,
        key: str | None = None,
    ) -> Message:
        message = self._write(connection, row, "operator", text, operator_id, turn, key=key)
        self._send(
            connection, row, "message", frozenset({WEBHOOK}), payloads.of_message(message), occasion=message.sequence
        )
        return message

    def _resolve(
        self, connection: Connection, row: Any, operator_id: int, action: str, reason: str, notice: str
    ) -> Request:
        row = self._change(connection, row, action, RESOLVED, operator_id, closed_at=self.clock(), reason=reason)
        self._notice(connection, row, notice)
        self._send_resolved(connection, row)
        return read_request(row, self.seal)

    def _refuse_while_another_is_open(self, connection: Connection, row: Any) -> None:
        if self._has_another_open(connection, row):
            raise NotAllowed("another request is open in the same conversation")

    def _has_another_open(self, connection: Connection, row: Any) -> bool:
        try:
            return bool(open_row(connection, row.conversation).id != row.id)
        except UnknownRequest:
            return False

    def _see(self, connection: Connection, operator_id: int) -> None:
        connection.execute(delete(handoff_presence).where(handoff_presence.c.operator_id == operator_id))
        connection.execute(insert(handoff_presence).values(operator_id=operator_id, seen_at=self.clock()))
