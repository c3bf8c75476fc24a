"""Recognise an emergency, a poisoning or a thought of self-harm in a message, before anything else.

Plain patterns, not a model: what they catch can be read here, is the same in every state of the conversation,
and does not change with training. `tests/test_safety.py` holds the messages and their look-alikes. Every pattern
is matched against the message in lower case, without apostrophes and with single blanks; none repeats a group
without a bound, so that no message can make the search slow.
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

_WHO = r"(?:i|he|she|they|we|it|someone|somebody|my \w+|our \w+|the \w+|baby|son|daughter|child|husband|wife|mom|dad)"
_IS = r"(?:is|are|was|am|im|hes|shes|theyre|has|have|just|keeps?|started|suddenly)"
_CANNOT = r"(?:cant|cannot|can not|couldnt|unable to|not able to|hardly|barely|struggling to|struggles to)"
_ONESELF = r"(?:my ?self|him ?self|her ?self|them ?sel(?:f|ves)|our ?selves)"
_SUBSTANCE = (
    r"(?:bleach|poison|antifreeze|detergent|laundry pods?|drain cleaner|cleaner|pesticides?|rat poison|lamp oil|"
    r"(?:button )?batter(?:y|ies)|gasoline|petrol|paint thinner|mushrooms?|berries)"
)
_MEDICINE = r"(?:pills?|tablets?|capsules?|meds|medicines?|medications?|insulin|tylenol|paracetamol|aspirin|ibuprofen)"
_TAKEN = r"(?:swallow(?:ed|s|ing)?|drank|drunk|drinking|ate|eaten|eating|ingested|inhaled|took|taken|takes|has taken|got into)"

_SELF_HARM = (
    rf"(?:kill|killing|hurt|hurting|harm|harming|hang|hanging|cut|cutting|shoot|drown|starve) {_ONESELF}\b(?! (?:off|out))",
    r"(?:please|just|someone) kill me\b",
    r"(?:suicidal|commit(?:ting)? suicide|(?:think|thinking|thoughts?|thought|considering|planning|talks?|talking) (?:\w+ )?"
    r"(?:of|about) (?:\w+ )?(?:suicide|dying|ending it|death all)|attempted suicide|suicide attempt|suicide note|"
    r"suicide hot ?line|tried suicide)",
    r"(?:end|ending|take|taking) (?:my|his|her|their)(?: own)? (?:life|lives)|(?:end|ending) it all|end my suffering",
    r"(?:want|wants|wanted|wanna|going|gonna|ready|rather|prefer|need|hoping|wish|wishes)(?: to| i could)?(?: just| be| go)? "
    r"(?:die|dead|disappear forever|sleep forever|not exist)\b",
    r"wish(?:es|ed)? (?:i|he|she|they)(?:d| had| was| were| wasnt| werent| would)?(?: not| never)? (?:dead|die|alive|born|been born|wake up)",
    r"(?:dont|doesnt|do not|does not|no longer|didnt|not) want(?:s)? to (?:live|be alive|be here|wake up|exist|go on|carry on|continue living)",
    r"(?:better off|be better) (?:dead|without me|if i (?:was|were) (?:dead|gone))",
    r"(?:no|any|isnt any|not any) (?:reason|point|purpose)(?: left)? (?:to|in|for) (?:live|living|life|go on|going on|carry on|being alive)",
    r"(?:nothing|no reason) (?:left )?to live for|(?:life|it) (?:is|isnt|s) (?:not |no longer )?worth (?:living|it anymore)",
    r"(?:cant|cannot|can not|dont want to) (?:go on|take it|do this|live like this|live with this|bear it|live)"
    r"(?: like this)? ?(?:any ?more|any ?longer|much longer)",
    r"(?:tired|sick) of (?:living|being alive|life)\b|(?:give|giving|gave) up on (?:life|living)|\bkms\b|\bunalive\b|\bself ?harm(?:ing|s)?\b",
    r"(?:jump|jumping) off (?:a|the) (?:bridge|roof|building)|slit (?:my|his|her) wrists?|(?:cut|cutting) (?:my|his|her) wrists?",
    r"overdose (?:on purpose|my ?self)|(?:took|swallowed) (?:\w+ )?(?:pills|tablets) to (?:die|end)",
)
_POISONING = (
    rf"{_TAKEN} (?:\w+ ){{0,4}}{_SUBSTANCE}\b",
    rf"{_TAKEN} (?:\w+ ){{0,2}}(?:whole|entire|full|all) (?:\w+ ){{0,4}}(?:bottle|pack|packet|box|{_MEDICINE})",
    rf"{_TAKEN} (?:all|too many|too much|double|extra|way too much) (?:\w+ ){{0,3}}{_MEDICINE}\b",
    rf"{_TAKEN} (?:my|his|her|grandmas|grandpas|someone elses|the wrong) (?:\w+ ){{0,2}}{_MEDICINE} by (?:mistake|accident)",
    r"(?:has been|have been|was|been|got|is|am|im) (?:poisoned|overdos(?:ed|ing))|(?:took|taken|had|having) an overdose|\boverdosed\b",
    rf"(?:accidentally|by accident|by mistake) (?:\w+ ){{0,2}}{_TAKEN} (?:\w+ ){{0,3}}{_MEDICINE}",
    r"(?:carbon monoxide|gas leak) (?:poisoning|alarm)?(?: is)? ?(?:going off|in (?:my|our|the))",
)
_EMERGENCY = (
    rf"{_CANNOT} (?:really |even |get )?(?:breathe|breath|swallow her saliva|catch (?:my|his|her) breath)\b(?! through)",
    rf"(?:not|stopped|stops|isnt|arent|wasnt|quit) breathing\b|{_IS} (?:\w+ )?(?:gasping|struggling|fighting) for (?:air|breath)",
    rf"(?:{_WHO} )?{_IS} (?:having |got )?(?:severe |serious |bad |a lot of )?(?:trouble|difficulty|problems?) breathing",
    rf"{_IS} (?:turning|going|turned|gone)(?: all| completely)? (?:blue|gr[ae]y|purple)\b|lips (?:are |have |turned |turning |went )+blue",
    r"(?:wont|will not|cant|doesnt|does not|not|isnt|cannot) (?:wake|waking|respond|responding)(?: up)?\b|cant wake (?:him|her|them|my \w+)",
    rf"{_IS} (?:un(?:conscious|responsive)|limp and)|(?:fell|found (?:him|her|them)) unconscious",
    rf"{_WHO} (?:just |has |suddenly |have )*(?:collapsed|passed out|fainted and)|(?:{_IS}|and|then|fell) (?:passed out|collapsed)",
    rf"{_IS} (?:chok(?:ing|ed))\b(?! hazard)",
    r"(?:crushing|severe|terrible|strong|sudden|bad|having|have|has|got|getting) (?:\w+ )?(?:chest pains?|pain in (?:my|his|her) chest|chest tightness)"
    r"(?: right now| now)?|chest (?:pain|hurts|tightness) (?:and|with|right now|now|spreading)",
    r"(?:having|think (?:im|hes|shes|i am|he is|she is) having|might be having|is having) (?:a |an )?(?:heart attack|stroke|anaphyla\w{2,8}|seizure)",
    r"(?:seizure|seizing|convuls\w{1,6}|fitting)\b(?: \w+){0,6} (?:wont stop|not stop\w{0,5}|isnt stopping|right now|(?:for )?\w+ minutes|still going)",
    rf"{_IS} (?:seizing|convulsing)\b",
    r"(?:bleeding|blood)\b(?: \w+){0,5} (?:wont stop|not stop\w{0,5}|cant stop|everywhere|heavily|to death)|vomiting (?:up )?blood|bleeding out",
    r"(?:face|mouth)(?: \w+){0,2} (?:is )?droop\w{0,3}|(?:cant|cannot) (?:move|feel) (?:one|his|her|my) (?:side|arm|left|right)(?: \w+)? (?:suddenly|all of a sudden)",
    r"(?:throat|tongue|airway)(?: is| are)? (?:swelling|closing|swollen shut|closing up)|allergic reaction (?:right now|and)|used (?:the|her|his|my) epipen",
    r"(?:call|calling|called|dial|need|needs|send|get) (?:for )?(?:911|999|112|000|an? ambulance|the ambulance|paramedics)\b",
    rf"{_IS} dying (?:right )?now\b|(?:this|it) is an emergency|its an emergency|(?:hes|shes|is) dying in front",
    r"(?:no|cant find (?:a|his|her)) pulse\b|(?:doing|do|start) cpr\b|heart (?:has )?stopped",
    r"(?:drowned|drowning|electrocuted|been shot|been stabbed|hit by a car)\b",
)

_GENERAL_QUESTION = re.compile(
    r"""\b(?:
      (?:symptoms?|signs?|causes?|features?|complications?)\ of
    | (?:is|are|was)\ (?:\w+\ ){0,4}(?:a\ symptom|a\ sign|part\ of|common|normal|typical|caused\ by|due\ to|related\ to)
    | (?:can|does|do|could|will|would|might|why\ do|why\ does|how\ do)\ (?:it|this|that|people|patients|someone|a\ person|they|kids|children|
        babies|\w+\ (?:syndrome|disease|disorder)|everyone|everybody)\b
    | (?:people|patients|children|kids|babies|those|adults)\ (?:with|who|that)
    | risk\ of | rates?\ of | how\ (?:often|common|many) | what\ (?:is|are|causes?|happens|to\ do\ (?:if|when))
    | (?:should|if)\ (?:someone|somebody|a\ person|people)
    )""",
    re.VERBOSE,
)
_PAST_OR_OTHERS = re.compile(
    r"""\b(?:
      (?:years?|months?|weeks?|days?|decades?)\ ago | last\ (?:year|month|summer|winter|spring|fall|week) | in\ (?:19|20)\d\d
    | (?:died|passed\ away|passed\ on|lost)\b | used\ to | as\ a\ (?:child|baby|kid|teenager) | when\ (?:i|he|she|they)\ (?:was|were)
    | history\ of | in\ the\ past | at\ birth | at\ (?:age|the\ age) | once\ (?:had|before) | sometimes | occasionally | every\ (?:night|day|few)
    )""",
    re.VERBOSE,
)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(f"(?:{pattern})" for pattern in patterns) + r")")


_KINDS = (
    ("self_harm", _any_of(_SELF_HARM)),
    ("poisoning", _any_of(_POISONING)),
    ("emergency", _any_of(_EMERGENCY)),
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_NOT_WORDS = re.compile(r"[^\w.?!,;]+")
_LONG_LETTERS = re.compile(r"([a-z])\1{2,}")


@dataclass(frozen=True)
class Alarm:
    """Name what was recognised: `self_harm`, `poisoning` or `emergency`.

    `is_in_passing` is true when the message asks in general, or about what is over; the question is then
    answered beside the warning.
    """

    kind: str
    is_in_passing: bool


def find_alarm(message: str) -> Alarm | None:
    """Return what a message raises alarm about, self-harm first, or `None`."""
    text = plain_words(message)
    for kind, pattern in _KINDS:
        if pattern.search(text):
            in_passing = _GENERAL_QUESTION.search(text) or _PAST_OR_OTHERS.search(text)
            return Alarm(kind, is_in_passing=in_passing is not None)
    return None


def plain_words(message: str) -> str:
    """Return a message in the form in which the patterns are written."""
    text = _APOSTROPHES.sub("", message.lower())
    return _LONG_LETTERS.sub(r"\1", _NOT_WORDS.sub(" ", text)).strip()


def alarm_text(alarm: Alarm, region: str, texts: Texts) -> str:
    """Return what is said about an alarm, with the numbers of the region."""
    numbers = NUMBERS.get(region.upper())
    return texts.say(
        f"utter_{alarm.kind}",
        emergency_number=numbers.emergency if numbers else texts.say("utter_emergency_number_unknown"),
        poison_number=numbers.poison if numbers else texts.say("utter_poison_number_unknown"),
        crisis_number=numbers.crisis if numbers else texts.say("utter_crisis_number_unknown"),
    )
