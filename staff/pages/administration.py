"""Show deliveries and the audit to administrators."""

from __future__ import annotations

import json

from starlette.responses import Response

from handoff.delivery.destinations import configured_kinds
from handoff.requests.records import Delivery, UnknownDelivery
from staff import audit
from staff.request_context import Problem, RequestContext

LINES = 100
LARGEST_ID = 2**31 - 1
LONGEST_ID = 10


def show_deliveries(context: RequestContext) -> Response:
    """Show what waits to be sent, what was given up, and what would be sent if something were set up."""
    desk = context.services.desk
    waiting = desk.outbox.deliveries("waiting")
    return context.show(
        "deliveries.html",
        lists=(
            ("Given up", "Tried twelve times, or refused for good.", desk.outbox.deliveries("dead")),
            ("Failed, tried again", "", [delivery for delivery in waiting if delivery.attempts]),
            ("Waiting", "", [delivery for delivery in waiting if not delivery.attempts]),
            (
                "Not set up",
                "Nothing is set up to send requests with. This is what would have been sent.",
                desk.outbox.deliveries("unconfigured"),
            ),
        ),
        kinds=sorted(configured_kinds(context.services.settings)),
    )


def show_delivery(context: RequestContext) -> Response:
    """Show what a delivery holds; it may have contact details, so the audit says who looked."""
    delivery = _delivery(context)
    context.audit("see delivery", delivery.number)
    held = json.dumps(delivery.payload, indent=2, ensure_ascii=False)
    return context.show("delivery.html", delivery=delivery, held=held)


def retry_delivery(context: RequestContext) -> Response:
    """Let a delivery be tried again."""
    delivery = _delivery(context)
    if not context.audited_desk("retry delivery", delivery.number).outbox.retry(delivery.id):
        raise Problem(409, "This delivery is not one that was given up.")
    return context.go("/deliveries")


def show_audit(context: RequestContext) -> Response:
    """Show who did what, the newest first."""
    before = context.query("before")
    lines = audit.lines(context.services.engine, table_id(before) if before else None, LINES)
    return context.show("audit.html", lines=lines, is_full=len(lines) == LINES)


def table_id(words: str) -> int:
    """Return an id of a table; raise `Problem` for what can be none."""
    if not words.isascii() or not words.isdecimal() or len(words) > LONGEST_ID or int(words) > LARGEST_ID:
        raise Problem(404, "There is no such page.")
    return int(words)


def _delivery(context: RequestContext) -> Delivery:
    try:
        return context.services.desk.outbox.delivery(table_id(str(context.request.path_params["id"])))
    except UnknownDelivery:
        raise Problem(404, "There is no such delivery.") from None
