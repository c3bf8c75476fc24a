"""Read messages with the condition that each names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.tsv import read_rows

ORDINARY = "ordinary sentence"
NAMED = "name"


@dataclass(frozen=True)
class NameCase:
    """Hold a message, and the slug of the condition that it names; `None` where it names none.

    `kind` says how the name is written, and is what the figures are split by.
    """

    message: str
    condition: str | None
    kind: str


def read_name_cases(path: Path, names: ConditionNames) -> list[NameCase]:
    """Return the messages of a file; raise `BadFile`."""
    rows = read_rows(path, required=("message", "condition"), optional=("kind",), may_be_empty=("condition",))
    cases = []
    for row in rows:
        condition = row.cells["condition"]
        slug = names.resolve(condition, path, row.line) if condition else None
        kind = row.cells.get("kind") or (NAMED if slug else ORDINARY)
        cases.append(NameCase(row.cells["message"], slug, kind))
    return cases
