"""Say which states a request can be in, and which may follow which."""

from __future__ import annotations

from collections.abc import Mapping

COLLECTING = "collecting"
REQUESTED = "requested"
QUEUED = "queued"
WITH_OPERATOR = "with_operator"
RESOLVED = "resolved"
TIMED_OUT = "timed_out"
CANCELLED = "cancelled"

OPEN = frozenset({REQUESTED, QUEUED, WITH_OPERATOR})
"""States in which the visitor waits for a person or talks to one."""

TRANSITIONS: Mapping[str, frozenset[str]] = {
    COLLECTING: frozenset({REQUESTED, CANCELLED}),
    REQUESTED: frozenset({QUEUED, CANCELLED}),
    QUEUED: frozenset({WITH_OPERATOR, RESOLVED, TIMED_OUT, CANCELLED}),
    # Into itself: handed to a colleague.
    WITH_OPERATOR: frozenset({WITH_OPERATOR, QUEUED, RESOLVED, CANCELLED}),
    TIMED_OUT: frozenset({WITH_OPERATOR, RESOLVED, CANCELLED}),
    # An answer by e-mail to a closed request makes a ticket of it.
    RESOLVED: frozenset({WITH_OPERATOR, TIMED_OUT}),
    CANCELLED: frozenset(),
}


class NotAllowed(ValueError):
    """The request is in a state that this cannot follow."""


def check_transition(before: str, after: str) -> None:
    """Raise `NotAllowed` unless the state `after` may follow `before`."""
    if after not in TRANSITIONS.get(before, frozenset()):
        raise NotAllowed(f"{before} cannot become {after}")
