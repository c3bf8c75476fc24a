"""Cut a text into words, and bring names into the forms under which two wordings of one name are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.names import normalise_name

KIND_WORDS = frozenset(
    {"disease", "diseases", "syndrome", "syndromes", "syndrom", "disorder", "disorders", "condition"}
)
KIND_WORDS_ELSEWHERE = {
    **dict.fromkeys(("morbus", "maladie", "enfermedad", "doenca", "malattia"), "disease"),
    "sindrome": "syndrome",
}
"""Latin, French, Spanish, Portuguese and Italian words for an illness, which stand before its name."""
KIND_IN_PLAIN_WORDS = {"sickness": "disease"}
"""Everyday words for an illness that stand behind its name: "Wilson sickness"."""
JOINING_ELSEWHERE = frozenset({"de", "du", "del", "des", "di", "da", "do", "von"})
TYPE_WORDS = frozenset({"type", "types", "form", "variant", "subtype"})
SMALL_WORDS = frozenset({"of", "the", "a", "an", "and", "with", "due", "to", "in"})
ROMAN_NUMERALS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_KIND = "disease"
_ROMAN_WITH_LETTER = re.compile(r"(viii|vii|iii|ii|iv|vi|ix)([a-f])")
_LONG_ROMAN = {"xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16"}
# A word may hold combining accents, which are letters of their own in text from macOS.
_WORD = r"(?:[^\W_][\u0300-\u036f]*)+"
_TOKEN = re.compile(rf"{_WORD}(?:['\u2018\u2019\u02bc`\u00b4]{_WORD})*")


@dataclass(frozen=True)
class Token:
    """Hold one word of a text: where it stands, how it is written, and its normalised form."""

    start: int
    end: int
    text: str
    normal: str


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text; what normalises to nothing is left out."""
    found = []
    for match in _TOKEN.finditer(text):
        normal = _normal(match.group())
        if normal:
            found.append(Token(match.start(), match.end(), match.group(), normal))
    words = in_english([token.normal for token in found])
    return [replace(token, normal=word) for token, word in zip(found, words, strict=True)]


def in_english(words: Sequence[str]) -> list[str]:
    """Return normalised words with those for an illness in English: "syndrome of turner" for "sindrome de turner"."""
    kinds = [KIND_WORDS_ELSEWHERE.get(word, KIND_IN_PLAIN_WORDS.get(word, word)) for word in words]
    return [
        "of" if word in JOINING_ELSEWHERE and previous in KIND_WORDS else word
        for previous, word in zip(("", *kinds), kinds, strict=False)
    ]


def names_what_follows(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a word for an illness of another language stands before a name: "síndrome de", "Morbus"."""
    if place + 1 >= len(tokens) or tokens[place].normal not in KIND_WORDS:
        return False
    following = tokens[place + 1]
    return _normal(tokens[place].text) in KIND_WORDS_ELSEWHERE or _normal(following.text) in JOINING_ELSEWHERE


@lru_cache(maxsize=20_000)
def _normal(word: str) -> str:
    return normalise_name(word)


def plain_key(words: Iterable[str]) -> str:
    """Return the form in which two wordings of one name are the same.

    Disease, syndrome and disorder are one; Roman numerals are Arabic; plurals, possessives and small
    words do not count: `"Huntington's disease"` and `"huntington disease"` share a key.
    """
    return " ".join(
        _KIND if word in KIND_WORDS else plain_word(word) for word in words if word not in SMALL_WORDS
    )  # fmt: skip


@lru_cache(maxsize=100_000)
def plain_word(word: str) -> str:
    """Return one normalised word without plural, with Arabic numerals, in American spelling."""
    if word in ROMAN_NUMERALS or word in _LONG_ROMAN:
        return ROMAN_NUMERALS.get(word) or _LONG_ROMAN[word]
    if match := _ROMAN_WITH_LETTER.fullmatch(word):
        return ROMAN_NUMERALS[match[1]] + match[2]
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "is", "us")):
        word = word[:-1]
    if len(word) > 5:
        word = word.replace("ae", "e").replace("oe", "e").replace("tumour", "tumor")
    return word


def is_marker(word: str) -> bool:
    """Return whether a plain word tells neighbours apart: a number, a letter, or both (`"2"`, `"b"`, `"17p13"`)."""
    return len(word) == 1 or not word.isalpha()


def content_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the plain words of a name that set it apart, without small words and words for illness and type.

    An "a" counts where it is a letter of a type: at the end, or after a word like "type".
    """
    content = []
    for place, word in enumerate(words):
        if word in KIND_WORDS or word in TYPE_WORDS:
            continue
        if word in SMALL_WORDS and not (word == "a" and is_letter_a(words, place)):
            continue
        content.append(plain_word(word))
    return tuple(content)


def is_letter_a(words: Sequence[str], place: int) -> bool:
    """Return whether the "a" at a place of a name is a letter ("type A", "triple A syndrome"), and no article."""
    if place == 0:
        return False
    return place == len(words) - 1 or words[place - 1] in TYPE_WORDS | KIND_WORDS or words[place + 1] in KIND_WORDS


def name_without_type(words: Sequence[str]) -> list[str]:
    """Return the words of a name before the last numbers or letters that tell it from its sisters, and their "type"."""
    end = len(words)
    while end and (words[end - 1] in TYPE_WORDS or is_marker(plain_word(words[end - 1]))):
        end -= 1
    return list(words[:end])
