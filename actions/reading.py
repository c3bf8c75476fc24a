"""Take out of Rasa's parse of a message what the decision needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rareguide.turn import Understood


@dataclass(frozen=True)
class Reading:
    """Hold what a message was read as.

    Attributes:
        text: the message.
        intent: the likeliest intent, with `confidence` from 0 to 1.
        sections: the section types asked for, in order.
        conditions: slugs of the conditions named without doubt, in order.
        candidates: slugs of which a name in the message may mean any.
        unknown_name: the name of a condition that the store does not have, as written.
    """

    text: str
    intent: str | None = None
    confidence: float = 0.0
    sections: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    unknown_name: str | None = None

    def understood(self, condition: str | None = None) -> Understood:
        """Return the reading in the form of the turn contract."""
        named = condition or (self.conditions[0] if self.conditions else None)
        return Understood(self.intent, self.confidence, self.sections, named)


def read_message(parse: Mapping[str, Any]) -> Reading:
    """Return the reading of one message from Rasa's parse data."""
    intent = parse.get("intent") or {}
    entities = parse.get("entities") or []
    candidates = _values(entities, "condition_candidates")
    return Reading(
        text=parse.get("text") or "",
        intent=intent.get("name"),
        confidence=min(max(float(intent.get("confidence") or 0.0), 0.0), 1.0),
        sections=tuple(dict.fromkeys(_values(entities, "section"))),
        conditions=tuple(dict.fromkeys(_values(entities, "condition"))),
        candidates=tuple(candidates[0]) if candidates else (),
        unknown_name=next(iter(_values(entities, "unknown_condition")), None),
    )


def _values(entities: list[Mapping[str, Any]], name: str) -> list[Any]:
    return [entity["value"] for entity in entities if entity.get("entity") == name]
