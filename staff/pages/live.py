"""Tell open pages what has changed: as a stream of server-sent events, or once for pages that ask again and again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import JSONResponse, Response, StreamingResponse

from staff.live_updates import LiveUpdates, Snapshot
from staff.request_context import RequestContext

SECONDS_BETWEEN_SIGNS = 10.0
"""How often a silent stream gives a sign of life, which also shows that a reader has gone."""


def stream(context: RequestContext) -> Response:
    """Follow the queue, and one request where the address names it."""
    session = context.session
    digest = session.digest if session else ""
    events = follow(context.services.live_updates, context.query("request"), digest, context.account.id)
    return StreamingResponse(events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def now(context: RequestContext) -> Response:
    """Return the same once."""
    return JSONResponse(seen(context.services.live_updates.read(), context.query("request"), context.account.id))


def seen(snapshot: Snapshot, number: str, account_id: int) -> dict[str, Any]:
    """Return what a page learns; nothing that anybody said, and no alarm in a colleague's chat."""
    alarms = [alarm for alarm in snapshot.alarms if alarm.operator_id in (None, account_id)]
    return {
        "alarms": [{"number": alarm.number, "sequence": alarm.sequence} for alarm in alarms],
        "waiting": [{"number": waiting, "priority": priority} for waiting, priority in snapshot.waiting],
        "version": "\n".join(f"{known} {version}" for known, version in sorted(snapshot.versions.items())),
        "request": snapshot.versions.get(number, ""),
        "typing": number in snapshot.typing,
    }


async def follow(live_updates: LiveUpdates, number: str, digest: str, account_id: int) -> AsyncIterator[str]:
    """Yield events until the session is over or the process ends; one says where the page is not told what changes."""
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
            news = seen(snapshot, number, account_id)
            if live_updates.is_behind:
                yield event({}, "behind")
            else:
                yield event(news) if news != told else event({}, "sign")
                told = news
            snapshot = await live_updates.next(snapshot, SECONDS_BETWEEN_SIGNS)


def event(data: dict[str, Any], name: str = "message") -> str:
    """Return a server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
