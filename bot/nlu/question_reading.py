"""Read a whole message: its intent, and the sections that its clauses ask for, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.nlu.clause_reading import (
    SURE_BY_ITSELF,
    Asked,
    SplitSentence,
    Thresholds,
    asked_by_clauses,
    asked_instead,
    each_once,
    likeliest,
    without_told,
)
from bot.nlu.clauses import Segments
from bot.nlu.dialogue_acts import (
    ABOUT_ONESELF,
    ANNOYED,
    REMARKS,
    SIGNS,
    SURE_ACT,
    acts_of,
    asks_on,
    is_about_assistant,
    is_asking,
    is_in_fun,
    is_light,
    is_off_topic,
    is_question_of_some_kind,
    only_feels,
    only_tells_surely,
    surely_asks,
    wants_person,
)
from bot.nlu.question_model import ASK, HARD_QUESTIONS, Ranking, TextReading, section_of_intent
from bot.nlu.question_rules import rule
from knowledge.masking import PLACEHOLDER
from knowledge.records import SECTION_TYPES

COMPARE = "compare"
CORRECT_SECTION = "correct_section"
EVERYTHING = "ask_everything"
NAMING_ACTS = frozenset({COMPARE, "correct_condition", "earlier_condition", "name_condition", "same_for"})
"""Intents that name a condition for what was asked before ("what about …?"), not for an overview of it."""
MAY_ASK_TOO = ABOUT_ONESELF | HARD_QUESTIONS.keys() | {"abuse", COMPARE, CORRECT_SECTION, "greet", "thank"}
"""Intents that a section may be asked for beside, even in a single clause."""
STORY = 20
"""From this many words on the likeliest clause is believed rather than the whole."""
BESIDE_SIGNS = frozenset({"overview", "causes", "diagnosis", "inheritance"})
"""Sections that "is that the illness, or is it her?" seems to ask for, and does not."""
ALL_OF_IT = 0.8
"""From this share of its letters on a clause is the whole message."""


@dataclass(frozen=True)
class Question:
    """Hold the intents of a message, the likeliest first, and the sections that it asks for, in the order asked.

    `acts` are what its sentences do beside that (`bot/nlu/dialogue_acts.py`). `named_in_asking` are the positions,
    among the conditions of the message, of those that stand in a sentence that asks; `named_before` is how many stand
    before the first of these sentences. `asking` is what asks by its form in a message that asks for no section, and
    tells something or is read as something else. `parts` are those of a list of a few words each, with the section
    that each asks for, or nothing.
    """

    intents: Ranking
    sections: list[Asked]
    acts: tuple[str, ...] = ()
    named_in_asking: tuple[int, ...] = ()
    named_before: int = 0
    asking: str = ""
    parts: tuple[tuple[str, str], ...] = ()


def read_question(segments: Segments, read: Mapping[str, TextReading], thresholds: Thresholds) -> Question:
    """Read a message by what each of its segments was read as.

    Clauses that are sure of their section count. Where none is, the text as a whole decides, by its intent.
    """
    if any(wants_person(read[one]) for one in segments.told):
        segments = segments.without(lambda sentence: rule("asks_the_way").search(sentence) is not None)
    text, told = segments.text, segments.told
    split = [
        (one, own)
        for one, own in segments.asking
        if not (
            only_feels(read[one], [read[part] for part in own]) or is_in_fun(read[one]) or is_about_assistant(read[one])
        )
    ]
    question = _everything_but(segments, read, thresholds) or _read_parts(text, split, read, thresholds)
    question = _listed(segments, question, read, thresholds)
    if segments.told_question and surely_asks(read[segments.told_question]):
        question = replace(question, intents=read[segments.told_question].intents)
    # In "are you a robot or a person?" no clause asks for a person.
    parts = [part for one, own in segments.asking if not is_about_assistant(read[one]) for part in own]
    readings = {one: read[one] for one in (text, *parts, *told)}
    in_asking, before = _named_in_asking(told, read)
    if rule("asks_of_a_sign").search(text) and {one.section for one in question.sections} <= BESIDE_SIGNS:
        question = replace(question, sections=[Asked(SIGNS, thresholds.sure_clause, clause=text)])
    if not (question.sections or rule("shared").search(text)):
        in_fun = [one for one in told if is_in_fun(read[one])]
        pieces = [piece for piece in segments.by_form if not any(piece in one for one in in_fun)]
        question = _asked_by_form(question, pieces, read, thresholds)
    is_talk = is_light(read[text]) or any(is_off_topic(read[one]) for one in told)
    is_plain = not (question.sections or question.asking or PLACEHOLDER in text or asks_on(text) or is_talk)
    acts = acts_of(readings, is_plain, len(told))
    intent, share = question.intents[0]
    if share >= SURE_ACT and intent in ANNOYED | REMARKS:  # what all of it does is nothing beside it
        acts = tuple(act for act in acts if act not in (ANNOYED if intent in ANNOYED else {intent}))
    return replace(question, acts=acts, named_in_asking=in_asking, named_before=before)


def _asked_by_form(
    question: Question, pieces: Sequence[str], read: Mapping[str, TextReading], thresholds: Thresholds
) -> Question:
    """Return what a message asks for that was read as something else: what in it has the form of a question.

    "She loves it, it kills me to say no. Is cake ok for her?" tells a feeling, and asks all the same.
    """
    intent, share = question.intents[0]
    least = SURE_ACT if intent in ABOUT_ONESELF else thresholds.sure_act
    if intent.startswith(ASK) and share >= least:
        return question
    asking = [piece for piece in pieces if is_question_of_some_kind(read[piece], thresholds.sure_act)]
    sure = [piece for piece in asking if is_asking(piece, read[piece], thresholds.sure_asking)]
    asked = likeliest({piece: read[piece] for piece in sure}, thresholds)
    if asked and asked[0].confidence >= thresholds.sure_clause:
        return replace(question, sections=asked)
    if first := next(filter(rule("asks_what_is").search, asking[:1]), None):
        return replace(question, sections=[Asked("overview", thresholds.sure_clause, clause=first)])
    return replace(question, asking=" ".join(asking))


def _named_in_asking(told: Sequence[str], read: Mapping[str, TextReading]) -> tuple[tuple[int, ...], int]:
    found: list[int] = []
    named = 0
    before = None
    for sentence in told:
        count = sentence.count(PLACEHOLDER)
        if surely_asks(read[sentence]):
            before = named if before is None else before
            found += range(named, named + count)
        named += count
    return tuple(found), named if before is None else before


def _read_parts(
    text: str, split: Sequence[SplitSentence], read: Mapping[str, TextReading], thresholds: Thresholds
) -> Question:
    parts = [clause for _, own in split for clause in own]
    whole = read[text]
    if not text.replace(PLACEHOLDER, "").strip(" ?!.,"):
        return Question(whole.intents, [])
    intent, confidence = whole.intent
    section = section_of_intent(intent) or HARD_QUESTIONS.get(intent)
    is_all = len(parts) < 2 and len("".join(parts)) >= ALL_OF_IT * len(text)
    if is_all and intent not in MAY_ASK_TOO and section is None and confidence >= thresholds.sure_act:
        return Question(whole.intents, [])
    asked = asked_by_clauses(text, split, read, thresholds)
    if intent in ABOUT_ONESELF and confidence >= thresholds.sure_act and "?" in text:
        asked = without_told(asked, split)
    if _is_comparison(text):
        return _compared(text, whole, asked)
    if intent in NAMING_ACTS:
        asked = [one for one in asked if one.section != "overview"]
    if not asked and intent == CORRECT_SECTION:
        turned_down = {one: rule("turned_down").search(one) is not None for one in (text, *parts)}
        asked = asked_instead([read[one] for one, is_down in turned_down.items() if not is_down], thresholds)
        not_wanted = {read[part].section for part in parts if turned_down[part] and len(parts) > 1}
        asked = [one for one in asked if one.section not in not_wanted]
    if not asked and len(text.split()) >= STORY and intent not in NAMING_ACTS:
        asked = likeliest({part: read[part] for part in parts}, thresholds)
    if section is not None and confidence >= thresholds.least_sure and (is_all or not asked):
        return Question(whole.intents, [Asked(section, confidence, clause=text)])
    if not asked and whole.section is not None and is_asking(text, whole, thresholds.sure_asking):
        asked = [Asked(whole.section, whole.section_confidence, clause=text)]
    return Question(whole.intents, asked)


def _everything_but(segments: Segments, read: Mapping[str, TextReading], thresholds: Thresholds) -> Question | None:
    """Return all sections but those that a message sets aside ("everything but the causes"), or `None`."""
    aside = [
        one
        for one in (read[clause] for clause in segments.aside)
        if one.section is not None and one.section_confidence >= thresholds.sure_short_clause
    ]
    left_out = {one.section for one in aside}
    if not left_out:
        return None
    confidence = max(one.section_confidence for one in aside)
    asked = [Asked(section, confidence) for section in SECTION_TYPES if section not in left_out]
    others = [(intent, share) for intent, share in read[segments.text].intents if intent != EVERYTHING]
    return Question([(EVERYTHING, confidence), *others], asked)


def _listed(
    segments: Segments, question: Question, read: Mapping[str, TextReading], thresholds: Thresholds
) -> Question:
    """Return a question with what the parts of a list of a few words ask for, each by itself ("gene + inheritance?").

    Where one of them is surely of a section, each is its own witness. One that tells a feeling, or asks for a person,
    is part of no list, and a message that is rather of something else is none ("too long, didn't read").
    """
    listed = [part for part in segments.listed if not rule("turned_down").search(part)]
    readings = {part: read[part] for part in listed}
    is_asked = "?" in segments.text or PLACEHOLDER in segments.text
    is_any_sure = any(one.section is not None and one.section_confidence >= SURE_BY_ITSELF for one in readings.values())
    if not (is_asked or is_any_sure) or any(map(only_tells_surely, readings.values())):
        return question
    asked = [
        Asked(reading.section, reading.section_confidence, clause=part)
        for part, reading in readings.items()
        if reading.section is not None and reading.section_confidence >= thresholds.sure_short_clause
    ]
    sections = {one.clause: one.section for one in asked}
    parts = tuple((part, sections.get(part, "")) for part in listed)
    if not is_any_sure:
        intent, share = question.intents[0]
        is_of_something_else = not intent.startswith(ASK) and share >= thresholds.sure_short_clause
        return question if is_of_something_else else replace(question, parts=parts)
    surest = max(readings.values(), key=lambda one: one.section_confidence)
    return Question(surest.intents, each_once(asked), parts=parts)


def _is_comparison(text: str) -> bool:
    return text.count(PLACEHOLDER) > 1 and rule("comparing").search(text) is not None


def _compared(text: str, whole: TextReading, asked: Sequence[Asked]) -> Question:
    """Return what a comparison of named conditions asks for: overviews, unless it names what to compare."""
    confidence = max(confidence for _, confidence in whole.intents)
    others = [(intent, share) for intent, share in whole.intents if intent != COMPARE]
    told_apart = rule("diagnosing").search(text) is not None
    sections = [
        replace(one, about=None)
        for one in asked
        if one.section != "overview" and (told_apart or one.section != "diagnosis") and not rule("shared").search(text)
    ]
    return Question([(COMPARE, confidence), *others], sections)
