"""Send what the outbox holds: each once, again after a failure, and never two workers the same.

A row is claimed for a while right before it is sent, so that another worker leaves it alone; a worker that dies lets
the claim run out. What was sent but not marked as sent is sent again: receivers know it by its key.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.engine import Connection, Engine

from conversations.encryption import CannotDecrypt, FieldCipher
from handoff.delivery.destinations import ERASURES, delivery_key
from handoff.requests.urgency import IS_URGENT
from handoff.tables import handoff_outbox, handoff_request
from rareguide.database import writing

logger = logging.getLogger(__name__)

FIRST_PAUSE = 10.0
LONGEST_PAUSE = 3600.0
"""Seconds between two tries, doubled each time."""

MOST_ATTEMPTS = 12
CLAIM_SECONDS = 300.0
"""For how long a row is left to the worker that claimed it; longer than any receiver may take."""


class NotDelivered(Exception):
    """A delivery failed; `is_permanent` says that trying again is of no use. The text names no personal data."""

    def __init__(self, reason: str, is_permanent: bool = False) -> None:
        super().__init__(reason)
        self.is_permanent = is_permanent


@dataclass(frozen=True)
class OutboxItem:
    """Hold what is to be sent: `key` is the same at every try, `thread` what the receiver calls the request so far."""

    key: str
    payload: Mapping[str, Any]
    thread: str | None = None
    is_repeated: bool = False
    """It was tried before, and may have arrived."""


Deliver = Callable[[OutboxItem], "str | None"]
"""Send a parcel; return what the receiver calls it, if anything. Raises `NotDelivered`."""


def deliver_due(
    engine: Engine,
    cipher: FieldCipher,
    deliveries: Mapping[str, Deliver],
    clock: Callable[[], float],
    is_ending: Callable[[], bool] = lambda: False,
) -> tuple[int, int]:
    """Send what is due, the urgent first, until `is_ending`; return how many were sent and how many failed.

    A receiver that cannot be reached is left for the next run, so that it does not hold up the others.
    """
    sent = failed = 0
    kinds = dict(deliveries)
    while kinds and not is_ending():
        row = _claim_next(engine, tuple(kinds), clock())
        if row is None:
            break
        try:
            external_id = kinds[row.kind](_item(engine, cipher, row))
        except (NotDelivered, CannotDecrypt) as problem:
            failed += 1
            _mark_failed(engine, row, problem, clock())
            if not _is_hopeless(problem):
                del kinds[row.kind]
        except Exception as problem:  # one parcel that cannot be packed must not hold up the others
            logger.exception("Delivery %d of the hand-over could not be made.", row.id)
            failed += 1
            _mark_failed(engine, row, NotDelivered(f"it could not be made: {type(problem).__name__}"), clock())
        else:
            sent += 1
            _mark_sent(engine, cipher, row, external_id, clock())
    return sent, failed


def _claim_next(engine: Engine, kinds: tuple[str, ...], now: float) -> Any:
    """Return the row that is to be sent next, as it is now, and leave it to this worker; `None` without any."""
    box, before = handoff_outbox.c, handoff_outbox.alias()
    # A visitor's words arrive in the order in which they were written.
    is_behind = exists().where(
        before.c.request_id == box.request_id,
        before.c.kind == box.kind,
        before.c.id < box.id,
        before.c.state == "waiting",
        before.c.claimed_until >= now,
    )
    due = (
        select(handoff_outbox)
        .join(handoff_request, handoff_request.c.id == box.request_id)
        .where(box.state == "waiting", box.kind.in_(kinds), box.next_attempt_at <= now)
        .where(or_(box.claimed_until.is_(None), box.claimed_until < now), ~is_behind)
        .order_by(IS_URGENT, box.next_attempt_at, box.id)
        .limit(1)
    )
    with engine.connect() as connection:
        if connection.execute(due).first() is None:
            return None  # most looks find nothing, and must not wait for other writers
    with writing(engine) as connection:
        row = connection.execute(due).first()
        if row is None:
            return None
        connection.execute(update(handoff_outbox).where(box.id == row.id).values(claimed_until=now + CLAIM_SECONDS))
        return connection.execute(select(handoff_outbox).where(box.id == row.id)).one()


def _item(engine: Engine, cipher: FieldCipher, row: Any) -> OutboxItem:
    """Return what is to be sent of a row; raise `CannotDecrypt`."""
    payload = cipher.decrypt_payload(row.payload)
    # What is told of a forgotten request carries its thread: the deliveries before it are gone.
    return OutboxItem(row.key, payload, _thread(engine, row) or payload.get("thread"), row.attempts > 0)


def _thread(engine: Engine, row: Any) -> str | None:
    """Return what the receiver called the first delivery of the same request."""
    box = handoff_outbox.c
    asked = select(box.external_id).where(
        box.request_id == row.request_id, box.kind == row.kind, box.external_id.is_not(None)
    )
    with engine.connect() as connection:
        known: str | None = connection.scalar(asked.order_by(box.id).limit(1))
    return known


def _mark_sent(engine: Engine, cipher: FieldCipher, row: Any, external_id: str | None, now: float) -> None:
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
        marked = connection.execute(update(handoff_outbox).where(_is_claimed_as(row)).values(values))
        if not marked.rowcount:
            _tell_of_late_arrival(connection, cipher, row, external_id, now)


def _tell_of_late_arrival(
    connection: Connection, cipher: FieldCipher, row: Any, thread: str | None, now: float
) -> None:
    """Let those who got a request while it was being forgotten hear of it now, in the thread that they have."""
    box = handoff_outbox.c
    number = row.key.partition(":")[0]
    keys = [delivery_key(number, event, row.kind) for event in ERASURES]
    told = select(box.id, box.payload).where(box.key.in_(keys), box.state == "waiting")
    for one in connection.execute(told).all():
        payload = cipher.encrypt_payload({**cipher.decrypt_payload(one.payload), "thread": thread})
        late = update(handoff_outbox).where(box.id == one.id)
        connection.execute(late.values(payload=payload, next_attempt_at=now))


def _mark_failed(engine: Engine, row: Any, problem: Exception, now: float) -> None:
    attempts = row.attempts + 1
    is_dead = attempts >= MOST_ATTEMPTS or _is_hopeless(problem)
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
        connection.execute(update(handoff_outbox).where(_is_claimed_as(row)).values(values))
    if is_dead:
        logger.error("Delivery %d of the hand-over was given up: %s", row.id, problem)


def _is_claimed_as(row: Any) -> Any:
    """Return the condition that a row is still this worker's, and neither another's nor forgotten."""
    return and_(handoff_outbox.c.id == row.id, handoff_outbox.c.claimed_until == row.claimed_until)


def _is_hopeless(problem: Exception) -> bool:
    """Return whether trying again is of no use."""
    return isinstance(problem, CannotDecrypt) or getattr(problem, "is_permanent", False)
