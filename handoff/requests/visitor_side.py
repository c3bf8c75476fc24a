"""Do what a visitor asks of the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import case, delete, func, insert, select
from sqlalchemy.engine import Connection

from conversations.tables import answered_message
from handoff.delivery import payloads
from handoff.delivery.destinations import CHATWOOT, SMTP_RECEIPT, TO_BE_ANSWERED, WEBHOOK
from handoff.requests.limits import count_receipt, count_request
from handoff.requests.presence import is_present
from handoff.requests.records import Form, Message, Request, RequestSummary, UnknownRequest
from handoff.requests.row_mappers import (
    PUSHED,
    messages_with_requests,
    open_row,
    read_form,
    read_message,
    read_request,
    said_of,
    waiting_row,
)
from handoff.requests.states import (
    CANCELLED,
    COLLECTING,
    OPEN,
    QUEUED,
    REQUESTED,
    RESOLVED,
    TIMED_OUT,
    WITH_OPERATOR,
    NotAllowed,
)
from handoff.requests.ticket_numbers import new_number
from handoff.requests.urgency import EMERGENCY, NORMAL, QUEUE_ORDER
from handoff.requests.visitor_words import VisitorWords
from handoff.tables import (
    handoff_form,
    handoff_message,
    handoff_outbox,
    handoff_presence,
    handoff_request,
    handoff_typing,
)

CLOSED_SECONDS = 86_400.0
"""How long a closed request is still the one that a visitor asks about."""


class VisitorSide(VisitorWords):
    """Keep forms and requests of conversations; each method is one transaction."""

    def form_of(self, conversation: str) -> Form | None:
        """Return the conversation's form unless its time is over."""
        with self.engine.connect() as connection:
            row = self._form_row(connection, conversation)
        return None if row is None else read_form(row, self.cipher)

    def save_form(self, form: Form) -> Form:
        """Keep a form in the place of the conversation's earlier one, whose alarm stays."""
        now = self.clock()
        with self._writing() as connection:
            alarm = self._alarm_of(connection, form)
            kept = replace(form, opened_at=form.opened_at or now, updated_at=now, alarm=alarm)
            self._delete_form(connection, form.conversation)
            values = {
                "conversation": kept.conversation,
                "channel": kept.channel,
                "question": kept.question,
                "name": self.cipher.encrypt(kept.name),
                "email": self.cipher.encrypt(kept.email),
                "phone": self.cipher.encrypt(kept.phone),
                "language": kept.language,
                "alarm": self.cipher.encrypt(kept.alarm),
                "step_key": kept.step_key,
                "opened_at": kept.opened_at,
                "updated_at": kept.updated_at,
            }
            connection.execute(insert(handoff_form).values(values))
        return kept

    def drop_form(self, conversation: str) -> None:
        """Delete the conversation's form, if there is one, and the turns that repeat what was entered."""
        with self._writing() as connection:
            self._delete_form(connection, conversation)
            self._delete_repeating_turns(connection, conversation)

    def request_of(self, conversation: str) -> Request | None:
        """Return the newest request that is open, waits as a ticket, or was closed less than a day ago."""
        asked = (
            select(handoff_request)
            .where(
                handoff_request.c.conversation == conversation,
                handoff_request.c.state.in_({*OPEN, TIMED_OUT})
                | (func.coalesce(handoff_request.c.closed_at, 0) > self.clock() - CLOSED_SECONDS),
            )
            .order_by(case((handoff_request.c.state.in_(OPEN), 0), else_=1), handoff_request.c.id.desc())
        )
        with self.engine.connect() as connection:
            row = connection.execute(asked).first()
        return None if row is None else read_request(row, self.cipher)

    def submit(self, form: Form, consent_text: str, network: str | None = None) -> Request:
        """Make a request of a filled form; live where somebody is there, else a ticket.

        `network` is where it comes from, if that is limited. Raises `NotAllowed` when an answer lacks or the
        conversation has an open request, `TooManyRequests` when too many have been made.
        """
        if form.asks_for != "consent":
            raise NotAllowed(f"{form.asks_for} has no answer")
        with self._writing() as connection:
            if self._open_requests(connection, form.conversation):
                raise NotAllowed("another request is open")
            alarm = self._alarm_of(connection, form)
            count_request(
                connection, self.settings, self.clock(), form.conversation, network, is_urgent=alarm is not None
            )
            is_live = self._is_live(connection)
            row = self._insert(connection, form, consent_text, "live" if is_live else "ticket")
            self._line(connection, row.id, "consent", COLLECTING, REQUESTED, None)
            row = self._change(connection, row, "queue", QUEUED, queued_at=self.clock())
            row = self._with_alarm(connection, row, alarm)
            self._delete_form(connection, form.conversation)
            request = read_request(row, self.cipher)
            whole = payloads.of_request(request, said_of(connection, row))
            self._send(connection, row, "request", frozenset({WEBHOOK, CHATWOOT}), whole)
            if not is_live:
                self._send_ticket(connection, row)
        return request

    def withdraw(self, conversation: str) -> Request:
        """Cancel the conversation's request and remove its content; its number, states and times stay.

        Nothing that waits is sent any more, and those who were sent some of it are told. Raises `UnknownRequest` when
        none waits to be answered.
        """
        with self._writing() as connection:
            row = waiting_row(connection, conversation)
            self._delete_repeating_turns(connection, conversation)
            row = self._change(connection, row, "withdraw", CANCELLED, closed_at=self.clock())
            self._erase_and_tell(connection, row, "erase", "withdrawn")
            return read_request(self._row(connection, row.id), self.cipher)

    def end_chat(self, conversation: str) -> Request:
        """End the talk with an operator; raise `UnknownRequest` when there is none."""
        with self._writing() as connection:
            row = open_row(connection, conversation)
            if row.state != WITH_OPERATOR:
                raise UnknownRequest("no operator has the request")
            row = self._change(connection, row, "end", RESOLVED, closed_at=self.clock(), reason="ended by the visitor")
            self._send_resolved(connection, row)
            return read_request(row, self.cipher)

    def pushed_after(self, conversation: str, sequence: int) -> list[Message]:
        """Return the operators' words and the notices that came after a place, the oldest first."""
        asked = messages_with_requests.where(
            handoff_request.c.conversation == conversation,
            handoff_message.c.author.in_(PUSHED),
            handoff_message.c.sequence > sequence,
        ).order_by(handoff_message.c.sequence)
        with self.engine.connect() as connection:
            return [read_message(row) for row in connection.execute(asked)]

    def typing(self, conversation: str, who: str) -> None:
        """Note that `visitor` or `operator` is typing, where an operator has the conversation's request."""
        with self.engine.connect() as connection:  # most signs are for nobody, and must not wait for writers
            if self._talked_to(connection, conversation) is None:
                return
        with self._writing() as connection:
            row = self._talked_to(connection, conversation)
            if row is None:
                return
            known = (handoff_typing.c.request_id == row.id) & (handoff_typing.c.who == who)
            connection.execute(delete(handoff_typing).where(known))
            connection.execute(insert(handoff_typing).values(request_id=row.id, who=who, at=self.clock()))

    def place_in_queue(self, request: RequestSummary) -> int | None:
        """Return 1 for the next one, or `None` for a request that does not wait."""
        table = handoff_request.c
        asked = select(table.id).where(table.state == QUEUED, table.mode == request.mode).order_by(*QUEUE_ORDER)
        with self.engine.connect() as connection:
            waiting = [row.id for row in connection.execute(asked)]
        return waiting.index(request.id) + 1 if request.id in waiting else None

    def is_live(self) -> bool:
        """Return whether somebody is there for a talk at this moment."""
        with self.engine.connect() as connection:
            return self._is_live(connection)

    def next_step(self, request: RequestSummary) -> str:
        """Say in words what happens with a queued request: its place, or when people are back."""
        if request.state == QUEUED and request.mode == "live":
            place = self.place_in_queue(request)
            return self.texts.say("utter_handoff_next_live", place=str(place or 1))
        opening = self.hours.in_words(self.clock(), self.texts)
        if not opening:
            return self.texts.say("utter_handoff_next_unknown")
        if self.is_live():
            return self.texts.say("utter_handoff_next_unknown")
        if self.hours.is_open(self.clock()):
            return self.texts.say("utter_handoff_next_ticket")
        return self.texts.say("utter_handoff_next_closed", opening=opening)

    def _send_ticket(self, connection: Connection, row: Any) -> None:
        """Send a request to those who answer tickets, and a receipt to the visitor."""
        request = read_request(row, self.cipher)
        whole = payloads.of_request(request, said_of(connection, row))
        self._send(connection, row, "ticket", TO_BE_ANSWERED, whole)
        if request.email and SMTP_RECEIPT in self.kinds:
            if not count_receipt(connection, self.settings, self.clock(), request.email):
                return
            receipt = payloads.of_receipt(request, self.next_step(request), self._email_token(connection, row))
            self._send(connection, row, "receipt", frozenset({SMTP_RECEIPT}), receipt)

    def has_receipt(self, request: RequestSummary) -> bool:
        """Return whether an e-mail to the visitor is on its way, or has been sent."""
        asked = select(handoff_outbox.c.id).where(
            handoff_outbox.c.request_id == request.id, handoff_outbox.c.kind == SMTP_RECEIPT
        )
        with self.engine.connect() as connection:
            return connection.execute(asked).first() is not None

    def _open_requests(self, connection: Connection, conversation: str) -> list[Any]:
        asked = select(handoff_request).where(
            handoff_request.c.conversation == conversation, handoff_request.c.state.in_(OPEN)
        )
        return list(connection.execute(asked.order_by(handoff_request.c.id.desc())))

    def _talked_to(self, connection: Connection, conversation: str) -> Any:
        """Return the row of the request that an operator has, or `None`."""
        rows = self._open_requests(connection, conversation)
        return rows[0] if rows and rows[0].state == WITH_OPERATOR else None

    def _alarm_of(self, connection: Connection, form: Form) -> str | None:
        """Return the alarm of a form, which may have been raised since the form was read."""
        row = self._form_row(connection, form.conversation)
        return form.alarm if row is None or row.alarm is None else self.cipher.decrypt(row.alarm)

    def _with_alarm(self, connection: Connection, row: Any, alarm: str | None) -> Any:
        """Return a new request's row, before all others where an alarm was raised at its form."""
        if alarm is None:
            return row
        for words in alarm.splitlines():
            self._write(connection, row, "visitor", words, mark=EMERGENCY)
        return self._make_urgent(connection, row)

    def _is_live(self, connection: Connection) -> bool:
        now = self.clock()
        present = select(handoff_presence.c.operator_id).where(is_present(now))
        return self.hours.is_open(now) and connection.execute(present).first() is not None

    def _insert(self, connection: Connection, form: Form, consent_text: str, mode: str) -> Any:
        now = self.clock()
        values = {
            "number": self._unused_number(connection),
            "conversation": form.conversation,
            "channel": form.channel,
            "state": REQUESTED,
            "mode": mode,
            "priority": NORMAL,
            "language": form.language,
            "question": form.question,
            "name": self.cipher.encrypt(form.name),
            "email": self.cipher.encrypt(form.email),
            "phone": self.cipher.encrypt(form.phone),
            "consent_text": self.cipher.encrypt(consent_text),
            "consented_at": now,
            "context": dict(form.context),
            "queued_at": now,
            "created_at": now,
            "updated_at": now,
            "is_erased": False,
            "step_key": form.step_key,
        }
        return self._row(connection, connection.execute(insert(handoff_request).values(values)).inserted_primary_key[0])

    def _unused_number(self, connection: Connection) -> str:
        while True:
            number = new_number()
            taken = select(handoff_request.c.id).where(handoff_request.c.number == number)
            if connection.execute(taken).first() is None:
                return number

    def _delete_repeating_turns(self, connection: Connection, conversation: str) -> None:
        repeats = (answered_message.c.conversation == conversation) & answered_message.c.is_private
        connection.execute(delete(answered_message).where(repeats))

    def _delete_form(self, connection: Connection, conversation: str) -> None:
        connection.execute(delete(handoff_form).where(handoff_form.c.conversation == conversation))
