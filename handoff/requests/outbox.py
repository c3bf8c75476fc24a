"""Show what goes out, and let what was given up be tried again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from handoff.requests.records import Delivery, UnknownDelivery
from handoff.requests.repository import Repository
from handoff.requests.row_mappers import deliveries_with_requests, read_delivery
from handoff.tables import handoff_outbox


class Outbox:
    """Read the outbox, which `handoff/delivery/outbox.py` sends."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def deliveries(self, *states: str, limit: int = 200) -> list[Delivery]:
        """Return what goes out, the newest first; of certain states (waiting, sent, dead, unconfigured) if given."""
        asked = deliveries_with_requests.order_by(handoff_outbox.c.id.desc()).limit(limit)
        if states:
            asked = asked.where(handoff_outbox.c.state.in_(states))
        with self.repository.engine.connect() as connection:
            return [read_delivery(row, self.repository.cipher) for row in connection.execute(asked)]

    def delivery(self, delivery_id: int) -> Delivery:
        """Return what goes out, or went out, under an id; raise `UnknownDelivery`."""
        with self.repository.engine.connect() as connection:
            row = connection.execute(deliveries_with_requests.where(handoff_outbox.c.id == delivery_id)).first()
        if row is None:
            raise UnknownDelivery(delivery_id)
        return read_delivery(row, self.repository.cipher)

    def retry(self, delivery_id: int) -> bool:
        """Let a delivery that was given up, or that nothing was set up for, be tried again; tell whether it is one."""
        asked = select(handoff_outbox.c.id).where(
            handoff_outbox.c.id == delivery_id, handoff_outbox.c.state.in_(("dead", "unconfigured"))
        )
        with self.repository.writing() as transaction:
            if transaction.first(asked) is None:
                return False
            transaction.call_hook()
            values: dict[str, Any] = {
                "state": "waiting",
                "attempts": 0,
                "next_attempt_at": transaction.now,
                "claimed_until": None,
                "last_error": None,
            }
            transaction.execute(update(handoff_outbox).where(handoff_outbox.c.id == delivery_id).values(values))
        return True
