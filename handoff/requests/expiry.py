"""Do what time brings: time-outs, operators who have gone; forms, transcripts and signs whose time is over."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.engine import Connection

from handoff.delivery.destinations import WEBHOOK
from handoff.requests.limits import delete_old_counts
from handoff.requests.mail_side import MailSide
from handoff.requests.presence import ABSENT_SECONDS, delete_old_signs
from handoff.requests.row_mappers import read_request
from handoff.requests.states import CANCELLED, OPEN, QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR
from handoff.requests.visitor_words import FORM_SECONDS
from handoff.tables import handoff_form, handoff_message, handoff_presence, handoff_request

logger = logging.getLogger(__name__)

DAY = 86_400.0


class Expiry(MailSide):
    """Let time pass, and forget."""

    def tick(self, watched_for: float = float("inf")) -> None:
        """Do all that is due; to be called every few seconds, by as many processes as like to.

        `watched_for` is for how many seconds that has been done without a gap: an operator whose signs could not be
        kept, because the database was away, is not taken for one who has gone.
        """
        with self._writing() as connection:
            if watched_for > ABSENT_SECONDS:
                self._return_chats_of_absent_operators(connection)
            self._time_out(connection)
            self._delete_old_forms(connection)
            delete_old_signs(connection, self.clock())
            delete_old_counts(connection, self.clock())
            self._erase_old_requests(connection)

    def forget(self, conversation: str) -> None:
        """Delete the form and the content of all requests of a conversation; a line without content stays.

        Those who were sent some of it are asked to delete it.
        """
        with self._writing() as connection:
            self._delete_form(connection, conversation)
            asked = select(handoff_request).where(handoff_request.c.conversation == conversation)
            for row in connection.execute(asked).all():
                self._forget_request(connection, row)

    def _forget_request(self, connection: Connection, row: Any) -> None:
        if row.state in {*OPEN, TIMED_OUT}:
            row = self._change(connection, row, "forget", CANCELLED, closed_at=self.clock(), reason="forgotten")
        self._erase_and_tell(connection, row, "forget", "forgotten")

    def _return_chats_of_absent_operators(self, connection: Connection) -> None:
        table = handoff_request.c
        limit = self.clock() - ABSENT_SECONDS
        seen_at = func.coalesce(handoff_presence.c.seen_at, 0)
        # Who answers in a help desk gives no sign of being there but words.
        written_at = (
            select(func.max(handoff_message.c.at))
            .where(handoff_message.c.request_id == table.id, handoff_message.c.author == "operator")
            .scalar_subquery()
        )
        is_gone = or_(
            and_(table.operator_id.is_not(None), seen_at < limit),
            and_(table.operator_id.is_(None), func.coalesce(written_at, 0) < limit),
        )
        asked = (
            select(handoff_request)
            .outerjoin(handoff_presence, handoff_presence.c.operator_id == table.operator_id)
            .where(table.state == WITH_OPERATOR, table.claimed_at < limit, is_gone)
        )
        for row in connection.execute(asked).all():
            self._back_to_queue(connection, row, "operator absent", None)

    def _time_out(self, connection: Connection) -> None:
        limit = self.clock() - self.settings.handoff_wait_minutes * 60
        table = handoff_request.c
        asked = select(handoff_request).where(table.state == QUEUED, table.mode == "live", table.queued_at < limit)
        for row in connection.execute(asked).all():
            if not self._can_be_sent(row):
                continue
            row = self._change(connection, row, "time out", TIMED_OUT, mode="ticket")
            self._notice(connection, row, "utter_handoff_timed_out")
            self._send(connection, row, "timed_out", frozenset({WEBHOOK}), {}, self._occasion(connection, row))
            self._send_ticket(connection, row)

    def _can_be_sent(self, row: Any) -> bool:
        """Return whether a request can be opened; one whose key is missing waits for it and holds up no other."""
        if read_request(row, self.cipher).is_sealed:
            logger.error("Request %d cannot become a ticket: its key is missing in handoff_key", row.id)
            return False
        return True

    def _delete_old_forms(self, connection: Connection) -> None:
        connection.execute(delete(handoff_form).where(handoff_form.c.updated_at < self.clock() - FORM_SECONDS))

    def _erase_old_requests(self, connection: Connection) -> None:
        limit = self.clock() - self.settings.handoff_retention_days * DAY
        table = handoff_request.c
        # What nobody has closed counts from the last word; nothing stays because it was left lying.
        asked = select(handoff_request).where(
            table.is_erased.is_(False), func.coalesce(table.closed_at, table.updated_at) < limit
        )
        for row in connection.execute(asked).all():
            if row.state in {*OPEN, TIMED_OUT}:
                row = self._change(
                    connection, row, "retention", RESOLVED, closed_at=self.clock(), reason="never closed"
                )
            self._erase(connection, row, "erase")
