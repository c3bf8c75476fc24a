"""Remove the content of requests, and tell those who were sent some of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, or_, select, update

from handoff.delivery.destinations import SMTP_RECEIPT
from handoff.requests.repository import Transaction
from handoff.tables import (
    handoff_change,
    handoff_message,
    handoff_outbox,
    handoff_read,
    handoff_received,
    handoff_request,
    handoff_typing,
    handoff_visit,
)

CONTENT = (handoff_message, handoff_outbox, handoff_received, handoff_typing, handoff_read, handoff_visit)
"""What goes with the content of a request."""


def erase_and_tell(transaction: Transaction, row: Any, action: str, event: str) -> None:
    """Remove all content of a request; what waits is not sent, and who may have some of it is told of `event`.

    What is on its way at this moment is waited for: it must not arrive behind what is told of it.
    """
    box = handoff_outbox.c
    may_have_arrived = or_(box.sent_at.is_not(None), box.attempts > 0, box.claimed_until.is_not(None))
    asked = select(
        box.kind, func.min(box.external_id).label("thread"), func.max(box.claimed_until).label("claimed_until")
    ).where(box.request_id == row.id, may_have_arrived)
    had = transaction.execute(asked.group_by(box.kind)).all()
    erase(transaction, row, action)
    # Pages that show it learn by this that they must not show it any more.
    touched = update(handoff_request).where(handoff_request.c.id == row.id)
    transaction.execute(touched.values(updated_at=transaction.now))
    for kind, thread, claimed_until in had:
        if kind != SMTP_RECEIPT:
            told = {"thread": thread, **transaction.told(row, event)}
            transaction.send(row, event, frozenset({kind}), told, not_before=claimed_until or 0.0)


def erase(transaction: Transaction, row: Any, action: str) -> None:
    """Remove all content of a request; its number, its times and its changes stay."""
    for table in CONTENT:
        transaction.execute(delete(table).where(table.c.request_id == row.id))
    transaction.execute(update(handoff_change).where(handoff_change.c.request_id == row.id).values(reason=None))
    blank: dict[str, Any] = {
        "conversation": "",
        "channel": "",
        "language": "",
        "question": "",
        "name": None,
        "email": None,
        "phone": None,
        "email_token": None,
        "email_proven_at": None,
        "consent_text": "",
        "context": {},
        "reason": None,
        "is_erased": True,
        "step_key": None,
    }
    transaction.execute(update(handoff_request).where(handoff_request.c.id == row.id).values(blank))
    if not row.is_erased:
        transaction.line(row.id, action, row.state, row.state, None)
