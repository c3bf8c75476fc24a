"""Tell which sections a message asks for, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.message_form import sentences
from actions.nearest_passages import (
    CAUSES,
    COMPLICATIONS,
    INHERITANCE,
    OVERVIEW,
    SYMPTOMS,
    is_asked_for,
    names_section,
)
from actions.reading import ABOUT_ONESELF, ASK_FAULT, COMPARE, INFORM, PROGNOSIS, REPEATING, SURE, UNSURE, Reading
from knowledge.context_rules import MAYBE_TOPIC, PART, TOPIC
from knowledge.named_passages import own_words
from knowledge.passage_features import ParticularQuestion
from knowledge.passage_rules import passage_rules, stem
from knowledge.records import SECTION_TYPES

SET_APART = frozenset({"treatment", "prevention", "research", "support"})
"""Sections that are asked for in words of their own, whatever else a message says."""
MOST_WORDS_APART = 4
"""So few words beside those that ask for a section belong to them ("and the lungs, is it alike in both?")."""


def with_asked_section(reading: Reading) -> Reading:
    """Return the reading with the section that its words ask for whatever it was understood to ask for.

    "So it is X-linked, his sister?" asks how it is inherited, though "X-linked" stands in names. That a sign may be
    part of it asks for the symptoms where nothing else was understood, and names no other condition.
    """
    is_talk = not reading.sections and reading.confidence >= SURE and reading.intent not in (COMPARE, *REPEATING)
    if reading.asks_for_a_person or (is_talk and not reading.is_question):
        return reading
    if not reading.conditions and passage_rules().asked_as[INHERITANCE].search(reading.text.lower()):
        reading = replace(reading.without_names(), masked=reading.text.lower())
    asked = {
        name: clause
        for name, pattern in passage_rules().asked_as.items()
        for clause in (reading.masked, *sentences(reading.masked))
        if pattern.search(clause)
    }
    asked = asked or _headed(reading)
    section = next(iter(asked), None)
    if section is None and reading.hard_question == ASK_FAULT and not reading.sections:
        return replace(reading, sections=(CAUSES, INHERITANCE), clauses={}, not_covered=0.0)
    if section == SYMPTOMS and reading.standing in (TOPIC, MAYBE_TOPIC):
        reading = replace(reading, standing=PART)
    if section == SYMPTOMS:  # "is it because of this?" asks for nobody's fault, and for no advice
        is_misread = reading.intent == ASK_FAULT or (reading.intent in ABOUT_ONESELF and reading.confidence < UNSURE)
        acts = tuple(act for act in reading.acts if act != ASK_FAULT)
        reading = replace(reading, intent=INFORM if is_misread else reading.intent, acts=acts)
    is_vague = section in (SYMPTOMS, CAUSES)
    others = {name for name in reading.sections if name != INHERITANCE or is_asked_for(reading.question(name))}
    if section == CAUSES:  # "gene for it?" asks for no treatment, whatever it is nearest to
        others = {name for name in others if names_section(reading.question(name))}
    is_other = others - {OVERVIEW} if is_vague else set(reading.sections) & SET_APART
    if section == PROGNOSIS and section in reading.sections:
        return replace(reading, shares={**reading.shares, section: 1.0})
    if section is None or section in reading.sections or is_other:
        return reading
    return replace(
        reading,
        sections=(section,),
        own_case_sections=(),
        clauses={section: asked[section] if is_talk or reading.feeling else reading.masked},
        shares={**reading.shares, section: 1.0},
        not_covered=0.0,
    )


def _headed(reading: Reading) -> dict[str, str]:
    """Return the section that a sentence of one word names, where nothing more is asked: "Treatment. What is there"."""
    if set(reading.sections) - {OVERVIEW} or reading.intent in (COMPARE, "ask_everything"):
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

    What names no thing of its own is read with the rest of the message ("he likes a beer, is that bad?").
    """
    stands_in = section == SYMPTOMS and section not in reading.clauses
    question = reading.question((CAUSES if CAUSES in reading.clauses else COMPLICATIONS) if stands_in else section)
    is_bare = (
        question.is_of_a_kind
        or passage_rules().asked_as[SYMPTOMS].search(question.text)
        or passage_rules().points_back.search(question.text)
        or _is_apart(reading, question)
    )
    whole = passage_rules().in_words_of_signs(reading.masked)
    return replace(question, text=whole) if is_bare and not own_words(question) else question


def _is_apart(reading: Reading, question: ParticularQuestion) -> bool:
    """Tell whether a few words of a message belong to what asks for its only section, without a name of it."""
    apart = len(reading.masked.split()) - len(question.text.split())
    return len(reading.sections) == 1 and apart <= MOST_WORDS_APART and not names_section(question)
