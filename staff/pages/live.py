"""Tell open pages what has changed: as a stream of server-sent events, or once for pages that ask again and again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import JSONResponse, Response, StreamingResponse

from staff.live_updates import Snapshot, Watch
from staff.request_context import Visit

SECONDS_BETWEEN_SIGNS = 10.0
"""How often a silent stream gives a sign of life, which also shows that a reader has gone."""


def stream(visit: Visit) -> Response:
    """Follow the queue, and one request where the address names it."""
    session = visit.session
    digest = session.digest if session else ""
    events = follow(visit.site.watch, visit.query("request"), digest, visit.account.id)
    return StreamingResponse(events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def now(visit: Visit) -> Response:
    """Return the same once."""
    return JSONResponse(seen(visit.site.watch.read(), visit.query("request"), visit.account.id))


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


async def follow(watch: Watch, number: str, digest: str, account_id: int) -> AsyncIterator[str]:
    """Yield events until the session is over or the process ends; one says where the page is not told what changes."""
    with watch.following():
        snapshot: Snapshot | None = await watch.now()
        told: dict[str, Any] = {}
        while snapshot is not None:
            if digest not in snapshot.sessions:
                # The snapshot may be older than the session.
                snapshot = await watch.anew()
            if digest not in snapshot.sessions:
                yield event({}, "over")
                return
            news = seen(snapshot, number, account_id)
            if watch.is_behind:
                yield event({}, "behind")
            else:
                yield event(news) if news != told else event({}, "sign")
                told = news
            snapshot = await watch.next(snapshot, SECONDS_BETWEEN_SIGNS)


def event(data: dict[str, Any], name: str = "message") -> str:
    """Return a server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
