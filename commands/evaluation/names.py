"""Measure which condition the assistant finds in messages whose names may be mistyped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from actions.parse_data import read_message
from actions.reading import Reading
from actions.section_drafts import MOST_OPTIONS
from commands.evaluation.assistant import Parsing
from commands.evaluation.metrics import Share
from commands.evaluation.name_file import NameCase
from commands.evaluation.reports import Figure, Report, Table

TAKEN, OFFERED, ASKED, WRONG, NONE = "taken", "offered", "asked", "wrong", "none"
OUTCOMES = (TAKEN, OFFERED, ASKED, WRONG, NONE)
MEANING = (
    "taken: the condition meant, and no other, was understood; offered: it is among several that the visitor is let "
    "choose from; asked: the visitor is asked whether it is the one, or one of a few; wrong: another was understood "
    "or only others were offered; none: no condition was found, which for a message that names none is right."
)
MOST_CASES = 200


@dataclass(frozen=True)
class JudgedName:
    """Hold what became of one message; `found` are the slugs that were understood or offered."""

    case: NameCase
    outcome: str
    found: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Return whether the condition was taken; for a message that names none, whether none was found."""
        return self.outcome == (NONE if self.case.condition is None else TAKEN)

    @property
    def is_reached(self) -> bool:
        """Return whether the visitor gets to the condition meant, be it by a choice."""
        return self.is_right or self.outcome in (OFFERED, ASKED)


def judge_names(
    assistant: Parsing, cases: Sequence[NameCase], on_case: Callable[[], None] = lambda: None
) -> list[JudgedName]:
    """Let the assistant read each message, and judge which condition it found."""
    judged = []
    for case in cases:
        judged.append(judge_name(case, read_message(assistant.parse(case.message))))
        on_case()
    return judged


def judge_name(case: NameCase, reading: Reading) -> JudgedName:
    """Judge the conditions of one reading."""
    if reading.conditions:
        outcome = TAKEN if reading.conditions == (case.condition,) else WRONG
        return JudgedName(case, outcome, reading.conditions)
    offered = (reading.candidates or reading.guesses)[:MOST_OPTIONS]
    if not offered:
        return JudgedName(case, NONE, ())
    if case.condition not in offered:
        return JudgedName(case, WRONG, offered)
    is_asked = len(offered) == 1 or not reading.candidates
    return JudgedName(case, ASKED if is_asked else OFFERED, offered)


def name_report(about: dict[str, str], judged: Sequence[JudgedName]) -> Report:
    """Return the report on judged messages."""
    named = [one for one in judged if one.case.condition is not None]
    ordinary = [one for one in judged if one.case.condition is None]
    shares = {
        "taken": Share(sum(one.is_right for one in named), len(named)),
        "reached": Share(sum(one.is_reached for one in named), len(named)),
        "wrong": Share(sum(one.outcome == WRONG for one in named), len(named)),
        "none_in_ordinary": Share(sum(one.is_right for one in ordinary), len(ordinary)),
    }
    figures = [
        Figure("condition taken", shares["taken"].as_text()),
        Figure("taken, offered or asked", shares["reached"].as_text()),
        Figure("another one taken or offered", shares["wrong"].as_text()),
        Figure("ordinary sentences without one", shares["none_in_ordinary"].as_text()),
    ]
    data = {
        "figures": {name: share.as_data() for name, share in shares.items()},
        "by_kind": {kind: dict(counts) for kind, counts in _counts(judged).items()},
        "cases": [
            {
                "message": one.case.message,
                "condition": one.case.condition,
                "kind": one.case.kind,
                "outcome": one.outcome,
                "found": list(one.found),
            }
            for one in judged
        ],
    }
    return Report("names", "Names of conditions", about, figures, (_kinds_table(judged), _cases_table(judged)), data)


def _counts(judged: Sequence[JudgedName]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for one in judged:
        counts.setdefault(one.case.kind, Counter(dict.fromkeys(OUTCOMES, 0)))[one.outcome] += 1
    return counts


def _kinds_table(judged: Sequence[JudgedName]) -> Table:
    right = Counter(one.case.kind for one in judged if one.is_right)
    rows = [
        (
            kind,
            str(sum(counts.values())),
            *(str(counts[outcome]) for outcome in OUTCOMES),
            f"{right[kind] / sum(counts.values()):.1%}",
        )
        for kind, counts in _counts(judged).items()
    ]
    return Table("By kind", ("kind", "messages", *OUTCOMES, "right"), rows, MEANING)


def _cases_table(judged: Sequence[JudgedName]) -> Table:
    order = {WRONG: 0, NONE: 1, TAKEN: 1, ASKED: 2, OFFERED: 3}
    missed = sorted((one for one in judged if not one.is_right), key=lambda one: order[one.outcome])
    rows = [
        (one.case.kind, one.outcome, one.case.message, one.case.condition or "", ", ".join(one.found))
        for one in missed[:MOST_CASES]
    ]
    note = f"{len(missed)} were not taken as they should; shown are {len(rows)}, the wrong ones first."
    return Table("Worst cases", ("kind", "outcome", "message", "meant", "found"), rows, note, is_printed=False)
