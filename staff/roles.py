"""Say what each role may do."""

from __future__ import annotations

OPERATOR = "operator"
EDITOR = "editor"
ADMINISTRATOR = "administrator"

REQUESTS = "requests"
"""See the queue, take requests, talk to visitors."""
ANSWERS = "answers"
"""Search the approved sections."""
FEEDBACK = "feedback"
"""Read what visitors thought of answers, and what found none."""
ADMINISTRATION = "administration"
"""Accounts, audit and deliveries."""

MAY = {
    OPERATOR: frozenset({REQUESTS, ANSWERS}),
    EDITOR: frozenset({ANSWERS, FEEDBACK}),
    ADMINISTRATOR: frozenset({REQUESTS, ANSWERS, FEEDBACK, ADMINISTRATION}),
}
ROLES = tuple(MAY)
