"""Show the approved sections: to read, and to send to a visitor."""

from __future__ import annotations

from starlette.responses import Response

from staff.canned_answers import find_answers
from staff.request_context import Visit


def show_answers(visit: Visit) -> Response:
    """Show sections for some words, with a button to send each where the address names a request."""
    words, number = visit.query("words"), visit.query("request")
    condition = _condition_of(visit, number, "search answers") if number and visit.account.may("requests") else None
    found = find_answers(visit.site.store, words, condition)
    return visit.show("answers.html", words=words, found=found, number=number if visit.account.may("requests") else "")


def show_choices(visit: Visit) -> Response:
    """Return the sections as options of the reply box."""
    condition = _condition_of(visit, visit.query("request"), "offer answers")
    return visit.show("choices.html", found=find_answers(visit.site.store, visit.query("words"), condition))


def _condition_of(visit: Visit, number: str, action: str) -> str | None:
    """Return the condition that a visitor talked of, which the sections tell whoever sees them."""
    request = visit.site.desk.request(number)
    visit.audit_reading(action, request.number)
    return request.condition
