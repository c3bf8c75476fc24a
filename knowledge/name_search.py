"""Search the names of the store by the words that they share with what somebody wrote.

An inverted index over the words of all names, each word weighing the more the fewer names have it. A name is ranked by
how much of the phrase it covers, then by whether it holds the phrase as it stands, and then by how much of the name
the phrase covers. Words that no name has are looked for as mistyped ones.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.group_members import TEXT
from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, is_letter_a, is_marker, plain_word
from knowledge.name_words import words_around_names
from knowledge.names import normalise_name
from knowledge.spelling import Spelling, opposites_in
from knowledge.store import ConditionName
from knowledge.word_frequency import frequency

MOST_FOUND = 40
"""So many conditions are reached from one phrase, four at a time."""
KIND_WEIGHT = 0.3
"""What a word for illness weighs; the rarest words weigh about nine."""
MARKER_WEIGHT = 2.5
"""What a number or letter weighs that stands for a type."""
SHORT_MARKER = 3
"""Longer ones are places on a chromosome ("17p11")."""
A_LETTER_WRONG = 0.2
"""What part of a word's weight each mistyped letter costs."""
NOT_ALIKE = 0.9
"""What is left for a name "… like syndrome" of a phrase that does not say "like": it is another condition."""
COVERED = 0.999
WHOLE_NAME, LEAST_OF_NAME = 0.8, 0.45
"""From this part on that a phrase has of a name, it may be that of a broader condition; of one that has all words of
the phrase, it must have so much."""
LEAST_OF_PHRASE, LEAST_SHARED = 0.34, 4.0
"""A condition may be meant whose name has at least this part of a phrase's weight, and this weight at all."""
MISTYPED_ALONE = 0.5
"""Where it has none of the words but only looks like one, it must have this part."""
LEAST_OF_BEST = 0.75
"""It must also be this near to the best."""
MOST_GUESSES = 4
MOST_NAMES_RANKED = 120
SMOOTHING = 2_000
"""Names that are thought to be there beside the store's, so that a small store tells the same words from others."""
_NUMBER_OR_WORD = re.compile(r"\d+|\D+")


@dataclass(frozen=True)
class FoundName:
    """Hold a condition with the parts of the phrase's and of its name's weight that both share.

    `stands` tells whether its own name has the words of the phrase as they are, one after the other, `has_a_word`
    whether it has a telling word of it that is not mistyped, `detail` how much the store has of it, `is_near` whether
    one of its names lacks no word of the phrase that tells another illness, or has hardly a word that the phrase lacks.
    """

    slug: str
    of_phrase: float
    of_name: float
    is_own: bool
    shared: float
    stands: bool = False
    has_a_word: bool = True
    detail: int = TEXT
    is_near: bool = True

    @property
    def covers_all(self) -> bool:
        """Return whether the name has every word of the phrase."""
        return self.of_phrase >= COVERED


class NameSearch:
    """Hold the words of all names."""

    def __init__(self, names: Iterable[ConditionName], spelling: Spelling) -> None:
        self._spelling = spelling
        self._names = list(names)
        self._words = [words_of(normalise_name(entry.name).split()) for entry in self._names]
        counts = Counter(word for words in self._words for word in words)
        self._count = len(self._names)
        self.counts = dict(counts)
        self._weights = {word: self._weight(word, count) for word, count in counts.items()}
        by_slug: dict[str, set[str]] = defaultdict(set)
        for entry, words in zip(self._names, self._words, strict=True):
            by_slug[entry.slug].update(words)
        self._words_by_slug = {slug: frozenset(words) for slug, words in by_slug.items()}
        self._plain = [_plain_form(normalise_name(entry.name).split()) for entry in self._names]
        self._raw = [f" {normalise_name(entry.name)} " for entry in self._names]
        self._denied = [_denied_in(raw) for raw in self._raw]
        postings: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._words):
            for word in words:
                postings[word].append(number)
        self._postings = {word: np.array(numbers, dtype=np.int32) for word, numbers in postings.items()}
        self._totals = np.array([sum(self._weights[word] for word in words) or 1.0 for words in self._words])

    def __contains__(self, word: str) -> bool:
        """Return whether some name has a plain word."""
        return word in self._weights

    def lift(self, word: str) -> float:
        """Return how much more frequent a word is in names than in English, as a power of ten; 0 where no name has it.

        Above 2 a word says more of names than of sentences ("familial" 4, "seizures" 3, "gene" 1.5, "symptoms" 0.5).
        """
        count = self.counts.get(plain_word(word), 0)
        if not count:
            return 0.0
        return math.log10((count - 0.5) / (self._count + SMOOTHING)) + 9 - frequency(word)

    def words_of(self, slug: str) -> frozenset[str]:
        """Return the plain words of all names of a condition."""
        return self._words_by_slug.get(slug, frozenset())

    def find(self, words: Sequence[str]) -> list[FoundName]:
        """Return the conditions whose names share words with a phrase, the likeliest first, each once.

        Args:
            words: the phrase, normalised.
        """
        wanted = words_of(words)
        if not wanted or not self._names:
            return []
        shares = np.zeros(self._count)
        telling = np.zeros(self._count)
        whole = 0.0
        aside = words_around_names().harmless | words_around_names().origins | KIND_WORDS | TYPE_WORDS
        needed = [word for word in wanted if word not in aside and not is_marker(word)]
        for word in wanted:
            weight, covered = self._covered(word)
            whole += weight
            shares += covered
            telling += (covered > 0) & (word in needed)
        found = np.flatnonzero(shares)
        if len(found) > MOST_NAMES_RANKED:
            likeliest = np.lexsort((-shares[found] / self._totals[found], -shares[found]))
            found = found[likeliest[:MOST_NAMES_RANKED]]
        phrase, raw = _plain_form(words), f" {' '.join(words)} "
        opposites = opposites_in(wanted)
        origins = set(map(plain_word, words_around_names().origins))
        distinctive = {word for word in wanted if self._weights.get(word, 0) > MARKER_WEIGHT} - origins
        best: dict[str, tuple[tuple[object, ...], FoundName]] = {}
        near: set[str] = set()
        for number in found.tolist():
            entry = self._names[number]
            if opposites and not _shares_opposites(opposites, self._words[number]):
                continue
            if "without" not in words and not self._denied[number].isdisjoint(wanted):
                continue
            share = float(shares[number])
            of_name = share / float(self._totals[number])
            if "like" in self._words[number] and "like" not in wanted:
                share *= NOT_ALIKE
            stands = entry.is_own and raw in self._raw[number]
            has_a_word = not distinctive.isdisjoint(self._words[number])
            name = FoundName(entry.slug, share / whole, of_name, entry.is_own, share, stands, has_a_word, entry.detail)
            rank = self._rank(name, number, phrase, raw)
            has_all = telling[number] >= len(needed) and of_name >= LEAST_OF_NAME
            is_acronym_of_another = entry.name.isupper() and len(needed) > 1 and self._raw[number] not in raw
            if has_all or (telling[number] and of_name >= WHOLE_NAME and not is_acronym_of_another):
                near.add(entry.slug)
            if entry.slug not in best or rank < best[entry.slug][0]:
                best[entry.slug] = (rank, name)
        ranked = sorted(best.values(), key=lambda item: item[0])
        return [replace(name, is_near=name.slug in near) for _, name in ranked[:MOST_FOUND]]

    def _covered(self, word: str) -> tuple[float, NDArray[np.float64]]:
        """Return the weight of a word, and how much of it each name has."""
        covered = np.zeros(self._count)
        if word in self._weights:
            weight = self._weights[word]
            covered[self._postings[word]] = weight
            return weight, covered
        weight = self._weight(word, 1)
        for other, cost in self._spelling.alternatives(word):
            if other in self._postings:
                numbers = self._postings[other]
                covered[numbers] = np.maximum(
                    covered[numbers], weight * (1 - A_LETTER_WRONG * (cost + (other[0] != word[0])))
                )
        return weight, covered

    def _weight(self, word: str, count: int) -> float:
        if word in KIND_WORDS or word in TYPE_WORDS:
            return KIND_WEIGHT
        weight = math.log((self._count + 1) / count)
        return min(weight, MARKER_WEIGHT) if is_marker(word) and len(word) <= SHORT_MARKER else weight

    def _rank(self, name: FoundName, number: int, phrase: str, raw: str) -> tuple[object, ...]:
        plain = self._plain[number]
        stands = phrase in plain
        return (
            -round(name.of_phrase, 2),
            not (stands and name.is_own),
            not stands,
            raw not in self._raw[number],
            -self._names[number].detail,
            -round(name.of_name, 1) if not stands else 0,
            not plain.startswith(phrase),
            plain.count(" "),
            _natural(plain),
            name.slug,
        )


def likely_meant(found: Sequence[FoundName]) -> tuple[str, ...]:
    """Return the conditions that may be meant by a name that the store does not have."""
    if not found:
        return ()
    least = max(LEAST_OF_PHRASE, found[0].of_phrase * LEAST_OF_BEST)
    near = [name for name in found if name.is_near and name.of_phrase >= least and name.shared >= LEAST_SHARED]
    return tuple(name.slug for name in near if name.has_a_word or name.of_phrase >= MISTYPED_ALONE)[:MOST_GUESSES]


def _denied_in(name: str) -> frozenset[str]:
    """Return the plain words of what a name says that the condition is not: "Fanconi syndrome without cystinosis"."""
    told, _, denied = name.partition(" without ")
    words = () if told.endswith(" or") else words_of(denied.split())
    return frozenset(word for word in words if word not in KIND_WORDS | TYPE_WORDS and word not in told.split())


def _plain_form(words: Sequence[str]) -> str:
    """Return the plain words of a name or a phrase in their order, with blanks around each."""
    return f" {' '.join(plain_word(word) for word in words if word not in SMALL_WORDS)} "


def words_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the plain words by which a name is searched, each once: all but small words."""
    kept = []
    for place, word in enumerate(words):
        if word in SMALL_WORDS and not (word == "a" and is_letter_a(words, place)):
            continue
        kept.append(word if word in KIND_WORDS or word in TYPE_WORDS else plain_word(word))
    return tuple(dict.fromkeys(_ONE_KIND.get(word, word) for word in kept))


_ONE_KIND = {
    "diseases": "disease",
    "syndromes": "syndrome",
    "syndrom": "syndrome",
    "disorders": "disorder",
    "types": "type",
}


def _shares_opposites(opposites: Sequence[str], words: Iterable[str]) -> bool:
    """Return whether a name has no opposite of what a phrase says ("hyper", "hypo")."""
    others = opposites_in(words)
    return not others or set(others) >= set(opposites) or not set(others).isdisjoint(opposites)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Return what orders names with numbers as people count: 2 before 10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _NUMBER_OR_WORD.findall(name)]
