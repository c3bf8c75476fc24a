"""Hold what the desk gives out: forms, requests, messages and changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handoff.requests.states import NotAllowed
from handoff.requests.urgency import EMERGENCY

FIELDS = ("question", "name", "contact", "language", "consent")


class UnknownRequest(LookupError):
    """There is no request by that number, or none of that conversation."""


class UnknownDelivery(LookupError):
    """There is no delivery by that id."""


class AlreadyClaimed(NotAllowed):
    """Another operator has the request; `operator_id` and `operator_name` say who."""

    def __init__(self, operator_id: int | None, operator_name: str) -> None:
        super().__init__(f"taken by {operator_name}")
        self.operator_id = operator_id
        self.operator_name = operator_name


class Erased(NotAllowed):
    """The content of the request has been removed; none is added."""


class NotYours(NotAllowed):
    """The operator does not have this request."""


@dataclass(frozen=True)
class Form:
    """Hold a visitor's answers before consent; `None` is not answered, an empty name is a skipped one."""

    conversation: str
    channel: str
    question: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    wish: str | None = None
    """When and how the visitor would like to be answered, in their words."""
    step_key: str | None = None
    """What the message is known by that brought the form to where it is; `None` where the channel has no ids."""
    alarm: str | None = None
    """The words that raised an alarm, a line each; empty where they are not kept, `None` without an alarm."""
    opened_at: float = 0.0
    updated_at: float = 0.0
    context: Mapping[str, Any] = field(default_factory=dict)
    """What was said before; given at `submit` and never kept with the form."""

    @property
    def asks_for(self) -> str:
        """Return the first field that has no answer yet."""
        if self.question is None:
            return "question"
        if self.name is None:
            return "name"
        if self.email is None and self.phone is None:
            return "contact"
        return "language" if self.language is None else "consent"


@dataclass(frozen=True)
class RequestOutline:
    """Hold what is known of a request without opening anything that is sealed."""

    id: int
    number: str
    conversation: str
    channel: str
    state: str
    mode: str
    priority: str
    language: str
    operator_id: int | None
    operator_name: str | None
    claimed_at: float | None
    queued_at: float
    created_at: float
    updated_at: float
    closed_at: float | None
    reason: str | None
    is_erased: bool

    @property
    def is_emergency(self) -> bool:
        """Return whether an alarm was raised at the form or since."""
        return self.priority == EMERGENCY


@dataclass(frozen=True)
class RequestSummary(RequestOutline):
    """Hold what a list of requests shows; the place in the queue is left to the caller, who has the whole list."""

    question: str
    condition: str | None


@dataclass(frozen=True)
class Request(RequestSummary):
    """Hold a whole request.

    `context` is `{"messages": [{"who", "text", and where known "at", "kind", "sections": [{"slug", "section",
    "question", "last_updated", "highlights"}]}], "condition": name or None, "sections": [{"condition", "section",
    "question", "last_updated", "source"}], "failed": [question]}`.
    """

    name: str
    email: str | None
    phone: str | None
    consent_text: str
    consented_at: float
    context: dict[str, Any]
    step_key: str | None = None
    """What the message is known by that gave consent."""
    is_email_proven: bool = False
    """An e-mail has come from the address that knew what only its owner was sent."""
    is_sealed: bool = False
    """Its key is missing, so that name, addresses and consent cannot be shown, nor a ticket be sent."""


@dataclass(frozen=True)
class Message:
    """Hold one message of a request; `author` is visitor, operator, notice or note (which only operators see)."""

    sequence: int
    request_id: int
    number: str
    conversation: str
    author: str
    text: str
    at: float
    operator_id: int | None = None
    operator_name: str | None = None
    """What visitors read as the name of the operator who wrote, as long as the request is theirs."""
    turn: dict[str, Any] | None = None
    mark: str | None = None
    is_mail: bool = False
    """It came, or goes, by e-mail."""
    status: str = ""
    """The state of the request as it is now."""
    language: str = ""
    """In which the visitor wants to be answered."""

    @property
    def id(self) -> int:
        """Return what the message is known by, which is its place among all."""
        return self.sequence


@dataclass(frozen=True)
class Unread:
    """Hold how much of a request its operator has not seen; a request that was handed over counts as one at least.

    `sequence` is the place of the newest of it among all messages.
    """

    number: str
    operator_id: int
    count: int
    sequence: int


@dataclass(frozen=True)
class Change:
    """Hold one change of a request; `reason` is what the operator gave, and `to_operator_id` who was handed it."""

    id: int
    request_id: int
    at: float
    action: str
    from_state: str
    to_state: str
    operator_id: int | None
    to_operator_id: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Delivery:
    """Hold one row of the outbox; `payload` is opened, and empty once it is sent."""

    id: int
    key: str
    kind: str
    request_id: int
    number: str
    payload: dict[str, Any]
    is_sealed: bool
    """Its key is missing, so that its payload cannot be shown."""
    state: str
    attempts: int
    created_at: float
    next_attempt_at: float
    last_error: str | None
    sent_at: float | None
