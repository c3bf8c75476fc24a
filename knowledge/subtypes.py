"""Notice that a type stands beside a name of the store: "Usher syndrome type 9"."""

from __future__ import annotations

import re

from knowledge.name_keys import KIND_WORDS, TYPE_WORDS, Token, is_marker, plain_word
from knowledge.word_frequency import frequency

_NUMBER = re.compile(r"\d{1,2}[a-z]?|(?:ii|iii|iv|vi|vii|viii|ix|xi|xii|xiii|xiv|xv)[a-h]?", re.IGNORECASE)
_WORDED_TYPE = re.compile(r",? ([A-Za-z]{4,}) type\b", re.IGNORECASE)
EVERYDAY_WORD_FREQUENCY = 4.6
"""A word this frequent before "type" does not name one ("Marfan which type")."""
ENDS_THERE = re.compile(
    r"\s*(?:$|[.,;:!?)]|(?:is|are|was|and|or|symptoms?|treatments?|treated|causes?|hereditary|genetic|prognosis|be|life|"
    r"run|runs|what|how|who|patients?|can|could|will|may|in(?! [\da])|have|has|with|please|last|so|from)\b)",
    re.IGNORECASE,
)


def with_subtype(text: str, tokens: list[Token], name: tuple[int, int], has_types: bool) -> tuple[int, int] | None:
    """Return the place of a name with the type that stands beside it, or `None` if there is none.

    Args:
        text: the text.
        tokens: its words.
        name: the numbers of the first and the last word of the name.
        has_types: whether the store tells sisters of the name apart, so that a number alone is a type.
    """
    first, last = name
    following = last + 1
    if following < len(tokens) and tokens[following].normal in KIND_WORDS:
        following += 1
    if _is_type(tokens, following) and _is_near(text, tokens, last, following):
        return tokens[first].start, tokens[following + 1].end
    if tokens[last].normal in TYPE_WORDS and _is_type(tokens, last):
        return tokens[first].start, tokens[last + 1].end
    worded = _WORDED_TYPE.match(text, tokens[last].end)
    if worded and frequency(worded[1].lower()) < EVERYDAY_WORD_FREQUENCY:
        return tokens[first].start, worded.end()
    if has_types and _is_bare_number(text, tokens, following):
        return tokens[first].start, tokens[following].end
    if _is_type(tokens, first - 2):
        return tokens[first - 2].start, tokens[last].end
    return None


def _is_type(tokens: list[Token], place: int) -> bool:
    """Return whether "type" stands at a place, and a number or letter behind it."""
    if not 0 <= place < len(tokens) - 1 or tokens[place].normal not in TYPE_WORDS:
        return False
    word = tokens[place + 1]
    return is_marker(plain_word(word.normal)) and not (word.normal in ("a", "i") and word.text.islower())


def _is_near(text: str, tokens: list[Token], last: int, following: int) -> bool:
    return re.fullmatch(r"[\s,(–-]*(?:\w+\s+)?", text[tokens[last].end : tokens[following].start]) is not None


def _is_bare_number(text: str, tokens: list[Token], place: int) -> bool:
    if not 0 < place < len(tokens):
        return False
    between = text[tokens[place - 1].end : tokens[place].start]
    is_number = _NUMBER.fullmatch(tokens[place].text) is not None
    return is_number and between in (" ", "-") and ENDS_THERE.match(text, tokens[place].end) is not None
