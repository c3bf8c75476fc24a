"""Send what the outbox holds: each once, again after a failure, and never two workers the same.

A row is claimed for a while before it is sent, so that another worker leaves it alone; a worker that dies lets the
claim run out. What was sent but not marked as sent is sent again: receivers know it by its key.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Engine

from handoff.encryption import CannotOpen, Seal
from handoff.tables import handoff_outbox
from knowledge.database import writing

logger = logging.getLogger(__name__)

FIRST_PAUSE = 10.0
LONGEST_PAUSE = 3600.0
"""Seconds between two tries, doubled each time."""

MOST_ATTEMPTS = 12
CLAIM_SECONDS = 120.0
"""For how long a row is left to the worker that claimed it; longer than any receiver may take."""

MOST_AT_ONCE = 20


class NotDelivered(Exception):
    """A delivery failed; `is_permanent` says that trying again is of no use. The text names no personal data."""

    def __init__(self, reason: str, is_permanent: bool = False) -> None:
        super().__init__(reason)
        self.is_permanent = is_permanent


@dataclass(frozen=True)
class Parcel:
    """Hold what is to be sent: `key` is the same at every try, `thread` what the receiver calls the request so far."""

    key: str
    payload: Mapping[str, Any]
    thread: str | None = None


Deliver = Callable[[Parcel], "str | None"]
"""Send a parcel; return what the receiver calls it, if anything. Raises `NotDelivered`."""


def deliver_due(
    engine: Engine, seal: Seal, deliveries: Mapping[str, Deliver], clock: Callable[[], float]
) -> tuple[int, int]:
    """Send what is due; return how many were sent and how many failed."""
    sent = failed = 0
    for row in _claimed(engine, tuple(deliveries), clock()):
        try:
            payload = seal.open_payload(row.payload)
            # What is told of a forgotten request carries its thread: the deliveries before it are gone.
            parcel = Parcel(row.key, payload, _thread(engine, row) or payload.get("thread"))
            external_id = deliveries[row.kind](parcel)
        except (NotDelivered, CannotOpen) as problem:
            failed += 1
            _mark_failed(engine, row, problem, clock())
        except Exception as problem:  # one parcel that cannot be packed must not hold up the others
            logger.exception("Delivery %d of the hand-over could not be made.", row.id)
            failed += 1
            _mark_failed(engine, row, NotDelivered(f"it could not be made: {type(problem).__name__}"), clock())
        else:
            sent += 1
            _mark_sent(engine, row, external_id, clock())
    return sent, failed


def _claimed(engine: Engine, kinds: tuple[str, ...], now: float) -> list[Any]:
    box = handoff_outbox.c
    is_free = or_(box.claimed_until.is_(None), box.claimed_until < now)
    due = (
        select(handoff_outbox)
        .where(box.state == "waiting", box.kind.in_(kinds), box.next_attempt_at <= now, is_free)
        .order_by(box.next_attempt_at, box.id)
        .limit(MOST_AT_ONCE)
    )
    with engine.connect() as connection:
        if connection.execute(due.limit(1)).first() is None:
            return []  # most looks find nothing, and must not wait for other writers
    with writing(engine) as connection:
        rows = connection.execute(due).all()
        claimed = update(handoff_outbox).where(box.id.in_([row.id for row in rows]))
        connection.execute(claimed.values(claimed_until=now + CLAIM_SECONDS))
    return list(rows)


def _thread(engine: Engine, row: Any) -> str | None:
    """Return what the receiver called the first delivery of the same request."""
    box = handoff_outbox.c
    asked = select(box.external_id).where(
        box.request_id == row.request_id, box.kind == row.kind, box.external_id.is_not(None)
    )
    with engine.connect() as connection:
        known: str | None = connection.scalar(asked.order_by(box.id).limit(1))
    return known


def _mark_sent(engine: Engine, row: Any, external_id: str | None, now: float) -> None:
    values = {
        "state": "sent",
        "payload": {},  # what is sent need not be kept
        "attempts": row.attempts + 1,
        "claimed_until": None,
        "last_error": None,
        "sent_at": now,
        "external_id": external_id,
    }
    with writing(engine) as connection:
        connection.execute(update(handoff_outbox).where(handoff_outbox.c.id == row.id).values(values))


def _mark_failed(engine: Engine, row: Any, problem: Exception, now: float) -> None:
    attempts = row.attempts + 1
    is_dead = attempts >= MOST_ATTEMPTS or isinstance(problem, CannotOpen) or getattr(problem, "is_permanent", False)
    # Spread out, so that all that failed together does not come back together.
    pause = min(FIRST_PAUSE * 2.0 ** (attempts - 1), LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311
    values = {
        "state": "dead" if is_dead else "waiting",
        "attempts": attempts,
        "claimed_until": None,
        "next_attempt_at": now + pause,
        "last_error": str(problem)[:200],
    }
    with writing(engine) as connection:
        connection.execute(update(handoff_outbox).where(handoff_outbox.c.id == row.id).values(values))
    if is_dead:
        logger.error("Delivery %d of the hand-over was given up: %s", row.id, problem)
