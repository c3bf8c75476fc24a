"""Show the approved sections: to read, and to send to a visitor."""

from __future__ import annotations

from starlette.responses import Response

from staff.canned_answers import find_answers
from staff.request_context import Visit


def show_answers(visit: Visit) -> Response:
    """Show sections for some words, with a button to send each where the address names a request."""
    words, number = visit.query("words"), visit.query("request")
    condition = visit.site.desk.request(number).condition if number and visit.account.may("requests") else None
    found = find_answers(visit.site.store, words, condition)
    return visit.show("answers.html", words=words, found=found, number=number if visit.account.may("requests") else "")


def show_choices(visit: Visit) -> Response:
    """Return the sections as options of the reply box."""
    condition = visit.site.desk.request(visit.query("request")).condition
    return visit.show("choices.html", found=find_answers(visit.site.store, visit.query("words"), condition))
