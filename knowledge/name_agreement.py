"""Return whether the names under which two records know their condition can be names of one condition.

Two records with one number are one condition only if they can: a number is mistyped more easily than a name. Names
agree when one of them is the same, or when they share most of the weight of their words and differ in no number or
letter of a type and in none of the words that exclude each other (`data/names/name_agreement.yml`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from ruamel.yaml import YAML

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, is_letter_a, is_marker, plain_word
from knowledge.names import normalise_name
from knowledge.spelling import opposites_in
from rareguide.settings import ROOT

LEAST_SHARED = 0.4
"""Names agree from this part of the weight of all their words on; of the 2,081
GARD numbers that are in MedQuAD and in GARD's list of 2025, 97 % agree, and of neighbouring numbers 3 %."""
LEAST_ALIKE = 90.0
"""Names written as one word agree from this likeness on (0 to 100): "facio thoraco genital", "faciothoracogenital"."""
SMOOTHING = 2_000
"""Names that are thought to be there beside those that are, so that a small store weighs words like a large one."""


@dataclass(frozen=True)
class Names:
    """Hold the names of one record: its own, and all."""

    own: str
    all: tuple[str, ...]


class NameAgreement:
    """Compare names, each word weighing the more the fewer names have it."""

    def __init__(self, names: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for name in names:
            counts.update(_words_of(name))
            total += 1
        self._weights = {word: math.log((total + SMOOTHING) / count) for word, count in counts.items()}
        self._unknown = math.log(total + SMOOTHING)

    def agree(self, one: Names, other: Names) -> bool:
        """Return whether two records can be about one condition, by the names that they give it.

        A synonym that both have tells nothing where their own names are those of two types.
        """
        if knows_name(one, other) or knows_name(other, one):
            return True
        if _exclude_each_other(_words_of(one.own), _words_of(other.own)):
            return False
        if not _keys(one).isdisjoint(_keys(other)):
            return True
        pairs = [(one.own, name) for name in other.all] + [(name, other.own) for name in one.all]
        return any(self._are_alike(*pair) for pair in pairs)

    def _are_alike(self, one: str, other: str) -> bool:
        first, second = _words_of(one), _words_of(other)
        if not first or not second or _exclude_each_other(first, second):
            return False
        if fuzz.ratio(_compact(one), _compact(other)) >= LEAST_ALIKE:
            return True
        shared, both = self._weight(first & second), self._weight(first | second)
        return shared >= LEAST_SHARED * both and any(not is_marker(word) for word in first & second)

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, self._unknown) for word in words)


def knows_name(one: Names, other: Names) -> bool:
    """Return whether one record's own name is among the names of another."""
    return name_key(one.own) in _keys(other)


def _keys(names: Names) -> set[str]:
    return {name_key(name) for name in names.all} - {""}


@lru_cache(maxsize=400_000)
def name_key(name: str) -> str:
    """Return the form under which two spellings of a name are one, unlike `plain_key` without parting with its kind.

    "Huntington's disease" and "Huntington disease", "type II" and "type 2" are the same; Cushing disease and Cushing
    syndrome are two conditions.
    """
    words = normalise_name(name).split()
    kept = [
        plain_word(word)
        for place, word in enumerate(words)
        if word not in SMALL_WORDS or (word == "a" and is_letter_a(words, place))
    ]
    return " ".join(kept or words)


@lru_cache(maxsize=50_000)
def _words_of(name: str) -> frozenset[str]:
    left_out = SMALL_WORDS | KIND_WORDS | TYPE_WORDS
    return frozenset(plain_word(word) for word in normalise_name(name).split() if word not in left_out)


def _compact(name: str) -> str:
    return normalise_name(name).replace(" ", "")


def _exclude_each_other(first: frozenset[str], second: frozenset[str]) -> bool:
    one, other = ({word for word in words if is_marker(word)} for words in (first, second))
    if not (one <= other or other <= one):
        return True
    parts = set(opposites_in(first)), set(opposites_in(second))
    if parts[0] and parts[1] and not (parts[0] <= parts[1] or parts[1] <= parts[0]):
        return True
    return any(_differ(choice, first, second) for choice in _opposites())


def _differ(choice: Sequence[frozenset[str]], first: frozenset[str], second: frozenset[str]) -> bool:
    chosen = [{place for place, words in enumerate(choice) if words & name} for name in (first, second)]
    return all(chosen) and chosen[0].isdisjoint(chosen[1])


@lru_cache(maxsize=1)
def _opposites() -> tuple[tuple[frozenset[str], ...], ...]:
    document = YAML(typ="safe").load(ROOT / "data" / "names" / "name_agreement.yml")
    return tuple(tuple(frozenset(words) for words in choice) for choice in document["opposites"])
