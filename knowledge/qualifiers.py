"""Tell which words beside a name say that another condition is meant than the one of that name.

"Juvenile" before a name, "with epilepsy" after it and "-like" behind it make another name of it; "severe", "my" and
the words of a question do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.asked_names import words_around_names
from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, is_marker, plain_word
from knowledge.name_search import SHORT_MARKER, NameSearch
from knowledge.subtypes import ENDS_THERE, with_subtype
from knowledge.unknown_names import is_question_word
from knowledge.word_frequency import frequency

LIFT_OF_AN_ILLNESS = 3.0
"""From this lift on (see `NameSearch.lift`) a word belongs to a name wherever it stands before one in a phrase."""
LIFT_BESIDE = 2.2
"""From this on a word right before a name belongs to it."""
RARE = 3.0
MISTYPED = 1.5
EVERYDAY_ACRONYM = 4.0
EVERYDAY = 5.0
TIED_EVERYDAY = 5.5
"""Words more frequent than this (Zipf scale) belong to no name, the second even where a hyphen or an "of" ties them."""
SHORTEST_BESIDE = 4
"""A word that no name has belongs to one beside it only with so many letters."""
SHORTEST_UNHEARD = 7
"""The same for a word that is in no English text, where nothing leads to the name: a shorter one may be mistyped."""
_HYPHENS = frozenset("-–‐‑/")
PARTED_BY_NAMES = frozenset({"with", "due"})
_GOING_ON = PARTED_BY_NAMES | {"of", "by"}
_AFTER_A_HYPHEN = frozenset(
    "related associated induced specific free patient patients positive negative caused linked type affected".split()
)


@dataclass(frozen=True)
class Taken:
    """Hold the words that a name of the store covers, from its first to its last, and the conditions it stands for."""

    first: int
    last: int
    slugs: tuple[str, ...]
    has_types: bool = False
    is_turned: bool = False
    is_mistyped: bool = False
    is_sure: bool = True


class Qualifiers:
    """Weigh the words beside names with the names of one store."""

    def __init__(self, search: NameSearch) -> None:
        self._search = search

    def change(
        self, text: str, tokens: list[Token], first: int, last: int, inside: Sequence[Taken], is_led: bool
    ) -> bool:
        """Return whether a phrase has words that belong to a name and to none of the names in it."""
        covered = {place for one in inside for place in range(one.first, one.last + 1)}
        extra = [place for place in range(first, last + 1) if place not in covered]
        extra = [place for place in extra if self._qualifies(text, tokens, place, covered, is_led)]
        names = {word for one in inside for slug in one.slugs for word in self._search.words_of(slug)}
        if any(plain_word(tokens[place].normal) not in names for place in extra):
            return True
        return len(inside) > 1 and _are_tied(text, tokens, inside)

    def _qualifies(self, text: str, tokens: list[Token], place: int, covered: set[int], is_led: bool) -> bool:
        """Return whether a word of a phrase says of a name in it which one it is."""
        token = tokens[place]
        word = token.normal
        if word == "like":
            return place - 1 in covered
        if word == "variant" and place - 1 in covered:
            return True
        if word in SMALL_WORDS | KIND_WORDS | TYPE_WORDS | words_around_names().around:
            return False
        if place < min(covered) and len(word) > 1 and _is_tied(text, tokens, place, covered):
            return True
        if is_marker(word) and len(word) <= SHORT_MARKER:
            is_type = not word.isalpha() or token.text.isupper()
            return is_type and place - 1 in covered and ENDS_THERE.match(text, token.end) is not None
        if is_question_word(word):
            return False
        if _is_tied(text, tokens, place, covered):
            return True
        lift = self._search.lift(word)
        if place < min(covered):
            is_beside = not any(tokens[other].normal in SMALL_WORDS for other in range(place + 1, min(covered)))
            is_named = lift >= LIFT_OF_AN_ILLNESS and frequency(word) < EVERYDAY_ACRONYM
            may_qualify = (is_led or place + 1 in covered) and _may_qualify(word, is_led)
            goes_on = any(tokens[other].normal in PARTED_BY_NAMES for other in range(place + 1, min(covered)))
            return is_named or (is_beside and (lift >= LIFT_BESIDE or may_qualify)) or (goes_on and is_rare(word))
        goes_on = any(tokens[other].normal in _GOING_ON for other in range(max(covered) + 1, place))
        if goes_on and len(word) >= SHORTEST_BESIDE:
            return frequency(word) < TIED_EVERYDAY
        return (lift >= LIFT_BESIDE or is_rare(word)) and frequency(word) < EVERYDAY

    def with_neighbours(self, text: str, tokens: list[Token], one: Taken, found: Sequence[Taken]) -> tuple[int, int]:
        """Return the first and the last word of a name with the words right beside it that belong to it."""
        first, last = one.first, one.last
        while first and self._belongs_before(text, tokens, first):
            first -= 1
        if last + 1 < len(tokens) and text[tokens[last].end : tokens[last + 1].start] in _HYPHENS:
            following = tokens[last + 1].normal
            if following not in _AFTER_A_HYPHEN and frequency(following) < TIED_EVERYDAY:
                last += 1
        place = with_subtype(text, tokens, (one.first, one.last), one.has_types)
        if place is not None and not any(
            tokens[other.first].start < place[1] and place[0] < tokens[other.last].end
            for other in found
            if other is not one
        ):
            first = min(first, next(number for number, token in enumerate(tokens) if token.start >= place[0]))
            last = max(last, next(number for number, token in enumerate(tokens) if token.end >= place[1]))
        return first, last

    def _belongs_before(self, text: str, tokens: list[Token], first: int) -> bool:
        before = tokens[first - 1]
        between = text[before.end : tokens[first].start]
        words = words_around_names()
        if between in _HYPHENS:
            return frequency(before.normal) < TIED_EVERYDAY and not is_marker(before.normal)
        if between != " " or before.normal in words.around | words.before:
            return False
        return self._search.lift(before.normal) >= LIFT_BESIDE and frequency(before.normal) < EVERYDAY


def is_rare(word: str, below: float = RARE) -> bool:
    """Return whether a word is rarer in English than a frequency (Zipf scale), and no word of a question."""
    return len(word) > 3 and word.isalpha() and frequency(word) < below and not is_question_word(word)


def _may_qualify(word: str, is_led: bool) -> bool:
    """Return whether a word that no name has may say which condition is meant, not a mistyped word of a question."""
    if is_led:
        return len(word) >= SHORTEST_BESIDE and frequency(word) < EVERYDAY
    shortest = SHORTEST_BESIDE if frequency(word) >= MISTYPED else SHORTEST_UNHEARD
    return len(word) >= shortest and frequency(word) < EVERYDAY_ACRONYM


def _is_tied(text: str, tokens: list[Token], place: int, covered: set[int]) -> bool:
    """Return whether a hyphen ties a word that is not an everyday one to a name."""
    word = tokens[place].normal
    if frequency(word) >= TIED_EVERYDAY or word in _AFTER_A_HYPHEN:
        return False
    before = place - 1 in covered and text[tokens[place - 1].end : tokens[place].start] in _HYPHENS
    after = place + 1 in covered and text[tokens[place].end : tokens[place + 1].start] in _HYPHENS
    return before or after


def _are_tied(text: str, tokens: list[Token], inside: Sequence[Taken]) -> bool:
    ordered = sorted(inside, key=lambda one: one.first)
    return any(text[tokens[one.last].end : tokens[other.first].start] in _HYPHENS for one, other in pairwise(ordered))
