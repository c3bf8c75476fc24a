"""Find the runs of words in a text that are names of the store, with mistyped words corrected.

A word may stand for itself, for words that it is a mistyping of, for several words run together, or with the next
one for a word that was split. From each place of a text all ways to go on are followed as long as they stay cheap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, is_marker, names_what_follows, plain_word
from knowledge.name_table import Entry, NameTable
from knowledge.spelling import Spelling
from knowledge.word_frequency import frequency

KNOWN_WORD_FREQUENCY = 2.8
"""Words at least this frequent (Zipf scale) are words in their own right; taking one for mistyped costs a letter."""
NEVER_MISTYPED_FREQUENCY = 4.6
"""Words at least this frequent are never another one mistyped."""

MOST_COST = 4
MOST_BEFORE_CONTENT = 3
"""How many words of a name may stand before the first that tells ("syndrome of the …")."""
MOST_MARKERS = 3
"""How many numbers and letters a name may begin with."""
MOST_CORRECTED = 3
"""How many words of one name may be mistyped."""
MOST_WAYS, FEWEST_WAYS = 120, 8
WAYS_IN_A_TEXT = 6_000
"""So many ways to read the words from one place on are followed, the fewer the longer a text is."""
SHORTEST_RUN_TOGETHER, LONGEST_RUN_TOGETHER = 6, 60
SHORTEST_PIECE = 3
RARE_IN_NAMES, FREQUENT_IN_NAMES = 2, 12
"""A word of at most so many names may be mistyped for another, the more so for one of at least so many."""
_SHORT_PIECES = frozenset({"x", "qt", "of", "in", "to", "ii", "iii", "iv"})
_LONGER_SMALL_WORDS = ("and", "with", "due", "the")
_SMALL_RUN_TOGETHER = {
    first + second: (first, second)
    for first in ("of", "in", "to", "due", "with", "and")
    for second in ("the", "to", "of", "with")
    if second != first
}
_AFTER_A_LETTER = frozenset({"and", "or", "b", "get", "gets", "is", "be", "can", "run", "runs"})
_KIND_AND_TYPE = ("type", "disease", "syndrome", "disorder")
_RUN_TOGETHER = (
    re.compile(r"([a-z]+)(\d+[a-z]?)"),
    re.compile(r"(\d+[pqa-c]?)([a-z]{4,})"),
    re.compile(r"(type)([ivx]+[a-h]?)"),
)


@dataclass(frozen=True)
class Reading:
    """Hold what a run of words may be read as.

    Attributes:
        end: the number of the word after the run.
        content: the plain words that tell, as they are spelled in names.
        words: all words, as they are spelled in names.
        total: the sum of the numbers of the content.
        cost: how many letters had to be corrected.
        corrected: how many words had to be.
        kinds: how many words only say that it is an illness.
        telling_cost: how many letters of the content had to be corrected.
    """

    end: int
    content: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    total: int = 0
    cost: int = 0
    corrected: int = 0
    kinds: int = 0
    telling_cost: int = 0


@dataclass(frozen=True)
class Run:
    """Hold a run of words, from `first` to `last`, that stands for a name."""

    first: int
    last: int
    entry: Entry
    reading: Reading


@dataclass(frozen=True)
class _Step:
    """Hold one way to go on: past how many words, to which plain words, at what cost."""

    size: int
    words: tuple[str, ...]
    content: tuple[str, ...]
    total: int
    cost: int
    is_small: bool = False
    kinds: int = 0


class SpanMatcher:
    """Read runs of words as names."""

    def __init__(self, table: NameTable, spelling: Spelling) -> None:
        self._table = table
        self._spelling = spelling

    def find(self, tokens: list[Token]) -> Iterator[Run]:
        """Yield every run of words that may be a name; they may overlap."""
        steps = [list(self._steps(tokens, place)) for place in range(len(tokens))]
        most_ways = min(MOST_WAYS, max(FEWEST_WAYS, WAYS_IN_A_TEXT // max(1, len(tokens))))
        for first in range(len(tokens)):
            if steps[first]:
                yield from self._from(steps, first, most_ways)

    def _from(self, steps: list[list[_Step]], first: int, most_ways: int) -> Iterator[Run]:
        ways = [Reading(first)]
        for _ in range(self._table.longest):
            longer: list[Reading] = []
            for way in ways:
                for step in steps[way.end] if way.end < len(steps) else ():
                    reading = _gone_on(way, step)
                    if reading is None:
                        continue
                    longer.append(reading)
                    if reading.content and self._table.has(reading.total):
                        entry = self._table.look_up(reading.total, reading.content, reading.words)
                        if entry is not None and not (entry.strictness and _begins_or_ends_badly(reading)):
                            yield Run(first, reading.end - 1, entry, reading)
            ways = sorted(longer, key=lambda way: way.cost)[:most_ways]
            if not ways:
                return

    def _steps(self, tokens: list[Token], place: int) -> Iterator[_Step]:
        """Yield what the word at a place may stand for."""
        token = tokens[place]
        word = token.normal
        if word in KIND_WORDS or word in TYPE_WORDS:
            is_joined = names_what_follows(tokens, place) and tokens[place + 1].normal != "of"
            yield self._step(1, (word, "of") if is_joined else (word,), 0)
            return
        if word in SMALL_WORDS:
            yield _Step(1, (word,), (), 0, 0, is_small=True)
            if self._is_letter_of_names(word) and _may_be_letter(tokens, place):
                yield self._step(1, (word,), 0)
            return
        plain = plain_word(word)
        if plain in self._table.numbers:
            yield self._step(1, (word,), 0)
        else:
            yield from self._small_corrections(word)
        yield from self._corrections(plain)
        yield from self._split(tokens, place)
        yield from self._run_together(word)

    def _step(self, size: int, words: tuple[str, ...], cost: int) -> _Step:
        """Return a step to words of names."""
        content: list[str] = []
        total = kinds = 0
        for word in words:
            if word in KIND_WORDS:
                kinds += 1
            elif word not in TYPE_WORDS and (word not in SMALL_WORDS or self._is_letter_of_names(word)):
                content.append(plain_word(word))
                total += self._table.numbers[content[-1]]
        return _Step(size, words, tuple(content), total, cost, kinds=kinds)

    def _corrections(self, plain: str) -> Iterator[_Step]:
        known = frequency(plain)
        if known >= NEVER_MISTYPED_FREQUENCY:
            return
        names = self._table.spellable
        for other, cost in self._spelling.alternatives(plain):
            if plain not in self._table.numbers:
                yield self._step(1, (other,), cost + (known >= KNOWN_WORD_FREQUENCY))
            elif cost == 1 and names.get(plain, 0) <= RARE_IN_NAMES:
                yield self._step(1, (other,), cost + (names[other] < FREQUENT_IN_NAMES))

    def _small_corrections(self, word: str) -> Iterator[_Step]:
        """Yield the small words and words for illness that a word may be a mistyping of."""
        if word in _SMALL_RUN_TOGETHER:
            yield self._step(1, _SMALL_RUN_TOGETHER[word], 1)
        if word == "ks" and "x" in self._table.numbers:
            yield self._step(1, ("x",), 1)
        if frequency(word) < NEVER_MISTYPED_FREQUENCY:
            for other in (*_LONGER_SMALL_WORDS, *_KIND_AND_TYPE):
                allowed = 1 if len(other) < SHORTEST_RUN_TOGETHER else 2
                cost = OSA.distance(word, other, score_cutoff=allowed)
                if cost <= allowed:
                    yield self._step(1, (other,), cost)
                    return

    def _split(self, tokens: list[Token], place: int) -> Iterator[_Step]:
        """Yield the word that this one makes with the next: a blank or hyphen may be in it."""
        if place + 1 >= len(tokens):
            return
        here, following = tokens[place].normal, tokens[place + 1].normal
        for start in {here, plain_word(here)}:
            whole = plain_word(start + following)
            if whole in self._table.numbers:
                is_short = whole.isalpha() and len(whole) <= SHORTEST_PIECE
                yield self._step(2, (start + following,), int(is_short))
                return
        if max(frequency(here), frequency(following)) < KNOWN_WORD_FREQUENCY:
            for other, cost in self._spelling.alternatives(plain_word(here + following)):
                yield self._step(2, (other,), cost + 1)

    def _run_together(self, word: str) -> Iterator[_Step]:
        """Yield the words that a long word, or a word with a number behind, is made of."""
        if match := next((match for form in _RUN_TOGETHER if (match := form.fullmatch(word))), None):
            if self._is_known(match[1]) and self._is_known(match[2]):
                yield self._step(1, (match[1], match[2]), 0)
            return
        if (
            not SHORTEST_RUN_TOGETHER <= len(word) <= LONGEST_RUN_TOGETHER
            or not word.isalpha()
            or frequency(word) >= KNOWN_WORD_FREQUENCY
        ):
            return
        for pieces, cost in self._pieces(word):
            yield self._step(1, pieces, cost)

    def _pieces(self, word: str, most: int = 3) -> Iterator[tuple[tuple[str, ...], int]]:
        for cut in range(1, len(word)):
            start, rest = word[:cut], word[cut:]
            if min(cut, len(rest)) < SHORTEST_PIECE and not {start, rest} & _SHORT_PIECES:
                continue
            if self._is_known(start):
                if self._is_known(rest):
                    yield (start, rest), 1
                elif most > 2:
                    for pieces, cost in self._pieces(rest, most - 1):
                        yield (start, *pieces), cost
                if len(start) > SHORTEST_PIECE:
                    yield from (((start, other), 1 + cost) for other, cost in self._one_letter_off(rest))
            elif self._is_known(rest) and len(rest) > SHORTEST_PIECE:
                yield from (((other, rest), 1 + cost) for other, cost in self._one_letter_off(start))

    def _one_letter_off(self, word: str) -> Iterable[tuple[str, int]]:
        if len(word) <= SHORTEST_PIECE or word in self._spelling:
            return ()
        return [(other, cost) for other, cost in self._spelling.alternatives(word) if cost == 1]

    def _is_letter_of_names(self, word: str) -> bool:
        """Return whether a word is the one small word that names use as a letter ("factor A"), and the store's do."""
        return word == "a" and word in self._table.numbers

    def _is_known(self, word: str) -> bool:
        return (
            word in KIND_WORDS or word in TYPE_WORDS or word in SMALL_WORDS or plain_word(word) in self._table.numbers
        )


def _gone_on(way: Reading, step: _Step) -> Reading | None:
    """Return a longer reading, unless it costs too much or begins with a small word."""
    cost, corrected = way.cost + step.cost, way.corrected + (step.cost > 0)
    if cost > MOST_COST or corrected > MOST_CORRECTED:
        return None
    if not way.content and not step.content and len(way.words) >= MOST_BEFORE_CONTENT:
        return None
    content = way.content + step.content
    if len(content) > MOST_MARKERS and all(map(is_marker, content)):
        return None
    return Reading(
        way.end + step.size,
        content,
        way.words + step.words,
        way.total + step.total,
        cost,
        corrected,
        way.kinds + step.kinds,
        way.telling_cost + (step.cost if step.content else 0),
    )


def _begins_or_ends_badly(reading: Reading) -> bool:
    first, last = reading.words[0], reading.words[-1]
    if first in KIND_WORDS and reading.words[1:2] != ("of",):
        return True
    if last in KIND_WORDS and len(reading.words) > 1 and reading.words[-2] in SMALL_WORDS - {reading.content[-1]}:
        return True
    return first in SMALL_WORDS or (last in SMALL_WORDS and reading.content[-1] != last)


def _may_be_letter(tokens: list[Token], place: int) -> bool:
    """Return whether an "a" in a text is the letter of a type: a capital, after "type", or belonging to nothing."""
    if place == 0 or tokens[place - 1].normal in SMALL_WORDS or len(tokens[place - 1].normal) == 1:
        return False
    if tokens[place].text == "A" or tokens[place - 1].normal in TYPE_WORDS:
        return True
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or following.start - tokens[place].end > 1:
        return True
    return following.normal in _AFTER_A_LETTER | KIND_WORDS or is_marker(following.normal)
