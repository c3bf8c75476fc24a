"""Show the approved sections: to read, and to send to a visitor."""

from __future__ import annotations

from starlette.responses import Response

from staff.request_context import RequestContext


def show_answers(context: RequestContext) -> Response:
    """Show sections for some words, with a button to send each where the address names a request."""
    words, number = context.query("words"), context.query("request")
    condition = _condition_of(context, number, "search answers") if number and context.account.may("requests") else None
    found = context.services.answers.find(words, condition)
    return context.show(
        "answers.html", words=words, found=found, number=number if context.account.may("requests") else ""
    )


def show_choices(context: RequestContext) -> Response:
    """Return the sections as options of the reply box."""
    condition = _condition_of(context, context.query("request"), "offer answers")
    return context.show("choices.html", found=context.services.answers.find(context.query("words"), condition))


def _condition_of(context: RequestContext, number: str, action: str) -> str | None:
    """Return the condition that a visitor talked of, which the sections tell whoever sees them."""
    request = context.services.desk.request(number)
    context.audit_reading(action, request.number)
    return request.condition
