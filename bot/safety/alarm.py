"""Say what an alarm is, and what a visitor is told about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from rareguide.texts import Texts

SELF_HARM = "self_harm"
POISONING = "poisoning"
EMERGENCY = "emergency"
KINDS = (SELF_HARM, POISONING, EMERGENCY)
"""The kinds of alarms; where several are recognised, the first of them counts."""

WRITER = "writer"
OTHER = "other"

COLLAPSED = "collapsed"
VIOLENCE = "violence"
FUMES = "fumes"


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

    `is_general_mention` is true when the message asks in general, or about what is over; the question is then
    answered beside the warning. `language` is that of the message (ISO 639-1), if it is known not to be English.
    `subject` says whose danger it is, `WRITER` or `OTHER`, if that is sure. `circumstance` is what changes what is to
    be done first: `COLLAPSED` beside a poisoning or self-harm, `VIOLENCE` between people, or `FUMES` in a house.
    """

    kind: str
    is_general_mention: bool
    language: str | None = None
    subject: str | None = None
    circumstance: str | None = None


def alarm_text(alarm: Alarm, region: str, texts: Texts) -> str:
    """Return what is said about an alarm, with the numbers of the region; in the visitor's language first.

    Where the texts have that language: `utter_emergency_es` and the like, or at least `utter_whom_to_call_it`. English
    follows as a paragraph of its own, for whoever is at hand, and since a short message may be taken for another
    language. The words are for whoever is in danger: `utter_self_harm` for the writer, `utter_self_harm_of_other` for
    somebody else, and `utter_self_harm_of_anyone` where that is not sure. What is mentioned in general or in passing
    gets `utter_self_harm_mentioned`, which says whom to call in case it is so.
    """
    suffix = f"_{alarm.language}"
    if texts.has(f"utter_{alarm.kind}{suffix}"):
        alarm = replace(alarm, is_general_mention=False)  # only English has words for a mention
        said = [_in_words(alarm, region, texts, suffix)]
    else:
        said = [whom_to_call(alarm.language, region, texts)] if texts.has(f"utter_whom_to_call{suffix}") else []
    in_english = _in_words(alarm, region, texts)
    return "\n\n".join([*said, texts.say("utter_alarm_in_english", text=in_english) if said else in_english])


def whom_to_call(language: str | None, region: str, texts: Texts) -> str:
    """Return one sentence on whom to call in an emergency, in a language if the texts have it, else in English."""
    numbers = NUMBERS.get(region.upper())
    name = "utter_whom_to_call" if numbers else "utter_whom_to_call_unknown"
    own = f"{name}_{language}"
    values = {f"{kind}_number": number for kind, number in asdict(numbers).items()} if numbers else {}
    return texts.say(own if texts.has(own) else name, **values)


def _in_words(alarm: Alarm, region: str, texts: Texts, suffix: str = "") -> str:
    names = [_words_for(alarm, suffix, texts)]
    if alarm.circumstance == COLLAPSED and texts.has(f"utter_{alarm.kind}_too{suffix}"):
        names = [_words_for(replace(alarm, kind=EMERGENCY), suffix, texts), f"utter_{alarm.kind}_too{suffix}"]
    elif alarm.circumstance is not None and texts.has(f"utter_{alarm.circumstance}{suffix}"):
        names = [f"utter_{alarm.circumstance}{suffix}"]
    return " ".join(with_numbers(name, region, texts, suffix) for name in names)


def with_numbers(name: str, region: str, texts: Texts, suffix: str = "") -> str:
    """Return one of the domain's texts with the numbers of a region; `suffix` is that of texts in its language."""
    numbers = NUMBERS.get(region.upper())
    return texts.say(
        name,
        emergency_number=_emergency_number(numbers, suffix, texts),
        poison_number=numbers.poison if numbers else texts.say(f"utter_poison_number_unknown{suffix}"),
        crisis_number=numbers.crisis if numbers else texts.say(f"utter_crisis_number_unknown{suffix}"),
    )


def _words_for(alarm: Alarm, suffix: str, texts: Texts) -> str:
    of = {WRITER: "", OTHER: "_of_other"}.get(alarm.subject or "", "_of_anyone")
    names = [f"utter_{alarm.kind}{ending}{suffix}" for ending in (["_mentioned"] * alarm.is_general_mention + [of])]
    return next(filter(texts.has, names), f"utter_{alarm.kind}{suffix}")


def _emergency_number(numbers: RegionNumbers | None, suffix: str, texts: Texts) -> str:
    """Return the number of the region, and that there is another one abroad."""
    if numbers is None:
        return texts.say(f"utter_emergency_number_unknown{suffix}")
    name = f"utter_emergency_number{suffix}"
    return texts.say(name, number=numbers.emergency) if texts.has(name) else numbers.emergency
