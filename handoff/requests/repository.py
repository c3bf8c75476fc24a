"""Write a change of a request, its line, its message and what it sends, all in one transaction."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql import Executable, Select

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

Hook = Callable[[Connection], None]
"""Writes what belongs to something that an operator does, in the same transaction."""


class Repository:
    """Open the transactions of the desk, and hold what all its parts work with.

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
        self.hook: Hook | None = None

    def with_hook(self, write: Hook) -> Repository:
        """Return a repository whose transactions call `write` where an operator's act is done."""
        other = copy(self)
        other.hook = write
        return other

    def in_language(self, code: str) -> Repository:
        """Return a repository with the texts of a language, as far as the domain has them in that."""
        other = copy(self)
        other.texts = self.texts.in_language(code)
        return other

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Open the one transaction of an act; it is rolled back when an exception leaves it."""
        with writing(self.engine) as connection:
            yield Transaction(connection, self)


@dataclass(frozen=True)
class Transaction:
    """Write to requests within one transaction of the database."""

    connection: Connection
    repository: Repository

    @property
    def now(self) -> float:
        """Return the time, in seconds since 1970."""
        return self.repository.clock()

    def execute(self, statement: Executable) -> Any:
        """Execute a statement."""
        return self.connection.execute(statement)

    def first(self, asked: Select) -> Any:
        """Return the first row of a query, or `None`."""
        return self.connection.execute(asked).first()

    def call_hook(self) -> None:
        """Write what belongs to an operator's act, where something does."""
        if self.repository.hook is not None:
            self.repository.hook(self.connection)

    def change(
        self,
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
        now = self.now
        changed = update(handoff_request).where(handoff_request.c.id == row.id)
        self.execute(changed.values(state=state, updated_at=now, **values))
        self.line(row.id, action, row.state, state, by, to, why)
        return self.row(row.id)

    def line(
        self,
        request_id: int,
        action: str,
        before: str,
        after: str,
        by: int | None,
        to: int | None = None,
        why: str | None = None,
    ) -> None:
        """Write the line of a change, from the state `before` to `after`."""
        line = {
            "request_id": request_id,
            "at": self.now,
            "action": action,
            "from_state": before,
            "to_state": after,
            "operator_id": by,
            "to_operator_id": to,
            "reason": why,
        }
        self.execute(insert(handoff_change).values(line))

    def occasion(self, row: Any) -> int:
        """Tell a change apart from an earlier one of the same kind, by its line."""
        asked = select(handoff_change.c.id).where(handoff_change.c.request_id == row.id)
        return int(self.connection.scalar(asked.order_by(handoff_change.c.id.desc())) or 0)

    def row(self, request_id: int) -> Any:
        """Return the row of a request as it is now."""
        return self.execute(select(handoff_request).where(handoff_request.c.id == request_id)).one()

    def known(self, key: str | None) -> Message | None:
        """Return the message of a key: a browser sends again what it got no answer to."""
        if key is None:
            return None
        row = self.execute(messages_with_requests.where(handoff_message.c.key == key)).first()
        return None if row is None else read_message(row)

    def write(
        self,
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
            "at": self.now,
            "operator_id": operator_id,
            "turn": turn,
            "mark": mark,
            "key": key,
            "is_mail": is_mail,
            "message_id": message_id,
        }
        sequence = self.execute(insert(handoff_message).values(values)).inserted_primary_key[0]
        touched = update(handoff_request).where(handoff_request.c.id == row.id)
        self.execute(touched.values(updated_at=self.now))
        # Whoever has sent the words is not typing them any more.
        self.execute(
            delete(handoff_typing).where(handoff_typing.c.request_id == row.id, handoff_typing.c.who == author)
        )
        written = self.execute(messages_with_requests.where(handoff_message.c.sequence == sequence)).one()
        return read_message(written)

    def notice(self, row: Any, text: str, **values: str) -> None:
        """Tell the visitor something by the name of its text, in the language of the request where there is one."""
        code, texts = language_code(row.language), self.repository.texts
        texts = texts if code is None else texts.in_language(code)
        self.write(row, "notice", texts.say(text, number=row.number, **values))

    def told(self, row: Any, event: str) -> dict[str, str]:
        """Return the words by which those who were sent a request are told what became of it."""
        return {"text": self.repository.texts.say(f"utter_handoff_told_{event}", number=row.number)}

    def email_token(self, row: Any) -> str:
        """Return what e-mails to the visitor of a request are known by, which an answer brings back."""
        known: str | None = self.row(row.id).email_token
        if known is None:
            known = secrets.token_hex(16)
            made = update(handoff_request).where(handoff_request.c.id == row.id)
            self.execute(made.values(email_token=known))
        return known

    def send_resolved(self, row: Any) -> None:
        """Tell those who were sent a request that it is resolved."""
        told = self.told(row, "resolved")
        self.send(row, "resolved", frozenset({WEBHOOK, CHATWOOT}), told, self.occasion(row))

    def send(
        self,
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
        chosen = kinds & self.repository.kinds
        state = "waiting"
        if not self.repository.kinds and SMTP_CONTACT in kinds:
            chosen, state = frozenset({SMTP_CONTACT}), "unconfigured"
            logger.warning("A request to a person is not sent anywhere, since nothing is set up; see the staff site.")
        now = self.now
        whole = {"event": event, "number": row.number, "state": row.state, "mode": row.mode, "at": now, **payload}
        for kind in sorted(chosen):
            key = delivery_key(row.number, event, kind, occasion)
            if self.connection.scalar(select(handoff_outbox.c.id).where(handoff_outbox.c.key == key)) is not None:
                continue
            values = {
                "key": key,
                "kind": kind,
                "request_id": row.id,
                "payload": self.repository.cipher.encrypt_payload(whole),
                "state": state,
                "attempts": 0,
                "created_at": now,
                "next_attempt_at": max(now, not_before),
            }
            self.execute(insert(handoff_outbox).values(values))
