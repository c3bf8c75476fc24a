"""Decide what to make of the names found in a text: take them, offer what they may mean, or say that one is not there.

A name of the store is taken where it is all that was written of a name. Where more was written ("juvenile Lou Gehrig
disease", "Weaver-Williams syndrome") it is another condition, or one that only a search among all names can tell: the
conditions whose names hold all of its words are offered; else it is not there, and the nearest are what the visitor
may have meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.asked_names import Phrase, asked_phrases, words_around_names
from knowledge.everyday import NOT_ACRONYMS, frequency
from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, is_marker, plain_word
from knowledge.name_search import SHORT_MARKER, FoundName, NameSearch
from knowledge.types_named import ENDS_THERE, with_its_type
from knowledge.unknown_names import is_question_word, names_an_illness

LIFT_OF_A_NAME = 1.9
"""From this lift on (see `NameSearch.lift`) a word tells that a phrase is a name."""
LIFT_OF_AN_ILLNESS = 3.0
"""The same where a phrase may as well be a sign that somebody has."""
LIFT_BESIDE = 2.2
"""From this on a word right before a name belongs to it."""
RARE = 3.0
NEVER_HEARD = 2.6
MISTYPED = 1.5
EVERYDAY_ACRONYM = 4.0
EVERYDAY = 5.0
TIED_EVERYDAY = 5.5
"""Words more frequent than this (Zipf scale) belong to no name, the second even where a hyphen ties them to it."""
LEAST_OF_PHRASE = 0.34
LEAST_SHARED = 4.0
LEAST_OF_BEST = 0.75
"""It must also be this near to the best."""
NEARER = 0.75
"""From this on the best is likelier meant than a name that stands in the phrase."""
"""A condition may be meant whose name has at least this part of a phrase's weight, and this weight at all."""
SURE_OF_PHRASE, SURE_SHARED = 0.5, 5.0
"""From these on a phrase is a name, though nothing else says so."""
MOST_GUESSES = 4
SHORTEST_BESIDE = 4
"""A word that no name has belongs to one beside it only with so many letters."""
SHORTEST_ALONE = 5
"""A word of fewer letters is no part of a name when it stands alone."""
_SHORT_FORM = re.compile(r"(?=[A-Z\d]*[A-Z])[A-Z\d]{2,6}|\d{1,2}[pq]\d*")
_HYPHENS = frozenset("-–‐‑/")
_PARTED_BY_NAMES = frozenset({"with", "due"})
_GOING_ON = _PARTED_BY_NAMES | {"of", "by"}
_SEPARATORS = _PARTED_BY_NAMES | {"and", "or", "vs", "versus", "from", "to"}
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


@dataclass(frozen=True)
class Offered:
    """Hold the words of a phrase and the conditions that it may mean; `is_known` if their names hold all of it."""

    first: int
    last: int
    slugs: tuple[str, ...]
    is_known: bool


class NameDecision:
    """Decide with the names of one store."""

    def __init__(self, search: NameSearch) -> None:
        self._search = search

    def decide(self, text: str, tokens: list[Token], found: Sequence[Taken]) -> tuple[list[Taken], list[Offered]]:
        """Return the names that are taken, and the phrases for which others are offered or none is there."""
        offered: list[Offered] = []
        phrases = asked_phrases(text, tokens, self._is_of_names)
        for phrase in phrases:
            offered += self._of_phrase(text, tokens, phrase, found)
        for one in found:
            if not _covered(one, offered):
                if (other := self._rather(tokens, one)) is not None:
                    offered.append(other)
                    continue
                first, last = self._with_neighbours(text, tokens, one, found)
                if (first, last) != (one.first, one.last) or not one.is_sure:
                    offered.append(self._offered(tokens, first, last, _within(found, first, last)))
        taken = [one for one in found if not _covered(one, offered)]
        return taken, sorted(offered, key=lambda one: one.first)

    def of_place(self, tokens: list[Token], first: int, last: int) -> Offered | None:
        """Return what a phrase means that is worded as a name, unless it is one like "the second disease"."""
        run = tokens[first : last + 1]
        found = self._search.find([token.normal for token in run])
        whole = tuple(name.slug for name in found if name.covers_all)
        if whole and len(run) > 1:
            return Offered(first, last, whole, True)
        return Offered(first, last, _near(found), False) if any(map(self._is_of_names, run)) else None

    def _rather(self, tokens: list[Token], one: Taken) -> Offered | None:
        """Return what others may be meant by a name that stands in another order, or is taken for mistyped."""
        if not one.is_turned and not one.is_mistyped:
            return None
        found = self._search.find([token.normal for token in tokens[one.first : one.last + 1]])
        others = [name.slug for name in found if name.covers_all and (name.stands or not one.is_turned)]
        if not set(others) - set(one.slugs):
            return None
        slugs = dict.fromkeys([*one.slugs, *others] if one.is_turned else others)
        return Offered(one.first, one.last, tuple(slugs), True)

    def _is_of_names(self, token: Token) -> bool:
        word = token.normal
        if word in SMALL_WORDS | KIND_WORDS | TYPE_WORDS or {word, word[:-1]} & words_around_names().said_of:
            return False
        return self._search.lift(word) >= LIFT_OF_A_NAME or _is_rare(word) or _is_short_form(token)

    def _of_phrase(self, text: str, tokens: list[Token], phrase: Phrase, found: Sequence[Taken]) -> Iterator[Offered]:
        """Yield what a phrase means beyond the names in it."""
        inside = [one for one in found if one.first <= phrase.last and one.last >= phrase.first]
        first = min([phrase.first, *(one.first for one in inside)])
        last = max([phrase.last, *(one.last for one in inside)])
        if not inside:
            if phrase.is_asked or not found:
                yield from self._without_a_name(tokens, phrase)
            return
        is_one_name = "," in text[tokens[first].start : tokens[last].end]
        for start, end in [(first, last)] if is_one_name else _sides(tokens, first, last, inside):
            of_side = _within(inside, start, end)
            if not of_side:
                if phrase.is_asked and names_an_illness(text[tokens[start].start : tokens[end].end]):
                    side = self._offered(tokens, start, end, ())
                    if not side.is_known:
                        yield side
            elif self._extra(text, tokens, start, end, of_side, phrase.is_led) or self._is_within_another(
                tokens, start, end, of_side
            ):
                yield self._offered(tokens, start, end, of_side)

    def _without_a_name(self, tokens: list[Token], phrase: Phrase) -> Iterator[Offered]:
        """Yield what a phrase means in which no name of the store stands."""
        run = tokens[phrase.first : phrase.last + 1]
        words = [token.normal for token in run]
        lifts = [self._search.lift(word) for word in words]
        is_short_form = any(map(_is_short_form, run))
        if len(words) == 1 and len(words[0]) < SHORTEST_ALONE and not is_short_form:
            return
        found = self._search.find(words)
        whole = tuple(name.slug for name in found if name.covers_all)
        if not whole and (telling := [word for word in words if word not in words_around_names().harmless]) != words:
            whole = tuple(name.slug for name in self._search.find(telling) if name.covers_all)
        if whole and (phrase.is_asked or max(lifts) >= LIFT_OF_AN_ILLNESS):
            yield Offered(phrase.first, phrase.last, whole, True)
        elif not whole and self._is_unknown_name(run, phrase, lifts, found):
            yield Offered(phrase.first, phrase.last, () if is_short_form else _near(found), False)

    def _is_unknown_name(
        self, run: list[Token], phrase: Phrase, lifts: Sequence[float], found: Sequence[FoundName]
    ) -> bool:
        """Tell whether a phrase is a name that the store does not have, and no part of a sentence."""
        if phrase.is_led and any(_is_short_form(token) or _is_rare(token.normal, NEVER_HEARD) for token in run):
            return phrase.is_asked or len(run) == 1 or max(lifts) >= LIFT_BESIDE
        is_near = bool(found) and found[0].of_phrase >= SURE_OF_PHRASE and found[0].shared >= SURE_SHARED
        return is_near and (min(lifts) if not phrase.is_asked else max(lifts)) >= LIFT_OF_A_NAME

    def _offered(self, tokens: list[Token], first: int, last: int, inside: Sequence[Taken]) -> Offered:
        found = self._search.find([token.normal for token in tokens[first : last + 1]])
        whole = tuple(name.slug for name in found if name.covers_all)
        if whole:
            return Offered(first, last, whole, True)
        named = [slug for one in inside for slug in one.slugs[:1]]
        near = _near(found)
        is_nearer = bool(near) and found[0].of_phrase >= NEARER
        slugs = tuple(dict.fromkeys([*(near[:1] if is_nearer else ()), *named, *near]))[:MOST_GUESSES]
        return Offered(first, last, slugs, False)

    def _is_within_another(self, tokens: list[Token], first: int, last: int, inside: Sequence[Taken]) -> bool:
        """Tell whether another condition's name has all words of a phrase, and more than stand in the names in it."""
        covered = {place for one in inside for place in range(one.first, one.last + 1)}
        others = [tokens[place].normal for place in range(first, last + 1) if place not in covered]
        if not any(self._search.lift(word) >= LIFT_OF_A_NAME for word in others if word not in SMALL_WORDS):
            return False
        found = self._search.find([token.normal for token in tokens[first : last + 1]])
        return bool(found) and found[0].covers_all and not any(found[0].slug in one.slugs for one in inside)

    def _extra(
        self, text: str, tokens: list[Token], first: int, last: int, inside: Sequence[Taken], is_led: bool
    ) -> bool:
        """Tell whether a phrase has words that belong to a name and to none of the names in it."""
        covered = {place for one in inside for place in range(one.first, one.last + 1)}
        extra = [place for place in range(first, last + 1) if place not in covered]
        extra = [place for place in extra if self._qualifies(text, tokens, place, covered, is_led)]
        names = {word for one in inside for slug in one.slugs for word in self._search.words_of(slug)}
        if any(plain_word(tokens[place].normal) not in names for place in extra):
            return True
        return len(inside) > 1 and _are_tied(text, tokens, inside)

    def _qualifies(self, text: str, tokens: list[Token], place: int, covered: set[int], is_led: bool) -> bool:
        """Tell whether a word of a phrase says of a name in it which one it is."""
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
            return is_named or (is_beside and (lift >= LIFT_BESIDE or may_qualify))
        goes_on = any(tokens[other].normal in _GOING_ON for other in range(max(covered) + 1, place))
        goes_on = goes_on and len(word) >= SHORTEST_BESIDE
        return (goes_on or lift >= LIFT_BESIDE or _is_rare(word)) and frequency(word) < EVERYDAY

    def _with_neighbours(self, text: str, tokens: list[Token], one: Taken, found: Sequence[Taken]) -> tuple[int, int]:
        """Return the first and the last word of a name with the words right beside it that belong to it."""
        first, last = one.first, one.last
        while first and self._belongs_before(text, tokens, first):
            first -= 1
        if last + 1 < len(tokens) and text[tokens[last].end : tokens[last + 1].start] in _HYPHENS:
            following = tokens[last + 1].normal
            if following not in _AFTER_A_HYPHEN and frequency(following) < TIED_EVERYDAY:
                last += 1
        place = with_its_type(text, tokens, (one.first, one.last), one.has_types)
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


def _near(found: Sequence[FoundName]) -> tuple[str, ...]:
    """Return the conditions that may be meant by a name that the store does not have."""
    if not found:
        return ()
    least = max(LEAST_OF_PHRASE, found[0].of_phrase * LEAST_OF_BEST)
    return tuple(name.slug for name in found if name.of_phrase >= least and name.shared >= LEAST_SHARED)[:MOST_GUESSES]


def _is_rare(word: str, below: float = RARE) -> bool:
    return len(word) > 3 and word.isalpha() and frequency(word) < below and not is_question_word(word)


def _may_qualify(word: str, is_led: bool) -> bool:
    """Tell whether a word that no name has may say which condition is meant, and is no mistyped word of a question."""
    if is_led:
        return len(word) >= SHORTEST_BESIDE and frequency(word) < EVERYDAY
    return len(word) >= SHORTEST_BESIDE and MISTYPED <= frequency(word) < EVERYDAY_ACRONYM


def _is_short_form(token: Token) -> bool:
    """Tell whether a word is written as an acronym or as a place on a chromosome: "HNPP", "A1AD", "22q"."""
    if _SHORT_FORM.fullmatch(token.text) is None or token.normal in NOT_ACRONYMS:
        return False
    return frequency(token.normal) < EVERYDAY_ACRONYM


def _within(found: Sequence[Taken], first: int, last: int) -> list[Taken]:
    return [one for one in found if one.first >= first and one.last <= last]


def _covered(one: Taken, offered: Sequence[Offered]) -> bool:
    return any(one.first <= other.last and one.last >= other.first for other in offered)


def _sides(tokens: list[Token], first: int, last: int, inside: Sequence[Taken]) -> list[tuple[int, int]]:
    """Part a phrase at words like "and" that stand right beside a name in it, unless a name goes on with "with"."""
    for place in range(first + 1, last):
        word = tokens[place].normal
        if word not in _SEPARATORS or any(one.first <= place <= one.last for one in inside):
            continue
        before, after = any(one.last == place - 1 for one in inside), any(one.first == place + 1 for one in inside)
        if (before and after) if word in _PARTED_BY_NAMES else (before or after):
            return [(first, place - 1), *_sides(tokens, place + 1, last, inside)]
        if word in _PARTED_BY_NAMES:
            break
    return [(first, last)] if first <= last else []


def _is_tied(text: str, tokens: list[Token], place: int, covered: set[int]) -> bool:
    """Tell whether a hyphen ties a word that is not an everyday one to a name."""
    word = tokens[place].normal
    if frequency(word) >= TIED_EVERYDAY or word in _AFTER_A_HYPHEN:
        return False
    before = place - 1 in covered and text[tokens[place - 1].end : tokens[place].start] in _HYPHENS
    after = place + 1 in covered and text[tokens[place].end : tokens[place + 1].start] in _HYPHENS
    return before or after


def _are_tied(text: str, tokens: list[Token], inside: Sequence[Taken]) -> bool:
    ordered = sorted(inside, key=lambda one: one.first)
    return any(text[tokens[one.last].end : tokens[other.first].start] in _HYPHENS for one, other in pairwise(ordered))
