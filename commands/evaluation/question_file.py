"""Read questions with their types: GARD's types, or the sections of the turn contract by their own names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.tsv import BadFile, Lines, read_rows
from knowledge.records import SECTION_TYPES

NONE = "none"

SECTIONS_OF_TYPE: dict[str, tuple[str, ...]] = {
    "Information": ("overview",),
    "Cause": ("causes",),
    "Manifestation": ("symptoms",),
    "Management": ("treatment",),
    "Diagnosis": ("diagnosis",),
    "Prognosis": ("prognosis",),
    "Susceptibility": ("inheritance", "frequency"),
    "Complication": ("complications",),
    "OtherEffect": ("complications",),
    "PersonOrg": ("support", "research"),
    "Other": (),
    "NotDisease": (),
    "Anatomy": (),
    **{section: (section,) for section in SECTION_TYPES},
    NONE: (),
}
"""The sections of which each answers a question of a type; none where no section does."""


@dataclass(frozen=True)
class Question:
    """Hold one question of a file with its type and, where the file says so, the slug of its condition."""

    line: int
    type: str
    text: str
    condition: str | None = None

    @property
    def accepted(self) -> tuple[str, ...]:
        """Return the sections of which any one is right; empty where claiming a section is wrong."""
        return SECTIONS_OF_TYPE[self.type]


def read_questions(path: Path, names: ConditionNames, lines: Lines = Lines.ALL) -> list[Question]:
    """Return the questions on the chosen lines; raise `BadFile`, also for faults on lines that are not chosen."""
    rows = read_rows(path, required=("question_type", "question"), optional=("condition",), may_be_empty=())
    questions = []
    for row in rows:
        kind, condition = row.cells["question_type"], row.cells.get("condition", "")
        if kind not in SECTIONS_OF_TYPE:
            raise BadFile(path, row.line, f"no such type: {kind!r}", f"write one of {', '.join(SECTIONS_OF_TYPE)}")
        slug = names.resolve(condition, path, row.line) if condition else None
        questions.append(Question(row.line, kind, row.cells["question"], slug))
    chosen = [question for question in questions if lines.has(question.line)]
    if not chosen:
        raise BadFile(path, None, f"no question is on one of the {lines.value} lines", "choose others with --lines")
    return chosen
