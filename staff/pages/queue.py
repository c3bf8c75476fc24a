"""Show what waits, what is open, and what has been closed."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from handoff.requests.records import UnknownRequest
from handoff.requests.states import CANCELLED, RESOLVED, WITH_OPERATOR
from handoff.requests.ticket_numbers import read_number
from staff.request_context import Visit

MOST_CLOSED = 20


def show_queue(visit: Visit) -> Response:
    """Show the queue, or the request whose number is searched for."""
    desk, account = visit.site.desk, visit.account
    desk.present(account.id)
    problem = ""
    if visit.query("number"):
        number = read_number(visit.query("number"))
        try:
            return RedirectResponse(f"/requests/{desk.request(number).number}", 303)
        except UnknownRequest:
            problem = f"There is no request {number}."
    return visit.show(
        "queue.html",
        waiting=desk.queue(),
        mine=desk.requests([WITH_OPERATOR], account.id),
        taken=desk.requests([WITH_OPERATOR]),
        closed=desk.requests([RESOLVED, CANCELLED], limit=MOST_CLOSED),
        present=len(desk.present_operators()),
        problem=problem,
    )
