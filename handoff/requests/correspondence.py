"""Answer visitors by e-mail, and take their e-mails into their requests.

What a person writes goes to an address only once it is proven: an e-mail has come from it that knows the token which
stood in an e-mail to it. Until then the words wait, and the address is asked, without a word of anybody, to answer.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update

from handoff.delivery import payloads
from handoff.delivery.destinations import SMTP_ANSWER, SMTP_RECEIPT
from handoff.delivery.mailbox import IncomingMail
from handoff.requests.claims import own_row
from handoff.requests.limits import count_receipt, plain_address
from handoff.requests.operator_messages import is_received, note_received, write_reply
from handoff.requests.records import Message, Request
from handoff.requests.repository import Repository, Transaction
from handoff.requests.row_mappers import messages_with_requests, read_message, read_request
from handoff.requests.states import OPEN, RESOLVED, TIMED_OUT, NotAllowed
from handoff.requests.urgency import EMERGENCY
from handoff.requests.visitor_messages import make_urgent, write_words
from handoff.tables import handoff_message, handoff_outbox, handoff_request

MAIL = "mail"
MOST_MAILS_A_DAY = 100
"""How many e-mails a day are taken into one request; more than a person writes stay in the mailbox."""
MOST_REFERENCES = 10
DAY = 86_400.0


class Correspondence:
    """Send and take e-mails; each method is one transaction."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def is_possible(self, request: Request) -> bool:
        """Return whether an answer can go by e-mail, and its answer come back."""
        return SMTP_ANSWER in self.repository.kinds and bool(request.email) and not request.is_erased

    def reply(
        self, number: str, operator_id: int, text: str, turn: dict[str, Any] | None = None, key: str | None = None
    ) -> Message:
        """Say something to the visitor in the chat and by e-mail, once for each key; raise `NotAllowed`."""
        with self.repository.writing() as transaction:
            known = transaction.known(key)
            if known is not None:
                return known
            row = own_row(transaction, number, operator_id)
            request = read_request(row, self.repository.cipher)
            if not self.is_possible(request):
                raise NotAllowed("there is no way to send an e-mail")
            message = write_reply(transaction, row, operator_id, text, turn, key, is_mail=True)
            if request.is_email_proven:
                _send_answer(transaction, row, request, message)
            else:
                _ask_for_proof(transaction, row, request)
            return message

    def take(self, mail: IncomingMail, warning: str | None = None) -> bool:
        """Take an e-mail into the request that it answers, once; return whether there is one.

        The first from the request's own address proves it, and what waits for that is sent. One from another address,
        or that no person wrote, is kept as a note; a closed request is a ticket again. `warning` is what visitors are
        told at an alarm, where the words raise one.
        """
        with self.repository.writing() as transaction:
            row = _answered_by(transaction, mail)
            if row is None:
                return False
            if is_received(transaction, MAIL, mail.id):
                return True
            if _mails_today(transaction, row.id) >= MOST_MAILS_A_DAY:
                return False
            note_received(transaction, MAIL, mail.id, row.id)
            _take(transaction, row, mail, warning)
            return True


def _take(transaction: Transaction, row: Any, mail: IncomingMail, warning: str | None) -> None:
    request = read_request(row, transaction.repository.cipher)
    files = "\n" + transaction.repository.texts.say("utter_handoff_mail_files") if mail.is_cut else ""
    is_theirs = bool(request.email) and plain_address(mail.sender) == plain_address(request.email or "")
    if mail.is_automatic or not is_theirs:
        kind = "utter_handoff_mail_automatic" if mail.is_automatic else "utter_handoff_mail_of_another"
        transaction.write(row, "note", f"{transaction.repository.texts.say(kind)}\n{mail.text}{files}", is_mail=True)
        return
    if row.state == RESOLVED:
        row = transaction.change(row, "e-mail", TIMED_OUT, mode="ticket", closed_at=None, reason=None)
    if warning is not None:
        row = make_urgent(transaction, row)
    mark = None if warning is None else EMERGENCY
    write_words(transaction, row, f"{mail.text}{files}", mark, None, is_mail=True, message_id=mail.message_id)
    if warning is not None:
        _warn(transaction, row, request, warning)
    if not request.is_email_proven:
        proven = update(handoff_request).where(handoff_request.c.id == row.id)
        transaction.execute(proven.values(email_proven_at=transaction.now))
        transaction.line(row.id, "e-mail address proven", row.state, row.state, None)
        _send_what_waits(transaction, row)


def _warn(transaction: Transaction, row: Any, request: Request, warning: str) -> None:
    """Answer an alarm with whom to call, at most once an hour: what answers by itself must not go on for ever."""
    hour = int(transaction.now // 3600)
    token, thread = transaction.email_token(row), _thread(transaction, row.id)
    told = payloads.of_warning(request, warning, token, thread)
    transaction.send(row, "warning", frozenset({SMTP_ANSWER}), told, hour)


def _answered_by(transaction: Transaction, mail: IncomingMail) -> Any:
    """Return the row of the request that an e-mail answers, unless its content is gone; else `None`."""
    asked = select(handoff_request).where(
        handoff_request.c.email_token.in_(mail.tokens),
        handoff_request.c.is_erased.is_(False),
        handoff_request.c.state.in_({*OPEN, TIMED_OUT, RESOLVED}),
    )
    return transaction.execute(asked.order_by(handoff_request.c.id.desc())).first() if mail.tokens else None


def _mails_today(transaction: Transaction, request_id: int) -> int:
    asked = select(func.count()).where(
        handoff_message.c.request_id == request_id,
        handoff_message.c.is_mail.is_(True),
        handoff_message.c.author != "operator",
        handoff_message.c.at > transaction.now - DAY,
    )
    return int(transaction.connection.scalar(asked) or 0)


def _ask_for_proof(transaction: Transaction, row: Any, request: Request) -> None:
    """Ask an address that is not proven to answer, without a word of anybody; once for each request."""
    if _has_asked(transaction, row.id):
        return
    if count_receipt(transaction.connection, transaction.repository.settings, transaction.now, request.email or ""):
        asking = payloads.of_question_of_proof(request, transaction.email_token(row))
        transaction.send(row, "proof", frozenset({SMTP_ANSWER}), asking)


def _has_asked(transaction: Transaction, request_id: int) -> bool:
    asked = select(handoff_outbox.c.id).where(
        handoff_outbox.c.request_id == request_id, handoff_outbox.c.kind == SMTP_ANSWER
    )
    return transaction.execute(asked).first() is not None


def _send_what_waits(transaction: Transaction, row: Any) -> None:
    request = read_request(transaction.row(row.id), transaction.repository.cipher)
    asked = messages_with_requests.where(
        handoff_message.c.request_id == row.id,
        handoff_message.c.author == "operator",
        handoff_message.c.is_mail.is_(True),
    )
    for one in transaction.execute(asked.order_by(handoff_message.c.sequence)).all():
        _send_answer(transaction, row, request, read_message(one))


def _send_answer(transaction: Transaction, row: Any, request: Request, message: Message) -> None:
    token = transaction.email_token(row)
    answer = payloads.of_answer(request, message, token, _thread(transaction, row.id))
    transaction.send(row, "answer", frozenset({SMTP_ANSWER}), answer, message.sequence)


def _thread(transaction: Transaction, request_id: int) -> list[str]:
    """Return the ids of the e-mails before, ours and the visitor's; the last is the one that is answered."""
    kinds = (SMTP_RECEIPT, SMTP_ANSWER)
    ours = select(handoff_outbox.c.external_id).where(
        handoff_outbox.c.request_id == request_id, handoff_outbox.c.kind.in_(kinds)
    )
    theirs = select(handoff_message.c.message_id).where(handoff_message.c.request_id == request_id)
    found = [
        *transaction.connection.scalars(ours.order_by(handoff_outbox.c.id)),
        *transaction.connection.scalars(theirs.order_by(handoff_message.c.sequence)),
    ]
    return [one for one in found if one][-MOST_REFERENCES:]
