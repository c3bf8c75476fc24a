"""Measure whether parts of names, and names of groups, lead to the conditions that have them in their names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from actions.parse_data import read_message
from actions.reading import Reading
from actions.section_drafts import MOST_OPTIONS
from commands.evaluation.assistant import Parsing
from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.metrics import Share
from commands.evaluation.reports import Figure, Report, Table
from commands.evaluation.tsv import BadFile, read_text

TAKEN, OFFERED, UNKNOWN, ANOTHER, NONE = "taken", "offered", "unknown", "another", "none"
OUTCOMES = (TAKEN, OFFERED, UNKNOWN, ANOTHER, NONE)
MEANING = (
    "taken: one of the conditions meant, and no other, was understood; offered: one of them is among the first "
    "options; unknown: the visitor is told that there is none by that name, and is offered none of them; another: a "
    "condition that is not meant was understood, or only such are offered as having the name; none: no name was found."
)


@dataclass(frozen=True)
class PartialName:
    """Hold what somebody writes of a name, and the slugs of the conditions of which any may be meant.

    No slug means that the store has no such condition: then it is right to say so.
    """

    text: str
    conditions: frozenset[str]


@dataclass(frozen=True)
class JudgedPartialName:
    """Hold what became of one part of a name; `found` are the slugs that were understood or offered."""

    case: PartialName
    outcome: str
    found: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Return whether the visitor gets to a condition that is meant, or is told that there is none, rightly."""
        if not self.case.conditions:
            return self.outcome in (UNKNOWN, NONE)
        return self.outcome in (TAKEN, OFFERED)


def read_partial_names(path: Path, names: ConditionNames) -> list[PartialName]:
    """Return the cases of a JSON file, a list of `{"say": …, "one_of": [names or slugs]}`; raise `BadFile`.

    Of `one_of` what the store does not have is passed over; where it has none of it, that is an error.
    """
    try:
        document = json.loads(read_text(path))
    except json.JSONDecodeError as problem:
        raise BadFile(path, problem.lineno, f"this is no JSON ({problem.msg})", "fix it there") from problem
    if not isinstance(document, list) or not document:
        raise BadFile(path, None, "it is no list of names", 'write a list of {"say": "…", "one_of": ["…"]}')
    return [_case(path, place, entry, names) for place, entry in enumerate(document, start=1)]


def _is_list_of_text(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _case(path: Path, place: int, entry: Any, names: ConditionNames) -> PartialName:
    said, meant = (entry.get("say"), entry.get("one_of")) if isinstance(entry, dict) else (None, None)
    if not _is_list_of_text(meant) or not isinstance(said, str) or not said.strip():
        raise BadFile(path, None, f"entry {place} is no name", 'write it as {"say": "…", "one_of": ["…"]}')
    slugs = frozenset(slug for name in meant for slug in names.slugs_of(name))
    if meant and not slugs:
        remedy = 'import one, or write "one_of": [] for a name that the store lacks'
        raise BadFile(path, None, f"the store has none of the conditions of entry {place} ({said!r})", remedy)
    return PartialName(said, slugs)


def judge_partial_names(
    assistant: Parsing, cases: Sequence[PartialName], on_case: Callable[[], None] = lambda: None
) -> list[JudgedPartialName]:
    """Let the assistant read each part of a name as a message of its own, and judge what it makes of it."""
    judged = []
    for case in cases:
        judged.append(judge_partial_name(case, read_message(assistant.parse(case.text))))
        on_case()
    return judged


def judge_partial_name(case: PartialName, reading: Reading) -> JudgedPartialName:
    """Judge the conditions of one reading; of those that are offered only the first options count."""
    if reading.conditions:
        outcome = TAKEN if set(reading.conditions) <= case.conditions else ANOTHER
        return JudgedPartialName(case, outcome, reading.conditions)
    offered = reading.candidates[:MOST_OPTIONS]
    guessed = reading.guesses[:MOST_OPTIONS] if reading.unknown_name else ()
    if case.conditions.intersection(offered or guessed):
        return JudgedPartialName(case, OFFERED, offered or guessed)
    if offered:
        return JudgedPartialName(case, ANOTHER, offered)
    return JudgedPartialName(case, UNKNOWN if reading.unknown_name else NONE, guessed)


def partial_name_report(about: dict[str, str], judged: Sequence[JudgedPartialName]) -> Report:
    """Return the report: how many parts of names came to what, and those that missed."""
    counts = Counter(one.outcome for one in judged)
    shares = {outcome: Share(counts[outcome], len(judged)) for outcome in OUTCOMES}
    right = Share(sum(one.is_right for one in judged), len(judged))
    missed = [one for one in judged if not one.is_right]
    data = {
        "figures": {"right": right.as_data(), **{outcome: share.as_data() for outcome, share in shares.items()}},
        "missed": [{"say": one.case.text, "outcome": one.outcome, "found": list(one.found)} for one in missed],
    }
    figures = [Figure("taken or offered", right.as_text())]
    figures += [Figure(outcome, share.as_text()) for outcome, share in shares.items()]
    rows = [(one.case.text, one.outcome, ", ".join(one.found)) for one in missed]
    table = Table("Missed", ("said", "outcome", "found"), rows, MEANING)
    return Report("partial-names", "Parts of names", about, figures, (table,), data)
