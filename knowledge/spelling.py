"""Find the words of condition names that a mistyped or misheard word may stand for.

A shortlist by shared letter pairs keeps the comparison to some dozens of words; comparing a word with all of
50,000 names takes RapidFuzz 46–88 ms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from jellyfish import metaphone
from rapidfuzz.distance import OSA

SHORTEST = 5
"""Shorter words are not corrected: one letter makes another acronym or number of them."""

SHORTLISTED = 60
MOST_ALTERNATIVES = 6
SOUNDALIKE_COST = 2
"""What a word that only sounds alike counts, in mistyped letters."""


def allowed_edits(word: str) -> int:
    """Return how many mistyped letters a word of this length may have."""
    return 1 if len(word) < 8 else 2


class Spelling:
    """Correct words towards a vocabulary."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words = sorted({word for word in vocabulary if len(word) >= SHORTEST and word.isalpha()})
        self._known = frozenset(self._words)
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for number, word in enumerate(self._words):
            for pair in _pairs(word):
                self._by_pair[pair].append(number)
            self._by_sound[_sound(word)].append(word)

    def alternatives(self, word: str) -> list[tuple[str, int]]:
        """Return words that `word` may stand for, each with its cost in mistyped letters, the nearest first."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._known:
            return []
        costs: dict[str, int] = {}
        for candidate in self._shortlist(word):
            distance = OSA.distance(word, candidate, score_cutoff=allowed_edits(word))
            if distance <= allowed_edits(word):
                costs[candidate] = distance
        for alike in self._by_sound.get(_sound(word), []):
            if alike[0] == word[0]:
                costs.setdefault(alike, SOUNDALIKE_COST)
        return sorted(costs.items(), key=lambda item: (item[1], item[0]))[:MOST_ALTERNATIVES]

    def _shortlist(self, word: str) -> list[str]:
        shared: Counter[int] = Counter()
        for pair in _pairs(word):
            shared.update(self._by_pair.get(pair, ()))
        return [self._words[number] for number, _ in shared.most_common(SHORTLISTED)]


def _pairs(word: str) -> set[str]:
    framed = f"^{word}$"
    return {framed[index : index + 2] for index in range(len(framed) - 1)}


@lru_cache(maxsize=50_000)
def _sound(word: str) -> str:
    return str(metaphone(word))
