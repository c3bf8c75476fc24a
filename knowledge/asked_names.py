"""Find the phrases of a text that stand where a condition is named: after "what is", before "symptoms", alone.

A phrase is what the visitor wrote of a name, whole, whatever of it the store knows; one that says itself that it is an
illness ("Crouzon syndrome") may stand anywhere. The words that lead to a name, follow one or make one are in
`data/names/asked_names.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, names_what_follows
from knowledge.name_words import (
    ends_as_an_illness,
    is_called,
    is_eponym,
    is_kind_or_type,
    is_rare,
    names_an_illness,
    words_around_names,
)

LETTER = 25
"""From this many words on a message is a letter, which tells a story."""
MOST_WORDS = 24
MOST_WORDS_ALONE = 4
"""In a message that is no letter, a name that is a clause by itself has at most so many words."""
MOST_BEFORE_A_HEAD = 6
_ACRONYM = re.compile(r"[A-Z][A-Z\d]{2,5}|[A-Z]{4,7}\d{1,2}")
_WITHIN = re.compile(r"[\s\-‐‑–/,()'\"“”‘’&.]+")
_HYPHENS = frozenset("-‐‑–")
_BEGINNING = re.compile(
    r"(?:(?:^|[.?!:;=]\s+)[\"'“‘(]?|(?<!\w)[\"“‘])(?:(?:maybe|perhaps|probably|possibly|just) )*(?=\w)", re.IGNORECASE
)
"""Where a sentence or what is quoted begins, or what a colon or the like leads to."""
_CLAUSE_ENDS = re.compile(r"[\"'”’)]*\s*(?:[.,;!?]|$)")
_BREAK = re.compile(r"[;:?!]|\.\s|\n")
_JOINING = (SMALL_WORDS - {"in", "to", "a", "an"}) | {"by", "without"}
_PURPOSE = frozenset({"for", "about"})
"""What stands before such a word is no part of a name: "what is good for Pompe disease?"."""
_SORTS = TYPE_WORDS | {"kind", "sort"}


@dataclass(frozen=True)
class Phrase:
    """Point to the first and the last word of a phrase.

    `is_asked` is false where it may as well be a sign that somebody has ("my son has …"), `is_led` where it is all that
    a message says. `is_told` is true of one that only its own words tell, wherever it stands, `is_said` of one that
    stands where a letter says what an illness is called, `is_surname` of one written with a capital, or no everyday
    word, that illnesses are called by, where something leads to it ("her boy has Becker").
    """

    first: int
    last: int
    is_asked: bool = True
    is_led: bool = True
    is_told: bool = False
    is_said: bool = False
    is_surname: bool = False


def is_acronym(token: Token) -> bool:
    """Return whether a word is written like the acronym of an illness."""
    return _ACRONYM.fullmatch(token.text) is not None


def tells_itself(run: list[Token]) -> bool:
    """Return whether a phrase can hardly be anything but a name: by its words, or as an acronym."""
    return names_an_illness(run, False) or (len(run) == 1 and is_acronym(run[0]))


def asked_phrases(
    text: str,
    tokens: list[Token],
    is_of_names: Callable[[Token], bool],
    is_a_name: Callable[[list[Token]], bool] = tells_itself,
) -> list[Phrase]:
    """Return the phrases of a text where a condition may be named, from left to right; none lies within another.

    Args:
        text: the text.
        tokens: its words.
        is_of_names: tells whether a word is one of names rather than of sentences.
        is_a_name: tells whether words are a name where a letter says what an illness is called.
    """
    starts = {token.start: place for place, token in enumerate(tokens)}
    found: dict[tuple[int, int], Phrase] = {}
    led = [(*one, False) for one in _candidates(text, tokens, starts)]
    told = [(*one, True) for one in _told(text, tokens, starts)]
    for first, last, is_asked, is_led, is_said in (*led, *told):
        trimmed = _trimmed(tokens, first, last)
        if trimmed is None:
            continue
        run = tokens[trimmed[0] : trimmed[1] + 1]
        is_surname = is_led and is_eponym(run) and (is_called(run[0]) or is_rare(run[0].normal))
        if is_a_name(run) if is_said else any(map(is_of_names, run)) or names_an_illness(run, is_asked or is_surname):
            same = found.get(trimmed, Phrase(*trimmed, is_asked, is_led, is_said=is_said, is_surname=is_surname))
            found[trimmed] = replace(
                same,
                is_asked=is_asked or same.is_asked,
                is_led=is_led or same.is_led,
                is_said=is_said or same.is_said,
            )
    longest: list[Phrase] = []
    for phrase in sorted(found.values(), key=lambda one: (one.first - one.last, not one.is_asked, one.first)):
        _add_apart(longest, phrase)
    for first, last in _before_heads(text, tokens):
        if names_an_illness(tokens[first : last + 1], False):
            _add_apart(longest, Phrase(first, last, is_asked=False, is_told=True))
    return sorted(longest, key=lambda one: one.first)


def _add_apart(phrases: list[Phrase], phrase: Phrase) -> None:
    """Add a phrase unless it overlaps another."""
    if all(phrase.last < other.first or phrase.first > other.last for other in phrases):
        phrases.append(phrase)


def _before_heads(text: str, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield the phrases that end in "syndrome" or the like, or in a word that is an illness by its ending.

    In other languages the word for an illness stands first: "síndrome de Turner".
    """
    words = words_around_names()
    stops = words.ends | words.before | words.said_of | _JOINING | {"or", "in", "to", "a", "an"}
    for place, token in enumerate(tokens):
        if token.normal not in words.heads and not ends_as_an_illness(token):
            continue
        first = place
        if names_what_follows(tokens, place):
            yield place, min(place + 1 + (tokens[place + 1].normal == "of"), len(tokens) - 1)
            continue
        while first and place - first < MOST_BEFORE_A_HEAD:
            between = text[tokens[first - 1].end : tokens[first].start]
            is_tied = between in _HYPHENS
            if (between != " " and not is_tied) or (tokens[first - 1].normal in stops and not is_tied):
                break
            first -= 1
        last = place
        if last + 2 < len(tokens) and tokens[last + 1].normal in TYPE_WORDS and is_kind_or_type(tokens[last + 2]):
            last += 2
        trimmed = _trimmed(tokens, first, last)
        if trimmed is not None:
            yield trimmed


def _candidates(text: str, tokens: list[Token], starts: dict[int, int]) -> Iterator[tuple[int, int, bool, bool]]:
    words = words_around_names()
    for pattern, is_asked in ((words.leads, True), (words.weak_leads, False)):
        for first, end in _behind(pattern, text, tokens, starts):
            yield first, end, is_asked, True
            yield from _behind_or(text, tokens, end, is_asked)
    for match in words.questions.finditer(text):
        place = starts.get(match.end(), len(tokens))
        while place < len(tokens) and tokens[place].normal in words.before:
            place += 1
        last = _end(text, tokens, place)
        if last is not None and last + 1 < len(tokens) and _is_said_of(tokens, last):
            yield place, last, True, True
    yield from _at_the_start(text, tokens)


def _behind_or(text: str, tokens: list[Token], end: int, is_asked: bool) -> Iterator[tuple[int, int, bool, bool]]:
    """Yield what stands behind an "or" at the end of a phrase: "symptoms of Fabry disease or MRKH"."""
    if end + 2 < len(tokens) and tokens[end + 1].normal == "or":
        last = _end(text, tokens, end + 2)
        if last is not None:
            yield end + 2, last, is_asked, True


def _told(text: str, tokens: list[Token], starts: dict[int, int]) -> Iterator[tuple[int, int, bool, bool]]:
    """Yield what stands where a letter tells what an illness was found to be, or is a clause of a message by itself.

    What is said behind it to be its name is one, too ("…, biliary atresia I mean", "…, exomphalos they call it").
    """
    for match in words_around_names().told_behind.finditer(text):
        last = next((place for place, token in enumerate(tokens) if token.end == match.start()), None)
        if last is not None:
            yield _after_a_comma(text, tokens, last), last, False, True
    if len(tokens) >= LETTER:
        for first, last in _behind(words_around_names().told_leads, text, tokens, starts):
            yield first, _before_a_comma(text, tokens, first, last), False, True
    for first, last in _behind(_BEGINNING, text, tokens, starts):
        last = _before_a_comma(text, tokens, first, last)
        fillers = words_around_names().fillers
        is_whole = last == len(tokens) - 1 and all(token.normal in fillers for token in tokens[:first])
        is_short = len(tokens) >= LETTER or last - first < MOST_WORDS_ALONE
        if _CLAUSE_ENDS.match(text, tokens[last].end) and is_short and not is_whole:
            yield first, last, False, True


def _behind(
    pattern: re.Pattern[str], text: str, tokens: list[Token], starts: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the phrases that begin where a pattern ends."""
    words = words_around_names()
    for match in pattern.finditer(text):
        place = starts.get(match.end())
        if place is None:
            place = next((number for start, number in starts.items() if start >= match.end()), len(tokens))
        while place < len(tokens) and tokens[place].normal in words.before:
            place += 1
        last = _end(text, tokens, place)
        if last is not None:
            yield place, last


def _before_a_comma(text: str, tokens: list[Token], first: int, last: int) -> int:
    """Return the last word of a phrase that a comma does not part from its first."""
    return next(
        (place for place in range(first, last) if "," in text[tokens[place].end : tokens[place + 1].start]), last
    )


def _after_a_comma(text: str, tokens: list[Token], last: int) -> int:
    """Return the first word of the clause that ends with a word, of no more than `MOST_WORDS_ALONE`."""
    first = last
    while first and last - first < MOST_WORDS_ALONE - 1:
        between = text[tokens[first - 1].end : tokens[first].start]
        if "," in between or _BREAK.search(between) or tokens[first - 1].normal in words_around_names().ends:
            break
        first -= 1
    return first


def _is_said_of(tokens: list[Token], last: int) -> bool:
    """Return whether what follows a phrase is said of illnesses: "… hereditary", "… run in families"."""
    words = words_around_names()
    rest = [token.normal for token in tokens[last : last + 4]]
    return any(word in words.said_of for word in rest)


def _at_the_start(text: str, tokens: list[Token]) -> Iterator[tuple[int, int, bool, bool]]:
    """Yield what a text consists of, but for words that are said of illnesses behind it: "albinism symptoms"."""
    words = words_around_names()
    place = 0
    while place < len(tokens) and tokens[place].normal in words.fillers:
        place += 1
    last = _end(text, tokens, place)
    if last is None:
        return
    starts = {token.start: number for number, token in enumerate(tokens)}
    behind_a_person = [first for first, end in _behind(words.weak_leads, text, tokens, starts) if end == last]
    place = max([place, *behind_a_person])
    rest = [token.normal for token in tokens[last + 1 :]]
    if all(word in words.said_of or word in words.fillers or word in _JOINING for word in rest):
        yield place, last, True, False


def _end(text: str, tokens: list[Token], first: int) -> int | None:
    """Return the last word of a phrase that begins at a place, or `None` if none does."""
    words = words_around_names()
    last = None
    for place in range(first, min(first + MOST_WORDS, len(tokens))):
        if place > first:
            between = text[tokens[place - 1].end : tokens[place].start]
            if _BREAK.search(between) or not _WITHIN.fullmatch(between):
                break
        word = tokens[place].normal
        if place > first and (word in _JOINING or (word == "to" and tokens[place - 1].normal == "due")):
            continue
        if word in ("to", "or", "in", "an") or (word == "a" and tokens[place].text != "A"):
            break
        if word in words.ends and not _is_part(text, tokens, place):
            break
        last = place
    return last


def _is_part(text: str, tokens: list[Token], place: int) -> bool:
    """Return whether a word that ends a phrase elsewhere is part of one: "type I", "CBL-related", "Kniest-like"."""
    if tokens[place].text.isupper() and (len(tokens[place].text) > 1 or tokens[place - 1].normal in TYPE_WORDS):
        return True
    if tokens[place].normal == "i":
        return place > 0 and tokens[place - 1].normal in TYPE_WORDS
    is_tied = place > 0 and text[tokens[place].start - 1] in _HYPHENS
    is_before_a_kind = place + 1 < len(tokens) and tokens[place + 1].normal in KIND_WORDS
    return is_tied or (tokens[place].normal == "like" and is_before_a_kind)


def _trimmed(tokens: list[Token], first: int, last: int) -> tuple[int, int] | None:
    words = words_around_names()
    while first <= last and (tokens[first].normal in words.said_of or tokens[first].normal in _JOINING):
        if tokens[first].normal in words.said_of and first < last and tokens[first + 1].normal in TYPE_WORDS:
            break
        first += 1
    first = max((place + 1 for place in range(first, last) if tokens[place].normal in _PURPOSE), default=first)
    if last - first > 1 and tokens[last].normal in _SORTS and tokens[last - 1].normal in SMALL_WORDS:
        last -= 1  # "of the kind that runs in families"
    while last >= first and (tokens[last].normal in words.said_of or tokens[last].normal in _JOINING):
        if tokens[last].text == "A" or (last > first and tokens[last - 1].normal in TYPE_WORDS):
            break
        last -= 1
    return (first, last) if first <= last else None
