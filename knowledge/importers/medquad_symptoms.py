"""Lay out the symptom tables of MedQuAD, which its authors saved as one run-on line.

A table came from the Human Phenotype Ontology. Each row is a symptom followed by how often it was seen, or by a
lone hyphen where that is not known: `Nail pits 90% Yellow nails - Webbed toes 2/5`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TABLE_HEADER = "Signs and Symptoms Approximate number of patients (when available)"
_TABLE_INTRODUCTION = "The Human Phenotype Ontology provides the following list"
_TABLE_END = "The Human Phenotype Ontology (HPO) has collected"
_EXPLANATION_END = "In these cases, the sign or symptom may be rare or common."

_PERCENTAGE = r"\d+(?:\.\d+)?%"
_FREQUENCY = rf"{_PERCENTAGE}(?:-{_PERCENTAGE})?|\d+/\d+|\d+ of \d+|%|-"
_ROW = re.compile(rf"(?P<symptom>[A-Z0-9].*?) (?P<frequency>{_FREQUENCY})(?:$| (?=[A-Z0-9]))")


@dataclass(frozen=True)
class SymptomTable:
    """Hold an answer that has a table: the text before and after it, and one string per row."""

    before: tuple[str, ...]
    header: str
    rows: tuple[str, ...]
    after: tuple[str, ...]


def has_symptom_table(answer: str) -> bool:
    """Return whether an answer holds the heading of a symptom table."""
    return TABLE_HEADER in answer


def find_symptom_table(answer: str) -> SymptomTable | None:
    """Take an answer apart at its symptom table.

    The words stay as they are, save for the hyphens that stand for an unknown frequency. Returns `None` when there
    is no table, or when its text cannot be read as rows to the last word.
    """
    before, header, rest = answer.partition(TABLE_HEADER)
    table, end, explanation = rest.partition(_TABLE_END)
    if not header or not end:
        return None
    rows = split_rows(table)
    if not rows:
        return None
    return SymptomTable(
        before=_parted_before(before, _TABLE_INTRODUCTION),
        header=header,
        rows=rows,
        after=_parted_after(end + explanation, _EXPLANATION_END),
    )


def split_rows(table: str) -> tuple[str, ...]:
    """Part the run-on text of a table into its rows; the result is empty when a part of it is no row."""
    words = " ".join(table.split())
    rows: list[str] = []
    position = 0
    while position < len(words):
        row = _ROW.match(words, position)
        if row is None:
            return ()
        unknown = row["frequency"] == "-"
        rows.append(row["symptom"] if unknown else f"{row['symptom']} {row['frequency']}")
        position = row.end()
    return tuple(rows)


def _parted_before(text: str, beginning: str) -> tuple[str, ...]:
    first, found, rest = text.partition(beginning)
    return tuple(part for part in (first, found + rest) if part.strip())


def _parted_after(text: str, ending: str) -> tuple[str, ...]:
    first, found, rest = text.partition(ending)
    return tuple(part for part in (first + found, rest) if part.strip())
