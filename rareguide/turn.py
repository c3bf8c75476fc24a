"""Shape what a bot turn carries, as `contract/turn.schema.json` has it.

The decision on a turn is a `Draft`; it becomes a turn at the gate (`bot/channels/gate.py`), which alone adds
the disclaimer and the contact.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

SCHEMA_FILE = Path(__file__).parent / "contract" / "turn.schema.json"

Turn = dict[str, Any]


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

    kind: str
    text: str
    condition: ConditionRef | None = None
    sections: tuple[dict[str, Any], ...] = ()
    missing: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    understood: Understood = field(default_factory=Understood)
    handoff: dict[str, Any] | None = None
    alarm: dict[str, str] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the draft with plain lists and dictionaries only, as it travels between processes."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return {name: value for name, value in plain.items() if value is not None or name not in ("handoff", "alarm")}


@lru_cache(maxsize=1)
def turn_validator() -> Draft202012Validator:
    """Return a validator of whole turns; built once, since building costs more than a check."""
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())
