"""Take the words of a visitor whose request waits, and the alarms that they raise."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from handoff.delivery import payloads
from handoff.delivery.destinations import CHATWOOT, TO_BE_ANSWERED, WEBHOOK
from handoff.requests.erasure import Erasure
from handoff.requests.records import Message, UnknownRequest
from handoff.requests.row_mappers import messages_with_requests, open_row, read_message, waiting_row
from handoff.requests.states import QUEUED, TIMED_OUT
from handoff.requests.urgency import EMERGENCY
from handoff.tables import handoff_form, handoff_message, handoff_request

FORM_SECONDS = 3600.0
"""How long a form is kept after its last answer."""

MOST_ALARMS_OF_A_FORM = 20
MOST_ALARMS_A_MINUTE = 30
"""How many messages that raise an alarm are kept; all of them are answered."""


class VisitorWords(Erasure):
    """Add words to requests, each once, and pass them on."""

    def say(self, conversation: str, text: str, mark: str | None = None, key: str | None = None) -> Message:
        """Add the visitor's words to the open request, once for each key; raise `UnknownRequest`."""
        with self._writing() as connection:
            known = self._known(connection, key)
            return known or self._say(connection, open_row(connection, conversation), text, mark, key)

    def add(self, conversation: str, text: str, key: str | None = None) -> Message:
        """Add the visitor's words to the request that is open or waits as a ticket; raise `UnknownRequest`."""
        with self._writing() as connection:
            known = self._known(connection, key)
            return known or self._say(connection, waiting_row(connection, conversation), text, None, key)

    def raise_alarm(self, conversation: str, text: str, key: str | None = None) -> Message:
        """Add words that raised an alarm, and put the request before all others, also one that waits as a ticket.

        Raises `UnknownRequest`.
        """
        with self._writing() as connection:
            return self._raise_alarm(connection, waiting_row(connection, conversation), text, key)

    def note_alarm(self, conversation: str, text: str, key: str | None = None) -> bool:
        """Add words that raised an alarm to what the conversation has, a request or a form; tell whether it has one.

        Without either nothing is kept. With the form they are kept until consent, which covers them.
        """
        with self._writing() as connection:
            form = self._form_row(connection, conversation)
            if form is not None:
                known = (self.cipher.decrypt(form.alarm) or "").splitlines()
                lines = list(dict.fromkeys([*known, " ".join(text.split())]))
                alarm = "\n".join(lines[-MOST_ALARMS_OF_A_FORM:])
                noted = update(handoff_form).where(handoff_form.c.conversation == conversation)
                connection.execute(noted.values(alarm=self.cipher.encrypt(alarm)))
            try:
                row = waiting_row(connection, conversation)
            except UnknownRequest:
                return form is not None
            self._raise_alarm(connection, row, text, key)
            return True

    def _form_row(self, connection: Connection, conversation: str) -> Any:
        """Return the row of the conversation's form unless its time is over, else `None`."""
        is_fresh = handoff_form.c.updated_at > self.clock() - FORM_SECONDS
        asked = select(handoff_form).where(handoff_form.c.conversation == conversation, is_fresh)
        return connection.execute(asked).first()

    def _raise_alarm(self, connection: Connection, row: Any, text: str, key: str | None) -> Message:
        known = self._known(connection, key) or self._last_of_a_flood(connection, row)
        if known is not None:
            return known
        row = self._make_urgent(connection, row)
        return self._say(connection, row, text, EMERGENCY, key)

    def _last_of_a_flood(self, connection: Connection, row: Any) -> Message | None:
        """Return the newest alarm of a request that has had more of them in a minute than a person writes."""
        recent = messages_with_requests.where(
            handoff_message.c.request_id == row.id,
            handoff_message.c.mark == EMERGENCY,
            handoff_message.c.at > self.clock() - 60,
        )
        found = connection.execute(recent.order_by(handoff_message.c.sequence.desc()).limit(MOST_ALARMS_A_MINUTE)).all()
        return read_message(found[0]) if len(found) == MOST_ALARMS_A_MINUTE else None

    def _make_urgent(self, connection: Connection, row: Any) -> Any:
        urgent = update(handoff_request).where(handoff_request.c.id == row.id).values(priority=EMERGENCY)
        connection.execute(urgent)
        self._line(connection, row.id, "alarm", row.state, row.state, None)
        return self._row(connection, row.id)

    def _say(
        self,
        connection: Connection,
        row: Any,
        text: str,
        mark: str | None,
        key: str | None,
        is_mail: bool = False,
        message_id: str | None = None,
    ) -> Message:
        message = self._write(
            connection, row, "visitor", text, mark=mark, key=key, is_mail=is_mail, message_id=message_id
        )
        where = {WEBHOOK, CHATWOOT} | (self._ticket_kinds(row) if row.state in (QUEUED, TIMED_OUT) else set())
        self._send(connection, row, "message", frozenset(where), payloads.of_message(message), message.sequence)
        return message

    def _ticket_kinds(self, row: Any) -> frozenset[str]:
        """Return where a ticket has been sent to, which must hear what becomes of it."""
        return TO_BE_ANSWERED if row.mode == "ticket" else frozenset()
