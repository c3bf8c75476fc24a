"""Find the conditions that a text names.

Every name is looked up as it stands and in a plainer form (`plain_key`), the longest first. What a name
stands for is decided here and nowhere else: a condition's own name beats another's synonym, and a name that
several conditions share gives all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from wordfreq import zipf_frequency

from knowledge.names import normalise_name
from knowledge.store import ConditionName

LONGEST_NAME = 25
"""The longest run of words that is looked up; MedQuAD's longest name has 24."""

EVERYDAY_FREQUENCY = 3.6
"""Words at least this frequent (Zipf scale of wordfreq: four times in a million words) are everyday words."""

SHOUTED_WORDS = 4
"""From this many words on, a message all in capitals says nothing about the capitals of one word."""

_WORD = r"(?:[^\W_][\u0300-\u036f]*)+"
_TOKEN = re.compile(rf"{_WORD}(?:['\u2018\u2019\u02bc`\u00b4]{_WORD})*")
_KIND_WORDS = frozenset({"disease", "diseases", "syndrome", "syndromes", "disorder", "disorders", "condition"})
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_SMALL_WORDS = frozenset({"of", "the", "a", "an", "and", "with", "due", "to", "in"})


@dataclass(frozen=True)
class Mention:
    """Point to a name in a text; `slugs` are the conditions it may stand for, the likeliest first.

    `match` is `name`, `synonym` or `reworded`. Offsets count characters of the text.
    """

    start: int
    end: int
    text: str
    slugs: tuple[str, ...]
    match: str

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether the name may stand for several conditions."""
        return len(self.slugs) > 1


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    text: str
    normal: str


def plain_key(words: Iterable[str]) -> str:
    """Return the form in which two wordings of one name are the same.

    Disease, syndrome and disorder are one; Roman numerals are Arabic; plurals, possessives and small
    words do not count: `"Huntington's disease"` and `"huntington disease"` share a key.
    """
    parts = []
    for word in words:
        if word in _SMALL_WORDS:
            continue
        if word in _KIND_WORDS:
            parts.append("disease")
        elif word in _ROMAN:
            parts.append(_ROMAN[word])
        elif len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "is", "us")):
            parts.append(word[:-1])
        else:
            parts.append(word)
    return " ".join(parts)


class NameIndex:
    """Look names up in a text; built once for each revision of the store."""

    def __init__(self, names: Iterable[ConditionName]) -> None:
        self._exact: dict[str, dict[str, bool]] = defaultdict(dict)
        self._plain: dict[str, dict[str, bool]] = defaultdict(dict)
        self._capitals: set[str] = set()
        self._longest = 1
        for entry in names:
            normal = normalise_name(entry.name)
            words = normal.split()
            if not words:
                continue
            self._longest = min(max(self._longest, len(words)), LONGEST_NAME)
            self._exact[normal][entry.slug] = self._exact[normal].get(entry.slug, False) or entry.is_own
            if len(words) == 1 and entry.name.isupper():
                self._capitals.add(normal)
            key = plain_key(words)
            if key:
                self._plain[key][entry.slug] = self._plain[key].get(entry.slug, False) or entry.is_own

    def find(self, text: str) -> list[Mention]:
        """Return the names in a text from left to right; they do not overlap, the longest is taken first."""
        tokens = _tokens(text)
        found: list[Mention] = []
        free_from = 0
        for first in range(len(tokens)):
            if first < free_from:
                continue
            for last in range(min(first + self._longest, len(tokens)) - 1, first - 1, -1):
                mention = self._look_up(text, tokens[first : last + 1])
                if mention is not None:
                    found.append(mention)
                    free_from = last + 1
                    break
        return found

    def named(self, name: str) -> tuple[str, ...]:
        """Return the conditions that a name stands for, without regard to the text around it."""
        normal = normalise_name(name)
        slugs, _ = _choose(self._exact.get(normal, {}))
        return slugs

    def _look_up(self, text: str, tokens: list[_Token]) -> Mention | None:
        normal = " ".join(token.normal for token in tokens)
        slugs, is_own = _choose(self._exact.get(normal, {}))
        match = "name" if is_own else "synonym"
        if not slugs:
            slugs, _ = _choose(self._plain.get(plain_key(normal.split()), {}))
            match = "reworded"
            if normal.split()[0] in _SMALL_WORDS or normal.split()[-1] in _SMALL_WORDS:
                return None
        if not slugs or self._is_everyday(text, tokens, normal):
            return None
        start, end = tokens[0].start, tokens[-1].end
        return Mention(start, end, text[start:end], slugs, match)

    def _is_everyday(self, text: str, tokens: list[_Token], normal: str) -> bool:
        """Tell whether a one-word name is more likely the everyday word that it is spelled like."""
        if len(tokens) > 1:
            return False
        if len(normal) < 2 or normal.isdigit():
            return True
        if zipf_frequency(normal, "en") < EVERYDAY_FREQUENCY:
            return False
        written = tokens[0].text
        is_shouted = text.upper() == text and len(text.split()) >= SHOUTED_WORDS
        if normal in self._capitals or len(normal) <= 4:
            return is_shouted or not written.isupper()
        return normal in _SMALL_WORDS or zipf_frequency(normal, "en") >= EVERYDAY_FREQUENCY + 1.5


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        normal = normalise_name(match.group())
        if normal:
            found.append(_Token(match.start(), match.end(), match.group(), normal))
    return found


def _choose(candidates: dict[str, bool]) -> tuple[tuple[str, ...], bool]:
    """Return the conditions behind one spelling, and whether it is their own name."""
    own = tuple(slug for slug, is_own in candidates.items() if is_own)
    if own:
        return own, True
    return tuple(candidates), False
