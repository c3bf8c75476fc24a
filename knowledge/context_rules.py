"""Tell from the words around it how a word is meant: as an illness, as a person's name, as something else.

Many acronyms and surnames in a store are also ordinary words ("ms", "pots", "turner"), so that what stands beside
them decides. All functions take a text and the place of the word in it, as offsets of characters.
"""

from __future__ import annotations

import re

from knowledge.word_frequency import frequency

FUNCTION_WORD_FREQUENCY = 5.5
"""A capital word at least this frequent (Zipf scale) is no given name but a word of a title."""

_LEAST = r"(?:his|her|severe|mild|early|late|adult|juvenile|classic|classical|familial|likely|possible)"
_BEFORE_ILLNESS = re.compile(
    r"(?:\b(?:has|have|had|having|got|gets?|with|diagnosed|diagnosed (?:with|as(?: having)?)|diagnosis of|"
    r"suspect(?:ed)?|suffer(?:s|ed|ing)? from|die[sd]? (?:of|from)|symptoms? of|signs? of|causes? of|causes?|"
    r"forms? of|kinds? of|types? of|treatments? (?:for|of)|therapy for|medicine for|tests? for|tested for|cure for|"
    r"treat|cured? of|"
    r"know about|information (?:on|about)|info (?:on|about)|about|inherit(?:ed|s)?|carr(?:y|ies|ier of)|"
    r"develop(?:ed|s)?|what is|whats|what['’]s|what are|same for|same with|is|are|does|do|can|could|will|"
    r"how is|how does|"
    r"how common is|"
    r"expectancy (?:of|with|in|for)|prognosis (?:of|for|in)|affected by|research (?:on|into)|heard of|gene for|"
    r"patients? with|people with|living with|and|or|not|also)"
    rf")\s+(?:{_LEAST}\s+)?[\"'“‘(]?$",
    re.IGNORECASE,
)
_STRONG_BEFORE = re.compile(
    r"\b(?:has|have|had|having|got|with|diagnosed(?: with| as(?: having)?)?|diagnosis of|suffer(?:s|ed|ing)? from|"
    r"die[sd]? (?:of|from)|symptoms? of|signs? of|causes? of|what causes|treatments? (?:for|of)|cure for|tested for|"
    r"tests? for|about|what is|whats|what['’]s|heard of|expectancy (?:of|with|in|for)|prognosis (?:of|for|in)|"
    r"explain|describe|define|its called|it['’]s called|it is called|the condition is called|"
    r"how common is|how rare is|how is|life expectancy|prognosis|outlook|symptoms|treatment|same for|"
    r"(?:scared|afraid|fear|risk) of|information (?:on|about)|info (?:on|about)|versus|vs\.?|different from|"
    r"(?:outlook|survival|expectancy|symptoms?|treatments?|causes?|inheritance|complications?|research|trials|support|"
    r"doctors?|specialists?|diagnosis|problems|pain) (?:in|of|for|with|on|behind)|"
    r"(?:compar\w+|differences?|between|both) .{1,50} (?:and|with|to|or))"
    rf"\s+(?:{_LEAST}\s+)?[\"'“‘(]?$",
    re.IGNORECASE,
)
_AFTER_ILLNESS = re.compile(
    r"[\"'”’)]?\s+(?:\([^)]*\)\s+)?(?:symptoms?|signs?|treatments?|treated|disease|syndrome|disorder|patients?|"
    r"diagnos\w+|life expectancy|lifespan|prognosis|outlook|hereditary|genetic|inherited|curable|contagious|fatal|"
    r"deadly|dangerous|causes?|caused|hurts?|painful|flare\w*|specialists?|therapy|medications?|runs? in|"
    r"be (?:cured|treated|inherited|prevented|diagnosed|passed)|"
    r"get worse|gets worse|go away|goes away|progress\w*|affects?|rare|common|inheritance|"
    r"carriers?|gene|research|trials?|support|sufferers?|info|information)\b",
    re.IGNORECASE,
)
_ENDS_THERE = re.compile(
    r"[\"'”’)]?\s*(?:$|[.,;:!?()\n–-]|(?:and|or|but|is|are|was|were|what|how|who|why|when|where|can|could|does|do|did|will|"
    r"would|should|may|might|so|since|for|from|in|on|at|that|which|too|also|now|as|if|because|he|she|they|i|we|it|you|"
    r"my|his|her|our|their|the|this|last|all|again|please|than|then|after|before|while|though|has|have|had|to|by|be|"
    r"type|run|go|get|make|lead|like|simply|easily|please)\b)",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(
    r"(?:only|just|please|pls|ok|okay|yes|yeah|hi|hello|sorry|well|so|oh|right|\W)*", re.IGNORECASE
)
_OTHER_USE_AFTER = re.compile(
    r"[\s-]*(?:(?:9|10|11)\b|codes?|coding|scan\w*|cards?|numbers?|office|word|degrees?|students?|machines?|files?|"
    r"devices?|implant\w*|mutations?|variants?|genes?\b|excel|teams|player|roms?|windows|street|road|avenue|city|"
    r"hospital|school|university|clinic|institute|foundation)\b",
    re.IGNORECASE,
)
_SURNAME_AFTER = re.compile(r"\.? [A-Z][a-z]")
_ARTICLE_BEFORE = re.compile(r"\b(?:an?|another)\s+$", re.IGNORECASE)
_MEDICINE_BEFORE = re.compile(r"\b(?:take|takes|taking|took|prescribed|prescribe|dose of|mg of|mg)\s+$", re.IGNORECASE)
_PERSON_AFTER_ARTICLE = re.compile(
    r"[\s-]+(?:patients?|child|kid|baby|carrier|diagnosis|sufferer|family|specialist|clinic|case|syndrome|disease|"
    r"disorder|symptoms?|signs?|gene|mom|mum|dad|parent|type|like|related|associated)\b",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:my|his|her|the|our|whose|last|first|family|maiden) (?:\w+ )?names?(?: is|['’]s|s)?|\bnames?['’]?s?|"
    r"\bname is|\bi am|\bi['’]?m|\bcall me|\bcalled me|\b(?:best |kind |warm |many )?(?:regards|wishes|greetings)|"
    r"\bsincerely|\byours(?: truly)?|\bcheers|\bsigned|\bthanks|\bthank you|\bthx|\blove|\bhi|\bhello|\bhey|\bdear|"
    r"\bsir|\bmadam|\b(?:mr|mrs|ms|miss|mister|dr|doc|doctor|prof|professor|nurse|aunt|uncle|st|saint)\.?)[\s,.!:–-]*$",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(
    r"[\s-]*(?:street|road|avenue|city|hospital|university|family lives|institute)\b", re.IGNORECASE
)
_GIVEN_NAME_BEFORE = re.compile(r"\w[,;]? ([A-Z][a-z]+|[A-Z](?=\.))\.? $")
_SET_ASIDE_BEFORE = re.compile(
    r"\b(?:not|isn['’]?t|wasn['’]?t|no longer|ruled out|rule out|excluded|exclude|instead of|rather than|"
    r"misdiagnosed (?:as|with)|mistaken for|(?:thought|believed|assumed|suspected) (?:it|this|that|she|he|they|we)? ?"
    r"(?:was|is|to be|had|has|might be|could be)|never had|never|(?:do|does|did)(?:n['’]?t| not) have|negative for|"
    r"formerly|previously|(?:then|once|used to be) called|was called|called it|"
    r"forget(?: about)?|never ?mind|leave aside|enough (?:of|about)|apart from|other than)\s+"
    r"(?:it |that |as |with |for |called )?(?:have )?(?:the |a |an |about )?[\"'“‘(]?$",
    re.IGNORECASE,
)
_SET_ASIDE_AFTER = re.compile(
    r"[\"'”’)]?,?\s+(?:at the time|at that time|back then|in those days|"
    r"(?:was|were|has been|is|been) (?:ruled out|excluded))",
    re.IGNORECASE,
)


def is_meant_as_illness(text: str, start: int, end: int) -> bool:
    """Return whether what stands around a word speaks of an illness ("has …", "… symptoms"), or says nothing else."""
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    if _NOTHING_ELSE.fullmatch(text[:start][-60:]) and _NOTHING_ELSE.fullmatch(text[end:][:60]):
        return True
    if _AFTER_ILLNESS.match(after):
        return bool(_BEFORE_ILLNESS.search(before)) or not re.search(r"\w", before)
    return bool(_STRONG_BEFORE.search(before) and _ENDS_THERE.match(after))


def is_something_else(text: str, start: int, end: int) -> bool:
    """Return whether an acronym is used for another thing than an illness: "ICD code", "an ICD", "FBN1 mutation"."""
    after = text[end : end + 40]
    if _OTHER_USE_AFTER.match(after) or (text[start:end].lower() == "ms" and _SURNAME_AFTER.match(after)):
        return True
    before = text[max(0, start - 20) : start]
    if _MEDICINE_BEFORE.search(before):
        return True
    return bool(_ARTICLE_BEFORE.search(before)) and not _PERSON_AFTER_ARTICLE.match(after)


def is_persons_name(text: str, start: int, end: int) -> bool:
    """Return whether a surname is that of a person in the text: "I'm Marfan", "regards, Noonan", "John Turner"."""
    before = text[max(0, start - 40) : start]
    if _PERSON_BEFORE.search(before) or _PERSON_AFTER.match(text[end : end + 20]):
        return True
    given = _GIVEN_NAME_BEFORE.search(before)
    return bool(given and text[start].isupper() and frequency(given[1].lower()) < FUNCTION_WORD_FREQUENCY)


def is_set_aside(text: str, start: int, end: int) -> bool:
    """Return whether an illness is named only to say that it is not the one: "not lupus", "called MS at the time"."""
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    return bool(_SET_ASIDE_BEFORE.search(before) or _SET_ASIDE_AFTER.match(after))
