"""Split what visitors type into sentences and clauses."""

from __future__ import annotations

import re

LONGEST_SPLIT = 800
"""Characters of a message that is split into clauses by its conjunctions; longer ones are taken as none."""

_STOP = r"(?:[;!?]|(?<!\b[A-Za-z])(?<!\b[DMS][rst])(?<!\bMrs)(?<!\bProf)(?<!\b[Ee]xt)(?<!\b[Tt]el)\.(?=\s|$))"
"""Ends a sentence; the stops of "p.m.", of an initial, of a title and of "ext." end none."""
_STOPS = re.compile(rf"{_STOP}|\n")
_MARKED = re.compile(rf"{_STOP}[\"”’)]{{0,2}}(?=\s|$)\s*|\n\s*")
_CLAUSE_END = re.compile(r",|\s(?=but\b)|(?<!\d)\s[-–]\s", re.IGNORECASE)
_JOINED = re.compile(
    r"([,;:!?()\U0001F300-\U0001FAFF❤]\s*|\s[-–]\s+|\.(?=\s|$)\s*|\s+(?=(?:and|but|also|then|so)\b))", re.IGNORECASE
)
EDGES = " \t,;:.!?\"“”'‘’()-–"


def sentences(text: str) -> list[str]:
    """Return the sentences of a text without the marks between them."""
    return [sentence for sentence in _STOPS.split(text) if sentence.strip(EDGES)]


def marked_sentences(text: str) -> list[str]:
    """Return the sentences of a text with their marks and the blanks behind; joined they are the text."""
    ends = [stop.end() for stop in _MARKED.finditer(text)]
    pieces = (text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True))
    return [piece for piece in pieces if piece.strip()]


def clauses(text: str) -> list[str]:
    """Return what stands between the commas of a sentence, and before and after a "but"."""
    return [clause for clause in _CLAUSE_END.split(text) if clause.strip(EDGES)]


def joined(text: str) -> list[tuple[str, str]]:
    """Return the small clauses of a text, parted by stops, commas and words such as "and", with what parts them.

    Each is given with what stands before it.
    """
    pieces = _JOINED.split(text)
    return [(mark, part) for mark, part in zip(["", *pieces[1::2]], pieces[::2], strict=True) if part.strip()]


def small_clauses(text: str) -> list[str]:
    """Return the small clauses of a message that is not too long."""
    return [part.strip() for _, part in joined(text)] if len(text) <= LONGEST_SPLIT else []
