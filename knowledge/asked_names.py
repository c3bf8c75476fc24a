"""Find the phrases of a text that stand where a condition is named: after "what is", before "symptoms", alone.

A phrase is what the visitor wrote of a name, whole, whatever of it the store knows. The words that lead to a name and
follow one are in `data/names/asked_names.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML

from knowledge.name_keys import SMALL_WORDS, TYPE_WORDS, Token
from knowledge.word_frequency import frequency
from rareguide.settings import ROOT

MOST_WORDS = 24
MOST_WORDS_OF_A_TERM = 5
EVERYDAY = 4.4
"""A term has a word that is less frequent than this (Zipf scale)."""
_SYMBOL = r"[A-Z][A-Z0-9]{1,8}(?:orf\d{1,3})?"
_GENE = re.compile(
    rf"\b(?P<before>{_SYMBOL})\b(?=[ -](?:genes?|mutations?|variants?|mutated|pathogenic)\b)|"
    rf"\b(?:genes?|mutations?|variants?|changes?) (?:in|of|called|named) (?:the |my |his |her )?(?P<after>{_SYMBOL})\b"
)
_WITHIN = re.compile(r"[\s\-‐‑–/,()'\"“”‘’&.]+")
_BREAK = re.compile(r"[;:?!]|\.(?=\s|$)|\n|\s[-–]\s")
_JOINING = (SMALL_WORDS - {"in", "to", "a", "an"}) | {"by", "without"}


@dataclass(frozen=True)
class Phrase:
    """Point to the first and the last word of a phrase.

    `is_asked` is false where it may as well be a sign that somebody has ("my son has …"), `is_led` where it is all that
    a message says.
    """

    first: int
    last: int
    is_asked: bool = True
    is_led: bool = True


@dataclass(frozen=True)
class _Words:
    leads: re.Pattern[str]
    weak_leads: re.Pattern[str]
    questions: re.Pattern[str]
    ends: frozenset[str]
    before: frozenset[str]
    said_of: frozenset[str]
    fillers: frozenset[str]
    harmless: frozenset[str]

    @property
    def around(self) -> frozenset[str]:
        """Return the words that are part of no name beside one."""
        return self.ends | self.said_of | self.harmless


@lru_cache(maxsize=1)
def words_around_names() -> _Words:
    """Return the words that stand around names, from `data/names/asked_names.yml`."""
    read: dict[str, Any] = YAML(typ="safe").load(
        (ROOT / "data" / "names" / "asked_names.yml").read_text(encoding="utf-8")
    )

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(read[name])})\s+(?=\S)", re.IGNORECASE)

    def words(name: str) -> frozenset[str]:
        return frozenset(read[name].split())

    return _Words(
        leads=pattern("leads"),
        weak_leads=pattern("weak_leads"),
        questions=pattern("questions"),
        ends=words("ends"),
        before=words("before"),
        said_of=words("said_of"),
        fillers=words("fillers"),
        harmless=words("harmless"),
    )


def asked_phrases(text: str, tokens: list[Token], is_of_names: Callable[[Token], bool]) -> list[Phrase]:
    """Return the phrases of a text where a condition may be named, from left to right; none lies within another.

    Args:
        text: the text.
        tokens: its words.
        is_of_names: tells whether a word is one of names rather than of sentences.
    """
    starts = {token.start: place for place, token in enumerate(tokens)}
    found: dict[tuple[int, int], Phrase] = {}
    for first, last, is_asked, is_led in _candidates(text, tokens, starts):
        trimmed = _trimmed(tokens, first, last)
        if trimmed is not None and any(is_of_names(token) for token in tokens[trimmed[0] : trimmed[1] + 1]):
            same = found.get(trimmed)
            found[trimmed] = Phrase(
                *trimmed, is_asked or (same is not None and same.is_asked), is_led or (same is not None and same.is_led)
            )
    longest: list[Phrase] = []
    for phrase in sorted(found.values(), key=lambda one: (one.first - one.last, not one.is_asked, one.first)):
        if all(phrase.last < other.first or phrase.first > other.last for other in longest):
            longest.append(phrase)
    return sorted(longest, key=lambda one: one.first)


def terms_asked_for(text: str, tokens: list[Token]) -> list[str]:
    """Return the genes in a text, or else the short phrases that are asked about: "MEFV", "green birthmark"."""
    genes = [match.group("before") or match.group("after") for match in _GENE.finditer(text)]
    if genes:
        return list(dict.fromkeys(genes))
    phrases = asked_phrases(text, tokens, lambda token: frequency(token.normal) < EVERYDAY)
    return [
        text[tokens[phrase.first].start : tokens[phrase.last].end]
        for phrase in phrases
        if phrase.is_asked and phrase.last - phrase.first < MOST_WORDS_OF_A_TERM
    ]


def _candidates(text: str, tokens: list[Token], starts: dict[int, int]) -> Iterator[tuple[int, int, bool, bool]]:
    words = words_around_names()
    for pattern, is_asked in ((words.leads, True), (words.weak_leads, False)):
        for match in pattern.finditer(text):
            place = starts.get(match.end())
            if place is None:
                place = next((number for start, number in starts.items() if start >= match.end()), len(tokens))
            while place < len(tokens) and tokens[place].normal in words.before:
                place += 1
            last = _end(text, tokens, place)
            if last is not None:
                yield place, last, is_asked, True
    for match in words.questions.finditer(text):
        place = starts.get(match.end(), len(tokens))
        while place < len(tokens) and tokens[place].normal in words.before:
            place += 1
        last = _end(text, tokens, place)
        if last is not None and last + 1 < len(tokens) and _is_said_of(tokens, last):
            yield place, last, True, True
    yield from _at_the_start(text, tokens)


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
    """Return whether a word that ends a phrase elsewhere is part of one: "type I", "Huntington disease-like"."""
    if tokens[place].text.isupper() and (len(tokens[place].text) > 1 or tokens[place - 1].normal in TYPE_WORDS):
        return True
    if tokens[place].normal == "i":
        return place > 0 and tokens[place - 1].normal in TYPE_WORDS
    return tokens[place].normal == "like" and place > 0 and text[tokens[place].start - 1] in "-‐‑–"


def _trimmed(tokens: list[Token], first: int, last: int) -> tuple[int, int] | None:
    words = words_around_names()
    while first <= last and (tokens[first].normal in words.said_of or tokens[first].normal in _JOINING):
        if tokens[first].normal in words.said_of and first < last and tokens[first + 1].normal in TYPE_WORDS:
            break
        first += 1
    while last >= first and (tokens[last].normal in words.said_of or tokens[last].normal in _JOINING):
        if tokens[last].text == "A" or (last > first and tokens[last - 1].normal in TYPE_WORDS):
            break
        last -= 1
    return (first, last) if first <= last else None
