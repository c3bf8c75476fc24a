"""Limit how many requests and receipts come of one conversation, network and address, and of all together.

What is counted is kept as a digest, in the transaction that makes the request, and for a day at most: a request that is
withdrawn counts as well.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from handoff.requests.states import OPEN, TIMED_OUT
from handoff.tables import handoff_count, handoff_request
from rareguide.settings import Settings

HOUR, DAY = 3_600.0, 86_400.0
MORE_FOR_EMERGENCIES = 2
"""How many times the limits an emergency may reach: words that raise an alarm must not open the way to a flood."""

OTHER_DOMAINS = {
    "googlemail.com": "gmail.com",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "pm.me": "proton.me",
    "protonmail.com": "proton.me",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
}
"""Domains whose mailboxes are those of another, as the large providers document."""


class TooManyRequests(Exception):
    """A request was not taken, since its conversation, its network or all visitors have made too many."""


def count_request(
    connection: Connection, settings: Settings, now: float, conversation: str, network: str | None, is_urgent: bool
) -> None:
    """Count a request, or raise `TooManyRequests`; `network` is `None` for callers that are trusted."""
    more = MORE_FOR_EMERGENCIES if is_urgent else 1
    waiting = select(func.count()).where(handoff_request.c.state.in_({*OPEN, TIMED_OUT}))
    if int(connection.scalar(waiting) or 0) >= settings.handoff_open_requests * more:
        raise TooManyRequests("too many requests are open")
    limits = [("conversation", conversation, settings.handoff_conversation_requests)]
    if network is not None:
        limits.append(("network", network, settings.handoff_network_requests))
    for kind, value, most in limits:
        if _counted(connection, kind, value, now - DAY) >= most * more:
            raise TooManyRequests(f"too many requests of one {kind}")
    for kind, value, _ in limits:
        _count(connection, kind, value, now)


def count_receipt(connection: Connection, settings: Settings, now: float, email: str) -> bool:
    """Count an e-mail to an address that nobody has proved to be theirs; tell whether it may be sent."""
    plain = plain_address(email)
    if _counted(connection, "receipt", plain, now - HOUR):
        return False
    if _counted(connection, "receipts", "", now - HOUR) >= settings.handoff_receipts_per_hour:
        return False
    _count(connection, "receipt", plain, now)
    _count(connection, "receipts", "", now)
    return True


def plain_address(email: str) -> str:
    """Return what stands for a mailbox: many servers take any case, dots, what follows a plus sign, another domain."""
    name, _, domain = email.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{OTHER_DOMAINS.get(domain, domain)}"


def delete_old_counts(connection: Connection, now: float) -> None:
    """Delete what counts no more."""
    connection.execute(delete(handoff_count).where(handoff_count.c.at < now - DAY))


def _counted(connection: Connection, kind: str, value: str, since: float) -> int:
    counted = handoff_count.c
    asked = select(func.count()).where(counted.what == _digest(kind, value), counted.at > since)
    return int(connection.scalar(asked) or 0)


def _count(connection: Connection, kind: str, value: str, now: float) -> None:
    connection.execute(insert(handoff_count).values(what=_digest(kind, value), at=now))


def _digest(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
