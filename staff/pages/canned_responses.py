"""Let editors write the canned responses, and take one into a reply."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Connection
from starlette.responses import JSONResponse, Response

from handoff.requests.states import WITH_OPERATOR
from staff.canned_responses import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    PLACEHOLDERS,
    CannedResponse,
    ChangedMeanwhile,
    FilledIn,
    UnfitResponse,
    UnknownResponse,
    fill_in,
    placeholders_in,
    what_is_missing,
)
from staff.pages.administration import table_id
from staff.request_context import Problem, RequestContext

LONGEST_FIELD = 2 * LONGEST_TEXT
"""What is too long to be saved is still shown again, so that it can be cut."""


def show_responses(context: RequestContext) -> Response:
    """Show all responses, and the form for another."""
    return _page(context)


def add_response(context: RequestContext) -> Response:
    """Add a response."""
    return _save(context, _written(context))


def change_response(context: RequestContext) -> Response:
    """Change a response, or remove it."""
    response_id = table_id(str(context.request.path_params["id"]))
    try:
        if context.field("action") == "remove":
            context.services.responses.remove(response_id, _audit(context, "remove"))
            return context.go("/replies")
        version = table_id(context.field("version") or "0")
        return _save(context, _written(context, response_id, version))
    except UnknownResponse:
        raise Problem(404, "This reply has been removed.") from None


def show_filled_in(context: RequestContext) -> Response:
    """Return a response for the reply box, filled in for a request that the account has."""
    filled = fill_in_for(context, context.query("request"), str(context.request.path_params["id"]))
    asked = what_is_missing(filled.missing) if filled.missing else ""
    return JSONResponse({"text": filled.text, "missing": list(filled.missing), "asked": asked})


def fill_in_for(context: RequestContext, number: str, response_id: str) -> FilledIn:
    """Fill a response in for a request that the account has; a line says that the visitor's name was looked at."""
    services = context.services
    try:
        response = services.responses.get(table_id(response_id))
    except UnknownResponse:
        raise Problem(404, "This reply has been removed.") from None
    request = services.desk.lookup.request(number)
    if request.state != WITH_OPERATOR or request.operator_id != context.account.id:
        raise Problem(403, "Only the person who has the request can take a reply into it.")
    context.audit("see the visitor's name" if "visitor" in placeholders_in(response.text) else "take a reply", number)
    return fill_in(response.text, request, context.account, services.settings)


def _written(context: RequestContext, response_id: int = 0, version: int = 0) -> CannedResponse:
    return CannedResponse(
        title=context.field("title", LONGEST_FIELD),
        text=context.field("text", LONGEST_FIELD).replace("\r\n", "\n"),
        team=context.field("team", LONGEST_FIELD),
        language=context.field("language", LONGEST_FIELD),
        id=response_id,
        version=version,
    )


def _save(context: RequestContext, written: CannedResponse) -> Response:
    """Save what was written; where that cannot be, show it again, so that nothing is lost."""
    responses = context.services.responses
    try:
        responses.save(written, _audit(context, "change" if written.id else "add"))
    except ChangedMeanwhile as changed:
        other = responses.get(written.id)
        again = CannedResponse(**{**vars(written), "version": other.version})
        return _page(context, 409, str(changed), again, other)
    except UnfitResponse as unfit:
        return _page(context, 422, str(unfit), written)
    return context.go("/replies")


def _audit(context: RequestContext, act: str) -> Callable[[Connection, int], None]:
    def write(connection: Connection, response_id: int) -> None:
        context.audit_with(connection, f"{act} reply {response_id}")

    return write


def _page(
    context: RequestContext,
    status: int = 200,
    problem: str = "",
    written: CannedResponse | None = None,
    other: CannedResponse | None = None,
) -> Response:
    services = context.services
    return context.show(
        "replies.html",
        status,
        problem=problem,
        written=written or CannedResponse("", ""),
        other=other,
        responses=services.responses.all(),
        teams=sorted({account.team for account in services.accounts.all() if account.team}),
        placeholders=PLACEHOLDERS,
        longest_title=LONGEST_TITLE,
        longest_text=LONGEST_TEXT,
    )
