"""Do what time brings: time-outs, operators who have gone; forms, transcripts and signs whose time is over."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import func, select

from handoff.delivery.destinations import WEBHOOK
from handoff.requests.conversation_requests import send_ticket
from handoff.requests.erasure import erase, erase_and_tell
from handoff.requests.forms import delete_form, delete_old_forms
from handoff.requests.limits import delete_old_counts
from handoff.requests.operators import return_chats_of_absent_operators
from handoff.requests.presence import ABSENT_SECONDS, delete_old_signs
from handoff.requests.repository import Repository, Transaction
from handoff.requests.row_mappers import read_request
from handoff.requests.states import CANCELLED, OPEN, QUEUED, RESOLVED, TIMED_OUT
from handoff.tables import handoff_request

logger = logging.getLogger(__name__)

DAY = 86_400.0


class Expiry:
    """Let time pass, and forget; each method is one transaction."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def tick(self, watched_for: float = float("inf")) -> None:
        """Do all that is due; to be called every few seconds, by as many processes as like to.

        `watched_for` is for how many seconds that has been done without a gap: an operator whose signs could not be
        kept, because the database was away, is not taken for one who has gone.
        """
        with self.repository.writing() as transaction:
            if watched_for > ABSENT_SECONDS:
                return_chats_of_absent_operators(transaction)
            _time_out(transaction)
            delete_old_forms(transaction)
            delete_old_signs(transaction.connection, transaction.now)
            delete_old_counts(transaction.connection, transaction.now)
            _erase_old_requests(transaction)

    def forget(self, conversation: str) -> None:
        """Delete the form and the content of all requests of a conversation; a line without content stays.

        Those who were sent some of it are asked to delete it.
        """
        with self.repository.writing() as transaction:
            delete_form(transaction, conversation)
            asked = select(handoff_request).where(handoff_request.c.conversation == conversation)
            for row in transaction.execute(asked).all():
                _forget_request(transaction, row)


def _forget_request(transaction: Transaction, row: Any) -> None:
    if row.state in {*OPEN, TIMED_OUT}:
        row = transaction.change(row, "forget", CANCELLED, closed_at=transaction.now, reason="forgotten")
    erase_and_tell(transaction, row, "forget", "forgotten")


def _time_out(transaction: Transaction) -> None:
    limit = transaction.now - transaction.repository.settings.handoff_wait_minutes * 60
    table = handoff_request.c
    asked = select(handoff_request).where(table.state == QUEUED, table.mode == "live", table.queued_at < limit)
    for row in transaction.execute(asked).all():
        if not _can_be_sent(transaction, row):
            continue
        row = transaction.change(row, "time out", TIMED_OUT, mode="ticket")
        transaction.notice(row, "utter_handoff_timed_out")
        transaction.send(row, "timed_out", frozenset({WEBHOOK}), {}, transaction.occasion(row))
        send_ticket(transaction, row)


def _can_be_sent(transaction: Transaction, row: Any) -> bool:
    """Return whether a request can be opened; one whose key is missing waits for it and holds up no other."""
    if read_request(row, transaction.repository.cipher).is_sealed:
        logger.error("Request %d cannot become a ticket: its key is missing in handoff_key", row.id)
        return False
    return True


def _erase_old_requests(transaction: Transaction) -> None:
    limit = transaction.now - transaction.repository.settings.handoff_retention_days * DAY
    table = handoff_request.c
    # What nobody has closed counts from the last word; nothing stays because it was left lying.
    asked = select(handoff_request).where(
        table.is_erased.is_(False), func.coalesce(table.closed_at, table.updated_at) < limit
    )
    for row in transaction.execute(asked).all():
        if row.state in {*OPEN, TIMED_OUT}:
            row = transaction.change(row, "retention", RESOLVED, closed_at=transaction.now, reason="never closed")
        erase(transaction, row, "erase")
