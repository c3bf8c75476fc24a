"""Say in which form the patterns of alarms are written, and make them ready to be searched.

A pattern stands under stems of which one must be in the message for it to be tried at all, which keeps the
search short. Patterns are matched against `bot.safety.plain_words`: lower case, no apostrophes ("cant", "im"),
single blanks, and of punctuation only the ends of sentences. Words in between are bounded (`{0,4}`), so that no
message makes the search slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Patterns = tuple[tuple[str, str], ...]
"""Pairs of stems, separated by blanks, and a pattern."""

Compiled = tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]


def compiled(patterns: Patterns) -> Compiled:
    """Return patterns with their stems split, each beginning where a word begins."""
    return tuple((tuple(stems.split()), re.compile(rf"\b(?:{pattern})")) for stems, pattern in patterns)


def matches(patterns: Compiled, text: str) -> bool:
    """Return whether one of the patterns is in a text of plain words."""
    return any(
        (not stems or any(stem in text for stem in stems)) and pattern.search(text) for stems, pattern in patterns
    )


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for several, which begins where a word begins or at the end of a sentence."""
    return re.compile(rf"(?:\b|(?=[.?!]))(?:{'|'.join(patterns)})")
