"""Recognise what is said about the form and the request: to leave, to skip, to correct, to agree, to ask how it stands.

Whole messages are compared, so that a word such as "stop" within a question is left alone.
"""

from __future__ import annotations

import re

from handoff.form import phrase_patterns as words_of

LONGEST_PHRASE = 200
"""Longer messages are none of these; it also bounds what the patterns have to try."""


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words_of.FILLER} )*(?:{pattern})(?: {words_of.FILLER})*")


_WHOLE = {
    "cancel": _compiled(words_of.CANCEL),
    "skip": _compiled(words_of.SKIP),
    "state": _compiled(words_of.STATE),
    "withdraw": _compiled(words_of.WITHDRAW),
    "end": _compiled(words_of.END),
    "forget": _compiled(words_of.FORGET),
    "no_answer": _compiled(words_of.NO_ANSWER),
    "person": re.compile(words_of.PERSON_ASKED),
}
_YES_MESSAGE = re.compile(rf"(?:{words_of.YES})(?: (?:{words_of.YES}))*")
_NO_MESSAGE = re.compile(rf"(?:{words_of.NO})(?: (?:{words_of.NO}))*")
_ADDED = re.compile(words_of.ADDED, re.IGNORECASE)
_BACK = re.compile(words_of.BACK)
_QUESTION_START = re.compile(words_of.QUESTION_START)
_SAID_WRONG = {field: re.compile(pattern) for field, pattern in words_of.SAID_WRONG.items()}
_NEW_VALUE = {
    field: re.compile(pattern, re.IGNORECASE | (re.DOTALL if field == "question" else 0))
    for field, pattern in words_of.NEW_VALUE.items()
}
_ORDINALS = {"1": 0, "2": 1, "3": 2, "first": 0, "second": 1, "third": 2, "1st": 0, "2nd": 1, "3rd": 2, "last": -1}
_ORDINAL = re.compile(words_of.ORDINAL)


def plain(text: str) -> str:
    """Return a message in small letters with straight apostrophes, single spaces and no marks at its ends."""
    lowered = text[:LONGEST_PHRASE].casefold().replace("’", "'").replace("‘", "'").replace("´", "'")
    return re.sub(r"\s+", " ", re.sub(r"[,;:!.…()\"“”]+", " ", lowered)).strip(" ?¿¡-–'/")


def says(what: str, text: str) -> bool:
    """Return whether a whole message means one of `_WHOLE`, such as `cancel`, `skip` or `withdraw`."""
    return len(text) <= LONGEST_PHRASE and _WHOLE[what].fullmatch(plain(text)) is not None


def says_yes(text: str) -> bool:
    """Return whether a whole message agrees."""
    words = plain(text)
    return (
        len(text) <= LONGEST_PHRASE
        and _YES_MESSAGE.fullmatch(words) is not None
        and words not in ("thanks", "thank you", "please")
    )


def says_no(text: str) -> bool:
    """Return whether a whole message declines."""
    words = plain(text)
    return (
        len(text) <= LONGEST_PHRASE
        and _NO_MESSAGE.fullmatch(words) is not None
        and words not in ("thanks", "thank you", "sorry")
    )


def adds_to_request(text: str) -> bool:
    """Return whether a message begins with words that address it to the request, or to who answers it."""
    return _ADDED.match(text.strip()[:LONGEST_PHRASE]) is not None


def goes_back(text: str) -> bool:
    """Return whether a message wants the field before."""
    return _BACK.fullmatch(plain(text)) is not None


def clearly_asks(text: str) -> bool:
    """Return whether a message has the form of a question."""
    words = plain(text)
    is_marked = text.rstrip(' .!)"”').endswith("?")
    return (is_marked and len(words) > 2) or (len(words.split()) > 2 and _QUESTION_START.match(words) is not None)


def chosen(text: str, count: int) -> int | None:
    """Return which of `count` options an ordinal chooses, counted from 0."""
    found = _ORDINAL.fullmatch(plain(text))
    if found is None:
        return None
    index = _ORDINALS[found[1]]
    index = count - 1 if index < 0 else index
    return index if 0 <= index < count else None


def field_said_wrong(text: str) -> str | None:
    """Return the field that a message wants to change without giving its new value."""
    if len(text) > LONGEST_PHRASE:
        return None
    words = plain(text)
    return next((field for field, pattern in _SAID_WRONG.items() if pattern.fullmatch(words)), None)


def new_value(field: str, text: str) -> str | None:
    """Return the new name, language or question in "change my name to Ana", or `None`."""
    if len(text) > LONGEST_PHRASE and field != "question":
        return None
    found = _NEW_VALUE[field].fullmatch(text.replace("’", "'").strip())
    return None if found is None else found["new"].strip(' .!,"“”')
