"""Recognise an emergency, a poisoning or a thought of self-harm in a message, before anything else.

Plain patterns, not a model: what they catch can be read in `bot/alarm_patterns.py`, is the same in every state of
the conversation, and does not change with training. `tests/test_safety.py` holds the messages and their look-alikes.
A false alarm costs little and a missed one much, so what is unclear raises an alarm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot import alarm_patterns as words
from rareguide.texts import Texts


@dataclass(frozen=True)
class RegionNumbers:
    """Hold the numbers to call in one region."""

    emergency: str
    poison: str
    crisis: str


NUMBERS = {"US": RegionNumbers(emergency="911", poison="1-800-222-1222", crisis="988")}
"""United States: the national emergency number, the Poison Help line and the 988 Lifeline."""


@dataclass(frozen=True)
class Alarm:
    """Name what was recognised: `self_harm`, `poisoning` or `emergency`.

    `is_in_passing` is true when the message asks in general, or about what is over; the question is then
    answered beside the warning.
    """

    kind: str
    is_in_passing: bool


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:\b|(?=[.?!]))(?:{pattern})" for pattern in patterns))


def _by_stems(patterns: words.Patterns) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    return tuple((tuple(stems.split()), re.compile(rf"\b(?:{pattern})")) for stems, pattern in patterns)


_SELF_HARM = _by_stems(words.SELF_HARM)
_POISONING = _by_stems(words.POISONING)
_EMERGENCY = _by_stems(words.EMERGENCY)
_LOOK_ALIKES = re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in words.LOOK_ALIKES))
_PERSON_NOW = re.compile(rf"\b{words.PERSON_NOW}")
_URGENT = re.compile(rf"\b{words.URGENT}")
_GENERAL_QUESTION = _any_of(words.GENERAL_QUESTION)
_PAST_OR_NOW_AND_THEN = _any_of(words.PAST_OR_NOW_AND_THEN)
_HYPOTHETICAL = re.compile(r"\b(?:if|what happens|what to do|in case)\b")
_ABOUT_MANY = _any_of(words.ABOUT_MANY)
_ABOUT_SOMEBODY = re.compile(rf"\b{words.ABOUT_SOMEBODY}\b")
_LONG_OVER = re.compile(rf"\b{words.LONG_OVER}")
_FIRST_PERSON = re.compile(rf"\b{words.FIRST_PERSON}\b")

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_OVERDOSED = re.compile("\\bod['\u2019]d\\b")
_PAUSES = re.compile(r"\.{2,}|\u2026")
_ENDS = re.compile(r"[.?!][\s.?!]*")
_NOT_WORDS = re.compile(r"[^a-z0-9.?!]+")
_PARTED = re.compile(r"\b(can|don|doesn|isn|won|didn|couldn|wasn|aren) t\b|\b(i) (m)\b|\b(my|him|her|your|our) self\b")
_LONG_LETTERS = re.compile(r"([a-z])\1{2,}")


def find_alarm(message: str) -> Alarm | None:
    """Return what a message raises alarm about, self-harm first, or `None`."""
    for text in spellings(message):
        if _matches(_SELF_HARM, text):
            return Alarm("self_harm", is_in_passing=_is_self_harm_of_others(text))
        for kind, patterns in (("poisoning", _POISONING), ("emergency", _EMERGENCY)):
            if _matches(patterns, text):
                return Alarm(kind, is_in_passing=_is_asked_in_general(text))
    return None


def spellings(message: str) -> list[str]:
    """Return the forms in which a message is searched: letters that are held down count once, or twice."""
    text = plain_words(message)
    forms = dict.fromkeys((_LONG_LETTERS.sub(r"\1", text), _LONG_LETTERS.sub(r"\1\1", text)))
    return [_LOOK_ALIKES.sub(" ", form) for form in forms]


def plain_words(message: str) -> str:
    """Return a message in the form in which the patterns are written."""
    text = _APOSTROPHES.sub("", _OVERDOSED.sub("overdosed", message.lower()))
    if not text.isascii():
        text = "".join(part for part in unicodedata.normalize("NFKD", text) if not _is_mark(part)).lower()
    text = _NOT_WORDS.sub(" ", _ENDS.sub(lambda end: f" {end.group()[0]} ", _PAUSES.sub(" ", text)))
    return _PARTED.sub(_join, " ".join(text.split()))


def _is_mark(part: str) -> bool:
    return unicodedata.category(part) in ("Mn", "Cf")


def _join(parted: re.Match[str]) -> str:
    if parted[1]:
        return f"{parted[1]}t"
    return "im" if parted[2] else f"{parted[4]}self"


def _matches(patterns: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...], text: str) -> bool:
    return any(
        (not stems or any(stem in text for stem in stems)) and pattern.search(text) for stems, pattern in patterns
    )


def _is_self_harm_of_others(text: str) -> bool:
    """Tell whether self-harm is asked about as of many people, or as what was long ago; unclear is no."""
    if _ABOUT_MANY.search(text) and not _ABOUT_SOMEBODY.search(text):
        return True
    return _LONG_OVER.search(text) is not None and not _FIRST_PERSON.search(text)


def _is_asked_in_general(text: str) -> bool:
    """Tell whether a sign of danger is asked about in general, or is over, so that the question is answered too."""
    if _URGENT.search(text):
        return False
    if _PAST_OR_NOW_AND_THEN.search(text):
        return True
    if _PERSON_NOW.search(text) and not _HYPOTHETICAL.search(text):
        return False
    return _GENERAL_QUESTION.search(text) is not None


def alarm_text(alarm: Alarm, region: str, texts: Texts) -> str:
    """Return what is said about an alarm, with the numbers of the region."""
    numbers = NUMBERS.get(region.upper())
    return texts.say(
        f"utter_{alarm.kind}",
        emergency_number=numbers.emergency if numbers else texts.say("utter_emergency_number_unknown"),
        poison_number=numbers.poison if numbers else texts.say("utter_poison_number_unknown"),
        crisis_number=numbers.crisis if numbers else texts.say("utter_crisis_number_unknown"),
    )
