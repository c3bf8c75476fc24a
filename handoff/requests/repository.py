"""Write a change of a request, its line, its message and what it sends, all in the caller's transaction."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from conversations.encryption import FieldCipher, encrypt_columns
from handoff.delivery.destinations import CHATWOOT, SMTP_CONTACT, WEBHOOK, configured_kinds, delivery_key
from handoff.form.languages import language_code
from handoff.requests.records import Message
from handoff.requests.row_mappers import messages_with_requests, read_message
from handoff.requests.states import check_transition
from handoff.tables import handoff_change, handoff_message, handoff_outbox, handoff_request, handoff_typing
from rareguide.business_hours import BusinessHours
from rareguide.database import writing
from rareguide.settings import Settings
from rareguide.texts import Texts, load_texts

logger = logging.getLogger(__name__)


class Repository:
    """Hold what every side of the desk works with.

    Raises `ValueError` when the business hours, the time zone, the holidays or a key of the settings are wrong.
    """

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        clock: Callable[[], float] = time.time,
        texts: Texts | None = None,
    ) -> None:
        self.engine = engine
        self.settings = settings
        self.clock = clock
        self.texts = texts or load_texts()
        self.cipher = FieldCipher(settings.handoff_key)
        if self.cipher.is_set:
            encrypt_columns(engine, self.cipher)
        self.hours = BusinessHours(settings.business_hours, settings.time_zone, settings.holidays)
        self.kinds = configured_kinds(settings)

    def _writing(self) -> AbstractContextManager[Connection]:
        """Open the one transaction of a method."""
        return writing(self.engine)

    def _change(
        self,
        connection: Connection,
        row: Any,
        action: str,
        state: str,
        by: int | None = None,
        to: int | None = None,
        why: str | None = None,
        **values: Any,
    ) -> Any:
        """Bring a request into a state and write the line of it; return its new row. Raise `NotAllowed`.

        `by` is the operator who does it, `to` who is handed it, `why` the reason given; `values` are columns that
        change as well.
        """
        check_transition(row.state, state)
        now = self.clock()
        changed = update(handoff_request).where(handoff_request.c.id == row.id)
        connection.execute(changed.values(state=state, updated_at=now, **values))
        self._line(connection, row.id, action, row.state, state, by, to, why)
        return self._row(connection, row.id)

    def _line(
        self,
        connection: Connection,
        request_id: int,
        action: str,
        before: str,
        after: str,
        by: int | None,
        to: int | None = None,
        why: str | None = None,
    ) -> None:
        line = {
            "request_id": request_id,
            "at": self.clock(),
            "action": action,
            "from_state": before,
            "to_state": after,
            "operator_id": by,
            "to_operator_id": to,
            "reason": why,
        }
        connection.execute(insert(handoff_change).values(line))

    def _occasion(self, connection: Connection, row: Any) -> int:
        """Tell a change apart from an earlier one of the same kind, by its line."""
        asked = select(handoff_change.c.id).where(handoff_change.c.request_id == row.id)
        return int(connection.scalar(asked.order_by(handoff_change.c.id.desc())) or 0)

    def _row(self, connection: Connection, request_id: int) -> Any:
        return connection.execute(select(handoff_request).where(handoff_request.c.id == request_id)).one()

    def _known(self, connection: Connection, key: str | None) -> Message | None:
        """Return the message of a key: a browser sends again what it got no answer to."""
        if key is None:
            return None
        row = connection.execute(messages_with_requests.where(handoff_message.c.key == key)).first()
        return None if row is None else read_message(row)

    def _write(
        self,
        connection: Connection,
        row: Any,
        author: str,
        text: str,
        operator_id: int | None = None,
        turn: dict[str, Any] | None = None,
        mark: str | None = None,
        key: str | None = None,
        is_mail: bool = False,
        message_id: str | None = None,
    ) -> Message:
        """Add a message to a request."""
        values = {
            "request_id": row.id,
            "author": author,
            "text": text,
            "at": self.clock(),
            "operator_id": operator_id,
            "turn": turn,
            "mark": mark,
            "key": key,
            "is_mail": is_mail,
            "message_id": message_id,
        }
        sequence = connection.execute(insert(handoff_message).values(values)).inserted_primary_key[0]
        touched = update(handoff_request).where(handoff_request.c.id == row.id)
        connection.execute(touched.values(updated_at=self.clock()))
        # Whoever has sent the words is not typing them any more.
        connection.execute(
            delete(handoff_typing).where(handoff_typing.c.request_id == row.id, handoff_typing.c.who == author)
        )
        written = connection.execute(messages_with_requests.where(handoff_message.c.sequence == sequence)).one()
        return read_message(written)

    def _notice(self, connection: Connection, row: Any, text: str, **values: str) -> None:
        """Tell the visitor something by the name of its text, in the language of the request where there is one."""
        code = language_code(row.language)
        texts = self.texts if code is None else self.texts.in_language(code)
        self._write(connection, row, "notice", texts.say(text, number=row.number, **values))

    def _told(self, row: Any, event: str) -> dict[str, str]:
        """Return the words by which those who were sent a request are told what became of it."""
        return {"text": self.texts.say(f"utter_handoff_told_{event}", number=row.number)}

    def _email_token(self, connection: Connection, row: Any) -> str:
        """Return what e-mails to the visitor of a request are known by, which an answer brings back."""
        known: str | None = self._row(connection, row.id).email_token
        if known is None:
            known = secrets.token_hex(16)
            made = update(handoff_request).where(handoff_request.c.id == row.id)
            connection.execute(made.values(email_token=known))
        return known

    def _send_resolved(self, connection: Connection, row: Any) -> None:
        told = self._told(row, "resolved")
        self._send(connection, row, "resolved", frozenset({WEBHOOK, CHATWOOT}), told, self._occasion(connection, row))

    def _send(
        self,
        connection: Connection,
        row: Any,
        event: str,
        kinds: frozenset[str],
        payload: dict[str, Any],
        occasion: str | int = "",
        not_before: float = 0.0,
    ) -> None:
        """Put a delivery for each configured one of `kinds` into the outbox; once for each occasion.

        Where nothing at all is set up, what would have been sent to the contact is kept, so that it can be seen.
        """
        chosen = kinds & self.kinds
        state = "waiting"
        if not self.kinds and SMTP_CONTACT in kinds:
            chosen, state = frozenset({SMTP_CONTACT}), "unconfigured"
            logger.warning("A request to a person is not sent anywhere, since nothing is set up; see the staff site.")
        now = self.clock()
        whole = {"event": event, "number": row.number, "state": row.state, "mode": row.mode, "at": now, **payload}
        for kind in sorted(chosen):
            key = delivery_key(row.number, event, kind, occasion)
            if connection.scalar(select(handoff_outbox.c.id).where(handoff_outbox.c.key == key)) is not None:
                continue
            values = {
                "key": key,
                "kind": kind,
                "request_id": row.id,
                "payload": self.cipher.encrypt_payload(whole),
                "state": state,
                "attempts": 0,
                "created_at": now,
                "next_attempt_at": max(now, not_before),
            }
            connection.execute(insert(handoff_outbox).values(values))
