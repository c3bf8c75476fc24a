"""Show a request: what was said, what it is about, and what can be done with it."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from handoff.requests.records import Request
from handoff.requests.states import QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR
from staff.request_context import Problem, Visit
from staff.roles import REQUESTS


def show_request(visit: Visit) -> Response:
    """Show a request without contact details."""
    request = visit.site.desk.request(visit.number)
    visit.audit_reading("open request", request.number)
    if not visit.is_by_script:
        visit.site.desk.present(visit.account.id)
    return visit.show("request.html", **_values(visit, request, shows_contact=False))


def show_contact(visit: Visit) -> Response:
    """Show a request with contact details, to the operator who has it; the audit says so."""
    request = visit.site.desk.request(visit.number)
    if not has_request(visit, request):
        raise Problem(403, "Contact details are shown only to the person who has the request.")
    visit.audit("see contact details", request.number)
    return visit.show("request.html", **_values(visit, request, shows_contact=True))


def has_request(visit: Visit, request: Request) -> bool:
    """Tell whether the account has taken a request."""
    return request.state == WITH_OPERATOR and request.operator_id == visit.account.id


def _values(visit: Visit, request: Request, shows_contact: bool) -> dict[str, Any]:
    site = visit.site
    names = {account.id: account.name for account in site.accounts.all()}
    is_mine = has_request(visit, request)
    # A help desk that has it is no account here.
    is_elsewhere = request.state == WITH_OPERATOR and request.operator_id is None
    is_free = (request.state in (QUEUED, TIMED_OUT) or is_elsewhere) and not request.is_erased
    return {
        "request": request,
        "is_mine": is_mine,
        "can_claim": is_free,
        "is_elsewhere": is_elsewhere,
        "can_reopen": request.state == RESOLVED and not request.is_erased,
        "can_close": (is_mine or is_free) and not request.is_erased,
        "messages": site.desk.messages(request.number),
        "changes": site.desk.changes(request.number),
        "names": names,
        "colleagues": _colleagues(visit),
        "contact": request if shows_contact else None,
    }


def _colleagues(visit: Visit) -> list[tuple[int, str, bool]]:
    """Return to whom a request can be handed, with whether they are there; those who are there first."""
    present = set(visit.site.desk.present_operators())
    others = [
        (account.id, account.name, account.id in present)
        for account in visit.site.accounts.all()
        if account.is_active and account.may(REQUESTS) and account.id != visit.account.id
    ]
    return sorted(others, key=lambda other: not other[2])
