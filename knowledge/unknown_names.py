"""Recognise that a text names a condition which the store does not have.

The wording around the name gives it away: a word that only conditions carry ("… syndrome", "…itis",
"trisomy 13"), or the place after "what causes" and its like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from knowledge.common_illnesses import find_common_illness
from knowledge.names import normalise_name
from knowledge.word_frequency import frequency

RARE_FREQUENCY = 2.0
"""Words below this (Zipf scale: once in ten million words) are taken for a name where a name is asked about."""

RARE_BESIDE_KNOWN = 2.8
"""The word before "syndrome" must be rarer than this to be taken for a name beside one of the store."""

RARE_BEFORE_SUFFIX = 3.3
"""A word this rare before one like "nephropathy" belongs to the name."""

_WORD = r"[^\W\d_][\w'’\-]*"
_NAME_WORD = rf"(?:{_WORD}|\d+[pq][\d.]*|\d+[a-z]?)"
_HEAD = (
    r"(?:syndrome|disease|disorder|deficiency|dystrophy|dysplasia|anemia|anaemia|ataxia|palsy|sclerosis|atrophy|"
    r"deletion|duplication|trisomy|monosomy|encephalopathy|neuropathy|myopathy|leukemia|lymphoma|carcinoma|sarcoma|"
    r"fever|aplasia|agenesis|malformation|anomaly|phobia|tumor|cancer)"
)
_TYPE = r"(?:,? (?:type|subtype) [\dIVXivx]*[\da-zA-Z]\b|[ -]\d{1,2}[a-zA-Z]?(?=\W*$))?"
_BEFORE_HEAD = re.compile(rf"((?:{_NAME_WORD}[ \-]+){{1,5}}?{_HEAD}\b{_TYPE})", re.IGNORECASE)
_SUFFIXED = re.compile(
    rf"\b([a-z]{{3,}}(?:itis|osis|opathy|emia|aemia|oma|plegia|uria|penia|trophy|philia|algia|iasis|dystonia|cele)\b{_TYPE})",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    rf"\b(?:what(?:'s| is| are)|whats|tell me about|what causes|symptoms of|signs of|treatments? (?:for|of)|"
    rf"cure for|information (?:on|about)|diagnosed with|cause of|causes of|diagnosis of|prognosis of)\s+"
    rf"((?:{_NAME_WORD}\s*){{1,6}})",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(
    rf"\b(?:related to|same as|similar to|vs\.?|versus|compared (?:to|with)|different from|linked to|confused with|"
    rf"between)\s+"
    rf"({_WORD}(?:[ \-]{_WORD}){{0,2}})",
    re.IGNORECASE,
)
_COMPARED_BEFORE = re.compile(
    rf"({_WORD})\s+(?:and|or|vs\.?|versus|(?:be |is )?(?:related to|the same as|"
    rf"similar to|compared to|different from))\s+\|",
    re.IGNORECASE,
)
_AFTER_KNOWN = re.compile(rf"\|\s+(?:(?:vs\.?|versus)\s+({_WORD})|(?:and|or|with|to)\s+([A-Z]{_WORD}))")
_GENE = re.compile(
    r"\b[A-Z][A-Z0-9]{1,8}\b(?=[ -](?:genes?|mutations?|variants?|mutated)\b)|"
    r"\b(?:mutations?|variants?) (?:in|of) (?:the )?[A-Z][A-Z0-9]{1,8}\b"
)
_ENDLESS = re.compile(r"\S{80,}")
_NOT_A_NAME = frozenset(
    # articles, pronouns and small words
    "a an the this that these those it its my your our their his her him them us me i you he she they we of for with "
    "about on in to at by from and or if as but than then up out all some any no not so such there here "
    # question words and verbs
    "what which who whom whose why how when where is are was were be been being am do does did have has had can could "
    "should will would may might must get got give know like tell cause caused treated diagnosed live living die "
    "related compared versus vs called named "
    # words that are said of every condition, and of those who have it
    "rare genetic inherited hereditary symptoms symptom signs sign causes treatment treatments prognosis diagnosis "
    "information condition disease syndrome disorder same other another type kind kinds new certain common serious "
    "chronic possible every each both one two more most many treatable curable contagious fatal deadly dangerous "
    "mother father son daughter child baby wife husband brother sister doctor doctors please yes also just really very "
    "during after before against between because mutation mutations gene genes variant variants code codes".split()
)
_NO_NAME_BEFORE = frozenset("mutation mutations gene genes variant variants code codes".split())
_QUESTION_WORDS = tuple(
    "symptoms symptom treatment treatments causes causing inherited inheritance hereditary diagnosis diagnosed "
    "prognosis complications prevention prevented research support frequency overview signs cure curable treated "
    "medication medications therapy condition disease syndrome disorder expectancy survival surgery pregnant "
    "pregnancy children daughter doctors specialist hospital genetic genetics carrier families information "
    "treatable outlook problems difference chances explain organizations organisations affected common "
    "dangerous symptomatic".split()
)
_NUMBERED = re.compile(
    r"\b((?:(?:partial|mosaic|full|complete) )?(?:trisomy|monosomy|tetrasomy|chromosome) "
    r"\d+\w*(?: (?:deletion|duplication|ring))?)",
    re.IGNORECASE,
)


def unknown_place(text: str, known: Iterable[tuple[int, int]] = ()) -> tuple[int, int] | None:
    """Return where a text names a condition that the store does not have, or `None`.

    Args:
        text: the text.
        known: where it names conditions of the store; beside one, only what can hardly be anything but another
            condition's name is taken for one, since symptoms are named like illnesses.
    """
    known = list(known)
    noise = (match.span() for pattern in (_GENE, _ENDLESS) for match in pattern.finditer(text))
    rest = _blanked(text, [*known, *noise])
    if known:
        return _beside_known(rest)
    illness = find_common_illness(rest)
    if illness is not None:
        return illness
    for place in _before_heads(rest):
        name = rest[slice(*place)]
        if len(name.split()) > 1 or "-" in name:
            return place
    numbered = _NUMBERED.search(rest)
    if numbered:
        return numbered.span(1)
    for suffixed in _SUFFIXED.finditer(rest):
        if suffixed.group(1).lower() not in _NOT_A_NAME:
            return _start_of_name(rest, suffixed.start(1)), suffixed.end(1)
    return _after_question(rest)


def names_an_illness(phrase: str) -> bool:
    """Return whether the words of a phrase say that it names an illness: by their endings, or as a well-known one."""
    return (
        any(True for _ in _before_heads(phrase))
        or any(match[1].lower() not in _NOT_A_NAME for match in _SUFFIXED.finditer(phrase))
        or find_common_illness(phrase) is not None
    )


def _start_of_name(text: str, start: int) -> int:
    """Return where a name begins of which the last word begins at `start`: a rare word before belongs to it."""
    before = re.search(rf"({_WORD})[ -]$", text[:start])
    if before is None or before[1].lower() in _NOT_A_NAME or is_question_word(before[1]):
        return start
    return before.start(1) if frequency(before[1].lower()) < RARE_BEFORE_SUFFIX else start


def _blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length with bars in some places."""
    for start, end in places:
        text = f"{text[:start]}{'|' * (end - start)}{text[end:]}"
    return text


def _beside_known(text: str) -> tuple[int, int] | None:
    for start, end in _before_heads(text):
        words = text[start:end].split()
        if len(words) > 1 and all(map(_is_nameable, words[:1])) and re.search(r"syndrome|disease|disorder", words[-1]):
            return start, end
    places = (_COMPARED_WITH, _COMPARED_BEFORE, _AFTER_KNOWN)
    for match in (match for pattern in places for match in pattern.finditer(text)):
        name = match.group(match.lastindex or 0).split()[0]
        if _is_rare(name) and not is_question_word(name):
            start = match.start(match.lastindex or 0)
            return start, start + len(name)
    return None


def _is_nameable(word: str) -> bool:
    letters = normalise_name(word).replace(" ", "")
    return len(letters) > 2 and frequency(letters) < RARE_BESIDE_KNOWN and not is_question_word(word)


def _before_heads(text: str) -> Iterator[tuple[int, int]]:
    for match in _BEFORE_HEAD.finditer(text):
        start, end = match.span(1)
        yield start + _length_of_lead(text[start:end]), end


def _length_of_lead(phrase: str) -> int:
    """Return how many characters before a name belong to the question."""
    words = list(re.finditer(r"\S+", phrase))
    head = next((place for place, word in enumerate(words) if re.fullmatch(_HEAD, word.group(), re.I)), len(words) - 1)
    for index in range(head - 1, -1, -1):
        if words[index].group().lower() in _NOT_A_NAME:
            return words[index + 1].start()
    return 0


def _after_question(text: str) -> tuple[int, int] | None:
    """Return where a question names its condition, when the words there are capitalised or rare."""
    for match in _ASKED_FOR.finditer(text):
        words = list(re.finditer(r"\S+", match.group(1)))
        while words and words[0].group().lower() in _NOT_A_NAME:
            words = words[1:]
        named: list[re.Match[str]] = []
        for word in words:
            if word.group().lower() in _NO_NAME_BEFORE:
                named = []
            if word.group().lower() in _NOT_A_NAME:
                break
            named.append(word)
        written = [word.group() for word in named]
        if not any(word[0].isalpha() for word in written) or text.isupper():
            continue
        if any(map(is_question_word, written)):
            continue
        if all(word[0].isupper() or word[0].isdigit() for word in written) or any(map(_is_rare, written)):
            return match.start(1) + named[0].start(), match.start(1) + named[-1].end()
    return None


def _is_rare(word: str) -> bool:
    """Return whether a word is so rare that it is more likely a name than a word of the question."""
    letters = word.strip("'’-").lower()
    return len(letters) > 4 and frequency(letters) < RARE_FREQUENCY


def is_question_word(word: str) -> bool:
    """Return whether a word is one that questions are made of, mistyped or not."""
    letters = word.strip("'’-?.,").lower()
    return len(letters) > 3 and any(
        OSA.distance(letters, other, score_cutoff=2 if len(other) > 6 else 1) <= (2 if len(other) > 6 else 1)
        for other in _QUESTION_WORDS
    )
