"""Measure which section, and which condition, the assistant reads out of questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.parse_data import read_message
from commands.evaluation.assistant import Parsing
from commands.evaluation.metrics import Share
from commands.evaluation.question_file import NONE, Question

SEVERAL = "several"


@dataclass(frozen=True)
class Judged:
    """Hold what one question was read as, and whether that is right.

    Attributes:
        sections: the sections that were read, in order.
        confidence: how sure the model was of them, from 0 to 1.
        conditions: the slugs that were read without doubt; `None` where the file does not say which is meant.
    """

    question: Question
    sections: tuple[str, ...]
    confidence: float
    conditions: tuple[str, ...] | None = None

    @property
    def read_as(self) -> str:
        """Return the one section, or that there is none, or that there are several."""
        if len(self.sections) > 1:
            return SEVERAL
        return self.sections[0] if self.sections else NONE

    @property
    def is_right(self) -> bool:
        """Return whether exactly one section was read, and an accepted one; or none where none is right."""
        if not self.question.accepted:
            return not self.sections
        return len(self.sections) == 1 and self.sections[0] in self.question.accepted

    @property
    def has_right(self) -> bool:
        """Return whether an accepted section is among those read, whatever else is."""
        return self.is_right or any(section in self.question.accepted for section in self.sections)

    @property
    def is_condition_right(self) -> bool:
        """Return whether the condition meant, and no other, was read."""
        return self.conditions == (self.question.condition,)


@dataclass(frozen=True)
class QuestionFigures:
    """Hold the shares that judged questions come to; those of conditions are of the questions that name theirs."""

    section: Share
    section_among: Share
    claimed: Share
    condition: Share
    both: Share


def judge_questions(
    assistant: Parsing, questions: Sequence[Question], on_question: Callable[[], None] = lambda: None
) -> list[Judged]:
    """Let the trained model read each question, as it reads a visitor's message, and judge what it read."""
    judged = []
    for question in questions:
        judged.append(_judge(question, assistant.parse(question.text)))
        on_question()
    return judged


def _judge(question: Question, parse: Mapping[str, Any]) -> Judged:
    reading = read_message(parse)
    conditions = reading.conditions if question.condition is not None else None
    return Judged(question, reading.sections, _confidence(parse, reading.confidence), conditions)


def _confidence(parse: Mapping[str, Any], of_intent: float) -> float:
    """Return how sure the model was: of the sections where it read some (the least sure one), else of the intent."""
    sections = [entity for entity in parse.get("entities") or [] if entity.get("entity") == "section"]
    return min((float(entity.get("confidence_entity", of_intent)) for entity in sections), default=of_intent)


def figures_of(judged: Sequence[Judged]) -> QuestionFigures:
    """Return the shares that judged questions come to."""
    named = [one for one in judged if one.conditions is not None]
    return QuestionFigures(
        section=_share(judged, lambda one: one.is_right),
        section_among=_share(judged, lambda one: one.has_right),
        claimed=_share([one for one in judged if len(one.sections) == 1], lambda one: one.is_right),
        condition=_share(named, lambda one: one.is_condition_right),
        both=_share(named, lambda one: one.is_right and one.is_condition_right),
    )


def by_type(judged: Sequence[Judged]) -> dict[str, Share]:
    """Return the share right of each type, in the order in which the types first come."""
    types = dict.fromkeys(one.question.type for one in judged)
    return {
        kind: _share([one for one in judged if one.question.type == kind], lambda one: one.is_right) for kind in types
    }


def confusion(judged: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """Return for each type how often its questions were read as what."""
    counts: dict[str, dict[str, int]] = {}
    for one in judged:
        row = counts.setdefault(one.question.type, {})
        row[one.read_as] = row.get(one.read_as, 0) + 1
    return counts


def _share(judged: Sequence[Judged], is_right: Callable[[Judged], bool]) -> Share:
    return Share(sum(map(is_right, judged)), len(judged))
