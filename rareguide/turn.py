"""Shape what a bot turn carries, as `contract/turn.schema.json` has it.

The decision on a turn is a `Draft`; it becomes a turn at the gate (`bot/channels/gate.py`), which alone adds
the disclaimer and the contact.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypedDict, cast

from jsonschema import Draft202012Validator, FormatChecker

SCHEMA_FILE = Path(__file__).parent / "contract" / "turn.schema.json"

Author = Literal["bot", "operator"]
TurnKind = Literal["answer", "clarify", "no_answer", "handoff", "emergency", "smalltalk"]


class NamedCondition(TypedDict):
    """A condition that a turn or a section speaks of."""

    slug: str
    name: str


class ReferenceData(TypedDict):
    """What a sentence of a section is taken from; `accessed` is a date of ISO 8601."""

    number: int
    citation: str
    url: str | None
    accessed: str | None


class SourceData(TypedDict):
    """Where a section is from."""

    name: str
    url: str | None
    license: str | None


class _SectionExtras(TypedDict, total=False):
    highlights: list[str]
    reviewed_by: str | None
    reviewed_on: str | None


class SectionData(_SectionExtras):
    """A section of the store, word for word; `last_updated` and `reviewed_on` are dates of ISO 8601.

    `highlights` are the sentences of the body that answer what was asked.
    """

    condition: NamedCondition
    section: str
    question: str
    body: str
    last_updated: str | None
    references: list[ReferenceData]
    source: SourceData


class OptionData(TypedDict):
    """A quick reply."""

    title: str
    payload: str


class DisclaimerData(TypedDict):
    """What stands under every turn."""

    text: str
    url: str | None


class ContactData(TypedDict):
    """Whom visitors may turn to."""

    name: str
    phone: str | None
    email: str | None
    url: str | None
    hours: str | None


class UnderstoodData(TypedDict):
    """What a message was taken to ask; `condition` is a slug."""

    intent: str | None
    confidence: float
    sections: list[str]
    condition: str | None


class HandoffData(TypedDict):
    """How a request to a person stands; `asks_for` is the field that the form asks for next."""

    ticket: str | None
    status: str
    asks_for: str | None


class AlarmData(TypedDict):
    """The alarm that a message raised."""

    kind: str
    text: str


class _Decided(TypedDict):
    kind: TurnKind
    text: str
    condition: NamedCondition | None
    sections: list[SectionData]
    missing: list[str]
    options: list[OptionData]
    understood: UnderstoodData


class DraftData(_Decided, total=False):
    """A decided turn as it travels between processes: it still lacks its id, disclaimer and contact.

    `sequence` is the place of one that is pushed among all of them, `author_name` by which name the visitor knows the
    operator who wrote it.
    """

    handoff: HandoffData
    alarm: AlarmData
    sequence: int
    author_name: str


class PushedDraft(DraftData):
    """A draft that nobody asked for: what an operator wrote, or a notice."""

    author: Author


class Turn(DraftData):
    """A whole turn, as `contract/turn.schema.json` has it."""

    turn_id: str
    author: Author
    disclaimer: DisclaimerData
    contact: ContactData


@dataclass(frozen=True)
class ConditionRef:
    """Name the condition that a turn or a section speaks of."""

    slug: str
    name: str


@dataclass(frozen=True)
class Option:
    """Offer a quick reply; sending `payload` as a message must work, and so must typing `title`."""

    title: str
    payload: str


@dataclass(frozen=True)
class Understood:
    """Tell what a message was taken to ask; `condition` is a slug."""

    intent: str | None = None
    confidence: float = 0.0
    sections: tuple[str, ...] = ()
    condition: str | None = None


@dataclass(frozen=True)
class Draft:
    """Hold a decided turn that still lacks its id, disclaimer and contact."""

    kind: TurnKind
    text: str
    condition: ConditionRef | None = None
    sections: tuple[SectionData, ...] = ()
    missing: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    understood: Understood = field(default_factory=Understood)
    handoff: HandoffData | None = None
    alarm: AlarmData | None = None

    def as_dict(self) -> DraftData:
        """Return the draft with plain lists and dictionaries only, as it travels between processes."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        said = {name: value for name, value in plain.items() if value is not None or name not in ("handoff", "alarm")}
        return cast(DraftData, said)


@lru_cache(maxsize=1)
def turn_validator() -> Draft202012Validator:
    """Return a validator of whole turns; built once, since building costs more than a check."""
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())
