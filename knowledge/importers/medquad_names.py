"""Repair names of conditions from which MedQuAD lost the letters outside ASCII.

`Mnire's disease` has lost two letters and `HurlerScheie syndrome` a dash. A name is repaired only where the rest of
its own document shows what is missing: the address of the page, another name, or the answers. The letters put back
are those that stand there, without their accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"[A-Za-z]+")
_NAME_WORD = re.compile(r"[A-Za-z0-9']+")
_GLUED = re.compile(r"([A-Z][a-z]{2,})([A-Z][a-z]{2,})")
_CAPITALISED_WITHIN_SENTENCE = re.compile(r"(?<=[\w,)-])[ -]([A-Z][a-z]+)")

_VOWELS = "aeiou"
_OFTEN_ACCENTED = frozenset("aceinouy")
_MOST_LOST_LETTERS = 3
_SHORTEST_WORD = 3
_SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)


@dataclass(frozen=True)
class Repairs:
    """Hold the damaged words of one document with what they become."""

    words: dict[str, str] = field(default_factory=dict)

    def apply(self, text: str) -> str:
        """Return a text with its damaged words repaired."""
        if not self.words:
            return text
        damaged = sorted(self.words, key=len, reverse=True)
        pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, damaged))})(?![A-Za-z0-9])")
        return pattern.sub(lambda found: self.words[found[0]], text)


def find_repairs(names: Sequence[str], address: str, answers: Sequence[str]) -> Repairs:
    """Find the damaged words in the names of a document.

    `names` holds the condition's own name first; `address` is the last part of the page's address, made from that
    name (`menieres-disease`), or empty where the address does not hold it.
    """
    repairs = _repairs_by_address(names[0], address)
    evidence = _Evidence([Repairs(repairs).apply(name) for name in names], address, answers)
    for name in names:
        words = list(_WORD.finditer(name))
        for place, word in enumerate(words):
            if word[0] in repairs:
                continue
            neighbours = [near[0].lower() for near in words[max(0, place - 1) : place + 2] if near is not word]
            whole = evidence.split(word[0]) or evidence.filled(word[0], neighbours)
            if whole is not None:
                repairs[word[0]] = whole
    return Repairs(repairs)


def fill_in(word: str, whole: str) -> str | None:
    """Put the letters of `whole` that `word` lacks into it, or return `None` if they do not differ in that way.

    `fill_in("Mnire's", "menieres")` gives `"Meniere's"`. At most three letters may be missing, all of them letters
    that often bear an accent.
    """
    filled: list[str] = []
    missing = 0
    letters = iter(whole)
    for character in word:
        if character == "'":
            filled.append(character)
            continue
        for letter in letters:
            if letter == character.lower():
                break
            if letter not in _OFTEN_ACCENTED:
                return None
            missing += 1
            filled.append(letter)
        else:
            return None
        filled.append(character)
    for letter in letters:
        if letter not in _OFTEN_ACCENTED:
            return None
        missing += 1
        filled.append(letter)
    return "".join(filled) if 0 < missing <= _MOST_LOST_LETTERS else None


def _repairs_by_address(name: str, address: str) -> dict[str, str]:
    words = _NAME_WORD.findall(name)
    wholes = [part for part in address.split("-") if part]
    if len(words) != len(wholes):
        return {}
    repairs = {}
    for word, whole in zip(words, wholes, strict=True):
        filled = fill_in(word, whole)
        if filled is not None:
            repairs[word] = filled
    return repairs


class _Evidence:
    """What a document shows about the spelling of its names."""

    def __init__(self, names: Sequence[str], address: str, answers: Sequence[str]) -> None:
        self._text = "\n".join([*names, address, *answers]).lower()
        self._eponyms = {word for name in names for word in _WORD.findall(name) if word[0].isupper()}
        self._eponyms.update(word for answer in answers for word in _CAPITALISED_WITHIN_SENTENCE.findall(answer))
        self._answer_words = {word.lower() for answer in answers for word in _WORD.findall(answer)}

    def split(self, word: str) -> str | None:
        """Return two names with their dash, if `word` is both without it and the document shows it."""
        glued = _GLUED.fullmatch(word)
        if glued is None or f"{glued[1]}-{glued[2]}".lower() not in self._text:
            return None
        return f"{glued[1]}-{glued[2]}"

    def filled(self, word: str, neighbours: Sequence[str]) -> str | None:
        """Return `word` with one vowel more, if the document shows that form in a place where it must be the same."""
        if len(word) < _SHORTEST_WORD or word.isupper():
            return None
        capital = word[0].isupper()
        attested = word.lower() in self._answer_words
        if attested and not capital:
            return None
        for candidate in _with_one_vowel(word):
            if capital and candidate[-1] == word[-1] and candidate in self._eponyms:
                return candidate
            if not attested and self._has_beside(candidate.lower(), neighbours):
                return candidate
        return None

    def _has_beside(self, candidate: str, neighbours: Iterable[str]) -> bool:
        if candidate not in self._text:
            return False
        for near in neighbours:
            if near in _SMALL_WORDS:
                continue
            if re.search(rf"\b(?:{candidate}[ -]{near}|{near}[ -]{candidate})\b", self._text):
                return True
        return False


def _with_one_vowel(word: str) -> Iterable[str]:
    for place in range(1, len(word) + 1):
        beside = word[place - 1 : place + 1].lower()
        if not any(letter in "aeiouy" for letter in beside):
            yield from (word[:place] + vowel + word[place:] for vowel in _VOWELS)
