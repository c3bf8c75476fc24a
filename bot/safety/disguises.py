"""Write a message out that is disguised: look-alike letters, digits for letters, letters apart, words without blanks.

It is meant for the search of alarms only: what comes out is read by nothing else and shown to nobody.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from ruamel.yaml import YAML
from wordfreq import get_frequency_dict

from rareguide.settings import ROOT

DISGUISES = ROOT / "data" / "safety" / "disguises.yml"
KNOWN = 1e-6
"""How often a word must be in English (share of all words) to be taken for one that was disguised: Zipf scale 3."""
KNOWN_SHORT = 5e-5
KNOWN_OF_FOUR = 1e-5
"""The same for words of up to three letters, and of four: chance makes many."""
LONGEST_WORD = 14
"""So many letters has the longest word that is looked for among letters without blanks."""
SHORTEST_CHAIN = 8
LONGEST_CHAIN = 80
"""Words without blanks are looked for in chains of so many letters."""
MOST_SUBSTITUTES = 5
"""A word in which more digits stand for letters is left as it is."""

_LETTERS_APART = re.compile(r"(?<![^\W_])[a-z](?:[\W_]{1,3}[a-z](?![^\W_])){3,}", re.IGNORECASE)
_APOSTROPHE = re.compile("(?<=[a-z])['\u2018\u2019\u02bc`\u00b4](?=[a-z])", re.IGNORECASE)
_SPACED_APOSTROPHE = re.compile("(?<=[a-z])\\s['\u2018\u2019\u02bc`\u00b4]\\s(?=[a-z]\\b)", re.IGNORECASE)
_CHAIN = re.compile(rf"(?<![^\W_])[a-z]{{{SHORTEST_CHAIN},{LONGEST_CHAIN}}}(?![^\W_])", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")
_TURNED = re.compile("\u202e([^\u202c\u202d]*)[\u202c\u202d]?")
_WORD = re.compile(r"[^\W_]+")
_EDGES = ".,;:?!\"'()"
_MARKS = frozenset("@$!|+")


@dataclass(frozen=True)
class _Tables:
    """Hold the lists of the data file: look-alike letters, letters for digits, and words for pictures."""

    letters: dict[int, str]
    digits: dict[str, str]
    pictures: dict[str, str]


def expanded_abbreviations() -> dict[str, str]:
    """Return what is written in short, and what it may stand for."""
    return {str(short): str(words) for short, words in _document()["short_forms"].items()}


def deobfuscated(message: str) -> str:
    """Return a message as it is meant to be read; one that is not disguised stays as it is."""
    text = _TURNED.sub(lambda turned: f" {turned.group(1)[::-1]} ", message)
    if not text.isascii():
        text = "".join(part for part in unicodedata.normalize("NFKC", text) if unicodedata.category(part) != "Cf")
        text = _with_latin_letters(_with_words_for_pictures(text))
    text = _with_letters_for_digits(text)
    text = _LETTERS_APART.sub(_joined, _SPACED_APOSTROPHE.sub(" ", _APOSTROPHE.sub("'", text)))
    return _CHAIN.sub(lambda chain: _split(chain.group()), text)


def is_known(word: str) -> bool:
    """Return whether a word in lower case is a usual English one."""
    needed = KNOWN_SHORT if len(word) < 4 else KNOWN_OF_FOUR if len(word) == 4 else KNOWN
    return frequencies().get(word, 0.0) >= needed


@lru_cache(maxsize=1)
def frequencies() -> dict[str, float]:
    """Return how often English words are, as shares of all words (wordfreq, Speer 2022); loaded once (0.5 s)."""
    loaded: dict[str, float] = get_frequency_dict("en", "best")
    return loaded


@lru_cache(maxsize=1)
def _document() -> Any:
    return YAML(typ="safe").load(DISGUISES.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    document = _document()
    return _Tables(str.maketrans(document["letters"]), document["digits"], document["pictures"])


def _with_words_for_pictures(text: str) -> str:
    pictures = _tables().pictures
    return "".join(f" {pictures[sign]} " if sign in pictures else sign for sign in text)


def _with_latin_letters(text: str) -> str:
    """Replace look-alike letters in words that have Latin ones too, or stand among mostly Latin words."""
    words = _WORD.findall(text)
    latin = sum(any(letter.isascii() for letter in word) for word in words)
    is_latin = latin * 2 >= len(words)

    def plain(found: re.Match[str]) -> str:
        word = found.group()
        if word.isascii():
            return word
        folded = word.lower().translate(_tables().letters)
        has_latin = any(letter.isascii() and letter.isalpha() for letter in word)
        return folded if folded.isascii() and (has_latin or is_latin) else word

    return _WORD.sub(plain, text)


def _with_letters_for_digits(text: str) -> str:
    """Replace digits and signs inside words where that makes usual words, then those that stand alone."""
    changed = 0

    def plain(found: re.Match[str]) -> str:
        nonlocal changed
        token = found.group()
        if token.isalpha() or not any(letter.isalpha() for letter in token):
            return token
        word = _word_behind(token.lower().strip(_EDGES)) or _word_behind(token.lower())
        changed += word is not None
        return token if word is None else word

    replaced = _TOKEN.sub(plain, text)
    if changed < 2:
        return replaced
    return re.sub(r"(?<!\S)1(?=\s)", "i", replaced)


def _word_behind(token: str) -> str | None:
    digits = _tables().digits
    places = [place for place, sign in enumerate(token) if sign in digits]
    if not 0 < len(places) <= MOST_SUBSTITUTES or len(places) == len(token):
        return None
    if any(not (sign.isalpha() or sign in digits or sign == "'") for sign in token):
        return None
    for letters in product(*(digits[token[place]] for place in places)):
        word = list(token)
        for place, letter in zip(places, letters, strict=True):
            word[place] = letter
        joined = "".join(word)
        if is_known(joined) or (len(joined) >= SHORTEST_CHAIN and _pieces(joined)):
            return joined
    return None


def _joined(found: re.Match[str]) -> str:
    letters = "".join(letter for letter in found.group().lower() if letter.isalpha())
    if len(letters) > LONGEST_CHAIN:
        return found.group()
    pieces = [letters] if is_known(letters) else _pieces(letters)
    return " ".join(pieces) if pieces else found.group()


def _split(chain: str) -> str:
    letters = chain.lower()
    if frequencies().get(letters, 0.0) > 1e-8:
        return chain
    pieces = _pieces(letters)
    return " ".join(pieces) if pieces else chain


def _pieces(letters: str) -> list[str]:
    """Return the usual words of which a chain of letters is made, the likeliest way; none where it is not."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(letters) + 1):
        best.append(max(_endings(letters, end, best), default=(-math.inf, 0)))
    if best[-1][0] == -math.inf:
        return []
    found: list[str] = []
    end = len(letters)
    while end:
        start = best[end][1]
        found.append(letters[start:end])
        end = start
    return found[::-1] if len(letters) >= 2.5 * len(found) else []


def _endings(letters: str, end: int, best: list[tuple[float, int]]) -> Iterator[tuple[float, int]]:
    for start in range(max(0, end - LONGEST_WORD), end):
        before = best[start][0]
        if before == -math.inf:
            continue
        word = letters[start:end]
        if word in ("i", "a") or (len(word) > 1 and is_known(word)):
            yield before + math.log(frequencies()[word]), start
