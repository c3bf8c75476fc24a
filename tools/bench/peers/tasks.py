"""Make the messages that all systems are measured with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.question_file import Question
from commands.evaluation.typos import AS_WRITTEN, mistyped_questions
from knowledge.names import normalise_name

SHORTEST_NAME = 5
"""Shorter names stand in a question by chance too easily."""

REAL, NAMED, MISTYPED = "real questions", "names as they are", "mistyped names"


@dataclass(frozen=True)
class Item:
    """Hold one message: the sections of which one is right (none where none is), and the condition where known."""

    task: str
    message: str
    accepted: tuple[str, ...]
    condition: str | None


def real_items(questions: Sequence[Question], names: ConditionNames) -> list[Item]:
    """Return the questions of a file; where it does not say which condition, a name in the question does."""
    known = sorted(
        {normal for entry in names.names if len(normal := normalise_name(entry.name)) >= SHORTEST_NAME},
        key=lambda name: (-len(name), name),
    )
    return [
        Item(REAL, one.text, one.accepted, one.condition or _named_letter_for_letter(one.text, known, names))
        for one in questions
    ]


def mistyped_items(names: ConditionNames, sections: Mapping[str, set[str]], count: int, seed: int) -> list[Item]:
    """Return plain questions about sections that the store has, most with a mistyped name."""
    return [
        Item(NAMED if one.case.kind == AS_WRITTEN else MISTYPED, one.case.message, (one.section,), one.case.condition)
        for one in mistyped_questions(names, count, seed, sections)
    ]


def _named_letter_for_letter(text: str, known: Sequence[str], names: ConditionNames) -> str | None:
    """Return the condition of the longest name that stands in a text, if it is the name of just one."""
    words = f" {normalise_name(text)} "
    longest = next((name for name in known if f" {name} " in words), None)
    found = names.slugs_of(longest) if longest else set()
    return next(iter(found)) if len(found) == 1 else None
