"""Find names that stand in a text with a few letters wrong, wherever in the name they are.

Names are shortlisted by the words that they share with the text, the rare ones counting most, and then compared
letter by letter with the runs of words in the text, blanks left out: a blank in the wrong place is a typing
mistake like any other.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from knowledge.name_keys import ROMAN_NUMERALS, Token
from knowledge.names import normalise_name
from knowledge.spelling import SHORTEST, Spelling
from knowledge.store import ConditionName

SHORTLISTED = 40
LEAST_SHARE = 0.3
"""What part of a name's weight its words in the text must make up for the name to be compared."""

LONG_WORD = 8
LONG_NAME = 9
"""From this many letters on, a name may have two of them wrong."""

CORRECTED_WEIGHT = 0.8


@dataclass(frozen=True)
class NearName:
    """Hold a name that nearly stands in a text: the first and last word, and how many letters are wrong."""

    first: int
    last: int
    cost: int
    slug: str
    is_own: bool


@dataclass(frozen=True)
class _Name:
    slug: str
    is_own: bool
    compact: str
    words: int
    weight: float
    markers: tuple[str, ...]


class NearNames:
    """Compare the names of the store with a text."""

    def __init__(self, names: Iterable[ConditionName], spelling: Spelling) -> None:
        self._spelling = spelling
        entries = [(entry, normalise_name(entry.name).split()) for entry in names]
        entries = [(entry, words) for entry, words in entries if words]
        counts: dict[str, int] = defaultdict(int)
        for _, words in entries:
            for word in set(words):
                counts[word] += 1
        self._weights = {word: math.log((len(entries) + 1) / count) for word, count in counts.items()}
        self._names: list[_Name] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        for entry, words in entries:
            for word in set(words):
                self._postings[word].append(len(self._names))
            weight = sum(self._weights[word] for word in set(words))
            self._names.append(_Name(entry.slug, entry.is_own, "".join(words), len(words), weight, markers_of(words)))

    def find(self, tokens: list[Token], alternatives: dict[int, list[tuple[str, int]]]) -> Iterator[NearName]:
        """Yield the names that nearly stand in a text, each where it is nearest.

        Args:
            tokens: the words of the text.
            alternatives: what the mistyped ones among them may stand for, by position.
        """
        words = [token.normal for token in tokens]
        for name in self._shortlist(words, alternatives):
            near = _nearest(name, words)
            if near is not None:
                yield near

    def _shortlist(self, words: list[str], alternatives: dict[int, list[tuple[str, int]]]) -> list[_Name]:
        scores: dict[int, float] = defaultdict(float)
        for position, word in enumerate(words):
            forms = {word: 1.0}
            forms.update({other: CORRECTED_WEIGHT for other, _ in alternatives.get(position, ())})
            forms.update(dict.fromkeys(self._run_together(word), CORRECTED_WEIGHT))
            best: dict[int, float] = {}
            for form, share in forms.items():
                for number in self._postings.get(form, ()):
                    best[number] = max(best.get(number, 0.0), share * self._weights[form])
            for number, score in best.items():
                scores[number] += score
        shares = {number: score / self._names[number].weight for number, score in scores.items()}
        likely = [number for number, share in shares.items() if share >= LEAST_SHARE]
        likely.sort(key=lambda number: -shares[number])
        return [self._names[number] for number in likely[:SHORTLISTED]]

    def _run_together(self, word: str) -> Iterator[str]:
        """Yield the known words with which an unknown long word begins or ends: a blank may be missing in it."""
        if len(word) < LONG_WORD or word in self._postings:
            return
        for cut in range(SHORTEST, len(word) - 1):
            if word[:cut] in self._postings:
                yield word[:cut]
            if len(word) - cut >= SHORTEST and word[cut:] in self._postings:
                yield word[cut:]


def markers_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return what tells neighbours apart: numbers, Roman numerals, letters; they are never taken for mistyped."""
    return tuple(
        ROMAN_NUMERALS.get(word, word)
        for word in words
        if len(word) == 1 or word in ROMAN_NUMERALS or any(letter.isdigit() for letter in word)
    )


def _nearest(name: _Name, words: list[str]) -> NearName | None:
    """Return where a name stands with the fewest wrong letters, if these are few enough."""
    if len(name.compact) < SHORTEST:
        return None
    allowed = 2 if len(name.compact) >= LONG_NAME else 1
    best: NearName | None = None
    for size in range(max(1, name.words - 1), name.words + 2):
        for first in range(len(words) - size + 1):
            run = words[first : first + size]
            compact = "".join(run)
            if abs(len(compact) - len(name.compact)) > allowed or compact == name.compact:
                continue
            if size == 1 and compact[0] != name.compact[0]:
                continue
            cost = OSA.distance(compact, name.compact, score_cutoff=allowed)
            if cost <= allowed and (best is None or cost < best.cost) and markers_of(run) == name.markers:
                best = NearName(first, first + size - 1, cost, name.slug, name.is_own)
    return best
