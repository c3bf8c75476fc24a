"""Do what has to be done every few seconds: time-outs, deliveries, and what comes back from a help desk.

The server and the staff site both do it; whoever comes first does it, and nothing is done twice.
"""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from handoff.deliveries import deliveries_of
from handoff.deliveries.chatwoot import Chatwoot
from handoff.desk import Desk
from handoff.destinations import CHATWOOT
from handoff.encryption import CannotOpen
from handoff.outbox import NotDelivered, deliver_due
from handoff.states import OPEN, NotAllowed
from handoff.tables import handoff_outbox, handoff_request

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_RUNS = 3.0


async def keep_working(desk: Desk) -> None:
    """Do all that is due every few seconds, for ever; to be cancelled."""
    while True:
        try:
            await asyncio.to_thread(run_once, desk)
        except Exception:  # whatever it is, time must go on
            logger.exception("The hand-over's regular work failed; trying again.")
        await asyncio.sleep(SECONDS_BETWEEN_RUNS)


def run_once(desk: Desk) -> None:
    """Do all that is due; what fails is logged without content and tried at the next run."""
    try:
        desk.tick()
        deliver_due(desk.engine, desk.seal, deliveries_of(desk.settings, desk.texts), desk.clock)
        if CHATWOOT in desk.kinds:
            take_from_chatwoot(desk)
    except (SQLAlchemyError, CannotOpen):
        logger.exception("The hand-over's work could not be done; trying again.")


def take_from_chatwoot(desk: Desk) -> None:
    """Bring what agents wrote in Chatwoot to their visitors; each message once."""
    chatwoot = Chatwoot(desk.settings.chatwoot_url, desk.settings.chatwoot_inbox, desk.settings.chatwoot_secret)
    asked = (
        select(handoff_request.c.number, handoff_outbox.c.external_id)
        .join(handoff_outbox, handoff_outbox.c.request_id == handoff_request.c.id)
        .where(handoff_request.c.state.in_(OPEN), handoff_outbox.c.kind == CHATWOOT)
        .where(handoff_outbox.c.external_id.is_not(None))
        .distinct()
    )
    with desk.engine.connect() as connection:
        threads = connection.execute(asked).all()
    for number, thread in threads:
        try:
            for message in chatwoot.written(thread):
                desk.receive(CHATWOOT, message.external_id, number, message.name, message.text)
        except (NotDelivered, NotAllowed) as problem:
            logger.warning("Chatwoot's messages could not be taken: %s", type(problem).__name__)
