"""Put one stand-in in the place of every condition, so that what is asked does not depend on about what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

PLACEHOLDER = "xcondition"
NAMED_AS = "this disease"
"""What the placeholder reads as to the sentence encoder, which knows words and not our marks."""


def mask_spans(text: str, entities: Iterable[dict[str, Any]]) -> str:
    """Return a text with the spans of all condition entities replaced by `PLACEHOLDER`."""
    spans = sorted(
        (
            (entity["start"], entity["end"])
            for entity in entities
            if "condition" in entity["entity"] and "start" in entity
        ),
        reverse=True,
    )
    for start, end in spans:
        text = f"{text[:start]}{PLACEHOLDER}{text[end:]}"
    return text
