"""Tell which sections a message asks for, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.message_form import is_letter, sentences
from actions.nearest_passages import (
    ASKED_FOR_FROM,
    CAUSES,
    COMPLICATIONS,
    DIAGNOSIS,
    FREQUENCY,
    INHERITANCE,
    OVERVIEW,
    SYMPTOMS,
    is_asked_for,
    names_section,
)
from actions.reading import (
    ABOUT_ONESELF,
    ASK,
    ASK_FAULT,
    ASK_NOTICED,
    COMPARE,
    PROGNOSIS,
    REPEATING,
    SURE,
    UNSURE,
    Reading,
)
from actions.reply_rules import reply_rules
from knowledge.context_rules import MAYBE_TOPIC, PART, TOPIC
from knowledge.named_passages import own_words
from knowledge.names import normalise_name
from knowledge.passage_features import ParticularQuestion
from knowledge.passage_rules import passage_rules, stem
from knowledge.records import SECTION_TYPES

EVERYTHING = "ask_everything"
SET_APART = frozenset({"treatment", "prevention", "research", "support"})
"""Sections that are asked for in words of their own, whatever else a message says."""
MISREAD = {SYMPTOMS: ASK_FAULT, CAUSES: ASK_NOTICED}
"""What words that ask for a section are taken for, by the section."""
MOST_WORDS_APART = 4
"""So few words beside those that ask for a section belong to them ("and the lungs, is it alike in both?")."""


def with_asked_section(reading: Reading) -> Reading:
    """Return the reading with the section that its words ask for whatever it was understood to ask for.

    "So it is X-linked, his sister?" asks how it is inherited, though "X-linked" stands in names. That a sign may be
    part of it asks for the symptoms where nothing else was understood, and names no other condition.
    """
    reading = _without_told(_put_plainly(reading))
    is_talk = not reading.sections and reading.confidence >= SURE and reading.intent not in (COMPARE, *REPEATING)
    if reading.asks_for_a_person or (is_talk and not reading.is_question):
        return reading
    reading = _without_names_that_ask(reading)
    asked = {
        name: clause
        for name, pattern in passage_rules().asked_as.items()
        for clause in (reading.masked, *sentences(reading.masked))
        if pattern.search(clause)
    }
    asked = asked or _headed(reading)
    section = next(iter(asked), None)
    if section is None:
        is_fault = reading.hard_question == ASK_FAULT and not reading.sections
        return replace(reading, sections=(CAUSES, INHERITANCE), clauses={}, not_covered=0.0) if is_fault else reading
    reading = _without_misread(reading, section)
    if section == INHERITANCE and DIAGNOSIS in reading.sections and passage_rules().carried.search(reading.masked):
        return replace(reading, sections=(DIAGNOSIS, INHERITANCE), own_case_sections=())
    if section == PROGNOSIS and section in reading.sections:
        return replace(reading, shares={**reading.shares, section: 1.0})
    if section in reading.sections or _keeps_its_sections(reading, section):
        return _with_beside(reading, section, asked[section])
    return replace(
        reading,
        intent=f"{ASK}{section}" if reading.intent == EVERYTHING else reading.intent,
        sections=(section,),
        own_case_sections=(),
        clauses={section: asked[section] if is_talk or reading.feeling else reading.masked},
        shares={**reading.shares, section: 1.0},
        not_covered=0.0,
    )


def _without_names_that_ask(reading: Reading) -> Reading:
    """Return the reading without what was taken for a name, or for a part, in words that ask how it is inherited."""
    inherited = passage_rules().asked_as[INHERITANCE]
    if reading.conditions or not inherited.search(reading.text.lower()):
        return reading
    is_in_name = inherited.search(reading.masked) is None
    return replace(reading.without_names(), masked=reading.text.lower()) if is_in_name else replace(reading, term=None)


def _without_misread(reading: Reading, section: str) -> Reading:
    """Return the reading without what the words that ask for a section were taken for.

    "Is it because of this?" asks for nobody's fault and for no advice, and names no other condition; "could I have
    caught it from her?" does not ask whether a sign was missed.
    """
    misread = MISREAD.get(section)
    is_of_sign = section == SYMPTOMS
    is_unsure = is_of_sign and reading.intent in ABOUT_ONESELF and reading.confidence < UNSURE
    return replace(
        reading,
        standing=PART if is_of_sign and reading.standing in (TOPIC, MAYBE_TOPIC) else reading.standing,
        intent=f"{ASK}{section}" if is_unsure or reading.intent == misread else reading.intent,
        acts=tuple(act for act in reading.acts if act != misread),
    )


def _keeps_its_sections(reading: Reading, section: str) -> bool:
    """Return whether a section understood is asked for all the same, beside words that ask for another one.

    A sign that may be part of it is told beside any question; "gene for it?" asks for no treatment, whatever it is
    nearest to, and "is it rare, or do other kids have it?" for how frequent it is.
    """
    asked = {name for name in reading.sections if is_asked_for(reading.question(name))}
    if section == SYMPTOMS:
        return bool(asked - {OVERVIEW})
    if section == CAUSES:
        return any(names_section(reading.question(name)) for name in asked - {OVERVIEW})
    return bool(asked & (SET_APART | {FREQUENCY} if section == INHERITANCE else SET_APART))


def _put_plainly(reading: Reading) -> Reading:
    """Return the reading with the plain question for one in words of every kind, which asks for nobody's diagnosis."""
    plain = passage_rules().plainly(reading.masked)
    if plain == reading.masked:
        return reading
    kept = tuple(name for name in reading.sections if names_section(reading.question(name)))
    clauses = {name: clause for name, clause in reading.clauses.items() if name in kept}
    return replace(reading, masked=plain, asking="", clauses=clauses, sections=kept, own_case_sections=(), shares={})


def _with_beside(reading: Reading, section: str, sentence: str) -> Reading:
    """Return the reading with a section that another sentence asks for beside the others ("Is tremor part of it?")."""
    is_own = all(sentence not in clause and clause not in sentence for clause in reading.clauses.values())
    if section in reading.sections or not (is_own and reading.clauses) or sentence == reading.masked:
        return reading
    return replace(
        reading,
        sections=(*reading.sections, section),
        clauses={**reading.clauses, section: sentence},
        shares={**reading.shares, section: 1.0},
    )


def _without_told(reading: Reading) -> Reading:
    """Return the reading without sections that only some words of it resemble, and that nothing in it asks for.

    In a letter they may be told and ask for nothing; what the message as a whole asks for takes their place where it
    is likely ("my sister's children, will they get it?" asks for no outlook).
    """
    likeliest = max(reading.shares, key=lambda name: reading.shares[name], default="")
    share = 0.0 if likeliest in reading.sections else reading.shares.get(likeliest, 0.0)
    wishes = reply_rules().within["wishes_to_know"]
    asking = " ".join(one for one in sentences(reading.masked) if "?" in one or wishes.search(normalise_name(one)))
    apart = [name for name in reading.sections if reading.clauses.get(name, "") not in asking]
    apart = apart if is_letter(reading.masked) else []
    is_asked = any(name not in apart for name in reading.sections)
    told = [
        name
        for name in reading.sections
        if (name in apart and is_asked and not names_section(reading.question(name)))
        or (not is_asked_for(reading.question(name)) and (share >= SURE or name in apart))
    ]
    if not told:
        return reading
    asked = tuple(name for name in reading.sections if name not in told)
    if not asked and share >= ASKED_FOR_FROM:
        return replace(reading, sections=(likeliest,), own_case_sections=(), clauses={likeliest: reading.masked})
    return replace(
        reading,
        sections=asked,
        own_case_sections=tuple(name for name in reading.own_case_sections if name in asked),
        clauses={name: clause for name, clause in reading.clauses.items() if name in asked},
    )


def _headed(reading: Reading) -> dict[str, str]:
    """Return the section that a sentence of one word names, where nothing more is asked: "Treatment. What is there"."""
    if set(reading.sections) - {OVERVIEW} or reading.intent in (COMPARE, EVERYTHING):
        return {}
    words = [passage_rules().telling(sentence) for sentence in sentences(reading.masked)]
    heads = {one[0] for one in words if len(one) == 1 and one[0] in SECTION_TYPES}
    others = {stem(word) for one in words for word in one} - passage_rules().whole_section - passage_rules().beside
    return dict.fromkeys(heads, "") if len(heads) == 1 and not others and len(words) > 1 else {}


def sections_meant(reading: Reading, sections: Sequence[str], available: Sequence[str]) -> tuple[str, ...]:
    """Return the sections that are asked for, with those that stand in for them.

    "Does it cause seizures?" asks whether the symptoms name them; where no causes are told, "is it contagious?" is
    answered by how it is inherited.
    """
    meant = list(sections)
    for asked, other, is_needed, pattern in (
        (COMPLICATIONS, SYMPTOMS, True, passage_rules().effects),
        (COMPLICATIONS, SYMPTOMS, True, passage_rules().asked_as[SYMPTOMS]),
        (CAUSES, SYMPTOMS, True, passage_rules().asked_as[SYMPTOMS]),
        (PROGNOSIS, SYMPTOMS, PROGNOSIS in available, passage_rules().will_have),
        (CAUSES, INHERITANCE, CAUSES not in available, passage_rules().contagion),
    ):
        if asked in meant and other in available and is_needed and pattern.search(reading.question(asked).text):
            meant = [other if name == asked else name for name in meant]
    return tuple(dict.fromkeys(meant))


def question_of(reading: Reading, section: str) -> ParticularQuestion:
    """Return what asks for a section; for symptoms that stand in for complications or causes, what asks for those.

    What names no thing of its own is read with the rest of the message ("he likes a beer, is that bad?"). Whose fault
    it is, is answered by what causes it in anybody; what only repeats a question for a section is read as one for it.
    """
    is_fault = reading.hard_question == ASK_FAULT and (section == CAUSES or section not in reading.clauses)
    plain = passage_rules().plain_questions.get(section)
    if plain and (is_fault or (reading.intent in REPEATING and not reading.clauses)):
        return replace(reading.question(section), text=plain[0])
    stands_in = section == SYMPTOMS and section not in reading.clauses
    question = reading.question((CAUSES if CAUSES in reading.clauses else COMPLICATIONS) if stands_in else section)
    whole = passage_rules().in_words_of_signs(reading.masked)
    is_bare = (
        question.is_of_a_kind
        or passage_rules().asked_as[SYMPTOMS].search(whole if section == SYMPTOMS else question.text)
        or passage_rules().points_back.search(question.text)
        or (passage_rules().of_what_is_told.search(question.text) and passage_rules().is_of_body(reading.masked))
        or _is_apart(reading, question)
    )
    return replace(question, text=whole) if is_bare and not own_words(question) else question


def _is_apart(reading: Reading, question: ParticularQuestion) -> bool:
    """Tell whether a few words of a message belong to what asks for its only section, without a name of it."""
    apart = len(reading.masked.split()) - len(question.text.split())
    return len(reading.sections) == 1 and apart <= MOST_WORDS_APART and not names_section(question)
