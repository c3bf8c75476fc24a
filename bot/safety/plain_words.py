"""Bring a message into the form in which the patterns of alarms are written."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_OVERDOSED = re.compile("\\bod['\u2019]d\\b")
_PAUSES = re.compile(r"\.{2,}|\u2026")
_ENDS = re.compile(r"[.?!][\s.?!]*")
_NOT_WORDS = re.compile(r"[^a-z0-9.?!]+")
_PARTED = re.compile(r"\b(can|don|doesn|isn|won|didn|couldn|wasn|aren) t\b|\b(i) (m)\b|\b(my|him|her|your|our) self\b")

_ALIKE = str.maketrans({"ı": "i", "đ": "d", "ł": "l", "ø": "o", "ß": "ss", "œ": "oe", "æ": "ae"})
_SIGNS = re.compile(r"[^\w]+|_")


def plain_words(message: str) -> str:
    """Return a message in the form in which the patterns are written."""
    text = _APOSTROPHES.sub("", _OVERDOSED.sub("overdosed", message.lower()))
    if not text.isascii():
        text = "".join(part for part in unicodedata.normalize("NFKD", text) if not _is_mark(part)).lower()
    text = _NOT_WORDS.sub(" ", _ENDS.sub(lambda end: f" {end.group()[0]} ", _PAUSES.sub(" ", text)))
    return _PARTED.sub(_join, " ".join(text.split()))


def plain_in_any_script(text: str) -> str:
    """Return a text in the form of the rules of other languages: lower case, no accents or marks, single blanks."""
    return " ".join(_SIGNS.sub(" ", without_marks(text.lower())).split())


def without_marks(text: str) -> str:
    """Return a text without accents, in letters that are like its own."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.category(sign).startswith("M")).translate(_ALIKE)


def _is_mark(part: str) -> bool:
    return unicodedata.category(part) in ("Mn", "Cf")


def _join(split: re.Match[str]) -> str:
    if split[1]:
        return f"{split[1]}t"
    return "im" if split[2] else f"{split[4]}self"
