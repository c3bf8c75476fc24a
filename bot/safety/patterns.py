"""Recognise an alarm by patterns alone, and tell a danger here and now from a question in general.

What the patterns catch can be read in the modules beside this one, and does not change with training.
`tests/bot/test_safety.py` holds the messages and their look-alikes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.safety import accidents, emergency, other_languages, poisoning, signs
from bot.safety import general_questions as general
from bot.safety.alarm import EMERGENCY, KINDS, POISONING, SELF_HARM, Alarm
from bot.safety.language_rules import kind_in_other_language
from bot.safety.pattern_form import any_of, compiled, matches
from bot.safety.plain_words import spellings
from bot.safety.self_harm import WISHES
from bot.safety.self_harm_plans import PLANS

MANY_SIGNS = 3
"""So many signs together are an emergency also where no person is named."""
NEAR = 100
"""So many characters lie between a word of haste and its sign; who writes without full stops tells more."""

_SELF_HARM = compiled((*WISHES, *PLANS, *other_languages.SELF_HARM))
_POISONING = compiled((*poisoning.POISONING, *other_languages.POISONING))
_EMERGENCY = compiled((*emergency.EMERGENCY, *accidents.ACCIDENTS, *other_languages.EMERGENCY))
_IN_OTHER_LANGUAGES = compiled((*other_languages.SELF_HARM, *other_languages.POISONING, *other_languages.EMERGENCY))
_PERSON_NOW = re.compile(rf"\b{general.PERSON_NOW}")
_URGENT = re.compile(rf"\b{general.URGENT}")
_GENERAL_QUESTION = any_of(general.GENERAL_QUESTION)
_PAST_OR_NOW_AND_THEN = any_of(general.PAST_OR_NOW_AND_THEN)
_HYPOTHETICAL = re.compile(r"\b(?:if|what happens|what to do|in case)\b")
_ABOUT_MANY = any_of(general.ABOUT_MANY)
_ABOUT_SOMEBODY = re.compile(rf"\b{general.ABOUT_SOMEBODY}\b")
_HISTORY = re.compile(rf"\b{general.HISTORY}")
_ACUTE = re.compile(rf"\b{general.ACUTE}")
_LONG_OVER = re.compile(rf"\b{general.LONG_OVER}")
_FIRST_PERSON = re.compile(rf"\b{general.FIRST_PERSON}\b")

_SIGNS = tuple(re.compile(rf"\b(?:{pattern})") for pattern in signs.SIGNS.values())
_SIGN_ALONE = re.compile(rf"\b(?:{signs.ALONE})")
_CRY = re.compile(rf"(?:\b|^)(?:{signs.CRY})")
_ASKS = re.compile(rf"(?:\b|(?=[?.]))(?:{signs.ASKS})")
_LASTING = re.compile(rf"\b(?:{signs.LASTING})")
_TELLER = re.compile(rf"\b{signs.TELLER}\b")
_DESPAIR = re.compile(rf"\b(?:{signs.DESPAIR})")
_STRONGEST = re.compile(
    r"\b(?:kill(?:ing)? (?:my|him|her)self|(?:want|wants|wanna|going|ready) (?:to )?die|suicidal|"
    r"end(?:ing)? (?:my|his|her) life|overdosed?|overdosing|"
    r"unresponsive(?! to \w+(?:ine?|ol|ids?|s)\b)|unconscious|no pulse|choking on|"
    r"(?:cant|cannot|can not|not|isnt|stopped) breath(?:e|ing)|turn(?:ing|ed) blue|(?:wont|not) (?:wake up|waking up)|"
    r"having a (?:stroke|heart attack))\b"
)
"""Words of danger that no model may overrule."""
_A_PATIENT = re.compile(r"\b(?:my|our|a) (?:\w+ )?patients?\b(?! (?:who )?(?:told|tells|says|said|is|has a|wants))")
_TOPIC = re.compile(rf"\b{general.TOPIC}")


def find_alarm(message: str) -> Alarm | None:
    """Return what a message raises alarm about, self-harm first, or `None`."""
    return _alarm_in(spellings(message)) or _alarm_in_other_language(message)


def _alarm_in_other_language(message: str) -> Alarm | None:
    kind = kind_in_other_language(message)
    return None if kind is None else Alarm(kind, is_general_mention=False)


def _alarm_in(forms: list[str]) -> Alarm | None:
    for text in forms:
        if matches(_SELF_HARM, text) or (_DESPAIR.search(text) and not _ASKS.search(text)):
            return Alarm(SELF_HARM, is_general_mention=is_self_harm_of_others(text))
        for kind, patterns in ((POISONING, _POISONING), (EMERGENCY, _EMERGENCY)):
            if matches(patterns, text):
                return Alarm(kind, is_general_mention=is_asked_in_general(text))
        if _tells_of_signs(text):
            return Alarm(EMERGENCY, is_general_mention=is_asked_in_general(text))
    return None


def is_general_mention(kind: str, message: str) -> bool:
    """Return whether a danger of this kind is asked about in general, or over."""
    text = spellings(message)[0]
    return is_self_harm_of_others(text) if kind == SELF_HARM else is_asked_in_general(text)


def has_strongest_words(message: str) -> bool:
    """Return whether a message has words of danger that nothing may overrule.

    Those in other languages are among them: the model has learned from English ones.
    """
    if kind_in_other_language(message) is not None:
        return True
    return any(_STRONGEST.search(text) or matches(_IN_OTHER_LANGUAGES, text) for text in spellings(message))


def is_self_harm_of_others(text: str) -> bool:
    """Return whether self-harm is asked about as of many people, or as what was long ago; unclear is no."""
    text = _A_PATIENT.sub("patients", text)
    if _ABOUT_MANY.search(text) and not _ABOUT_SOMEBODY.search(text):
        return True
    return _LONG_OVER.search(text) is not None and not _FIRST_PERSON.search(text)


def _tells_of_signs(text: str) -> bool:
    """Return whether a message reports signs that are an emergency together, or one of them in haste."""
    cries = [cry.start() for cry in _CRY.finditer(text)]
    is_cry = bool(cries)
    is_told = not (_ASKS.search(text) or _LASTING.search(text))
    if not (is_cry or is_told) or _PAST_OR_NOW_AND_THEN.search(text):
        return False
    signs_at = [match.start() for sign in _SIGNS if (match := sign.search(text)) is not None]
    found = len(signs_at)
    is_near = any(abs(cry - sign) <= NEAR for cry in cries for sign in signs_at)
    if is_near and not _GENERAL_QUESTION.search(text):
        return True
    if not is_told or not (found >= MANY_SIGNS or is_cry or _TELLER.search(text)):
        return False
    return found > 1 or _SIGN_ALONE.search(text) is not None


def is_asked_in_general(text: str) -> bool:
    """Return whether a sign of danger is asked about in general, or is over, so that the question is answered too."""
    if _URGENT.search(text):
        return False
    if _TOPIC.search(text) and not _TELLER.search(text):
        return True
    if _PAST_OR_NOW_AND_THEN.search(text):
        return True
    if _PERSON_NOW.search(text) and not _HYPOTHETICAL.search(text):
        return False
    return _GENERAL_QUESTION.search(text) is not None


def tells_history(text: str) -> bool:
    """Return whether a sentence belongs to the history of an illness."""
    return _HISTORY.search(spellings(text)[0]) is not None


def is_acute(text: str) -> bool:
    """Return whether a danger is told as one of here and now, and not as lasting or over."""
    plain = spellings(text)[0]
    if _ACUTE.search(plain) is None:
        return False
    return _URGENT.search(plain) is not None or not (_PAST_OR_NOW_AND_THEN.search(plain) or _HISTORY.search(plain))


_CIRCUMSTANCES = (
    _CRY, _ASKS, _LASTING, _TELLER, _DESPAIR, _GENERAL_QUESTION, _PAST_OR_NOW_AND_THEN, _URGENT, _PERSON_NOW,
    _HYPOTHETICAL, _ABOUT_MANY, _FIRST_PERSON, _LONG_OVER, _SIGN_ALONE,
)  # fmt: skip


RULE_FEATURES = len(KINDS) + 2 + len(_CIRCUMSTANCES) + 1


@dataclass(frozen=True)
class RuleMatches:
    """Hold what the patterns see in a text: the alarm, if there is one, and the features for the model.

    Next to words and meaning these `RULE_FEATURES` numbers from 0 to 1.5 (whether patterns match, who tells, what is
    asked or over, how many signs there are) tell a danger from a question about it: with them as many messages of
    `data/safety/alarms.yml` are found at a third fewer false alarms.
    """

    alarm: Alarm | None
    rule_features: tuple[float, ...]


def match_rules(message: str) -> RuleMatches:
    """Return what the patterns see in a message."""
    forms = spellings(message)
    alarm = _alarm_in(forms) or _alarm_in_other_language(message)
    matched = [float(alarm is not None and alarm.kind == kind) for kind in KINDS]
    passing = [float(alarm is not None and alarm.is_general_mention is wanted) for wanted in (True, False)]
    circumstances = [float(pattern.search(forms[0]) is not None) for pattern in _CIRCUMSTANCES]
    signs = sum(1 for sign in _SIGNS if sign.search(forms[0]))
    return RuleMatches(alarm, (*matched, *passing, *circumstances, min(signs, MANY_SIGNS) / 2))
