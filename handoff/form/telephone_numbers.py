"""Read telephone numbers as people write them: with or without a country's code, with an extension, amid a letter.

What a person can dial counts, rather than what a network takes: a number is kept as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import ValidationResult

from handoff.form.phrases import phrases

FEWEST_DIGITS = 7
"""Digits of the shortest number without a country's code; with fewer, an area code is missing."""
FEWEST_FOREIGN = 8
"""Digits of the shortest number that begins with 0 and may be one of another country than the region's."""
MOST_DIGITS = 15
"""Digits of the longest number, by ITU-T E.164; a number that is dialled abroad may have its prefix beside."""
FEWEST_UNASKED = 9
"""From so many digits on a number in a letter may be one of a telephone though nothing around it says so."""
CLOSE = 45
"""Characters before a number in which a word tells what it is."""

_CANDIDATE = re.compile(
    r"(?<![\w@/#-])(?<!\d[.,:])(?P<number>\(?\+?[ ]?\(?\d(?:[ \t\u00a0().\/\u2010-\u2015-]{0,3}\d){4,})"
    r"(?:[ ,;]{0,3}(?P<extension>(?:extension|ext|extn|x|durchwahl|poste|anexo|interno|#)\.?:?[ ]{0,2}\d{1,6}))?"
    r"(?![\w@])",
    re.IGNORECASE,
)
_HOUR_AFTER = re.compile(r"[ ]{0,2}(?:[ap]\.?m\b|o'?clock|uhr\b|h\b|:\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_LAST_GROUP = re.compile(r"[ ]\d{1,2}$")
_DATE = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d\d|"
    r"(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}|(?:19|20)\d\d[ -]{1,3}(?:19|20)\d\d"
)


@dataclass(frozen=True)
class TelephoneNumber:
    """Hold a number as it was written, where it stands, and whether it can be dialled."""

    written: str
    start: int
    end: int
    is_dialled: bool


def find_telephone_numbers(text: str, region: str, is_asked: bool = False) -> Iterator[TelephoneNumber]:
    """Give the telephone numbers of a text, in order, those that cannot be dialled among them.

    `region` is the one whose numbers are given without a country's code, or empty where any may be. `is_asked` tells
    that the text answers the question for a number: then a row of digits is one, unless it is called another number.
    """
    yield from _spoken_numbers(text, region)
    is_whole = is_asked or sum(letter.isalpha() for letter in text) < 3
    for found in _CANDIDATE.finditer(text):
        number = found["number"]
        end = found.end()
        if not found["extension"] and _HOUR_AFTER.match(text, found.end()):
            number = _LAST_GROUP.sub("", number)
            end = found.start() + len(number)
        digits = re.sub(r"\D", "", number)
        if _DATE.fullmatch(number.strip(" ()")) or len(digits) < 5:
            continue
        before = text[max(0, found.start() - CLOSE) : found.start()].lower()
        is_other = phrases().anywhere["other_number"].search(before) is not None
        if is_other or not (is_whole or _is_telephone(number, digits, before)):
            continue
        written = " ".join(filter(None, (_tidied(number), found["extension"])))
        yield TelephoneNumber(written, found.start(), end, _is_dialled(number, digits, region))


def _spoken_numbers(text: str, region: str) -> Iterator[TelephoneNumber]:
    """Give the numbers that are told digit by digit in words: "oh one six three two, nine six oh, double one four"."""
    digits, times = phrases().spoken_digits, phrases().repeated_digits
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text.lower()), None]:
        if word is not None and (word[0] in digits or word[0] in times):
            run.append(word)
            continue
        spoken, repeated = "", 1
        for one in run:
            spoken += str(digits[one[0]]) * repeated if one[0] in digits else ""
            repeated = times.get(one[0], 1)
        if len(spoken) >= FEWEST_DIGITS:
            yield TelephoneNumber(spoken, run[0].start(), run[-1].end(), _is_dialled(spoken, spoken, region))
        run = []


def _is_telephone(number: str, digits: str, before: str) -> bool:
    """Return whether a row of digits is called a telephone number, or looks like one and is called no other."""
    looks_like = len(digits) >= FEWEST_UNASKED and number.lstrip(" (")[0] in "+0"
    return looks_like or number.startswith("(") or phrases().anywhere["telephone"].search(before) is not None


def _is_dialled(number: str, digits: str, region: str) -> bool:
    if len(set(digits)) == 1:
        return False
    is_abroad = "+" in number or digits.startswith("00")
    if not is_abroad and not region:
        return FEWEST_DIGITS <= len(digits) <= MOST_DIGITS
    try:
        dialled = f"+{digits.removeprefix('00')}" if is_abroad else digits
        parsed = phonenumbers.parse(dialled, None if is_abroad else region)
    except phonenumbers.NumberParseException:
        return False
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    # One of another country, as it is dialled there: kept rather than refused, since its country is not known.
    is_foreign = (
        not is_abroad
        and len(digits) <= MOST_DIGITS
        and (reason == ValidationResult.TOO_LONG or (digits.startswith("0") and len(digits) >= FEWEST_FOREIGN))
    )
    return reason == ValidationResult.IS_POSSIBLE or is_foreign


def _tidied(number: str) -> str:
    """Return a number in one line, with single blanks and no bracket that has lost the other."""
    tidy = re.sub(r"\s+", " ", number).strip(" .-/")
    if tidy.count("(") != tidy.count(")"):
        tidy = tidy.replace("(", "").replace(")", "")
    return tidy
