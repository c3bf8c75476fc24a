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

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, is_marker, plain_word, tokens_of
from knowledge.names import normalise_name
from knowledge.short_forms import short_forms
from knowledge.word_frequency import frequency
from rareguide.settings import ROOT

EVERYDAY_BESIDE_A_HEAD = 4.8
"""A word this frequent (Zipf scale) makes no name with "disease", unless it is written with a capital."""
EVERYDAY_OF_A_NAME = 2.9
"""A word this frequent that illnesses are not called by is no name of one by itself ("spleen")."""
EVERYDAY_BESIDE_A_NAME = 2.5
"""The same beside a name, where it is what is asked about ("thickening")."""
MOST_OF_A_FRAGMENT, LONGEST_FRAGMENT = 5, 80
"""More words, or letters, are a sentence."""
RARE_ENDING = 3.6
"""A word with the ending of illnesses is one if it is rarer than this, and no "diagnosis"."""
SHORTEST_QUESTION_WORD = 4
EVERYDAY_ACRONYM = 4.0
"""An acronym this frequent is a word of its own."""
SHORT_MARKER = 3
"""Longer numbers with letters are places on a chromosome ("17p11")."""
_PARTED = re.compile(r"[.?!;:,]\s*\w")
_OF_A_FRAGMENT = frozenset("in for at with on and during the".split())
_WORD = r"""[\"'“‘]?(?P<word>[^\W\d_][\w-]*(?:[ ][^\W\d_][\w-]*)??)(?![\w-])[\"'”’]?"""
"""A word whose meaning is asked for, or two where the second must be there."""

_SHORT_FORM = re.compile(r"(?=[A-Z\d]*[A-Z])[A-Z\d]{2,6}|[A-Z]{4,7}\d{1,2}|\d{1,2}[pq]\d*")
RARE, RARE_BESIDE_A_NAME = 3.0, 2.8
"""A word less frequent than the first (Zipf scale) is rare; than the second, it makes a name with "disease"."""
FEWEST_TELLING = 2
"""So many words before "disease" or the like, all of one name, are that name, wherever they stand."""


@dataclass(frozen=True)
class NameWords:
    """Hold the lists of `data/names/asked_names.yml`, each under its name there; what leads to a name as patterns."""

    leads: re.Pattern[str]
    weak_leads: re.Pattern[str]
    told_leads: re.Pattern[str]
    told_behind: re.Pattern[str]
    questions: re.Pattern[str]
    meanings: tuple[re.Pattern[str], ...]
    ends: frozenset[str]
    before: frozenset[str]
    said_of: frozenset[str]
    fillers: frozenset[str]
    joints: frozenset[str]
    type_joints: frozenset[str]
    relating: frozenset[str]
    possessives: frozenset[str]
    articles: frozenset[str]
    harmless: frozenset[str]
    origins: frozenset[str]
    heads: frozenset[str]
    endings: tuple[str, ...]
    qualifier_endings: tuple[str, ...]
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
        told_behind=re.compile(rf"[\s,\"'”’)]+(?:{'|'.join(read['told_behind'])})(?!\w)", re.IGNORECASE),
        questions=pattern("questions"),
        meanings=tuple(re.compile(line.replace("{word}", _WORD), re.IGNORECASE) for line in read["meanings"]),
        ends=words("ends"),
        before=words("before"),
        said_of=words("said_of"),
        fillers=words("fillers"),
        joints=words("joints"),
        type_joints=words("type_joints"),
        relating=words("relating"),
        possessives=words("possessives"),
        articles=words("articles"),
        harmless=words("harmless"),
        origins=words("origins"),
        heads=words("heads"),
        endings=tuple(read["endings"].split()),
        qualifier_endings=tuple(read["qualifier_endings"].split()),
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


def is_sure_name(run: Sequence[Token]) -> bool:
    """Return whether words can hardly be anything but a name, even beside another, whose signs are named like it."""
    is_of_a_kind = bool(run) and run[-1].normal in KIND_WORDS
    return is_of_a_kind and any(is_rare(token.normal, RARE_BESIDE_A_NAME) or is_called(token) for token in run[:-1])


def is_of_words(run: Sequence[Token]) -> bool:
    """Return whether words end in one like "disease" that is told by at least two: "maple syrup disease"."""
    return bool(run) and run[-1].normal in KIND_WORDS and len(telling_of(run)) >= FEWEST_TELLING


def telling_of(run: Sequence[Token]) -> list[Token]:
    """Return the words of a run but small ones, and those for an illness or a type."""
    return [token for token in run if not is_kind_or_type(token) and token.normal not in SMALL_WORDS]


def is_heading(text: str, token: Token) -> bool:
    """Return whether a surname begins a few words that are no sentence, as that of an illness: "turner maths"."""
    if len(text) > LONGEST_FRAGMENT or text[: token.start].strip():
        return False
    tokens = tokens_of(text)
    if not 1 < len(tokens) <= MOST_OF_A_FRAGMENT or not is_eponym([token]):
        return False
    ends = words_around_names().ends - _OF_A_FRAGMENT
    return all(one.normal not in ends for one in tokens[1:])


def topic_beside(masked: str, name: str) -> str:
    """Return what stands beside the only name of a message that is no sentence: "travel" of "angioedema travel".

    Args:
        masked: the message, with `name` for the condition.
        name: the placeholder.
    """
    tokens = tokens_of(masked)
    words = words_around_names()
    if _PARTED.search(masked):
        return ""
    beside = [token for token in tokens if token.normal not in words.fillers | {name} | _OF_A_FRAGMENT]
    if len(beside) >= len(tokens) or not 0 < len(beside) < MOST_OF_A_FRAGMENT:
        return ""
    if any(token.normal in words.around or token.normal in short_forms().no_conditions for token in beside):
        return ""
    return " ".join(token.text for token in beside) if is_everyday(beside, EVERYDAY_BESIDE_A_NAME) else ""


def is_symbol(word: str) -> bool:
    """Return whether a word is written like the symbol of a gene with a number: "MECP2"."""
    return word.isalnum() and word[0].isalpha() and len(word) > SHORT_MARKER and any(map(str.isdigit, word))


def is_topic(text: str) -> bool:
    """Return whether words beside a condition's name may be what is asked about it, and do not say which one it is.

    "Prader-Willi diabetes" asks about diabetes, "juvenile Huntington" names another condition.
    """
    run, words = tokens_of(text), words_around_names()
    if any(token.normal.endswith(words.qualifier_endings) for token in run):
        return False
    return is_everyday(run, EVERYDAY_BESIDE_A_NAME) or " ".join(token.normal for token in run) in words.common


def is_everyday(run: Sequence[Token], least: float = EVERYDAY_OF_A_NAME) -> bool:
    """Return whether words are everyday ones, of the body or of life, that names of illnesses only hold: "kidneys".

    `least` is how frequent each must be (Zipf scale).
    """
    telling = [token for token in run if not is_kind_or_type(token) and token.normal not in SMALL_WORDS]
    if not telling or names_an_illness(telling, is_asked=True) or any(map(is_short_form, telling)):
        return False
    heads = words_around_names().heads
    return all(frequency(token.normal) >= least and token.normal not in heads for token in telling)


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


def is_rare(word: str, below: float = RARE) -> bool:
    """Return whether a word is rarer in English than a frequency (Zipf scale), and no word of a question."""
    return len(word) > 3 and word.isalpha() and frequency(word) < below and not is_question_word(word)


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
    """Return whether a word is written as an acronym, a gene or a place on a chromosome: "HNPP", "SYNGAP1", "22q"."""
    if _SHORT_FORM.fullmatch(token.text) is None or token.normal in short_forms().no_conditions:
        return False
    return frequency(token.normal) < EVERYDAY_ACRONYM
