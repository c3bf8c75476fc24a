"""Look words up among all names of the store, whatever their order.

Every word has a large random number, and a name is kept under the sum of its words' numbers. The sum of a run of
words is had by adding one number to that of the run before it, so that all runs in a text are looked up quickly.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.name_keys import TYPE_WORDS, content_of, in_english, is_marker, name_without_type, plain_key
from knowledge.names import normalise_name
from knowledge.store import ConditionName

LONGEST_NAME = 25
"""The longest run of words that is looked up; MedQuAD's longest name has 24."""

LONGEST_ACRONYM = 5

MOST_TYPES = 4
"""How many types of a condition are offered when only the word that they share was given."""


@dataclass(frozen=True)
class Entry:
    """Say what a run of words stands for: conditions, by which form of a name, and how far from it.

    `match` is `name`, `synonym`, `reworded` or `type`; `strictness` is 0 for a name as it stands, 1 for
    other endings, 2 for another word for illness, 3 for another order, 4 for a name that several types share.
    """

    slugs: tuple[str, ...]
    match: str
    strictness: int


@dataclass(frozen=True)
class _Name:
    slug: str
    is_own: bool
    normal: str
    detail: int


class NameTable:
    """Hold all names in the form in which they are looked up."""

    def __init__(self, names: Iterable[ConditionName]) -> None:
        self._names: list[_Name] = []
        self._by_sum: dict[int, list[int]] = defaultdict(list)
        self._types_by_sum: dict[int, list[int]] = defaultdict(list)
        self._own_length: dict[str, int] = {}
        self._detail: dict[str, int] = {}
        self._chance = random.Random(0)  # noqa: S311
        self.numbers: dict[str, int] = {}
        self.acronyms: set[str] = set()
        self.spellable: dict[str, int] = defaultdict(int)
        self.longest = 1
        for entry in names:
            self._add(entry)

    def _add(self, entry: ConditionName) -> None:
        words = in_english(normalise_name(entry.name).split())
        normal = " ".join(words)
        content = content_of(words)
        if not content and not set(words) & TYPE_WORDS:
            return
        number = len(self._names)
        self._names.append(_Name(entry.slug, entry.is_own, normal, entry.detail))
        self._detail[entry.slug] = entry.detail
        self.longest = min(max(self.longest, len(words)), LONGEST_NAME)
        if len(words) == 1 and entry.name.isupper():
            self.acronyms.add(normal)
        if not content:
            return
        self._by_sum[self._sum(content)].append(number)
        for word in set(content) - _acronyms_in(entry.name):
            self.spellable[word] += 1
        if entry.is_own:
            self._own_length[entry.slug] = len(normal)
            for shared in _shared_by_types(words):
                self._types_by_sum[self._sum(shared)].append(number)

    def _sum(self, content: Sequence[str]) -> int:
        for word in content:
            if word not in self.numbers:
                self.numbers[word] = self._chance.getrandbits(62)
        return sum(self.numbers[word] for word in content)

    def has(self, total: int) -> bool:
        """Return whether a name, or what several types share, may be kept under a sum of words."""
        return total in self._by_sum or total in self._types_by_sum

    def has_types(self, total: int) -> bool:
        """Return whether conditions are told apart from others by a number or letter behind a sum of words."""
        return total in self._types_by_sum

    def look_up(self, total: int, content: Sequence[str], words: Sequence[str]) -> Entry | None:
        """Return what a run of words stands for, by the strictest form that knows it.

        Args:
            total: the sum of the content's numbers.
            content: the plain words that set a name apart, in the order of the text.
            words: all words of the run, normalised.
        """
        wanted = sorted(content)
        found = [self._names[number] for number in self._by_sum.get(total, ())]
        found = [name for name in found if sorted(content_of(name.normal.split())) == wanted]
        if found:
            return self._strictest(found, content, words)
        types = [self._names[number] for number in self._types_by_sum.get(total, ())]
        types = [name for name in types if set(content) <= set(_with_number_alone(content_of(name.normal.split())))]
        types.sort(key=lambda name: (-name.detail, len(name.normal), name.normal))
        slugs = tuple(dict.fromkeys(name.slug for name in types))[:MOST_TYPES]
        return Entry(slugs, "type", 4) if slugs else None

    def _strictest(self, found: list[_Name], content: Sequence[str], words: Sequence[str]) -> Entry:
        normal, plain = " ".join(words), plain_key(words)
        forms = (
            [name for name in found if name.normal == normal],
            [name for name in found if plain_key(name.normal.split()) == plain],
            [name for name in found if content_of(name.normal.split()) == tuple(content)],
            found,
        )
        strictness, same = next((place, names) for place, names in enumerate(forms) if names)
        own = tuple(dict.fromkeys(name.slug for name in same if name.is_own))
        if own and not any(self._detail[slug] for slug in own):
            # What others are called by this name too, and the store can tell of, is what may be meant.
            told = {name.slug for name in same if name.detail}
            own = (*self._likeliest_first(told, normal), *own) if told else own
        match = "reworded" if strictness else "name" if own else "synonym"
        return Entry(own or self._likeliest_first({name.slug for name in same}, normal), match, strictness)

    def _likeliest_first(self, slugs: set[str], normal: str) -> tuple[str, ...]:
        """Order conditions that share a synonym: the best known first, those called by it, then the shorter names."""
        as_slug = normal.replace(" ", "-")
        return tuple(
            sorted(
                slugs, key=lambda slug: (-self._detail[slug], as_slug not in slug, self._own_length.get(slug, 0), slug)
            )
        )


def _acronyms_in(name: str) -> set[str]:
    """Return the words of a name that are short and all in capitals, where they stand out or stand alone."""
    words = name.split()
    if name.isupper() and len(words) > 1:
        return set()
    return {normalise_name(word) for word in words if word.isupper() and len(word) <= LONGEST_ACRONYM}


def _shared_by_types(words: list[str]) -> list[tuple[str, ...]]:
    """Return what a name shares with its sisters: all before its last numbers or letters, or before "… type"."""
    before = name_without_type(words)
    if not 0 < len(before) < len(words):
        return []
    base = content_of(before)
    if base == content_of(words) or all(is_marker(word) for word in base):
        return []
    shared = [base]
    last = content_of(words)[-1]
    if len(last) > 1 and last[0].isdigit() and last.rstrip("abcdef").isdigit() and last[-1].isalpha():
        shared.append((*base, last.rstrip("abcdef")))
    return shared


def _with_number_alone(content: tuple[str, ...]) -> tuple[str, ...]:
    return (*content, content[-1].rstrip("abcdef"))
