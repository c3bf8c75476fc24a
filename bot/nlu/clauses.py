"""Part a message into the pieces that may each ask for something of their own."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+|\n+")
_JOINT = re.compile(r"\s*(?:,\s*(?:and|or|also|as well as)?\b|\band\b|\bor\b|\balso\b|&|\bas well as\b|\bplus\b)\s*", re.I)


def sentences(text: str) -> list[str]:
    """Part a text at the ends of its sentences."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]


def clauses(sentence: str) -> list[str]:
    """Part a sentence at commas and joining words; a sentence without any is one clause."""
    parts = [part.strip(" ,.;:") for part in _JOINT.split(sentence)]
    return [part for part in parts if len(part) > 2]
