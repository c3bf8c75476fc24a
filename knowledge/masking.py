"""Put one stand-in in the place of every condition, so that what is asked does not depend on about what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

PLACEHOLDER = "xcondition"
NAMED_AS = "this disease"
"""What the placeholder reads as to the sentence encoder, which knows words and not our marks."""


def mask_spans(text: str, entities: Iterable[dict[str, Any]]) -> str:
    """Return a text with the spans of all condition entities replaced by `PLACEHOLDER`, apart from letters beside."""
    spans = sorted(
        (
            (entity["start"], entity["end"])
            for entity in entities
            if "condition" in entity["entity"] and "start" in entity
        ),
        reverse=True,
    )
    for start, end in spans:
        before, after = (" " if beside.isalnum() else "" for beside in (text[:start][-1:], text[end:][:1]))
        text = f"{text[:start]}{before}{PLACEHOLDER}{after}{text[end:]}"
    return text
