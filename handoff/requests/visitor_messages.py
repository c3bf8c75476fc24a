"""Take the words of a visitor whose request waits, and the alarms that they raise."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from handoff.delivery import payloads
from handoff.delivery.destinations import CHATWOOT, TO_BE_ANSWERED, WEBHOOK
from handoff.requests.forms import keep_alarm_with_form
from handoff.requests.records import Message, UnknownRequest
from handoff.requests.repository import Repository, Transaction
from handoff.requests.row_mappers import messages_with_requests, open_row, read_message, waiting_row
from handoff.requests.states import QUEUED, TIMED_OUT
from handoff.requests.urgency import EMERGENCY
from handoff.tables import handoff_message, handoff_request

MOST_ALARMS_A_MINUTE = 30
"""How many messages that raise an alarm are kept; all of them are answered."""


class VisitorMessages:
    """Add visitors' words to requests, each once, and pass them on; each method is one transaction."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def say(self, conversation: str, text: str, mark: str | None = None, key: str | None = None) -> Message:
        """Add the visitor's words to the open request, once for each key; raise `UnknownRequest`."""
        with self.repository.writing() as transaction:
            known = transaction.known(key)
            return known or write_words(transaction, open_row(transaction.connection, conversation), text, mark, key)

    def add(self, conversation: str, text: str, key: str | None = None) -> Message:
        """Add the visitor's words to the request that is open or waits as a ticket; raise `UnknownRequest`."""
        with self.repository.writing() as transaction:
            known = transaction.known(key)
            return known or write_words(transaction, waiting_row(transaction.connection, conversation), text, None, key)

    def correct_contact(
        self, conversation: str, text: str, email: str | None, phone: str | None, key: str | None = None
    ) -> Message:
        """Add the visitor's words to their request, and put what they correct in the place of what was given.

        Another e-mail address must prove itself anew. Raises `UnknownRequest`.
        """
        with self.repository.writing() as transaction:
            known = transaction.known(key)
            if known is not None:
                return known
            row, cipher = waiting_row(transaction.connection, conversation), self.repository.cipher
            values = {"email": cipher.encrypt(email), "phone": cipher.encrypt(phone)}
            proof = {} if cipher.decrypt(row.email) == email else {"email_proven_at": None}
            corrected = update(handoff_request).where(handoff_request.c.id == row.id)
            transaction.execute(corrected.values(**values, **proof))
            transaction.line(row.id, "contact details corrected", row.state, row.state, None)
            return write_words(transaction, row, text, None, key)

    def raise_alarm(self, conversation: str, text: str, key: str | None = None) -> Message:
        """Add words that raised an alarm, and put the request before all others, also one that waits as a ticket.

        Raises `UnknownRequest`.
        """
        with self.repository.writing() as transaction:
            return _raise_alarm(transaction, waiting_row(transaction.connection, conversation), text, key)

    def note_alarm(self, conversation: str, text: str, key: str | None = None) -> bool:
        """Add words that raised an alarm to what the conversation has, a request or a form; tell whether it has one.

        Without either nothing is kept. With the form they are kept until consent, which covers them.
        """
        with self.repository.writing() as transaction:
            has_form = keep_alarm_with_form(transaction, conversation, text)
            try:
                row = waiting_row(transaction.connection, conversation)
            except UnknownRequest:
                return has_form
            _raise_alarm(transaction, row, text, key)
            return True


def write_words(
    transaction: Transaction,
    row: Any,
    text: str,
    mark: str | None,
    key: str | None,
    is_mail: bool = False,
    message_id: str | None = None,
) -> Message:
    """Add what a visitor says to a request, and pass it on."""
    message = transaction.write(row, "visitor", text, mark=mark, key=key, is_mail=is_mail, message_id=message_id)
    # Where a ticket has been sent to must hear what becomes of it.
    hears_tickets = row.mode == "ticket" and row.state in (QUEUED, TIMED_OUT)
    where = frozenset({WEBHOOK, CHATWOOT} | (TO_BE_ANSWERED if hears_tickets else frozenset()))
    transaction.send(row, "message", where, payloads.of_message(message), message.sequence)
    return message


def make_urgent(transaction: Transaction, row: Any) -> Any:
    """Put a request before all others; return its new row."""
    transaction.execute(update(handoff_request).where(handoff_request.c.id == row.id).values(priority=EMERGENCY))
    transaction.line(row.id, "alarm", row.state, row.state, None)
    return transaction.row(row.id)


def _raise_alarm(transaction: Transaction, row: Any, text: str, key: str | None) -> Message:
    known = transaction.known(key) or _last_of_a_flood(transaction, row)
    if known is not None:
        return known
    row = make_urgent(transaction, row)
    return write_words(transaction, row, text, EMERGENCY, key)


def _last_of_a_flood(transaction: Transaction, row: Any) -> Message | None:
    """Return the newest alarm of a request that has had more of them in a minute than a person writes."""
    recent = messages_with_requests.where(
        handoff_message.c.request_id == row.id,
        handoff_message.c.mark == EMERGENCY,
        handoff_message.c.at > transaction.now - 60,
    )
    found = transaction.execute(recent.order_by(handoff_message.c.sequence.desc()).limit(MOST_ALARMS_A_MINUTE)).all()
    return read_message(found[0]) if len(found) == MOST_ALARMS_A_MINUTE else None
