"""Take out of Rasa's parse of a message what the decision needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.reading import ASK, NOT_COVERED, Reading
from actions.state import NOT_THERE
from knowledge.masking import mask_spans
from knowledge.records import SECTION_TYPES

SURE_SECTION = 0.75
"""From this confidence on a clause asks for its section, though the message as a whole is read as something else."""

NAMES = ("condition", "condition_candidates", "unknown_condition")
"""The entities that stand for a name of a condition."""

PAGE_CONDITION = "page_condition"
"""Under this name a message's metadata has the slug of the condition that the visitor's page is about."""


def read_message(parse: Mapping[str, Any]) -> Reading:
    """Return the reading of one message from Rasa's parse data."""
    intent = parse.get("intent") or {}
    entities = parse.get("entities") or []
    several = [one for one in entities if one.get("entity") == "condition_candidates"]
    unknown = next((one for one in entities if one.get("entity") == "unknown_condition"), None)
    names = [one for one in entities if one.get("entity") in NAMES]
    text = parse.get("text") or ""
    called = {text[one.get("start") or 0 : one.get("end")].lower() for one in names}
    candidates, also = next(iter(several), None), several[1 : len(called)]
    listed = [one for one in names if one is unknown or one["entity"] == "condition"]
    in_order = sorted(listed, key=lambda one: int(one.get("start") or 0))
    ranked = {one["name"]: float(one["confidence"]) for one in parse.get("intent_ranking") or []}
    return Reading(
        text=text,
        intent=intent.get("name"),
        confidence=min(max(float(intent.get("confidence") or 0.0), 0.0), 1.0),
        sections=tuple(dict.fromkeys(_values(entities, "section"))),
        own_case_sections=tuple(entity["value"] for entity in entities if entity.get("role") == "own_case"),
        sections_of=_sections_of(entities),
        conditions=tuple(dict.fromkeys(_values(entities, "condition"))),
        candidates=tuple(candidates["value"]) if candidates else (),
        candidates_name=text[candidates["start"] : candidates["end"]] if candidates else None,
        candidates_match=candidates.get("match") if candidates else None,
        also_candidates=tuple((text[one["start"] : one["end"]], tuple(one["value"])) for one in also),
        aside=tuple(dict.fromkeys(slug for one in names for slug in one.get("aside", ()))),
        effects=tuple(dict.fromkeys(_values(entities, "effect"))),
        unknown_name=unknown["value"] if unknown else None,
        guesses=tuple(unknown.get("guesses") or ()) if unknown else (),
        listed=tuple(dict.fromkeys(NOT_THERE if one is unknown else str(one["value"]) for one in in_order)),
        term=next(iter(_values(entities, "term")), None),
        asks_meaning=any(one.get("entity") == "term" and one.get("role") == "meaning" for one in entities),
        named=text[names[0]["start"] : names[0]["end"]] if len(called) == 1 else None,
        standing=names[-1].get("role") if len(called) == 1 else None,
        language=next(iter(_values(entities, "language")), None),
        acts=tuple(_values(entities, "dialogue_act")),
        masked=mask_spans(text, entities).lower().strip(),
        clauses={entity["value"]: entity["clause"] for entity in entities if entity.get("clause")},
        shares={name: share for intent, share in ranked.items() if (name := intent.removeprefix(ASK)) in SECTION_TYPES},
        sure_sections=frozenset(
            one["value"]
            for one in entities
            if one["entity"] == "section" and one.get("confidence_entity", 0.0) >= SURE_SECTION
        ),
        not_covered=ranked.get(NOT_COVERED, 0.0),
        asking=next(iter(_values(entities, "asking")), ""),
        parts=tuple((str(one["value"]), str(one.get("role") or "")) for one in entities if one["entity"] == "part"),
    )


def _values(entities: list[Mapping[str, Any]], name: str) -> list[Any]:
    return [entity["value"] for entity in entities if entity.get("entity") == name]


def _sections_of(entities: list[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entity in entities:
        if entity.get("entity") == "section" and entity.get("group"):
            found[entity["group"]] = (*found.get(entity["group"], ()), entity["value"])
    return found
