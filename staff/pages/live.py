"""Tell open pages what has changed: as a stream of server-sent events, or once for pages that ask again and again."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.responses import JSONResponse, Response, StreamingResponse

from handoff.requests.presence import LEFT
from handoff.requests.records import Unread
from staff.live_updates import LiveUpdates, Snapshot
from staff.request_context import RequestContext
from staff.templates import presence_in_words

SECONDS_BETWEEN_SIGNS = 10.0
"""How often a silent stream gives a sign of life, which also shows that a reader has gone."""


def stream(context: RequestContext) -> Response:
    """Follow the queue, and one request where the address names it."""
    session = context.session
    digest = session.digest if session else ""
    services = context.services
    events = follow(services.live_updates, context.query("request"), digest, context.account.id, services.clock)
    return StreamingResponse(events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def now(context: RequestContext) -> Response:
    """Return the same once."""
    services = context.services
    news = seen(services.live_updates.read(), context.query("request"), context.account.id, services.clock())
    return JSONResponse(news)


def seen(snapshot: Snapshot, number: str, account_id: int, now: float) -> dict[str, Any]:
    """Return what a page learns; nothing that anybody said, and neither alarms nor words in a colleague's chat."""
    alarms = [alarm for alarm in snapshot.alarms if alarm.operator_id in (None, account_id)]
    unread = [one for one in snapshot.unread if one.operator_id == account_id]
    return {
        "alarms": [{"number": alarm.number, "sequence": alarm.sequence} for alarm in alarms],
        "waiting": snapshot.news_of_waiting,
        "unread": [{"number": one.number, "count": one.count, "sequence": one.sequence} for one in unread],
        "version": _version_of_queue(snapshot, unread),
        "request": snapshot.versions.get(number, ""),
        "typing": number in snapshot.typing,
        "has_left": number in snapshot.visits and snapshot.visits[number].state == LEFT,
        "visitor": presence_in_words(snapshot.visits.get(number), now),
    }


def _version_of_queue(snapshot: Snapshot, unread: list[Unread]) -> str:
    """Return what differs when the queue does: short, since every open page is told it at every change."""
    return hashlib.sha256(f"{snapshot.version} {unread!r}".encode()).hexdigest()[:16]


async def follow(
    live_updates: LiveUpdates, number: str, digest: str, account_id: int, clock: Callable[[], float] = time.time
) -> AsyncIterator[str]:
    """Yield events until the session is over or the process ends; one says where the page is not told what changes.

    The first news is whole; later ones leave out what they would say again.
    """
    with live_updates.following():
        snapshot: Snapshot | None = await live_updates.now()
        told: dict[str, Any] = {}
        while snapshot is not None:
            if digest not in snapshot.sessions:
                # The snapshot may be older than the session.
                snapshot = await live_updates.refresh()
            if digest not in snapshot.sessions:
                yield event({}, "over")
                return
            news = seen(snapshot, number, account_id, clock())
            if live_updates.is_behind:
                yield event({}, "behind")
            else:
                fresh = {name: value for name, value in news.items() if name not in told or told[name] != value}
                yield event(fresh) if fresh else event({}, "sign")
                told = news
            snapshot = await live_updates.next(snapshot, SECONDS_BETWEEN_SIGNS)


def event(data: dict[str, Any], name: str = "message") -> str:
    """Return a server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
