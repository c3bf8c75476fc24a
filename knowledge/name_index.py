"""Find the conditions that a text names.

Every run of words is looked up, with its mistyped words corrected; the longest name wins. What a name stands for is
decided here and in the table of names: a condition's own name beats another's synonym, and a name that several
conditions share gives all of them. A name with a type that the store does not have is told apart from its sisters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.eponyms import eponyms_of
from knowledge.initials import Initials
from knowledge.name_keys import Token, content_of, tokens_of
from knowledge.name_runs import NameRuns, Run
from knowledge.name_table import NameTable
from knowledge.near_names import NearName, NearNames
from knowledge.spelling import Spelling
from knowledge.store import ConditionName
from knowledge.telling import is_meant, is_shouted
from knowledge.types_named import is_part_of_longer_name, with_its_type

LETTERS_A_MISTAKE = 3
"""How many more letters a name must cover to be preferred although one more of them is wrong."""

MOST_CANDIDATES = 4
"""How many conditions a mistyped name may stand for."""


@dataclass(frozen=True)
class Mention:
    """Point to a name in a text; `slugs` are the conditions it may stand for, the likeliest first.

    `match` is `name`, `synonym`, `reworded`, `mistyped`, `initials`, `shortened` (a word is missing) or `type` (of
    several types only what they share was named). Offsets count characters of the text.
    """

    start: int
    end: int
    text: str
    slugs: tuple[str, ...]
    match: str

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether it must be asked which condition is meant, if only whether it is this one."""
        return len(self.slugs) > 1 or self.match in ("shortened", "type")


@dataclass(frozen=True)
class Names:
    """Hold the names in a text: those of the store, and places where a type stands that the store does not have."""

    mentions: list[Mention] = field(default_factory=list)
    unknown_types: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Found:
    """Hold a mention with the words that it covers, how many letters had to be corrected, and how far it is."""

    first: int
    last: int
    cost: int
    strictness: int
    mention: Mention
    has_types: bool = False

    @property
    def worth(self) -> int:
        """Return the letters that it covers, less those that each mistake outweighs."""
        return sum(map(str.isalnum, self.mention.text)) - self.cost * LETTERS_A_MISTAKE


class NameIndex:
    """Look names up in a text; built once for each revision of the store."""

    def __init__(self, names: Iterable[ConditionName]) -> None:
        names = list(names)
        names += eponyms_of(names)
        self._table = NameTable(names)
        self._runs = NameRuns(self._table, Spelling(self._table.spellable))
        self._initials = Initials(names)
        self._near = NearNames(names)

    def find(self, text: str) -> list[Mention]:
        """Return the names in a text from left to right; they do not overlap, the longest is taken first."""
        return self.read(text).mentions

    def read(self, text: str) -> Names:
        """Return the names in a text as `find` does, and the places of types that the store does not have."""
        tokens = tokens_of(text)
        found = _longest_first(
            [*self._named(text, tokens), *self._by_initials(text, tokens), *self._run_together(text, tokens)]
        )
        covered = {place for one in found if not one.cost for place in range(one.first, one.last + 1)}
        found = _longest_first([*found, *self._nearly(text, tokens, covered)])
        names = Names()
        for one in sorted(found, key=lambda one: one.first):
            if is_part_of_longer_name(text, tokens, one.first, one.last):
                continue
            place = with_its_type(text, tokens, (one.first, one.last), one.has_types)
            if place is None:
                names.mentions.append(one.mention)
            else:
                names.unknown_types.append(place)
        return names

    def named(self, name: str) -> tuple[str, ...]:
        """Return the conditions that a name stands for, without regard to the text around it."""
        words = [token.normal for token in tokens_of(name)]
        content = content_of(words)
        numbers = self._table.numbers
        if not content or not all(word in numbers for word in content):
            return ()
        entry = self._table.look_up(sum(numbers[word] for word in content), content, words)
        return entry.slugs if entry else ()

    def _named(self, text: str, tokens: list[Token]) -> Iterator[_Found]:
        """Yield what stands at each place by its cheapest and strictest reading."""
        best: dict[tuple[int, int], list[Run]] = {}
        for run in self._runs.find(tokens):
            if not is_meant(text, tokens, run, self._table):
                continue
            same_place = best.setdefault((run.first, run.last), [])
            if not same_place or _rank(run) < _rank(same_place[0]):
                best[run.first, run.last] = [run]
            elif _rank(run) == _rank(same_place[0]):
                same_place.append(run)
        for (first, last), runs in best.items():
            own = [run for run in runs if run.entry.match == "name"] or runs
            slugs = tuple(dict.fromkeys(slug for run in own for slug in run.entry.slugs))
            cost = runs[0].reading.cost
            if cost:
                slugs = slugs[:MOST_CANDIDATES]
            match = runs[0].entry.match
            if cost and match != "type":
                match = "mistyped"
            mention = _mention(text, tokens, first, last, slugs, match)
            has_types = self._table.has_types(runs[0].reading.total)
            yield _Found(first, last, cost, runs[0].entry.strictness, mention, has_types)

    def _run_together(self, text: str, tokens: list[Token]) -> Iterator[_Found]:
        """Yield the names that stand in a text as they are but for their blanks."""
        words = [token.normal for token in tokens]
        for first in range(len(tokens)):
            compact = ""
            for last in range(first, min(first + self._table.longest, len(tokens))):
                compact += tokens[last].normal
                entry = self._table.look_up_compact(compact, words[first : last + 1])
                if entry is not None:
                    yield _Found(first, last, 0, 1, _mention(text, tokens, first, last, entry.slugs, entry.match))

    def _by_initials(self, text: str, tokens: list[Token]) -> Iterator[_Found]:
        for first, last, slugs in self._initials.find(text, tokens, is_shouted(text)):
            # Initials of the store itself, and any other name, come before those that are made here.
            yield _Found(first, last, 0, 9, _mention(text, tokens, first, last, slugs, "initials"))

    def _nearly(self, text: str, tokens: list[Token], covered: set[int]) -> Iterator[_Found]:
        best: dict[tuple[int, int], list[NearName]] = {}
        for near in self._near.find(tokens, covered):
            same_place = best.setdefault((near.first, near.last), [])
            if not same_place or near.cost < same_place[0].cost:
                best[near.first, near.last] = [near]
            elif near.cost == same_place[0].cost:
                same_place.append(near)
        for (first, last), found in best.items():
            own = [near for near in found if near.is_own] or found
            slugs = tuple(dict.fromkeys(near.slug for near in own))[:MOST_CANDIDATES]
            match = "shortened" if found[0].is_shortened else "mistyped"
            yield _Found(first, last, found[0].cost, 8, _mention(text, tokens, first, last, slugs, match))


def _rank(run: Run) -> tuple[int, int]:
    return run.reading.cost, run.entry.strictness


def _mention(
    text: str, tokens: list[Token], first: int, last: int, slugs: tuple[str, ...], match: str
) -> Mention:  # fmt: skip
    start, end = tokens[first].start, tokens[last].end
    return Mention(start, end, text[start:end], slugs, match)


def _longest_first(candidates: Iterable[_Found]) -> list[_Found]:
    """Take the longest candidates that do not overlap; every letter that had to be corrected counts against one."""
    taken: list[_Found] = []
    for one in sorted(candidates, key=lambda one: (-one.worth, one.strictness, one.first)):
        if all(one.last < other.first or one.first > other.last for other in taken):
            taken.append(one)
    return taken
