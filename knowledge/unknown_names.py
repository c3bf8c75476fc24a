"""Recognise that a text names a condition which the store does not have.

The wording around the name gives it away: a word that only conditions carry ("… syndrome", "…itis",
"trisomy 13"), or the place after "what causes" and its like.
"""

from __future__ import annotations

import re

from wordfreq import zipf_frequency

RARE_FREQUENCY = 2.0
"""Words below this (Zipf scale: once in ten million words) are taken for a name where a name is asked about."""

_WORD = r"[^\W\d_][\w'’\-]*"
_NAME_WORD = rf"(?:{_WORD}|\d+[a-z]?)"
_HEAD = (
    r"(?:syndrome|disease|disorder|deficiency|dystrophy|dysplasia|anemia|anaemia|ataxia|palsy|sclerosis|atrophy|"
    r"deletion|duplication|trisomy|monosomy|encephalopathy|neuropathy|myopathy|leukemia|lymphoma|carcinoma|sarcoma|"
    r"fever|aplasia|agenesis|malformation|anomaly|phobia|tumor|cancer)"
)
_BEFORE_HEAD = re.compile(rf"((?:{_NAME_WORD}[ \-]+){{1,5}}?{_HEAD})\b", re.IGNORECASE)
_SUFFIXED = re.compile(
    r"\b([a-z]{3,}(?:itis|osis|opathy|emia|aemia|oma|plegia|uria|penia|trophy|philia|algia|iasis|dystonia|cele))\b",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    rf"\b(?:what(?:'s| is| are)|whats|tell me about|what causes|symptoms of|signs of|treatments? (?:for|of)|"
    rf"cure for|information (?:on|about)|diagnosed with|cause of|causes of|diagnosis of|prognosis of)\s+"
    rf"((?:{_NAME_WORD}\s*){{1,6}})",
    re.IGNORECASE,
)
_NOT_A_NAME = frozenset(
    # articles, pronouns and small words
    "a an the this that these those it its my your our their his her him them us me i you he she they we of for with "
    "about on in to at by from and or if as but than then up out all some any no not so such there here "
    # question words and verbs
    "what which who whom whose why how when where is are was were be been being am do does did have has had can could "
    "should will would may might must get got give know like tell cause caused treated diagnosed live living die "
    # words that are said of every condition, and of those who have it
    "rare genetic inherited hereditary symptoms symptom signs sign causes treatment treatments prognosis diagnosis "
    "information condition disease syndrome disorder same other another type kind kinds new certain common serious "
    "chronic possible every each both one two more most many treatable curable contagious fatal deadly dangerous "
    "mother father son daughter child baby wife husband brother sister doctor doctors please yes also just really very "
    "during after before against between because".split()
)


_NUMBERED = re.compile(
    r"\b((?:(?:partial|mosaic|full|complete) )?(?:trisomy|monosomy|tetrasomy|chromosome) "
    r"\d+\w*(?: (?:deletion|duplication|ring))?)",
    re.IGNORECASE,
)


def find_unknown_name(text: str) -> str | None:
    """Return the name of a condition as it stands in a text, or `None`; the text holds no known one."""
    for match in _BEFORE_HEAD.finditer(text):
        name = _without_lead(match.group(1))
        if len(name.split()) > 1 or "-" in name:
            return name
    numbered = _NUMBERED.search(text)
    if numbered:
        return numbered.group(1)
    for suffixed in _SUFFIXED.finditer(text):
        if suffixed.group(1).lower() not in _NOT_A_NAME:
            return suffixed.group(1)
    return _after_question(text)


def _without_lead(phrase: str) -> str:
    """Cut the words before a name that belong to the question."""
    words = phrase.split()
    for index in range(len(words) - 1, -1, -1):
        if words[index].lower() in _NOT_A_NAME and index < len(words) - 1:
            return " ".join(words[index + 1 :])
    return " ".join(words)


def _after_question(text: str) -> str | None:
    """Return the words that stand where a question names its condition, when they are capitalised or rare."""
    for match in _ASKED_FOR.finditer(text):
        words = match.group(1).split()
        while words and words[0].lower() in _NOT_A_NAME:
            words = words[1:]
        name: list[str] = []
        for word in words:
            if word.lower() in _NOT_A_NAME:
                break
            name.append(word)
        if not any(word[0].isalpha() for word in name) or text.isupper():
            continue
        if all(word[0].isupper() or word[0].isdigit() for word in name) or any(map(_is_rare, name)):
            return " ".join(name).strip()
    return None


def _is_rare(word: str) -> bool:
    """Tell whether a word is so rare that it is more likely a name than a word of the question."""
    letters = word.strip("'’-").lower()
    return len(letters) > 4 and zipf_frequency(letters, "en") < RARE_FREQUENCY
