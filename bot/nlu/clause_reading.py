"""Tell which sections the clauses of a message ask for, each once, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.nlu.dialogue_acts import ABOUT_ONESELF, only_tells, surely_asks
from bot.nlu.question_model import ASK, TextReading
from bot.nlu.question_rules import rule
from knowledge.masking import PLACEHOLDER

SHORT_CLAUSE = 3
"""Up to this many words a clause is a bare naming of its section ("the treatment")."""
SURE_BY_ITSELF = 0.9
"""From this confidence on a clause counts, whatever its sentence asks for."""

SplitSentence = tuple[str, Sequence[str]]
"""A sentence that asks for something, and its clauses."""


@dataclass(frozen=True)
class Thresholds:
    """Hold from which confidence on, from 0 to 1, a reading counts; `config.yml` declares them.

    Attributes:
        sure_clause: how sure of its section a clause must be to count.
        sure_short_clause: the same for a clause of up to three words.
        least_sure: below this the intent of a whole message says nothing.
        sure_act: from this on a single clause of another intent asks for no section ("where did that come from?").
        sure_asking: how likely a message must be to ask for some section, where no clause is sure of its own.
        least_of_sentence: how likely, beside the likeliest, a sentence must be to ask for what one of its clauses does.
        sure_question: how sure of its section a question must be to count where none of its clauses is.
    """

    sure_clause: float = 0.55
    sure_short_clause: float = 0.35
    least_sure: float = 0.13
    sure_act: float = 0.6
    sure_asking: float = 0.4
    least_of_sentence: float = 0.05
    sure_question: float = 0.5


@dataclass(frozen=True)
class Asked:
    """Hold a section that is asked for, with its confidence from 0 to 1.

    `is_own_case` tells that it is asked only for somebody's own case. `about` is the position among the
    conditions of the message of the one that it is asked about, where the clause names just one. `clause` is what asks.
    """

    section: str
    confidence: float
    is_own_case: bool = False
    about: int | None = None
    clause: str = ""


@dataclass(frozen=True)
class _Clause:
    text: str
    reading: TextReading
    about: int | None

    def is_sure(self, thresholds: Thresholds) -> bool:
        if rule("bare_name").search(self.text) or only_tells(self.reading):
            return False
        is_short = len(self.text.split()) <= SHORT_CLAUSE
        least = thresholds.sure_short_clause if is_short else thresholds.sure_clause
        return self.reading.section_confidence >= least

    @property
    def is_general_request(self) -> bool:
        return rule("general_request").search(self.text) is not None and rule("what_is").search(self.text) is None


def asked_instead(readings: Sequence[TextReading], thresholds: Thresholds) -> list[Asked]:
    """Return the section that is asked for in the place of another; that one is asked for is sure."""
    told = [one.likeliest_section for one in readings if one.likeliest_section[1] >= thresholds.least_sure]
    return [Asked(*max(told, key=lambda one: one[1]))] if told else []


def likeliest(readings: Mapping[str, TextReading], thresholds: Thresholds) -> list[Asked]:
    """Return the section that one of the clauses asks for most likely, where none is sure; a story hides it."""
    told = [
        Asked(reading.section, reading.section_confidence, clause=clause)
        for clause, reading in readings.items()
        if reading.section is not None
        and not only_tells(reading)
        and reading.section_confidence >= thresholds.sure_short_clause
    ]
    return [max(told, key=lambda one: one.confidence)] if told else []


def asked_by_clauses(
    text: str, split: Sequence[SplitSentence], read: Mapping[str, TextReading], thresholds: Thresholds
) -> list[Asked]:
    """Return what the clauses of all sentences ask for, every section once."""
    asked: list[Asked] = []
    cursor = 0
    for sentence, own in split:
        placed = []
        for clause in own:
            cursor = max(text.find(clause, cursor), cursor)
            about = text.count(PLACEHOLDER, 0, cursor) if clause.count(PLACEHOLDER) == 1 else None
            placed.append(_Clause(clause, read[clause], about))
            cursor += len(clause)
        found = _asked_in_sentence(placed, thresholds)
        found = _borne_out(found, read[sentence], thresholds) if len(own) > 1 else found
        asked += found or _asked_at_all(sentence, placed, read[sentence], thresholds)
    return each_once(asked)


def _asked_at_all(
    sentence: str, placed: Sequence[_Clause], reading: TextReading, thresholds: Thresholds
) -> list[Asked]:
    """Return the likeliest section of a sentence that surely asks for one, where no clause of it is sure which."""
    if "?" not in sentence or not surely_asks(reading) or only_tells(reading) or reading.section is None:
        return []
    if reading.section_confidence < thresholds.sure_question:
        return []
    about = placed[0].about if len(placed) == 1 else None
    return [Asked(reading.section, reading.section_confidence, about=about, clause=sentence.strip(" ?"))]


def _borne_out(asked: Sequence[Asked], sentence: TextReading, thresholds: Thresholds) -> list[Asked]:
    """Leave out what a clause seems to ask for where the sentence as a whole does not.

    "What is the outlook, especially regarding mobility?" asks for one thing, as its second clause is no question. One
    that begins as a question does is its own witness.
    """
    shares = dict(sentence.intents)
    of = {one.section: shares.get(f"{ASK}{one.section}", 0.0) for one in asked}
    least = thresholds.least_of_sentence * max(of.values(), default=0.0)
    return [
        one
        for one in asked
        if of[one.section] >= least or one.confidence >= SURE_BY_ITSELF or rule("question").search(one.clause)
    ]


def _asked_in_sentence(placed: Sequence[_Clause], thresholds: Thresholds) -> list[Asked]:
    """Return the sections that the clauses of one sentence are sure of.

    "I would like information on X, including its treatment" asks for the treatment alone: a general request is
    the frame of the one that follows it.
    """
    asked = [
        (clause, Asked(section, clause.reading.section_confidence, is_own_case, clause.about, clause.text))
        for clause in placed
        if (section := clause.reading.section) is not None and not rule("turned_down").search(clause.text)
        if clause.is_sure(thresholds)
        for is_own_case in [clause.reading.intent[0] in ABOUT_ONESELF]
    ]
    is_framed = any(one.section != "overview" for _, one in asked)
    return [one for clause, one in asked if not (is_framed and one.section == "overview" and clause.is_general_request)]


def without_told(asked: Sequence[Asked], split: Sequence[SplitSentence]) -> list[Asked]:
    """Take what a statement of a letter about somebody's own case tells for part of that case.

    "My tests have been normal for so long. Should I stop the capsules?" asks nothing in general about tests.
    """
    told = {clause for _, own in split if not rule("request").search(" ".join(own)) for clause in own}
    return [replace(one, is_own_case=one.is_own_case or one.clause in told) for one in asked]


def each_once(asked: Sequence[Asked]) -> list[Asked]:
    """Join what is asked for the same section; what is asked in general too is not only for somebody's own case."""
    joined: dict[str, Asked] = {}
    for one in asked:
        before = joined.get(one.section, one)
        joined[one.section] = Asked(
            one.section,
            max(before.confidence, one.confidence),
            before.is_own_case and one.is_own_case,
            one.about if before.about == one.about else None,
            before.clause,
        )
    return list(joined.values())
