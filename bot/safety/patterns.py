"""Recognise an alarm by patterns alone, and tell a danger here and now from a question in general.

What the patterns are is data (`data/safety/`, read by `bot.safety.rules`), and does not change with training.
`tests/bot/alarm_messages.yml` holds messages and their look-alikes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.safety.alarm import (
    COLLAPSED,
    EMERGENCY,
    FUMES,
    KINDS,
    POISONING,
    SELF_HARM,
    VIOLENCE,
    Alarm,
)
from bot.safety.language_rules import kind_in_other_language
from bot.safety.plain_words import plain_words
from bot.safety.rules import ENGLISH, circumstances, exclusions, rules_for_any_message, signs

MANY_SIGNS = 3
"""So many signs together are an emergency also where no person is named."""
NEAR = 100
"""So many characters lie between a word of haste and its sign; who writes without full stops tells more."""

_LONG_LETTERS = re.compile(r"([a-z])\1{2,}")


def find_alarm(message: str) -> Alarm | None:
    """Return what a message raises alarm about, self-harm first, or `None`."""
    return _alarm_in(spellings(message)) or _alarm_in_other_language(message)


def _alarm_in_other_language(message: str) -> Alarm | None:
    kind = kind_in_other_language(message)
    return None if kind is None else Alarm(kind, is_general_mention=False)


def _alarm_in(forms: list[str]) -> Alarm | None:
    for text in forms:
        if _matches(SELF_HARM, text) or (_is("despair", text) and not _is("asks", text)):
            return Alarm(SELF_HARM, is_general_mention=is_self_harm_of_others(text))
        for kind in (POISONING, EMERGENCY):
            if _matches(kind, text):
                return Alarm(kind, is_general_mention=is_asked_in_general(text))
        if _tells_of_signs(text):
            return Alarm(EMERGENCY, is_general_mention=is_asked_in_general(text))
    return None


def _matches(kind: str, text: str) -> bool:
    return any(rule.is_in(text) for rules in rules_for_any_message().values() for rule in rules.get(kind, ()))


def _matches_in_other_language(text: str) -> bool:
    foreign = (rules for language, rules in rules_for_any_message().items() if language != ENGLISH)
    return any(rule.is_in(text) for rules in foreign for kind in KINDS for rule in rules.get(kind, ()))


def _is(circumstance: str, text: str) -> bool:
    """Return whether a text has words of a circumstance of `data/safety/circumstances.yml`."""
    return circumstances()[circumstance].search(text) is not None


def spellings(message: str) -> list[str]:
    """Return the forms in which a message is searched: letters that are held down count once, or twice."""
    text = plain_words(message)
    forms = dict.fromkeys((_LONG_LETTERS.sub(r"\1", text), _LONG_LETTERS.sub(r"\1\1", text)))
    return [exclusions().sub(" ", form) for form in forms]


def is_general_mention(kind: str, message: str) -> bool:
    """Return whether a danger of this kind is asked about in general, or over."""
    text = spellings(message)[0]
    return is_self_harm_of_others(text) if kind == SELF_HARM else is_asked_in_general(text)


def has_strongest_words(message: str) -> bool:
    """Return whether a message has words of danger that nothing may overrule.

    Those in other languages are `has_foreign_words`.
    """
    return any(_is("strongest", text) for text in spellings(message))


def has_foreign_words(message: str) -> bool:
    """Return whether a message has words of danger in another language, which the model has not learned."""
    return kind_in_other_language(message) is not None or any(map(_matches_in_other_language, spellings(message)))


def is_distant(message: str) -> bool:
    """Return whether a danger is told as feared, or as over, and not as one of here and now."""
    text = spellings(message)[0]
    return (_is("feared", text) or _is("over", text)) and not _is("urgent", text)


def is_resolved(kind: str, message: str) -> bool:
    """Return whether help is told to be there, or a danger of this kind to be none: it was a mistake, or is denied."""
    text = spellings(message)[0]
    return _is("denied", text) if kind == SELF_HARM else _is("resolved", text) and not _is("urgent", text)


def is_self_harm_of_others(text: str) -> bool:
    """Return whether self-harm is asked about as of many people, or as what was long ago; unclear is no."""
    text = circumstances()["a_patient"].sub("patients", text)
    if _is("about_many", text) and not _is("about_somebody", text):
        return True
    return _is("long_over", text) and not _is("first_person", text)


def with_circumstance(alarm: Alarm, message: str) -> Alarm:
    """Return the alarm of a message with what changes what is to be done first.

    A threat to somebody else alone is an emergency, and no thought of self-harm.
    """
    if alarm.is_general_mention:
        return alarm
    forms = spellings(message)
    if any(_is(VIOLENCE, text) for text in forms):
        threat = circumstances()[VIOLENCE]
        if alarm.kind != SELF_HARM or not any(_matches(SELF_HARM, threat.sub(" ", text)) for text in forms):
            return replace(alarm, kind=EMERGENCY, circumstance=VIOLENCE)
    if alarm.kind != SELF_HARM and any(_is(FUMES, text) for text in forms):
        return replace(alarm, circumstance=FUMES)
    if alarm.kind == EMERGENCY:
        return alarm
    is_collapsed = any(_is(COLLAPSED, text) or _matches(EMERGENCY, text) for text in forms)
    is_told = is_collapsed or kind_in_other_language(message, (EMERGENCY,)) is not None
    return replace(alarm, circumstance=COLLAPSED) if is_told else alarm


def _tells_of_signs(text: str) -> bool:
    """Return whether a message reports signs that are an emergency together, or one of them in haste."""
    cries = [cry.start() for cry in circumstances()["cry"].finditer(text)]
    is_cry = bool(cries)
    is_told = not (_is("asks", text) or _is("lasting", text))
    if not (is_cry or is_told) or _is("past_or_now_and_then", text):
        return False
    signs_at = [match.start() for sign in signs().values() if (match := sign.search(text)) is not None]
    found = len(signs_at)
    is_near = any(abs(cry - sign) <= NEAR for cry in cries for sign in signs_at)
    if is_near and not _is("general_question", text):
        return True
    if not is_told or not (found >= MANY_SIGNS or is_cry or _is("teller", text)):
        return False
    return found > 1 or _is("sign_alone", text)


def is_asked_in_general(text: str) -> bool:
    """Return whether a sign of danger is asked about in general, or is over, so that the question is answered too."""
    if _is("urgent", text):
        return False
    if _is("topic", text) and not _is("teller", text):
        return True
    if _is("past_or_now_and_then", text):
        return True
    if _is("person_now", text) and not _is("hypothetical", text):
        return False
    return _is("general_question", text)


def tells_history(text: str) -> bool:
    """Return whether a sentence belongs to the history of an illness."""
    return _is("history", spellings(text)[0])


def is_lasting(message: str) -> bool:
    """Return whether a sentence tells of anything as lasting, coming again, over or feared."""
    text = spellings(message)[0]
    return any(_is(name, text) for name in ("history", "past_or_now_and_then", "over", "feared", "chronic"))


def is_acute(text: str) -> bool:
    """Return whether a danger is told as one of here and now, and not as lasting or over."""
    plain = spellings(text)[0]
    if not _is("acute", plain):
        return False
    return _is("urgent", plain) or not (_is("past_or_now_and_then", plain) or _is("history", plain))


_CIRCUMSTANCES = (
    "cry", "asks", "lasting", "teller", "despair", "general_question", "past_or_now_and_then", "urgent", "person_now",
    "hypothetical", "about_many", "first_person", "long_over", "sign_alone", "acute", "history", "feared", "over",
    "chronic",
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
    told = [float(_is(name, forms[0])) for name in _CIRCUMSTANCES]
    found = sum(1 for sign in signs().values() if sign.search(forms[0]))
    return RuleMatches(alarm, (*matched, *passing, *told, min(found, MANY_SIGNS) / 2))
