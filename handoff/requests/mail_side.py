"""Answer visitors by e-mail, and take their e-mails into their requests.

What a person writes goes to an address only once it is proven: an e-mail has come from it that knows the token which
stood in an e-mail to it. Until then the words wait, and the address is asked, without a word of anybody, to answer.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from handoff.delivery import payloads
from handoff.delivery.destinations import SMTP_ANSWER, SMTP_RECEIPT
from handoff.delivery.mailbox import IncomingMail
from handoff.requests.limits import count_receipt, plain_address
from handoff.requests.operator_side import OperatorSide
from handoff.requests.records import Message, Request
from handoff.requests.row_mappers import messages_with_requests, read_message, read_request
from handoff.requests.states import OPEN, RESOLVED, TIMED_OUT, NotAllowed
from handoff.requests.urgency import EMERGENCY
from handoff.requests.visitor_side import VisitorSide
from handoff.tables import handoff_message, handoff_outbox, handoff_received, handoff_request

MAIL = "mail"
MOST_MAILS_A_DAY = 100
"""How many e-mails a day are taken into one request; more than a person writes stay in the mailbox."""
MOST_REFERENCES = 10
DAY = 86_400.0


class MailSide(VisitorSide, OperatorSide):
    """Send and take e-mails; each method is one transaction."""

    def can_mail(self, request: Request) -> bool:
        """Return whether an answer can go by e-mail, and its answer come back."""
        return SMTP_ANSWER in self.kinds and bool(request.email) and not request.is_erased

    def reply_by_mail(
        self, number: str, operator_id: int, text: str, turn: dict[str, Any] | None = None, key: str | None = None
    ) -> Message:
        """Say something to the visitor in the chat and by e-mail, once for each key; raise `NotAllowed`."""
        with self._writing() as connection:
            known = self._known(connection, key)
            if known is not None:
                return known
            row = self._own(connection, number, operator_id)
            request = read_request(row, self.cipher)
            if not self.can_mail(request):
                raise NotAllowed("there is no way to send an e-mail")
            message = self._reply(connection, row, operator_id, text, turn, key, is_mail=True)
            if request.is_email_proven:
                self._send_answer(connection, row, request, message)
            else:
                self._ask_for_proof(connection, row, request)
            return message

    def take_mail(self, mail: IncomingMail, warning: str | None = None) -> bool:
        """Take an e-mail into the request that it answers, once; return whether there is one.

        The first from the request's own address proves it, and what waits for that is sent. One from another address,
        or that no person wrote, is kept as a note; a closed request is a ticket again. `warning` is what visitors are
        told at an alarm, where the words raise one.
        """
        with self._writing() as connection:
            row = self._answered_by(connection, mail)
            if row is None:
                return False
            known = (handoff_received.c.kind == MAIL) & (handoff_received.c.external_id == mail.id)
            if connection.execute(select(handoff_received.c.kind).where(known)).first() is not None:
                return True
            if self._mails_today(connection, row.id) >= MOST_MAILS_A_DAY:
                return False
            received = {"kind": MAIL, "external_id": mail.id, "request_id": row.id}
            connection.execute(insert(handoff_received).values(received))
            self._take(connection, row, mail, warning)
            return True

    def _take(self, connection: Connection, row: Any, mail: IncomingMail, warning: str | None) -> None:
        request = read_request(row, self.cipher)
        files = "\n" + self.texts.say("utter_handoff_mail_files") if mail.is_cut else ""
        is_theirs = bool(request.email) and plain_address(mail.sender) == plain_address(request.email or "")
        if mail.is_automatic or not is_theirs:
            kind = "utter_handoff_mail_automatic" if mail.is_automatic else "utter_handoff_mail_of_another"
            self._write(connection, row, "note", f"{self.texts.say(kind)}\n{mail.text}{files}", is_mail=True)
            return
        if row.state == RESOLVED:
            row = self._change(connection, row, "e-mail", TIMED_OUT, mode="ticket", closed_at=None, reason=None)
        if warning is not None:
            row = self._make_urgent(connection, row)
        mark = None if warning is None else EMERGENCY
        self._say(connection, row, f"{mail.text}{files}", mark, None, is_mail=True, message_id=mail.message_id)
        if warning is not None:
            self._warn(connection, row, request, warning)
        if not request.is_email_proven:
            proven = update(handoff_request).where(handoff_request.c.id == row.id)
            connection.execute(proven.values(email_proven_at=self.clock()))
            self._line(connection, row.id, "e-mail address proven", row.state, row.state, None)
            self._send_what_waits(connection, row)

    def _warn(self, connection: Connection, row: Any, request: Request, warning: str) -> None:
        """Answer an alarm with whom to call, at most once an hour: what answers by itself must not go on for ever."""
        hour = int(self.clock() // 3600)
        token, thread = self._email_token(connection, row), self._thread(connection, row.id)
        told = payloads.of_warning(request, warning, token, thread)
        self._send(connection, row, "warning", frozenset({SMTP_ANSWER}), told, hour)

    def _answered_by(self, connection: Connection, mail: IncomingMail) -> Any:
        """Return the row of the request that an e-mail answers, unless its content is gone; else `None`."""
        asked = select(handoff_request).where(
            handoff_request.c.email_token.in_(mail.tokens),
            handoff_request.c.is_erased.is_(False),
            handoff_request.c.state.in_({*OPEN, TIMED_OUT, RESOLVED}),
        )
        return connection.execute(asked.order_by(handoff_request.c.id.desc())).first() if mail.tokens else None

    def _mails_today(self, connection: Connection, request_id: int) -> int:
        asked = select(func.count()).where(
            handoff_message.c.request_id == request_id,
            handoff_message.c.is_mail.is_(True),
            handoff_message.c.author != "operator",
            handoff_message.c.at > self.clock() - DAY,
        )
        return int(connection.scalar(asked) or 0)

    def _ask_for_proof(self, connection: Connection, row: Any, request: Request) -> None:
        """Ask an address that is not proven to answer, without a word of anybody; once for each request."""
        if self._has_asked(connection, row.id):
            return
        if count_receipt(connection, self.settings, self.clock(), request.email or ""):
            asking = payloads.of_question_of_proof(request, self._email_token(connection, row))
            self._send(connection, row, "proof", frozenset({SMTP_ANSWER}), asking)

    def _has_asked(self, connection: Connection, request_id: int) -> bool:
        asked = select(handoff_outbox.c.id).where(
            handoff_outbox.c.request_id == request_id, handoff_outbox.c.kind == SMTP_ANSWER
        )
        return connection.execute(asked).first() is not None

    def _send_what_waits(self, connection: Connection, row: Any) -> None:
        request = read_request(self._row(connection, row.id), self.cipher)
        asked = messages_with_requests.where(
            handoff_message.c.request_id == row.id,
            handoff_message.c.author == "operator",
            handoff_message.c.is_mail.is_(True),
        )
        for one in connection.execute(asked.order_by(handoff_message.c.sequence)).all():
            self._send_answer(connection, row, request, read_message(one))

    def _send_answer(self, connection: Connection, row: Any, request: Request, message: Message) -> None:
        token = self._email_token(connection, row)
        answer = payloads.of_answer(request, message, token, self._thread(connection, row.id))
        self._send(connection, row, "answer", frozenset({SMTP_ANSWER}), answer, message.sequence)

    def _thread(self, connection: Connection, request_id: int) -> list[str]:
        """Return the ids of the e-mails before, ours and the visitor's; the last is the one that is answered."""
        kinds = (SMTP_RECEIPT, SMTP_ANSWER)
        ours = select(handoff_outbox.c.external_id).where(
            handoff_outbox.c.request_id == request_id, handoff_outbox.c.kind.in_(kinds)
        )
        theirs = select(handoff_message.c.message_id).where(handoff_message.c.request_id == request_id)
        found = [
            *connection.scalars(ours.order_by(handoff_outbox.c.id)),
            *connection.scalars(theirs.order_by(handoff_message.c.sequence)),
        ]
        return [one for one in found if one][-MOST_REFERENCES:]
