"""Cut a text into words, and bring names into the forms under which two wordings of one name are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.names import normalise_name

KIND_WORDS = frozenset(
    {"disease", "diseases", "syndrome", "syndromes", "syndrom", "disorder", "disorders", "condition"}
)
SMALL_WORDS = frozenset({"of", "the", "a", "an", "and", "with", "due", "to", "in"})
ROMAN_NUMERALS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_KIND = "disease"
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
        normal = normalise_name(match.group())
        if normal:
            found.append(Token(match.start(), match.end(), match.group(), normal))
    return found


def plain_key(words: Iterable[str]) -> str:
    """Return the form in which two wordings of one name are the same.

    Disease, syndrome and disorder are one; Roman numerals are Arabic; plurals, possessives and small
    words do not count: `"Huntington's disease"` and `"huntington disease"` share a key.
    """
    parts = []
    for word in words:
        if word in SMALL_WORDS:
            continue
        if word in KIND_WORDS:
            parts.append(_KIND)
        elif len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "is", "us")):
            parts.append(word[:-1])
        else:
            parts.append(ROMAN_NUMERALS.get(word, word))
    return " ".join(parts)


def core_key(plain: str) -> str:
    """Return a plain key without its last word where that only says that it is a disease, else nothing."""
    core, _, last = plain.rpartition(" ")
    return core if last == _KIND else ""
