"""Say what becomes of a message to the form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from handoff.requests.records import Form


class Outcome(Enum):
    """Say what becomes of a message."""

    ASK = "ask the next field"
    PASS_ON = "let the assistant answer"  # noqa: S105
    CANCELLED = "drop the form"
    FORGOTTEN = "drop the form, and say how to delete the rest"
    DECLINED = "drop the form, nothing is sent"
    AGREED = "make a request"


@dataclass(frozen=True)
class Step:
    """Hold an outcome, the form as it is then, and what goes before the next question.

    Attributes:
        lead: the name of a text, with the `value` that it speaks of.
        before: the name of another one that goes first.
        asks: what the message asks beside, which the assistant answers where it has its turn.
    """

    outcome: Outcome
    form: Form
    lead: str = ""
    value: str = ""
    before: str = ""
    asks: str = ""
