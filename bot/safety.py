"""Recognise an emergency, a poisoning or a thought of self-harm in a message, before anything else.

Plain patterns, not a model: what they catch can be read here, is the same in every state of the conversation,
and does not change with training. `tests/test_safety.py` holds the messages and their look-alikes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rareguide.texts import Texts


@dataclass(frozen=True)
class RegionNumbers:
    """Hold the numbers to call in one region."""

    emergency: str
    poison: str
    crisis: str


NUMBERS = {"US": RegionNumbers(emergency="911", poison="1-800-222-1222", crisis="988")}
"""United States: the national emergency number, the Poison Help line and the 988 Lifeline."""

_ONESELF = r"(?:my ?self|him ?self|her ?self|them ?sel(?:f|ves)|our ?selves)"
_SELF_HARM = re.compile(
    rf"""\b(?:
      (?:kill|hurt|harm|hang|cut|shoot|drown|starve)(?:ing|ting)?\s+{_ONESELF}
    | suicid\w*
    | (?:end|take|ending|taking|took)\s+(?:my|his|her|their)\s+(?:own\s+)?li(?:fe|ves)
    | end\s+it\s+all
    | (?:(?:want|wants|wanted|wish|wishes|going|ready|rather|like|need|needs)\s+(?:to|be)|wanna|gonna)\s+(?:be\s+)?(?:die|dead)
    | wish\s+(?:i|he|she|they)\s+(?:was|were|wasn'?t|weren'?t)\s+(?:dead|alive|born|never\s+born)
    | (?:do\s*n[o']?t|doesn'?t|no\s+longer|cannot|can'?t)\s+want(?:s)?\s+to\s+(?:live|be\s+alive|wake\s+up|be\s+here|go\s+on\s+living)
    | (?:better\s+off|rather\s+be)\s+(?:dead|without\s+me)
    | no\s+(?:reason|point)\s+(?:to|in)\s+(?:live|living|go(?:ing)?\s+on)
    | (?:nothing|not\s+worth)\s+(?:left\s+to\s+live\s+for|living)
    | (?:can'?t|cannot)\s+(?:go\s+on|take\s+it|live\s+like\s+this)\s+(?:any\s?more|any\s?longer)
    | overdos(?:e|ing)\s+(?:on\s+purpose|myself)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_POISON = re.compile(
    r"""\b(?:
      (?:swallow|drank|drunk|ate|eaten|ingest|took|taken|overdos|inhal|breathed)\w*\b[^.?!]{0,40}\b
        (?:bleach|poison|antifreeze|detergent|cleaner|drain|pesticide|rat\s+poison|battery|batteries|
           whole\s+bottle|all\s+(?:the|my|his|her|of\s+the|of\s+my)\s+\w*\s*(?:pills?|tablets?|medicine)|
           too\s+many\s+(?:\w+\s+)?(?:pills?|tablets?|capsules?)|too\s+much\s+(?:\w+\s+)?(?:medicine|medication|insulin|tylenol|paracetamol))
    | (?:has|have|had|been|was|is|got|just)\s+(?:been\s+)?(?:poisoned|overdosed)
    | (?:took|taken|taking|had|having)\s+an?\s+overdose
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_EMERGENCY = re.compile(
    r"""\b(?:
      (?:can'?t|cannot|can\s+not|unable\s+to|isn'?t|is\s+not|not|stopped|has\s+stopped|barely|hardly|struggling\s+to|trouble|difficulty)\s+
        (?:be\s+|really\s+|even\s+)?breath(?:e|ing)\b
    | (?:turned|turning|gone|going|is|are|lips\s+are)\s+(?:\w+\s+)?blue\b
    | un(?:conscious|responsive)\b | not\s+respond(?:ing|s)?\b | (?:won'?t|will\s+not|can'?t|doesn'?t|does\s+not|not)\s+wak(?:e|ing)\s*(?:up)?\b
    | passed\s+out\b | collapsed\b | chok(?:ing|ed)\b
    | (?:crushing|severe|bad|terrible|sudden|having|has|have)\s+(?:\w+\s+)?chest\s+pains?\b
    | (?:having|has|had|is\s+having)\s+an?\s+(?:heart\s+attack|stroke|seizure\s+right\s+now|anaphyla\w+)\b
    | (?:seizure|seizing|convuls\w+|fit)\b[^.?!]{0,40}\b(?:won'?t\s+stop|not\s+stop\w*|right\s+now|now|minutes|still)\b
    | (?:bleeding)\b[^.?!]{0,30}\b(?:won'?t\s+stop|not\s+stop\w*|heavily|badly|a\s+lot|to\s+death)\b
    | face\s+(?:is\s+)?droop\w*
    | (?:throat|tongue)\s+(?:is\s+)?(?:swelling|closing|swollen)\b
    | call(?:ing)?\s+(?:911|999|112|an?\s+ambulance|the\s+ambulance)\b | (?:need|send)\s+an?\s+ambulance\b
    | (?:is|am|are|'s|i'm)\s+dying\s+(?:right\s+)?now\b
    | (?:this|it)\s+is\s+an\s+emergency\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_GENERAL_QUESTION = re.compile(
    r"""\b(?:
      symptoms?\s+of | signs?\s+of | (?:can|does|do|could|will|would)\s+(?:it|this|that|people|patients|someone|a\s+person|they)\b
    | people\s+with | patients\s+with | is\s+(?:it\s+)?(?:common|normal|a\s+symptom|part\s+of) | cause[sd]?\b | risk\s+of
    | (?:suicid\w+|overdose|choking|seizures?)\s+(?:rate|risk|gene|common|in\s+people) | history\s+of | used\s+to | years?\s+ago
    | last\s+(?:year|month|summer|winter) | died | passed\s+away | as\s+a\s+(?:child|baby|kid)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Alarm:
    """Name what was recognised: `self_harm`, `poisoning` or `emergency`.

    `is_in_passing` is true when the message also asks a general question ("can it cause trouble
    breathing?"), which is then answered beside the warning.
    """

    kind: str
    is_in_passing: bool


def find_alarm(message: str) -> Alarm | None:
    """Return what a message raises alarm about, self-harm first, or `None`."""
    text = message.replace("\u2019", "'").replace("\u2018", "'")
    for kind, pattern in (("self_harm", _SELF_HARM), ("poisoning", _POISON), ("emergency", _EMERGENCY)):
        if pattern.search(text):
            return Alarm(kind, is_in_passing=_GENERAL_QUESTION.search(text) is not None)
    return None


def alarm_text(alarm: Alarm, region: str, texts: Texts) -> str:
    """Return what is said about an alarm, with the numbers of the region."""
    numbers = NUMBERS.get(region.upper())
    return texts.say(
        f"utter_{alarm.kind}",
        emergency_number=numbers.emergency if numbers else texts.say("utter_emergency_number_unknown"),
        poison_number=numbers.poison if numbers else texts.say("utter_poison_number_unknown"),
        crisis_number=numbers.crisis if numbers else texts.say("utter_crisis_number_unknown"),
    )
