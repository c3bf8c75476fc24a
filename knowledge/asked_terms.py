"""Find what a text asks about that is nobody's name: a gene, a sign, or a word whose meaning is asked for."""

from __future__ import annotations

import re

from knowledge.asked_names import asked_phrases
from knowledge.name_keys import Token
from knowledge.name_words import words_around_names
from knowledge.word_frequency import frequency

MOST_WORDS_OF_A_TERM = 5
EVERYDAY = 4.4
"""A term has a word that is less frequent than this (Zipf scale)."""
_SYMBOL = r"[A-Z][A-Z0-9]{1,8}(?:orf\d{1,3})?"
_GENE = re.compile(
    rf"\b(?P<before>{_SYMBOL})\b(?=[ -](?:genes?|mutations?|variants?|mutated|pathogenic)\b)|"
    rf"\b(?:genes?|mutations?|variants?|changes?) (?:in|of|called|named) (?:the |my |his |her )?(?P<after>{_SYMBOL})\b|"
    r"\b(?P<alone>[A-Z]{2,6}\d{1,2}[A-Z]?\d?)\b"
)


def word_asked_for(text: str) -> str | None:
    """Return the word whose meaning a text asks for ("what does autosomal mean?"), or `None`; not an everyday one."""
    found = (pattern.search(text) for pattern in words_around_names().meanings)
    words = (match["word"] for match in found if match is not None)
    said_of = words_around_names().said_of
    return next((word for word in words if word not in said_of and _rarest(word) < EVERYDAY), None)


def _rarest(word: str) -> float:
    return min(map(frequency, word.lower().split()))


def terms_asked_for(text: str, tokens: list[Token]) -> list[str]:
    """Return the genes in a text, or else the short phrases that are asked about: "MEFV", "green birthmark"."""
    genes = [next(filter(None, match.groups())) for match in _GENE.finditer(text)]
    if genes:
        return list(dict.fromkeys(genes))
    phrases = asked_phrases(text, tokens, lambda token: frequency(token.normal) < EVERYDAY)
    return [
        text[tokens[phrase.first].start : tokens[phrase.last].end]
        for phrase in phrases
        if phrase.is_asked and phrase.last - phrase.first < MOST_WORDS_OF_A_TERM
    ]
