"""Show what waits, what is open, and what has been closed."""

from __future__ import annotations

from starlette.responses import Response

from staff.request_context import RequestContext


def show_queue(context: RequestContext) -> Response:
    """Show the queue, which has what visitors ask."""
    services, account = context.services, context.account
    services.desk.operators.present(account.id)
    context.audit_reading("see queue")
    view = services.queue_views.newest(is_whole=bool(context.query("all")))
    return context.show(
        "queue.html",
        view=view,
        mine=view.mine(account.id),
        taken=view.taken_for(account.id),
        away_until=services.desk.operators.away_until(account.id),
    )
