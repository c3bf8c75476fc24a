"""Find long names that stand in a text with a word left out, or with a few letters wrong where words meet.

This is for what looking word by word misses: a word that became another one ("hear block"), a blank in the wrong
place, a word forgotten. Names are shortlisted by the words that they share with the text, the rare ones counting
most, and then compared with the run of words between the first and the last that is shared.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, content_of, is_marker, plain_word
from knowledge.names import normalise_name
from knowledge.spelling import opposites_in
from knowledge.store import ConditionName

SHORTLISTED = 8
LEAST_SHARE = 0.45
"""What part of a name's weight its words in the text must make up for the name to be compared."""
FEWEST_WORDS = 2
"""Names of fewer words that tell are left to the correction of words."""
MOST_POSTED = 400
"""Words of more names than this do not lead to a name, though they count for one."""
LETTERS_A_MISTAKE = 8
MOST_MISTAKES = 3
COST_OF_A_WORD = 2
FEWEST_WORDS_WITHOUT = 4
"""A name must have so many words that tell for one of them to be missing."""
SHORT_WORD = 3
"""Words of so few letters stand for types and are never taken for each other ("IgA", "IgG")."""


@dataclass(frozen=True)
class FuzzyMatch:
    """Hold a name that nearly stands in a text, from its first word to its last, and how many letters are wrong."""

    first: int
    last: int
    cost: int
    slug: str
    is_own: bool
    is_shortened: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Name:
    slug: str
    is_own: bool
    compact: str
    words: tuple[str, ...]
    content: tuple[str, ...]
    weight: float


class FuzzyMatcher:
    """Compare the long names of the store with a text."""

    def __init__(self, names: Iterable[ConditionName]) -> None:
        entries = [(entry, normalise_name(entry.name).split()) for entry in names]
        contents = [content_of(words) for _, words in entries]
        counts = Counter(word for content in contents for word in set(content))
        self._weights = {word: math.log((len(entries) + 1) / count) for word, count in counts.items()}
        self._names: list[_Name] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        for (entry, words), content in zip(entries, contents, strict=True):
            if len(set(content)) < FEWEST_WORDS:
                continue
            for word in set(content):
                if counts[word] <= MOST_POSTED and not is_marker(word):
                    self._postings[word].append(len(self._names))
            weight = sum(self._weights[word] for word in set(content))
            self._names.append(_Name(entry.slug, entry.is_own, "".join(words), tuple(words), content, weight))

    def find(self, tokens: list[Token], covered: set[int]) -> Iterator[FuzzyMatch]:
        """Yield the names that nearly stand in a text, each where its words are.

        Args:
            tokens: the words of the text.
            covered: the numbers of those that stand in a name as it is.
        """
        plain = [plain_word(token.normal) for token in tokens]
        places = [
            place
            for place, word in enumerate(plain)
            if word in self._weights and not {tokens[place].normal} & (KIND_WORDS | SMALL_WORDS | TYPE_WORDS)
        ]
        for group in _neighbouring(places):
            if not covered.issuperset(group):
                words = {plain[place]: place for place in reversed(group)}
                for name in self._shortlist(words):
                    near = _near(
                        name, tokens, self._weights, sorted(words[word] for word in set(name.content) & words.keys())
                    )
                    if near is not None:
                        yield near

    def _shortlist(self, words: dict[str, int]) -> list[_Name]:
        numbers = Counter(number for word in words for number in self._postings.get(word, ()))
        shares: dict[int, float] = {}
        for number in numbers:
            name = self._names[number]
            shared = [word for word in set(name.content) if word in words]
            share = sum(self._weights[word] for word in shared) / name.weight
            if share >= LEAST_SHARE:
                shares[number] = share
        likely = sorted(shares, key=lambda number: (-shares[number], number))
        return [self._names[number] for number in likely[:SHORTLISTED]]


def _neighbouring(places: list[int], apart: int = 3) -> Iterator[list[int]]:
    """Yield the groups of places that are no more than so many words apart."""
    group: list[int] = []
    for place in places:
        if group and place - group[-1] > apart:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _near(name: _Name, tokens: list[Token], known: Container[str], places: list[int]) -> FuzzyMatch | None:
    """Return where a name stands with the fewest wrong letters, or with one word missing."""
    allowed = min(len(name.compact) // LETTERS_A_MISTAKE, MOST_MISTAKES)
    markers = sorted(word for word in name.content if is_marker(word))
    short = _short(name.content)
    best: FuzzyMatch | None = None
    first, last = places[0], places[-1]
    for start in range(max(0, first - 2), first + 1):
        for end in range(last, min(last + 3, len(tokens))):
            run = [token.normal for token in tokens[start : end + 1]]
            content = content_of(run)
            if sorted(filter(is_marker, content)) != markers or opposites_in(content) != opposites_in(name.content):
                continue
            if any(word in known for word in _short(content) - short) or short - set(content):
                continue
            cost = OSA.distance("".join(run), name.compact, score_cutoff=allowed)
            if 0 < cost <= allowed and (best is None or cost < best.cost):
                best = FuzzyMatch(start, end, cost, name.slug, name.is_own, words=name.words)
    return best or _without_a_word(name, tokens, first, last)


def _short(content: Iterable[str]) -> set[str]:
    return {word for word in content if len(word) <= SHORT_WORD}


def _without_a_word(name: _Name, tokens: list[Token], first: int, last: int) -> FuzzyMatch | None:
    run = content_of([token.normal for token in tokens[first : last + 1]])
    distinctive = [word for word in name.content if not is_marker(word)]
    if len(distinctive) < FEWEST_WORDS_WITHOUT or len(run) != len(name.content) - 1:
        return None
    missing = Counter(name.content) - Counter(run)
    if missing.total() != 1 or is_marker(next(iter(missing))) or not _in_order(run, name.content):
        return None
    while last + 1 < len(tokens) and tokens[last + 1].normal in KIND_WORDS:
        last += 1
    return FuzzyMatch(first, last, COST_OF_A_WORD, name.slug, name.is_own, is_shortened=True)


def _in_order(some: Sequence[str], every: Sequence[str]) -> bool:
    """Return whether some words stand among others in the same order."""
    rest = iter(every)
    return all(word in rest for word in some)
