"""Show the approved sections: to read, and to send to a visitor."""

from __future__ import annotations

from starlette.responses import Response

from staff.canned_responses import CannedResponse
from staff.request_context import RequestContext

MOST_RESPONSES = 8
"""How many of the own replies stand above the sections."""


def show_answers(context: RequestContext) -> Response:
    """Show sections for some words, with a button to send each where the address names a request."""
    words, number = context.query("words"), context.query("request")
    condition = _condition_of(context, number, "search answers") if number and context.account.may("requests") else None
    found = context.services.answers.find(words, condition)
    may_send = context.account.may("requests")
    responses = _responses(context, number, words) if number and may_send else []
    return context.show(
        "answers.html", words=words, found=found, responses=responses, number=number if may_send else ""
    )


def show_choices(context: RequestContext) -> Response:
    """Return the team's own replies and the sections as options of the reply box."""
    number, words = context.query("request"), context.query("words")
    condition = _condition_of(context, number, "offer answers")
    responses = _responses(context, number, words)[:MOST_RESPONSES]
    return context.show("choices.html", found=context.services.answers.find(words, condition), responses=responses)


def _responses(context: RequestContext, number: str, words: str) -> list[CannedResponse]:
    language = context.services.desk.lookup.request(number).language
    return context.services.responses.find(words, context.account, language)


def _condition_of(context: RequestContext, number: str, action: str) -> str | None:
    """Return the condition that a visitor talked of, which the sections tell whoever sees them."""
    request = context.services.desk.lookup.request(number)
    context.audit_reading(action, request.number)
    return request.condition
