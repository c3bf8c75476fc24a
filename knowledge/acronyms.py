"""Know conditions by the initials of their names, and by a word and number that names begin with ("alpha-1")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.context_rules import is_meant_as_illness, is_something_else
from knowledge.mentions import Mention
from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, is_marker, plain_word
from knowledge.name_words import words_around_names
from knowledge.names import normalise_name
from knowledge.short_forms import short_forms
from knowledge.store import ConditionName
from knowledge.word_frequency import frequency

FEWEST_LETTERS = 3
MOST_LETTERS = 6
MOST_OFFERED = 4
EVERYDAY_ACRONYM_FREQUENCY = 3.0
"""Initials at least this frequent (Zipf scale: FAQ, DNA) must be meant as an illness."""
EVERYDAY_WORD_FREQUENCY = 4.3
ACRONYM_IN_SMALL_LETTERS_FREQUENCY = 3.5
"""Words at least this frequent are not taken for initials at all, in capitals or in small letters."""

_ACRONYM = re.compile(rf"\b[A-Z]{{{FEWEST_LETTERS},{MOST_LETTERS}}}\d{{0,2}}\b")
_HYPHENS = frozenset("-‐‑–")
_COMPOUND = re.compile(
    r"(neuro|spino|cerebro|osteo|cardio|muco|poly|hyper|hypo|leuko|adreno|glyco|lipo|hemo|nephro|encephalo)"
    r"(?=[a-z]{4})"
)


class Acronyms:
    """Look initials up."""

    def __init__(self, names: Sequence[ConditionName]) -> None:
        own: dict[str, dict[str, None]] = defaultdict(dict)
        shared: dict[str, dict[str, int]] = defaultdict(dict)
        other: dict[str, dict[str, None]] = defaultdict(dict)
        for entry in names:
            for letters in acronyms_of(normalise_name(entry.name).split()):
                (own if entry.is_own else other)[letters][entry.slug] = None
                if entry.is_own and letters[-1].isdigit():
                    shared[letters.rstrip("0123456789")][entry.slug] = len(entry.name)
        self._slugs: dict[str, tuple[str, ...]] = {}
        for letters in {**own, **other}:
            slugs = tuple({**own.get(letters, {}), **other.get(letters, {})})
            if len(slugs) <= MOST_OFFERED or 0 < len(own.get(letters, {})) <= MOST_OFFERED:
                self._slugs[letters] = slugs[:MOST_OFFERED]
        for letters in shared.keys() - own.keys() - self._slugs.keys():
            if len(letters) >= FEWEST_LETTERS:
                types = sorted(shared[letters], key=lambda slug: (shared[letters][slug], slug))
                self._slugs[letters] = tuple(types[:MOST_OFFERED])
        self._beginnings = _beginnings(names)
        for letters, saying in _said(names).items():
            if letters in self._slugs:
                self._slugs[letters] = tuple(saying)[:MOST_OFFERED]

    def find(self, text: str, tokens: list[Token], is_shouted: bool) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield the first and last word of what may be initials, and the conditions that they may mean."""
        for place, token in enumerate(tokens):
            for size in (3, 2, 1):
                run = tokens[place : place + size]
                letters = "".join(word.normal for word in run if word.normal not in TYPE_WORDS)
                if letters in short_forms().no_conditions or letters in words_around_names().common:
                    continue
                if len(run) < size or letters not in self._slugs or (size > 1 and not letters[-1].isdigit()):
                    continue
                if place and text[tokens[place - 1].end : token.start] in _HYPHENS:
                    continue  # "C1-INH" is no INH
                if size > 1 and (not token.normal.isalpha() or len(token.normal) < 2):
                    continue
                is_written_so = token.text.isupper() and not is_shouted
                if _is_meant(text, token.start, run[-1].end, letters, is_written_so):
                    yield place, place + size - 1, self._slugs[letters]
        for place, (token, number) in enumerate(pairwise(tokens)):
            slugs = self._beginnings.get((plain_word(token.normal), plain_word(number.normal)))
            if slugs and _begins_a_name(text, token, number):
                yield place, place + 1, slugs


def by_their_first_word(
    names: Iterable[ConditionName], is_short_for: Callable[[Sequence[str], str], bool]
) -> dict[str, str]:
    """Return the conditions that an eponym stands for with which no other's own name begins: "Duchenne"."""
    begun: dict[str, list[ConditionName]] = defaultdict(list)
    for entry in names:
        if entry.is_own:
            begun[normalise_name(entry.name).split(" ", 1)[0]].append(entry)
    eponyms = words_around_names().eponyms
    return {
        word: entries[0].slug
        for word, entries in begun.items()
        if word in eponyms and len(entries) == 1 and is_short_for([word], entries[0].name)
    }


def _beginnings(names: Sequence[ConditionName]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the conditions of which alone the own names begin with a word and a number, and go on."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for entry in names:
        words = [plain_word(word) for word in normalise_name(entry.name).split()]
        if (
            len(words) > len(("alpha", "1"))
            and words[0].isalpha()
            and words[1].isdigit()
            and words[0] not in TYPE_WORDS
        ):
            found[words[0], words[1]][entry.slug] = None
    return {start: tuple(slugs) for start, slugs in found.items() if len(slugs) == 1}


def _begins_a_name(text: str, word: Token, number: Token) -> bool:
    """Return whether a word and a number stand for the name that they begin: by a hyphen, or meant as an illness."""
    if is_something_else(text, word.start, number.end):
        return False
    return text[word.end : number.start] in _HYPHENS or is_meant_as_illness(text, word.start, number.end)


def _said(names: Sequence[ConditionName]) -> dict[str, dict[str, None]]:
    """Return the acronyms that stand within names: of those the names that say them are meant, and no others."""
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in names:
        for acronym in _ACRONYM.findall(entry.name):
            said[acronym.rstrip("0123456789").lower()][entry.slug] = None
    return said


def acronyms_of(words: list[str]) -> set[str]:
    """Return the initials by which a name may go: with and without those of "disease" and of parts of compounds."""
    distinctive = [word for word in words if word not in SMALL_WORDS and word not in TYPE_WORDS]
    markers = [plain_word(word) for word in distinctive if is_marker(plain_word(word))]
    spelled = [word for word in distinctive if not is_marker(plain_word(word))]
    if (
        len(markers) > 1
        or (markers and plain_word(distinctive[-1]) != markers[0])
        or not 1 <= len(spelled) <= MOST_LETTERS
    ):
        return set()
    short = "".join(word[0] for word in spelled if word not in KIND_WORDS)
    whole = "".join(word[0] for word in spelled)
    compound = "".join(_first_letters(word) for word in spelled if word not in KIND_WORDS)
    found = {letters + "".join(markers) for letters in (short, whole, compound)}
    return {letters for letters in found if FEWEST_LETTERS <= len(letters) <= MOST_LETTERS}


def _first_letters(word: str) -> str:
    letters = ""
    while match := _COMPOUND.match(word):
        letters += word[0]
        word = word[match.end() :]
    return letters + word[0]


def _is_meant(text: str, start: int, end: int, letters: str, is_written_so: bool) -> bool:
    if is_something_else(text, start, end):
        return False
    known = frequency(letters)
    if is_written_so and known < EVERYDAY_ACRONYM_FREQUENCY:
        return True
    is_all = text[:start].strip() == "" and text[end:].strip(" ?!.") == ""
    if is_all and not is_written_so:
        return False
    return known < (
        EVERYDAY_WORD_FREQUENCY if is_written_so else ACRONYM_IN_SMALL_LETTERS_FREQUENCY
    ) and is_meant_as_illness(text, start, end)


def is_initials(short: str, name: str) -> bool:
    """Return whether a word in capitals has the first letters of a name: "AS" of "ankylosing spondylitis"."""
    return short.isupper() and short.lower() in _initials_of(name)


def meant_in_short(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of a text, in which initials stand for what the text names in full beside them."""
    shorts = [one for one in mentions if one.text.isupper() and " " not in one.text]
    full = [one for one in mentions if not one.is_ambiguous and " " in one.text] if shorts else []
    meant = {initials: one.slugs for one in full for initials in _initials_of(one.text)}
    slugs = {one.start: meant.get(one.text.lower(), one.slugs) for one in shorts}
    return [replace(one, slugs=slugs.get(one.start, one.slugs)) for one in mentions]


def _initials_of(name: str) -> set[str]:
    words = [word for word in normalise_name(name).split() if word not in SMALL_WORDS | KIND_WORDS]
    return acronyms_of(words) | ({"".join(word[0] for word in words)} if len(words) > 1 else set())
