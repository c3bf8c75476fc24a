"""Show a request: what was said, what it is about, and what can be done with it."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from handoff.requests.presence import LEFT
from handoff.requests.records import Message, Request
from handoff.requests.states import QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR
from staff.accounts import Account
from staff.canned_answers import answer_as_shown
from staff.canned_responses import FilledIn, what_is_missing
from staff.pages.canned_responses import fill_in_for
from staff.request_context import Problem, RequestContext
from staff.roles import REQUESTS


def show_request(context: RequestContext) -> Response:
    """Show a request without contact details."""
    request = context.services.desk.lookup.request(context.number)
    context.audit_reading("open request", request.number)
    taken = fill_in_for(context, request.number, context.query("reply")) if context.query("reply") else None
    values = _values(context, request, False, taken)
    if not context.is_by_script:
        messages: list[Message] = values["messages"]
        context.services.desk.operators.present(context.account.id)
        context.services.desk.transcript.mark_read(
            request.number, context.account.id, messages[-1].sequence if messages else 0
        )
    return context.show("request.html", **values)


def show_contact(context: RequestContext) -> Response:
    """Show a request with contact details, to the operator who has it; the audit says so."""
    request = context.services.desk.lookup.request(context.number)
    if not has_request(context, request):
        raise Problem(403, "Contact details are shown only to the person who has the request.")
    context.audit("see contact details", request.number)
    return context.show("request.html", **_values(context, request, True))


def has_request(context: RequestContext, request: Request) -> bool:
    """Return whether the account has taken a request."""
    return request.state == WITH_OPERATOR and request.operator_id == context.account.id


def _values(
    context: RequestContext, request: Request, shows_contact: bool, taken: FilledIn | None = None
) -> dict[str, Any]:
    services = context.services
    accounts = services.accounts.all()
    is_mine = has_request(context, request)
    # A help desk that has it is no account here.
    is_elsewhere = request.state == WITH_OPERATOR and request.operator_id is None
    is_free = (request.state in (QUEUED, TIMED_OUT) or is_elsewhere) and not request.is_erased
    presence = services.desk.lookup.visits(request.id).get(request.number)
    return {
        "request": request,
        "before": _before(context, request),
        "is_mine": is_mine,
        "can_claim": is_free,
        "is_elsewhere": is_elsewhere,
        "can_take_over": request.state == WITH_OPERATOR and not is_mine and not is_elsewhere,
        "presence": presence,
        "can_mail": services.desk.correspondence.is_possible(request),
        "goes_by_mail": request.mode == "ticket" or (presence is not None and presence.state == LEFT),
        "can_reopen": request.state == RESOLVED and not request.is_erased,
        "can_close": (is_mine or is_free) and not request.is_erased,
        "messages": services.desk.transcript.messages(request.number),
        "changes": services.desk.lookup.changes(request.number),
        "names": {account.id: account.name for account in accounts},
        "colleagues": _colleagues(context, accounts),
        "contact": request if shows_contact else None,
        "taken": {
            "text": taken.text if taken else "",
            "asked": what_is_missing(taken.missing) if taken and taken.missing else "",
        },
    }


def _before(context: RequestContext, request: Request) -> list[dict[str, Any]]:
    """Return the conversation before the request as the visitor saw it, with the words of the sections."""
    store = context.services.store
    return [
        {
            "at": None,
            "kind": None,
            **said,
            "sections": [(part, answer_as_shown(store, part)) for part in said.get("sections", ())],
        }
        for said in request.context.get("messages", ())
    ]


def _colleagues(context: RequestContext, accounts: list[Account]) -> list[tuple[int, str, bool]]:
    """Return to whom a request can be handed, with whether they are there; those who are there first."""
    present = set(context.services.desk.operators.all_present())
    others = [
        (account.id, account.name, account.id in present)
        for account in accounts
        if account.is_active and account.may(REQUESTS) and account.id != context.account.id
    ]
    return sorted(others, key=lambda other: not other[2])
