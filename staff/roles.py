"""Say what each role may do; who has several may do what any of them may."""

from __future__ import annotations

from rareguide.setting_kinds import STAFF_ROLES

OPERATOR, EDITOR, ADMINISTRATOR = STAFF_ROLES

REQUESTS = "requests"
"""See the queue, take requests, talk to visitors."""
ANSWERS = "answers"
"""Search the approved sections."""
FEEDBACK = "feedback"
"""Read what visitors thought of answers, and what found none."""
RESPONSES = "responses"
"""Write the canned responses."""
FIGURES = "figures"
"""See the figures."""
ADMINISTRATION = "administration"
"""Accounts, audit and deliveries."""

MAY = {
    OPERATOR: frozenset({REQUESTS, ANSWERS}),
    EDITOR: frozenset({ANSWERS, FEEDBACK, RESPONSES, FIGURES}),
    ADMINISTRATOR: frozenset({REQUESTS, ANSWERS, FEEDBACK, RESPONSES, FIGURES, ADMINISTRATION}),
}
ROLES = tuple(MAY)
