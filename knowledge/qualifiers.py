"""Tell which words beside a name say that another condition is meant than the one of that name.

"Juvenile" before a name, "with epilepsy" after it and "-like" behind it make another name of it; "severe", "my" and
the words of a question do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, is_marker, plain_word
from knowledge.name_search import SHORT_MARKER, NameSearch
from knowledge.name_words import EVERYDAY_ACRONYM, is_eponym, is_question_word, is_rare, words_around_names
from knowledge.word_frequency import frequency

LIFT_OF_AN_ILLNESS = 3.0
"""From this lift on (see `NameSearch.lift`) a word belongs to a name wherever it stands before one in a phrase."""
LIFT_BESIDE = 2.2
"""From this on a word right before a name belongs to it."""
MISTYPED = 1.5
EVERYDAY = 5.0
TIED_EVERYDAY = 5.5
"""Words more frequent than this (Zipf scale) belong to no name, the second even where a hyphen or an "of" ties them."""
SHORTEST_BESIDE = 4
"""A word that no name has belongs to one beside it only with so many letters."""
SHORTEST_UNHEARD = 7
"""The same for a word that is in no English text, where nothing leads to the name: a shorter one may be mistyped."""
EVERYDAY_BEFORE_TYPE = 4.6
"""A word this frequent before "type" does not name one ("Marfan which type")."""
_NUMBER = re.compile(r"\d{1,2}[a-z]?|(?:ii|iii|iv|vi|vii|viii|ix|xi|xii|xiii|xiv|xv)[a-h]?", re.IGNORECASE)
_ENDS_THERE = re.compile(
    r"\s*(?:$|[.,;:!?)]|(?:is|are|was|and|or|symptoms?|treatments?|treated|causes?|hereditary|genetic|prognosis|be|life|"
    r"run|runs|what|how|who|patients?|can|could|will|may|in(?! [\da])|have|has|with|please|last|so|from)\b)",
    re.IGNORECASE,
)
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
            return is_type and place - 1 in covered and _ENDS_THERE.match(text, token.end) is not None
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

    def with_neighbours(self, text: str, tokens: list[Token], one: Taken, named: set[int]) -> tuple[int, int]:
        """Return the first and the last word of a name with the words right beside it that belong to it.

        Args:
            text: the text.
            tokens: its words.
            one: the name.
            named: the numbers of the words that stand in a name, this one or another.
        """
        first, last = one.first, one.last
        while first and self._belongs_before(text, tokens, first):
            if first - 1 in named and text[tokens[first - 1].end : tokens[first].start] != " ":
                break  # "Duchenne/Becker" is two names
            first -= 1
        if (
            last + 1 < len(tokens)
            and last + 1 not in named
            and not _is_another(text, tokens, last)
            and text[tokens[last].end : tokens[last + 1].start] in _HYPHENS
        ):
            following = tokens[last + 1].normal
            if following not in _AFTER_A_HYPHEN and frequency(following) < TIED_EVERYDAY:
                last += 1
        type_at = _type_behind(text, tokens, one)
        if type_at is not None and named.isdisjoint(range(one.last + 1, type_at + 1)):
            last = max(last, type_at)
        if one.first > 1 and _is_type(tokens, one.first - 2) and named.isdisjoint((one.first - 2, one.first - 1)):
            first = min(first, one.first - 2)
        return first, last

    def _belongs_before(self, text: str, tokens: list[Token], first: int) -> bool:
        before = tokens[first - 1]
        between = text[before.end : tokens[first].start]
        words = words_around_names()
        if between in _HYPHENS:
            is_of_a_name = before.text[0].isupper() and tokens[first].text[0].isupper()
            return (is_of_a_name or frequency(before.normal) < TIED_EVERYDAY) and not is_marker(before.normal)
        if between != " " or before.normal in words.around | words.before:
            return False
        return self._search.lift(before.normal) >= LIFT_BESIDE and frequency(before.normal) < EVERYDAY


def _is_another(text: str, tokens: list[Token], last: int) -> bool:
    """Return whether what a slash joins to a name is another one: "Duchenne/Becker"."""
    return "/" in text[tokens[last].end : tokens[last + 1].start] and is_eponym([tokens[last + 1]])


def _type_behind(text: str, tokens: list[Token], one: Taken) -> int | None:
    """Return the last word of the type that stands behind a name, or `None`: "type 9", "Brussels type", a bare "2"."""
    place = one.last
    if tokens[place].normal not in TYPE_WORDS:
        place += 1
    if place < len(tokens) and tokens[place].normal in KIND_WORDS:
        place += 1
    if place >= len(tokens) or re.search(r"[^\s,(–-]", text[tokens[place - 1].end : tokens[place].start]):
        return None
    if _is_type(tokens, place):
        return place + 1
    following = tokens[place + 1].normal if place + 1 < len(tokens) else ""
    is_worded = following == "type" and len(tokens[place].normal) >= SHORTEST_BESIDE
    if is_worded and frequency(tokens[place].normal) < EVERYDAY_BEFORE_TYPE:
        return place + 1
    is_bare = one.has_types and _NUMBER.fullmatch(tokens[place].text) and _ENDS_THERE.match(text, tokens[place].end)
    return place if is_bare and text[tokens[place - 1].end : tokens[place].start] in (" ", "-") else None


def _is_type(tokens: list[Token], place: int) -> bool:
    """Return whether "type" stands at a place, and a number or letter behind it."""
    if not 0 <= place < len(tokens) - 1 or tokens[place].normal not in TYPE_WORDS:
        return False
    word = tokens[place + 1]
    return is_marker(plain_word(word.normal)) and not (word.normal in ("a", "i") and word.text.islower())


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
