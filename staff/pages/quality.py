"""Show editors what visitors thought of answers, and what found none."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select
from starlette.responses import Response

from conversations.feedback import all_feedback
from conversations.tables import answered_message
from staff.request_context import RequestContext

MOST = 200
MOST_READ = 5000


@dataclass(frozen=True)
class Unanswered:
    """Hold a question that found no answer; `at` in seconds since 1970."""

    question: str
    condition: str | None
    missing: tuple[str, ...]
    at: float


def show_feedback(context: RequestContext) -> Response:
    """Show feedback, the newest first; what was not found helpful where the address asks for it."""
    only_bad = context.query("only") == "bad"
    context.audit("see feedback")
    given = (one for one in all_feedback(context.services.engine) if not (only_bad and one.is_helpful))
    return context.show("feedback.html", given=list(islice(given, MOST)), only_bad=only_bad)


def show_unanswered(context: RequestContext) -> Response:
    """Show questions that found no answer, the newest first, as long as answers are kept to be sent again."""
    context.audit("see unanswered questions")
    asked = (
        select(answered_message.c.message, answered_message.c.turn, answered_message.c.answered_at)
        .where(answered_message.c.is_private.is_(False))
        .order_by(answered_message.c.answered_at.desc())
        .limit(MOST_READ)
    )
    found = []
    with context.services.engine.connect() as connection:
        for row in connection.execute(asked):
            if row.turn and row.turn["kind"] == "no_answer":
                condition = (row.turn.get("condition") or {}).get("name")
                found.append(Unanswered(row.message, condition, tuple(row.turn.get("missing", ())), row.answered_at))
    return context.show("unanswered.html", found=found[:MOST], hours=context.services.settings.resend_hours)
