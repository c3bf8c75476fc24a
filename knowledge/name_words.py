"""Know the words around the names of conditions, and those that make a name of an illness, whatever the store has.

They are listed in `data/names/asked_names.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA
from ruamel.yaml import YAML

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, is_marker, plain_word
from knowledge.names import normalise_name
from knowledge.short_forms import short_forms
from knowledge.word_frequency import frequency
from rareguide.settings import ROOT

EVERYDAY_BESIDE_A_HEAD = 4.8
"""A word this frequent (Zipf scale) makes no name with "disease", unless it is written with a capital."""
RARE_ENDING = 3.6
"""A word with the ending of illnesses is one if it is rarer than this, and no "diagnosis"."""
SHORTEST_QUESTION_WORD = 4
EVERYDAY_ACRONYM = 4.0
"""An acronym this frequent is a word of its own."""
SHORT_MARKER = 3
"""Longer numbers with letters are places on a chromosome ("17p11")."""
_WORD = r"""[\"'“‘]?(?P<word>[^\W\d_][\w-]*(?:[ ][^\W\d_][\w-]*)??)(?![\w-])[\"'”’]?"""
"""A word whose meaning is asked for, or two where the second must be there."""

_SHORT_FORM = re.compile(r"(?=[A-Z\d]*[A-Z])[A-Z\d]{2,6}|\d{1,2}[pq]\d*")


@dataclass(frozen=True)
class NameWords:
    """Hold the lists of `data/names/asked_names.yml`, each under its name there; what leads to a name as patterns."""

    leads: re.Pattern[str]
    weak_leads: re.Pattern[str]
    told_leads: re.Pattern[str]
    questions: re.Pattern[str]
    meanings: tuple[re.Pattern[str], ...]
    ends: frozenset[str]
    before: frozenset[str]
    said_of: frozenset[str]
    fillers: frozenset[str]
    harmless: frozenset[str]
    heads: frozenset[str]
    endings: tuple[str, ...]
    common: frozenset[str]
    eponyms: frozenset[str]
    well_known: frozenset[str]

    @property
    def around(self) -> frozenset[str]:
        """Return the words that are part of no name beside one."""
        return self.ends | self.said_of | self.harmless


@lru_cache(maxsize=1)
def words_around_names() -> NameWords:
    """Return the words that stand around names, from `data/names/asked_names.yml`."""
    read: dict[str, Any] = YAML(typ="safe").load(
        (ROOT / "data" / "names" / "asked_names.yml").read_text(encoding="utf-8")
    )

    def pattern(name: str, between: str = r"\s+") -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(read[name])}){between}(?=\S)", re.IGNORECASE)

    def words(name: str) -> frozenset[str]:
        return frozenset(read[name].split())

    def illnesses(name: str) -> frozenset[str]:
        return frozenset(normalise_name(illness) for illness in read[name].split(";"))

    return NameWords(
        leads=pattern("leads"),
        weak_leads=pattern("weak_leads"),
        told_leads=pattern("told_leads", r"[\s:,.;\"'“‘(–-]+"),
        questions=pattern("questions"),
        meanings=tuple(re.compile(line.replace("{word}", _WORD), re.IGNORECASE) for line in read["meanings"]),
        ends=words("ends"),
        before=words("before"),
        said_of=words("said_of"),
        fillers=words("fillers"),
        harmless=words("harmless"),
        heads=words("heads"),
        endings=tuple(read["endings"].split()),
        common=illnesses("common"),
        eponyms=illnesses("eponyms"),
        well_known=illnesses("well_known"),
    )


def names_an_illness(run: Sequence[Token], is_asked: bool) -> bool:
    """Return whether a phrase says that it names an illness: by its words, or as one that everybody knows.

    A common one counts only where it is asked about.
    """
    words = words_around_names()
    told = {
        " ".join(token.normal for token in some) for some in (run, [one for one in run if not is_kind_or_type(one)])
    }
    if not told.isdisjoint(words.common):
        return is_asked
    if is_asked and is_eponym(run):
        return True
    if not told.isdisjoint(words.well_known) or any(map(ends_as_an_illness, run)):
        return True
    if not any(token.normal in words.heads for token in run):
        return False
    return any(map(_tells_beside_a_head, run))


def is_eponym(run: Sequence[Token]) -> bool:
    """Return whether a phrase is a surname or the like that illnesses are called by, with a word for illness or not."""
    told = " ".join(token.normal for token in run if not is_kind_or_type(token))
    return told in words_around_names().eponyms or told.removesuffix("s") in words_around_names().eponyms


def is_kind_or_type(token: Token) -> bool:
    """Return whether a word only says that something is an illness, or of which type."""
    word = token.normal
    return word in KIND_WORDS | TYPE_WORDS or (is_marker(plain_word(word)) and len(word) <= SHORT_MARKER)


def ends_as_an_illness(token: Token) -> bool:
    """Return whether a rare word has an ending of illnesses ("blorgitis"), and is no mistyped "diagnosis"."""
    word = token.normal
    is_rare = frequency(word) < RARE_ENDING and not is_question_word(word)
    return len(word) > SHORTEST_QUESTION_WORD and word.endswith(words_around_names().endings) and is_rare


def _tells_beside_a_head(token: Token) -> bool:
    words = words_around_names()
    word = token.normal
    if word in words.heads | words.around | words.before | SMALL_WORDS or is_kind_or_type(token):
        return False
    is_everyday = frequency(word) >= EVERYDAY_BESIDE_A_HEAD and not token.text[0].isupper()
    return len(word) > 1 and not is_everyday and not is_question_word(word)


@lru_cache(maxsize=20_000)
def is_question_word(word: str) -> bool:
    """Return whether a normalised word is one that questions are made of, mistyped or not."""
    if len(word) < SHORTEST_QUESTION_WORD:
        return False
    return any(
        OSA.distance(word, other, score_cutoff=2 if len(other) > 6 else 1) <= (2 if len(other) > 6 else 1)
        for other in words_around_names().said_of
        if len(other) >= SHORTEST_QUESTION_WORD and other[0] == word[0]
    )


def is_capital(token: Token) -> bool:
    """Return whether a word begins with a capital and is none of a question."""
    return not token.text[0].islower() and not is_question_word(token.normal)


def is_called(token: Token) -> bool:
    """Return whether a word is written as that of a name within a sentence: "… and Kennedy disease"."""
    return (
        token.start > 0 and is_capital(token) and not is_loud(token) and token.normal not in words_around_names().around
    )


def is_loud(token: Token) -> bool:
    """Return whether a word is all in capitals."""
    return token.text.isupper()


def is_short_form(token: Token) -> bool:
    """Return whether a word is written as an acronym or as a place on a chromosome: "HNPP", "A1AD", "22q"."""
    if _SHORT_FORM.fullmatch(token.text) is None or token.normal in short_forms().no_conditions:
        return False
    return frequency(token.normal) < EVERYDAY_ACRONYM
