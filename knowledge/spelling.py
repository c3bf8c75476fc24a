"""Find the words of condition names that a mistyped or misheard word may stand for.

Words that differ in a few letters share what is left when a few letters are deleted (symmetric deletion, as in
SymSpell), so that a handful of look-ups gives a shortlist, however many words there are. Only the first letters of
a word are varied, and hashes of the variants are kept in sorted arrays instead of the variants themselves.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from jellyfish import metaphone
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Shorter words are not corrected: one letter makes another acronym or number of them."""

PREFIX = 7
"""So many first letters of a word are varied."""

MOST_ALTERNATIVES = 10
HEARD_COST = 2
"""What a word that is written as it is heard counts, in mistyped letters."""
MOST_LETTERS_ALIKE = 3
"""So many letters of a word that only sounds alike may differ."""
KEPT_WORDS = 20_000
"""The alternatives of so many words are remembered."""


def allowed_edits(word: str) -> int:
    """Return how many mistyped letters a word of this length may have."""
    return 1 if len(word) < 6 else 2 if len(word) < 12 else 3


_OPPOSITES = (("hyper", "hypo"), ("micro", "macro"), ("tachy", "brady"), ("intra", "inter"), ("exo", "endo"))


def opposites_in(words: Iterable[str]) -> list[str]:
    """Return the parts of words that a few letters turn into their opposite ("hyper", "hypo"), in order."""
    return [part for word in words for pair in _OPPOSITES for part in pair if _has_part(word, part)]


def _has_part(word: str, part: str) -> bool:
    return word.startswith(part) or (part in _OPPOSITES[0] and part in word)


class Spelling:
    """Correct words towards a vocabulary."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words = sorted({word for word in vocabulary if len(word) >= SHORTEST and word.isalpha()})
        self._known = frozenset(self._words)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_sound[_sound(word)].append(word)
        self._hashes, self._numbers = _variants_of_all(self._words)
        self._kept: dict[str, tuple[tuple[str, int], ...]] = {}

    def __contains__(self, word: str) -> bool:
        """Return whether a word belongs to the vocabulary."""
        return word in self._known

    def alternatives(self, word: str) -> tuple[tuple[str, int], ...]:
        """Return words that `word` may stand for, each with its cost in mistyped letters, the nearest first."""
        if len(word) < SHORTEST - 1 or not word.isalpha():
            return ()
        kept = self._kept.get(word)
        if kept is None:
            if len(self._kept) >= KEPT_WORDS:
                self._kept.clear()
            kept = self._kept[word] = self._worked_out(word)
        return kept

    def _worked_out(self, word: str) -> tuple[tuple[str, int], ...]:
        allowed = allowed_edits(word)
        heard = as_heard(word)
        costs: dict[str, int] = {}
        for candidate in self._shortlist(word, heard, allowed):
            cost = OSA.distance(word, candidate, score_cutoff=allowed)
            if cost > HEARD_COST and len(heard) > SHORTEST:
                cost = min(cost, HEARD_COST + OSA.distance(heard, as_heard(candidate), score_cutoff=1))
            if cost <= max(allowed, HEARD_COST):
                costs[candidate] = cost
        for alike in self._by_sound.get(_sound(word), ()):
            is_near = OSA.distance(word, alike, score_cutoff=MOST_LETTERS_ALIKE) <= MOST_LETTERS_ALIKE
            if alike[0] == word[0] and is_near and len(word) > SHORTEST:
                costs[alike] = min(HEARD_COST, costs.get(alike, HEARD_COST))
        costs.pop(word, None)
        beginning = opposites_in([word])
        if beginning:
            costs = {other: cost for other, cost in costs.items() if opposites_in([other]) == beginning}
        nearest = sorted(costs.items(), key=lambda item: (item[1], item[0][0] != word[0], item[0]))
        return tuple(nearest[:MOST_ALTERNATIVES])

    def _shortlist(self, word: str, heard: str, allowed: int) -> Iterator[str]:
        """Yield the words that share a variant with a word, as it is written or as it is heard."""
        variants = [*_variants(word, min(allowed, 2)), *_variants(heard, 1)]
        hashes = np.array(list(set(map(_hash, variants))), dtype=np.uint32)
        firsts = np.searchsorted(self._hashes, hashes, side="left")
        lasts = np.searchsorted(self._hashes, hashes, side="right")
        numbers = {
            number
            for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)
            if first < last
            for number in self._numbers[first:last].tolist()
        }
        longest, shortest = len(word) + allowed + 1, len(word) - allowed - 1
        for number in numbers:
            candidate = self._words[number]
            if shortest <= len(candidate) <= longest:
                yield candidate


def _variants_of_all(words: list[str]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Return the sorted hashes of all variants of words, and beside each the number of its word."""
    hashes: list[int] = []
    numbers: list[int] = []
    for number, word in enumerate(words):
        variants = set(_variants(word, min(allowed_edits(word), 2)))
        variants.update(_variants(as_heard(word), 1))
        hashes.extend(map(_hash, variants))
        numbers.extend([number] * len(variants))
    order = np.argsort(np.array(hashes, dtype=np.uint32), kind="stable")
    return np.array(hashes, dtype=np.uint32)[order], np.array(numbers, dtype=np.int32)[order]


def _hash(variant: str) -> int:
    """Return a number that stands for a variant in every process; Python's own hash of a text is another in each.

    Two variants with one number do no harm: what is looked up is compared letter by letter.
    """
    return zlib.crc32(variant.encode())


def _variants(word: str, deleted: int) -> set[str]:
    """Return the first letters of a word with up to so many of them left out."""
    found = {word[:PREFIX]}
    latest = found
    for _ in range(deleted):
        latest = {variant[:place] + variant[place + 1 :] for variant in latest for place in range(len(variant))}
        found = found | latest
    return found


_HEARD = (
    ("sch", "s"), ("tch", "k"), ("ph", "f"), ("th", "t"), ("ch", "k"), ("sh", "s"), ("gh", "g"), ("rh", "r"),
    ("ck", "k"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("q", "k"), ("z", "s"), ("y", "i"), ("w", "v"),
    ("ae", "e"), ("oe", "e"), ("ie", "i"), ("ei", "i"), ("eu", "u"), ("ou", "u"), ("au", "a"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def as_heard(word: str) -> str:
    """Return a word with letters that sound alike written alike: `"cyst"` and `"kist"` are one."""
    for written, heard in _HEARD:
        if written in word:
            word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=50_000)
def _sound(word: str) -> str:
    return str(metaphone(word))
