"""Complete the name of a condition while it is typed.

It is completed by the names that hold every typed word, the last of them only begun; where there are none, since the
words are mistyped or of several names, by what the search over names finds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from knowledge.name_search import NameSearch
from knowledge.names import normalise_name
from knowledge.store import ConditionName

MOST_LETTERS = 120
"""Of what is typed, so many are looked at: no name is longer."""
BEHIND_ALL_LETTERS = "\U0010ffff"


@dataclass(frozen=True)
class Completion:
    """Hold a condition, and the other name that was typed where it is not its own."""

    slug: str
    name: str
    also: str | None


class NameCompletion:
    """Hold the words of all names in the order of the alphabet."""

    def __init__(self, names: Iterable[ConditionName], search: NameSearch) -> None:
        self._search = search
        names = list(names)
        own = {entry.slug: entry.name for entry in names if entry.is_own}
        # The likelier come first: a condition's own name, and the shorter one.
        named = [(not entry.is_own, len(entry.name), entry.name, entry) for entry in names if entry.slug in own]
        self._names = [entry for *_, entry in sorted(named, key=lambda item: item[:3])]
        self._normal = [f" {normalise_name(entry.name)}" for entry in self._names]
        self._own = own
        holders: dict[str, list[int]] = defaultdict(list)
        for number, normal in enumerate(self._normal):
            for word in set(normal.split()):
                holders[word].append(number)
        self._vocabulary = sorted(holders)
        self._holders = [np.array(holders[word], dtype=np.int32) for word in self._vocabulary]

    def complete(self, typed: str, limit: int) -> list[Completion]:
        """Return the likeliest conditions for what has been typed so far, each once; at most `limit`."""
        normal = normalise_name(typed[:MOST_LETTERS])
        words = normal.split()
        if not words:
            return []
        found: dict[str, Completion] = {}
        for number in self._likeliest_first(self._holding(words), f" {normal}"):
            entry = self._names[number]
            found.setdefault(entry.slug, self._completion(entry))
            if len(found) == limit:
                break
        if found:
            return list(found.values())
        for likely in self._search.find(words):
            if likely.slug in self._own:
                found.setdefault(likely.slug, Completion(likely.slug, self._own[likely.slug], None))
        return list(found.values())[:limit]

    def _holding(self, words: list[str]) -> list[int]:
        """Return the numbers of the names that have a word for each of some beginnings."""
        found = np.ones(len(self._names), dtype=bool)
        for word in words:
            first = bisect_left(self._vocabulary, word)
            last = bisect_left(self._vocabulary, word + BEHIND_ALL_LETTERS)
            holding = np.zeros(len(self._names), dtype=bool)
            if first < last:
                holding[np.concatenate(self._holders[first:last])] = True
            found &= holding
        numbers: list[int] = np.flatnonzero(found).tolist()
        return numbers

    def _likeliest_first(self, numbers: list[int], phrase: str) -> Iterator[int]:
        """Yield first the names that begin with what was typed, then those that hold it, then the others."""
        begins = [number for number in numbers if self._normal[number].startswith(phrase)]
        yield from begins
        others = sorted(set(numbers).difference(begins))
        yield from (number for number in others if phrase in self._normal[number])
        yield from (number for number in others if phrase not in self._normal[number])

    def _completion(self, entry: ConditionName) -> Completion:
        own = self._own[entry.slug]
        return Completion(entry.slug, own, None if entry.is_own or entry.name == own else entry.name)
