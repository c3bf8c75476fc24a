"""Make requests of filled forms, and do what a visitor asks of theirs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, insert, select

from handoff.delivery import payloads
from handoff.delivery.destinations import CHATWOOT, SMTP_RECEIPT, TO_BE_ANSWERED, WEBHOOK
from handoff.requests.erasure import erase_and_tell
from handoff.requests.forms import alarm_of_form, delete_form, delete_repeating_turns
from handoff.requests.limits import count_receipt, count_request
from handoff.requests.queue import is_live, next_step
from handoff.requests.records import Form, Request, RequestSummary, UnknownRequest
from handoff.requests.repository import Repository, Transaction
from handoff.requests.row_mappers import find_open_row, open_row, read_request, said_of, waiting_row
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
from handoff.requests.urgency import EMERGENCY, NORMAL
from handoff.requests.visitor_messages import make_urgent
from handoff.tables import handoff_outbox, handoff_request

CLOSED_SECONDS = 86_400.0
"""How long a closed request is still the one that a visitor asks about."""


class ConversationRequests:
    """Keep the requests of conversations, one of which may be open; each method is one transaction."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def of(self, conversation: str) -> Request | None:
        """Return the newest request that is open, waits as a ticket, or was closed less than a day ago."""
        asked = (
            select(handoff_request)
            .where(
                handoff_request.c.conversation == conversation,
                handoff_request.c.state.in_({*OPEN, TIMED_OUT})
                | (func.coalesce(handoff_request.c.closed_at, 0) > self.repository.clock() - CLOSED_SECONDS),
            )
            .order_by(case((handoff_request.c.state.in_(OPEN), 0), else_=1), handoff_request.c.id.desc())
        )
        with self.repository.engine.connect() as connection:
            row = connection.execute(asked).first()
        return None if row is None else read_request(row, self.repository.cipher)

    def submit(self, form: Form, consent_text: str, network: str | None = None) -> Request:
        """Make a request of a filled form; live where somebody is there, else a ticket.

        `network` is where it comes from, if that is limited. Raises `NotAllowed` when an answer lacks or the
        conversation has an open request, `TooManyRequests` when too many have been made.
        """
        if form.asks_for != "consent":
            raise NotAllowed(f"{form.asks_for} has no answer")
        with self.repository.writing() as transaction:
            if find_open_row(transaction.connection, form.conversation) is not None:
                raise NotAllowed("another request is open")
            alarm = alarm_of_form(transaction, form)
            connection, settings = transaction.connection, self.repository.settings
            count_request(connection, settings, transaction.now, form.conversation, network, alarm is not None)
            mode = "live" if is_live(connection, self.repository) else "ticket"
            row = _insert(transaction, form, consent_text, mode)
            transaction.line(row.id, "consent", COLLECTING, REQUESTED, None)
            row = transaction.change(row, "queue", QUEUED, queued_at=transaction.now)
            row = _with_alarm(transaction, row, alarm)
            delete_form(transaction, form.conversation)
            request = read_request(row, self.repository.cipher)
            whole = payloads.of_request(request, said_of(transaction.connection, row))
            transaction.send(row, "request", frozenset({WEBHOOK, CHATWOOT}), whole)
            if mode == "ticket":
                send_ticket(transaction, row)
        return request

    def withdraw(self, conversation: str) -> Request:
        """Cancel the conversation's request and remove its content; its number, states and times stay.

        Nothing that waits is sent any more, and those who were sent some of it are told. Raises `UnknownRequest` when
        none waits to be answered.
        """
        with self.repository.writing() as transaction:
            row = waiting_row(transaction.connection, conversation)
            delete_repeating_turns(transaction, conversation)
            row = transaction.change(row, "withdraw", CANCELLED, closed_at=transaction.now)
            erase_and_tell(transaction, row, "erase", "withdrawn")
            return read_request(transaction.row(row.id), self.repository.cipher)

    def end_chat(self, conversation: str) -> Request:
        """End the talk with an operator; raise `UnknownRequest` when there is none."""
        with self.repository.writing() as transaction:
            row = open_row(transaction.connection, conversation)
            if row.state != WITH_OPERATOR:
                raise UnknownRequest("no operator has the request")
            row = transaction.change(row, "end", RESOLVED, closed_at=transaction.now, reason="ended by the visitor")
            transaction.send_resolved(row)
            return read_request(row, self.repository.cipher)

    def has_receipt(self, request: RequestSummary) -> bool:
        """Return whether an e-mail to the visitor is on its way, or has been sent."""
        asked = select(handoff_outbox.c.id).where(
            handoff_outbox.c.request_id == request.id, handoff_outbox.c.kind == SMTP_RECEIPT
        )
        with self.repository.engine.connect() as connection:
            return connection.execute(asked).first() is not None


def send_ticket(transaction: Transaction, row: Any) -> None:
    """Send a request to those who answer tickets, and a receipt to the visitor."""
    repository = transaction.repository
    request = read_request(row, repository.cipher)
    whole = payloads.of_request(request, said_of(transaction.connection, row))
    transaction.send(row, "ticket", TO_BE_ANSWERED, whole)
    if request.email and SMTP_RECEIPT in repository.kinds:
        if not count_receipt(transaction.connection, repository.settings, transaction.now, request.email):
            return
        receipt = payloads.of_receipt(
            request, next_step(transaction.connection, repository, request), transaction.email_token(row)
        )
        transaction.send(row, "receipt", frozenset({SMTP_RECEIPT}), receipt)


def _with_alarm(transaction: Transaction, row: Any, alarm: str | None) -> Any:
    """Return a new request's row, before all others where an alarm was raised at its form."""
    if alarm is None:
        return row
    for words in alarm.splitlines():
        transaction.write(row, "visitor", words, mark=EMERGENCY)
    return make_urgent(transaction, row)


def _insert(transaction: Transaction, form: Form, consent_text: str, mode: str) -> Any:
    now, cipher = transaction.now, transaction.repository.cipher
    values = {
        "number": _unused_number(transaction),
        "conversation": form.conversation,
        "channel": form.channel,
        "state": REQUESTED,
        "mode": mode,
        "priority": NORMAL,
        "language": form.language,
        "question": "\n".join(filter(None, (form.question, form.wish))),
        "name": cipher.encrypt(form.name),
        "email": cipher.encrypt(form.email),
        "phone": cipher.encrypt(form.phone),
        "consent_text": cipher.encrypt(consent_text),
        "consented_at": now,
        "context": dict(form.context),
        "queued_at": now,
        "created_at": now,
        "updated_at": now,
        "is_erased": False,
        "step_key": form.step_key,
    }
    inserted = transaction.execute(insert(handoff_request).values(values))
    return transaction.row(inserted.inserted_primary_key[0])


def _unused_number(transaction: Transaction) -> str:
    while True:
        number = new_number()
        taken = select(handoff_request.c.id).where(handoff_request.c.number == number)
        if transaction.execute(taken).first() is None:
            return number
