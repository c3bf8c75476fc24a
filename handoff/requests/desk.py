"""Give both sides, and the clock, one desk to work at."""

from __future__ import annotations

from copy import copy
from typing import Any

from sqlalchemy import select, update

from handoff.requests.expiry import Expiry
from handoff.requests.operator_side import Hook
from handoff.requests.records import Delivery, UnknownDelivery
from handoff.requests.row_mappers import deliveries_with_requests, read_delivery
from handoff.tables import handoff_outbox


class Desk(Expiry):
    """Hold requests to a person: `Desk(engine, settings, clock=time.time, texts=None)`.

    What visitors do is in `visitor_side.py`, what operators do in `operator_side.py`, what time brings in `expiry.py`.
    Every method is one transaction, which writes a change of state, its line, its message and what goes out together.
    A desk holds no state of its own: any number of processes may have one.
    """

    def with_hook(self, write: Hook) -> Desk:
        """Return this desk for one act of an operator: `write` is called in its transaction, once if it is done.

        What was done before, such as words with a known key, is not done again, and nothing is written beside it.
        """
        desk = copy(self)
        desk._hook = write
        return desk

    def in_language(self, code: str) -> Desk:
        """Return this desk with the texts of a language, as far as the domain has them in that."""
        desk = copy(self)
        desk.texts = self.texts.in_language(code)
        return desk

    def deliveries(self, *states: str, limit: int = 200) -> list[Delivery]:
        """Return what goes out, the newest first; of certain states (waiting, sent, dead, unconfigured) if given."""
        asked = deliveries_with_requests.order_by(handoff_outbox.c.id.desc()).limit(limit)
        if states:
            asked = asked.where(handoff_outbox.c.state.in_(states))
        with self.engine.connect() as connection:
            return [read_delivery(row, self.cipher) for row in connection.execute(asked)]

    def delivery(self, delivery_id: int) -> Delivery:
        """Return what goes out, or went out, under an id; raise `UnknownDelivery`."""
        with self.engine.connect() as connection:
            row = connection.execute(deliveries_with_requests.where(handoff_outbox.c.id == delivery_id)).first()
        if row is None:
            raise UnknownDelivery(delivery_id)
        return read_delivery(row, self.cipher)

    def dead_letters(self) -> list[Delivery]:
        """Return what was given up, the newest first."""
        return self.deliveries("dead")

    def retry_delivery(self, delivery_id: int) -> bool:
        """Let a delivery that was given up, or that nothing was set up for, be tried again; tell whether it is one."""
        values: dict[str, Any] = {
            "state": "waiting",
            "attempts": 0,
            "next_attempt_at": self.clock(),
            "claimed_until": None,
            "last_error": None,
        }
        with self._writing() as connection:
            asked = select(handoff_outbox.c.id).where(
                handoff_outbox.c.id == delivery_id, handoff_outbox.c.state.in_(("dead", "unconfigured"))
            )
            if connection.execute(asked).first() is None:
                return False
            self._call_hook(connection)
            connection.execute(update(handoff_outbox).where(handoff_outbox.c.id == delivery_id).values(values))
        return True
