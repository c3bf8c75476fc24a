"""Do what has to be done every few seconds: time-outs, deliveries, and what comes back from a help desk.

The server and the staff site both do it; whoever comes first does it, and nothing is done twice. Each of the three has
a thread of its own: a receiver that does not answer holds up no time-out.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from handoff.delivery import deliveries_of
from handoff.delivery.chatwoot import Chatwoot
from handoff.delivery.destinations import CHATWOOT, SMTP_ANSWER
from handoff.delivery.mailbox import IncomingMail, Mailbox, MailboxAway
from handoff.delivery.outbox import NotDelivered, deliver_due
from handoff.requests.desk import Desk
from handoff.requests.states import OPEN, TIMED_OUT, NotAllowed
from handoff.tables import handoff_outbox, handoff_request

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_RUNS = 3.0
SECONDS_BETWEEN_MAILBOXES = 20.0

LONGEST_GAP = 30.0
"""After how many seconds without a look, such as while the database was away, nothing is known of who was there."""


@dataclass
class Work:
    """Hold the desk of one process, the wish to end, and since when it has looked without a gap (monotonic seconds)."""

    desk: Desk
    end: threading.Event = field(default_factory=threading.Event)
    warning_of: Callable[[str], str | None] | None = None
    """Returns what a visitor is told at the alarm that words raise; only a process that has it takes e-mails."""
    watching_since: float = float("-inf")
    looked_at: float = float("-inf")
    mailbox_at: float = float("-inf")
    monotonic: Callable[[], float] = time.monotonic


async def keep_working(desk: Desk, warning_of: Callable[[str], str | None] | None = None) -> None:
    """Do all that is due every few seconds, for ever; to be cancelled, which ends it after the delivery under way.

    E-mails are taken where `warning_of` is given, which returns what a visitor is told at the alarm that words raise.
    """
    work = Work(desk, warning_of=warning_of)
    try:
        await asyncio.gather(*(_repeat(duty, work) for duty in DUTIES))
    finally:
        work.end.set()


def run_once(desk: Desk, warning_of: Callable[[str], str | None] | None = None) -> None:
    """Do all that is due, one after the other; what fails is logged without content and tried at the next run."""
    work = Work(desk, warning_of=warning_of, looked_at=time.monotonic())
    for duty in DUTIES:
        _run(duty, work)


def pass_time(work: Work) -> None:
    """Do what time brings."""
    now = work.monotonic()
    if now - work.looked_at > LONGEST_GAP:
        work.watching_since = now
    work.desk.expiry.tick(watched_for=now - work.watching_since)
    work.looked_at = work.monotonic()


def send_what_is_due(work: Work) -> None:
    """Empty the outbox as far as it is due."""
    desk = work.desk
    deliver_due(desk.engine, desk.cipher, deliveries_of(desk.settings, desk.texts), desk.clock, work.end.is_set)


def take_from_chatwoot(work: Work) -> None:
    """Bring what agents wrote in Chatwoot to their visitors; each message once."""
    desk = work.desk
    if CHATWOOT not in desk.repository.kinds:
        return
    chatwoot = Chatwoot(desk.settings.chatwoot_url, desk.settings.chatwoot_inbox, desk.settings.chatwoot_secret)
    for number, thread in _chatwoot_threads(desk):
        if work.end.is_set():
            return
        try:
            for message in chatwoot.written(thread, desk.from_operators.received(CHATWOOT, number)):
                desk.from_operators.receive(CHATWOOT, message.external_id, number, message.name, message.text)
        except (NotDelivered, NotAllowed) as problem:
            logger.warning("Chatwoot's messages could not be taken: %s", type(problem).__name__)
            if not getattr(problem, "is_permanent", True):
                return  # it is away: the other threads need not wait for it one by one


def take_mails(work: Work) -> None:
    """Bring visitors' e-mails into their requests; each once, and searched for an alarm first."""
    desk, warning_of = work.desk, work.warning_of
    if SMTP_ANSWER not in desk.repository.kinds or warning_of is None or time.monotonic() < work.mailbox_at:
        return
    work.mailbox_at = time.monotonic() + SECONDS_BETWEEN_MAILBOXES

    def take(mail: IncomingMail) -> bool:
        return desk.correspondence.take(mail, warning_of(mail.text))

    try:
        Mailbox(desk.settings.imap_url).take_new(take)
    except MailboxAway as problem:
        logger.warning("The mailbox cannot be read (%s); tried again.", problem)


Duty = Callable[[Work], None]
DUTIES: tuple[Duty, ...] = (pass_time, send_what_is_due, take_from_chatwoot, take_mails)


async def _repeat(duty: Duty, work: Work) -> None:
    while True:
        await asyncio.to_thread(_run, duty, work)
        await asyncio.sleep(SECONDS_BETWEEN_RUNS)


def _run(duty: Duty, work: Work) -> None:
    try:
        duty(work)
    except Exception:  # whatever it is, time must go on
        logger.exception("The hand-over's regular work (%s) failed; trying again.", duty.__name__)


def _chatwoot_threads(desk: Desk) -> list[tuple[str, str]]:
    """Return the number and the thread of each request that may be answered there, also of one that has timed out."""
    request, box = handoff_request.c, handoff_outbox.c
    asked = (
        select(request.number, box.external_id)
        .join(handoff_outbox, box.request_id == request.id)
        .where(request.state.in_(OPEN | {TIMED_OUT}), box.kind == CHATWOOT, box.external_id.is_not(None))
        .distinct()
    )
    with desk.engine.connect() as connection:
        return [(row.number, row.external_id) for row in connection.execute(asked)]
