"""Find the conditions that a text names.

Every run of words is looked up as it stands, and then with its mistyped words corrected; the longest name
wins. What a name stands for is decided here and nowhere else: a condition's own name beats another's synonym,
and a name that several conditions share gives all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from knowledge.everyday import COMMON_FREQUENCY, frequency, is_everyday
from knowledge.name_keys import SMALL_WORDS, Token, tokens_of
from knowledge.name_table import NameTable
from knowledge.near_names import LONG_NAME, NearName, NearNames
from knowledge.spelling import Spelling
from knowledge.store import ConditionName

SHOUTED_WORDS = 4
"""From this many words on, a message all in capitals says nothing about the capitals of one word."""

KNOWN_WORD_FREQUENCY = 2.8
"""Words at least this frequent (Zipf scale) are words in their own right and not another one mistyped."""

TITLES = frozenset({"dr", "doctor", "prof", "professor", "mr", "mrs", "miss", "st", "saint"})
"""A shortened name after one of these is a person's or a hospital's."""

LETTERS_A_MISTAKE = 3
"""How many more letters a name must cover to be preferred although one more of them is wrong."""

MOST_CORRECTED = 3
"""How many words of one name may be mistyped."""


@dataclass(frozen=True)
class Mention:
    """Point to a name in a text; `slugs` are the conditions it may stand for, the likeliest first.

    `match` is `name`, `synonym`, `reworded` or `mistyped`. Offsets count characters of the text.
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
class _Found:
    """Hold a mention with the words that it covers, and how many letters had to be corrected."""

    first: int
    last: int
    cost: int
    mention: Mention

    @classmethod
    def at(
        cls, text: str, tokens: list[Token], span: tuple[int, int], slugs: tuple[str, ...], match: str, cost: int = 0
    ) -> _Found:
        """Return what was found at a span of words."""
        first, last = span
        start, end = tokens[first].start, tokens[last].end
        return cls(first, last, cost, Mention(start, end, text[start:end], slugs, match))

    @property
    def worth(self) -> int:
        """Return the letters that it covers, less those that each mistake outweighs."""
        return sum(map(str.isalnum, self.mention.text)) - self.cost * LETTERS_A_MISTAKE


class NameIndex:
    """Look names up in a text; built once for each revision of the store."""

    def __init__(self, names: Iterable[ConditionName]) -> None:
        names = list(names)
        self._table = NameTable(names)
        self._spelling = Spelling(self._table.vocabulary)
        self._near = NearNames(names, self._spelling)

    def find(self, text: str) -> list[Mention]:
        """Return the names in a text from left to right; they do not overlap, the longest is taken first."""
        tokens = tokens_of(text)
        alternatives = {
            position: self._spelling.alternatives(token.normal)
            for position, token in enumerate(tokens)
            if frequency(token.normal) < KNOWN_WORD_FREQUENCY
        }
        candidates = [
            *self._as_written(text, tokens),
            *self._corrected(text, tokens, alternatives),
            *self._nearly(text, tokens, alternatives),
        ]
        return [one.mention for one in sorted(_longest_first(candidates), key=lambda one: one.first)]

    def named(self, name: str) -> tuple[str, ...]:
        """Return the conditions that a name stands for, without regard to the text around it."""
        words = [token.normal for token in tokens_of(name)]
        entry = self._table.look_up(words) if words else None
        return entry.slugs if entry else ()

    def _as_written(self, text: str, tokens: list[Token]) -> Iterator[_Found]:
        words = [token.normal for token in tokens]
        for first in range(len(tokens)):
            for last in range(first, min(first + self._table.longest, len(tokens))):
                entry = self._table.look_up(words[first : last + 1])
                if entry is not None and first and words[first - 1] in TITLES and entry.match == "reworded":
                    continue
                if entry is not None and not self._is_everyday(text, tokens[first : last + 1]):
                    yield _Found.at(text, tokens, (first, last), entry.slugs, entry.match)

    def _corrected(
        self, text: str, tokens: list[Token], alternatives: dict[int, list[tuple[str, int]]]
    ) -> Iterator[_Found]:
        """Yield the names that stand in the text once mistyped words are corrected."""
        mistyped = [position for position, words in alternatives.items() if words]
        for first in range(len(tokens)):
            for last in range(first, min(first + self._table.longest, len(tokens))):
                inside = [position for position in mistyped if first <= position <= last]
                if 0 < len(inside) <= MOST_CORRECTED:
                    yield from self._with_corrections(text, tokens, (first, last), inside, alternatives)

    def _nearly(
        self, text: str, tokens: list[Token], alternatives: dict[int, list[tuple[str, int]]]
    ) -> Iterator[_Found]:
        """Yield the names that stand in the text with a few letters wrong, the nearest for each place."""
        best: dict[tuple[int, int], list[NearName]] = {}
        for near in self._near.find(tokens, alternatives):
            same_place = best.setdefault((near.first, near.last), [])
            if not same_place or near.cost < same_place[0].cost:
                best[near.first, near.last] = [near]
            elif near.cost == same_place[0].cost:
                same_place.append(near)
        for (first, last), found in best.items():
            own = [near for near in found if near.is_own] or found
            slugs = tuple(dict.fromkeys(near.slug for near in own))
            yield _Found.at(text, tokens, (first, last), slugs, "mistyped", found[0].cost)

    def _with_corrections(
        self,
        text: str,
        tokens: list[Token],
        span: tuple[int, int],
        inside: list[int],
        alternatives: dict[int, list[tuple[str, int]]],
    ) -> Iterator[_Found]:
        first, last = span
        words = [token.normal for token in tokens[first : last + 1]]
        written = list(words)
        best: dict[int, dict[str, None]] = {}
        for choice in product(*(alternatives[position] for position in inside)):
            if first == last and not _is_near_enough_alone(written[0], *choice[0]):
                continue
            for position, (word, _) in zip(inside, choice, strict=True):
                words[position - first] = word
            entry = self._table.look_up(words)
            if entry is not None:
                cost = sum(cost for _, cost in choice)
                best.setdefault(cost, {}).update(dict.fromkeys(entry.slugs))
        if best:
            cost = min(best)
            yield _Found.at(text, tokens, span, tuple(best[cost]), "mistyped", cost)

    def _is_everyday(self, text: str, tokens: list[Token]) -> bool:
        """Tell whether a one-word name is more likely the everyday word that it is spelled like."""
        if len(tokens) > 1:
            return False
        normal, written = tokens[0].normal, tokens[0].text
        if len(normal) < 2 or normal.isdigit():
            return True
        if not is_everyday(normal):
            return False
        if normal in self._table.acronyms or len(normal) <= 4:
            is_shouted = text.upper() == text and len(text.split()) >= SHOUTED_WORDS
            return is_shouted or not written.isupper()
        return normal in SMALL_WORDS or frequency(normal) >= COMMON_FREQUENCY


def _is_near_enough_alone(written: str, corrected: str, cost: int) -> bool:
    """Tell whether a single word is near enough to a name with no other word of it beside."""
    return written[0] == corrected[0] and cost <= (2 if len(corrected) >= LONG_NAME else 1)


def _longest_first(candidates: Iterable[_Found]) -> list[_Found]:
    """Take the longest candidates that do not overlap; every letter that had to be corrected counts against one."""
    taken: list[_Found] = []
    for one in sorted(candidates, key=lambda one: (-one.worth, one.first)):
        if all(one.last < other.first or one.first > other.last for other in taken):
            taken.append(one)
    return taken
