"""List the words of accidents and of violence, here and now."""

from __future__ import annotations

from bot.safety.emergency import PERSON
from bot.safety.pattern_form import Patterns

_SOMEBODY = r"(?:someone|somebody|he|she|man|husband|boyfriend|intruder)"

ACCIDENTS: Patterns = (
    # falls and water
    (
        "fell fall",
        r"(?:fell|fallen|fall) (?:\w+ ){0,2}(?:from|off|out of|into|in) (?:a |the |our |my |\w+ )?(?:\w+ )?(?:window|"
        r"roof|balcony|ladder|pool|pond|lake|river|water|well|building|moving car)\b",
    ),
    ("face", r"face ?down in"),
    ("drown", r"(?:drowned(?! in)|drowning(?! in)|drown(?:ed|ing) in (?:the|a|our|my))\b"),
    ("dropped", r"dropped to the (?:floor|ground)"),
    # fire, heat and current
    ("fire", rf"{PERSON} (?:is |are )?on fire\b"),
    ("fire", r"(?:house|kitchen|room|car|apartment) is on fire"),
    ("boil scald hot", r"(?:boiling|scalding|hot) (?:water|oil|soup|tea) (?:\w+ ){0,2}(?:all over|fell|spilled|on)"),
    ("lightning", r"(?:struck by|hit by) lightning|lightning (?:hit|struck) \w+"),
    ("wire electroc", r"touched a live wire|electrocuted\b"),
    # wounds
    ("spurt gush pour spray", r"spurting|(?:blood|bleeding) (?:\w+ ){0,3}(?:gush\w+|pour\w+|spray\w+)"),
    ("gush pour", r"(?:gush\w+|pour\w+) (?:\w+ )?blood"),
    ("off", r"(?:cut|chopped|sliced|ripped) off (?:his|her|my|a) (?:finger|hand|toe|foot|thumb|leg|arm)"),
    ("bone", r"bone (?:\w+ ){0,2}sticking out"),
    ("hit", r"hit by a car\b"),
    # violence
    (
        "rape assault beat attack",
        r"(?:i was|been|got|being|im being|just) (?:raped|sexually assaulted|assaulted|beaten|attacked)",
    ),
    (
        "beat hit hurt strang chok attack",
        r"(?:beating|hits|hitting|hurting|strangling|choking|attacking|beats) (?:me|us|my (?:mom|mum|kids?|sister|"
        r"mother|brother))\b(?! (?:hard|that))",
    ),
    ("gun knife", rf"{_SOMEBODY} (?:\w+ ){{0,4}}(?:has a|with a) (?:gun|knife)\b"),
    ("gun knife", r"point\w* (?:a |the |his )?(?:gun|knife)\b"),
    ("broke break", r"(?:someone|somebody) (?:\w+ )?(?:broke|breaking) in\b"),
    ("shot stab", r"(?:been|was|got|is|were) (?:shot|stabbed)\b"),
    (
        "kill stab shoot",
        rf"{PERSON} (?:is |was |are )?(?:going to|gonna|trying to|tried to|wants to|threatened to|"
        rf"threatens to) (?:kill|stab|shoot) (?:me|us|my|our)\b",
    ),
)
