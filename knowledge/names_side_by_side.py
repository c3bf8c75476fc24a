"""Part a phrase in which several conditions may be named side by side, or a name from what follows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from knowledge.asked_names import Phrase, is_acronym
from knowledge.name_keys import KIND_WORDS, Token
from knowledge.name_words import (
    ends_as_an_illness,
    is_eponym,
    is_everyday,
    is_kind_or_type,
    names_an_illness,
    words_around_names,
)
from knowledge.qualifiers import PARTED_BY_NAMES, Taken

_CUT = re.compile(r"[,/]")
EVERYDAY = 3.5
"""A word less frequent than this (Zipf scale) may be one of a name, behind a comma."""
_SEPARATORS = PARTED_BY_NAMES | {"and", "or", "plus", "vs", "versus", "from", "to"}


def names_side_by_side(
    text: str, tokens: list[Token], first: int, last: int, inside: Sequence[Taken]
) -> list[tuple[int, int]]:
    """Return the parts of a phrase that may be names, each by its first and its last word.

    At commas it is parted where each part holds a name or tells one: "torticollis, congenital" is one name.
    """
    parts = _parted_at_commas(text, tokens, first, last, inside)
    while len(parts) > 1 and not within(inside, *parts[-1]) and _is_asked_beside(tokens, *parts[-1]):
        parts.pop()
    while len(parts) > 1 and not within(inside, *parts[0]) and _is_told_in_other_words(tokens, parts[0], parts[1]):
        parts.pop(0)
    first, last = parts[0][0], parts[-1][1]
    if len(parts) > 1 and not all(within(inside, *part) or _tells_a_name(tokens, *part) for part in parts):
        return [(first, last)]
    return [side for part in parts for side in _sides(tokens, *part, inside)]


def without_what_follows(tokens: list[Token], phrase: Phrase, is_of_names: Callable[[Token], bool]) -> int:
    """Return the last word of a phrase without everyday words behind what makes it an illness, or is an acronym."""
    words = words_around_names()
    places = range(phrase.first, phrase.last + 1)
    heads = [place for place in places if tokens[place].normal in words.heads or ends_as_an_illness(tokens[place])]
    if not heads and is_acronym(tokens[phrase.first]) and not tokens[phrase.last].text.isupper():
        heads = [phrase.first]
    if not heads:
        return phrase.last
    last = max(heads)
    while last < phrase.last and is_kind_or_type(tokens[last + 1]):
        last += 1
    return phrase.last if any(map(is_of_names, tokens[last + 1 : phrase.last + 1])) else last


def joined_to(text: str, tokens: list[Token], one: Taken) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of what "and", "or", "not" or a slash joins to a name: a word, with its kind."""
    words = words_around_names()
    for before, after in ((one.first - 1, one.first), (one.last, one.last + 1)):
        if before < 0 or after >= len(tokens):
            continue
        is_after = before == one.last
        other = after if is_after else before
        if "/" not in text[tokens[before].end : tokens[after].start]:
            if tokens[other].normal not in words.joints:
                continue
            other += 1 if is_after else -1
        first = last = other
        if is_after and last + 1 < len(tokens) and tokens[last + 1].normal in KIND_WORDS:
            last += 1
        elif not is_after and first > 0 and tokens[first].normal in KIND_WORDS:
            first -= 1
        is_of_somebody = first > 0 and tokens[first - 1].normal in words.possessives
        if first >= 0 and last < len(tokens) and not is_of_somebody:
            yield first, last


def is_in_passing(one: Taken, found: Sequence[Taken], phrases: Sequence[Phrase]) -> bool:
    """Return whether a word that is but spelled like a name stands beside another, led to by nothing."""
    is_led = any(phrase.is_led and phrase.first <= one.first <= phrase.last for phrase in phrases)
    return one.first == one.last and not (one.is_sure or is_led) and any(other.is_sure for other in found)


def within(found: Sequence[Taken], first: int, last: int) -> list[Taken]:
    """Return the names that lie within a part of a text."""
    return [one for one in found if one.first >= first and one.last <= last]


def _parted_at_commas(
    text: str, tokens: list[Token], first: int, last: int, inside: Sequence[Taken]
) -> list[tuple[int, int]]:
    cuts = [place for place in range(first, last) if _CUT.search(text, tokens[place].end, tokens[place + 1].start)]
    cuts = [place for place in cuts if not any(one.first <= place < one.last for one in inside)]
    return list(zip([first, *(place + 1 for place in cuts)], [*cuts, last], strict=True))


def _is_asked_beside(tokens: list[Token], first: int, last: int) -> bool:
    """Return whether everyday words behind a comma are what is asked about a name: "Gaucher disease, skin changes"."""
    run = tokens[first : last + 1]
    return is_everyday(run, EVERYDAY) and not any(map(_tells_which, run))


def _is_told_in_other_words(tokens: list[Token], before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Return whether everyday words before a comma say in their way what is named behind it: "a liver thing, …"."""
    told, named = (tokens[first : last + 1] for first, last in (before, after))
    return is_everyday(told, EVERYDAY) and not is_everyday(named) and not all(map(_tells_which, named))


def _tells_which(token: Token) -> bool:
    """Return whether a word only says which of the conditions of a name is meant: "congenital"."""
    words = words_around_names()
    return token.normal in words.origins | words.harmless or token.normal.endswith(words.qualifier_endings)


def _tells_a_name(tokens: list[Token], first: int, last: int) -> bool:
    run = tokens[first : last + 1]
    if is_eponym(run):
        return True
    return any(token.normal in words_around_names().heads for token in run) and names_an_illness(run, False)


def _sides(tokens: list[Token], first: int, last: int, inside: Sequence[Taken]) -> list[tuple[int, int]]:
    """Part a phrase at words like "and" that stand right beside a name in it, unless a name goes on with "with"."""
    for place in range(first + 1, last):
        word = tokens[place].normal
        if word not in _SEPARATORS or any(one.first <= place <= one.last for one in inside):
            continue
        before, after = any(one.last == place - 1 for one in inside), any(one.first == place + 1 for one in inside)
        if (before and after) if word in PARTED_BY_NAMES else (before or after):
            return [(first, place - 1), *_sides(tokens, place + 1, last, inside)]
        if word in PARTED_BY_NAMES:
            break
    return [(first, last)] if first <= last else []
