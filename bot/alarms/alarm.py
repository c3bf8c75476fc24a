"""Say what an alarm is, and what a visitor is told about it."""

from __future__ import annotations

from dataclasses import dataclass

from rareguide.texts import Texts

SELF_HARM = "self_harm"
POISONING = "poisoning"
EMERGENCY = "emergency"
KINDS = (SELF_HARM, POISONING, EMERGENCY)
"""The kinds of alarms; where several are recognised, the first of them counts."""


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


def alarm_text(alarm: Alarm, region: str, texts: Texts) -> str:
    """Return what is said about an alarm, with the numbers of the region."""
    numbers = NUMBERS.get(region.upper())
    return texts.say(
        f"utter_{alarm.kind}",
        emergency_number=numbers.emergency if numbers else texts.say("utter_emergency_number_unknown"),
        poison_number=numbers.poison if numbers else texts.say("utter_poison_number_unknown"),
        crisis_number=numbers.crisis if numbers else texts.say("utter_crisis_number_unknown"),
    )
