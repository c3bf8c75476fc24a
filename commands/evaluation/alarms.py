"""Measure alarms on a file of messages: which of them ring, and what the search costs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from commands.evaluation.metrics import Share
from commands.evaluation.reports import Figure, Report, Table
from commands.evaluation.tsv import BadFile, read_text

if TYPE_CHECKING:
    from bot.safety.alarm import Alarm
    from bot.safety.finder import AlarmFinder

GROUPS = {
    "alarms": "alarms alone",
    "questions_with_an_alarm": "alarms with a question",
    "look_alikes": "look-alikes",
    "letters": "letters without an emergency",
}
"""The lists of a file, and what they are called in a report."""
SILENT_GROUPS = ("look_alikes", "letters")
LONGEST_TEXT = 160


@dataclass(frozen=True)
class AlarmCase:
    """Hold one message of a file; `kind` is what the file calls it."""

    group: str
    kind: str
    text: str

    @property
    def must_ring(self) -> bool:
        """Return whether the message is an alarm."""
        return self.group not in SILENT_GROUPS


@dataclass(frozen=True)
class JudgedAlarm:
    """Hold what a message raised, and the processor time that finding it took, in seconds."""

    case: AlarmCase
    alarm: Alarm | None
    seconds: float

    @property
    def is_right(self) -> bool:
        """Return whether the message rang as it must."""
        return (self.alarm is not None) is self.case.must_ring


def read_alarm_cases(path: Path) -> list[AlarmCase]:
    """Return the messages of a JSON file with the lists `GROUPS`, of which some may be missing; raise `BadFile`."""
    try:
        document = json.loads(read_text(path))
    except json.JSONDecodeError as problem:
        raise BadFile(path, problem.lineno, f"this is no JSON ({problem.msg})", "fix it there") from problem
    if not isinstance(document, dict) or not document or set(document) - set(GROUPS):
        raise BadFile(path, None, "it has other parts than lists of messages", f"name them {', '.join(GROUPS)}")
    return [
        _case(path, group, place, entry) for group, entries in document.items() for place, entry in enumerate(entries)
    ]


def _case(path: Path, group: str, place: int, entry: Any) -> AlarmCase:
    if not isinstance(entry, dict) or not isinstance(entry.get("say"), str):
        raise BadFile(path, None, f"entry {place + 1} of {group} has no text", 'write it as {"say": "…"}')
    return AlarmCase(group, str(entry.get("kind", "")), entry["say"])


def judge_alarms(finder: AlarmFinder, cases: Sequence[AlarmCase], on_done: Callable[[], None]) -> list[JudgedAlarm]:
    """Return what each message raises."""
    judged = []
    for case in cases:
        began = time.process_time()
        alarm = finder.find(case.text)
        judged.append(JudgedAlarm(case, alarm, time.process_time() - began))
        on_done()
    return judged


def alarm_report(about: dict[str, str], judged: Sequence[JudgedAlarm]) -> Report:
    """Return the report: how many messages of each group are right, those that are not, and what the search costs."""
    by_group = {group: [one for one in judged if one.case.group == group] for group in GROUPS}
    shares = {group: Share(sum(one.is_right for one in own), len(own)) for group, own in by_group.items() if own}
    milliseconds = [1000 * one.seconds for one in judged]
    cost = {f"p{percent}": round(float(np.percentile(milliseconds, percent)), 1) for percent in (50, 95, 100)}
    figures = [
        Figure(f"{GROUPS[group]} {'silent' if group in SILENT_GROUPS else 'found'}", share.as_text())
        for group, share in shares.items()
    ]
    figures.append(Figure("processor time", " · ".join(f"{name} {value} ms" for name, value in cost.items())))
    data = {
        "figures": {group: share.as_data() for group, share in shares.items()},
        "processor_milliseconds": cost,
        "wrong": [{"group": one.case.group, "kind": one.case.kind, "say": one.case.text, "alarm": _named(one.alarm)}
                  for one in judged if not one.is_right],
    }  # fmt: skip
    return Report("alarms", "Alarms", about, figures, (_kinds_table(judged), _wrong_table(judged)), data)


def _kinds_table(judged: Sequence[JudgedAlarm]) -> Table:
    kinds = dict.fromkeys((one.case.group, one.case.kind) for one in judged)
    rows = []
    for group, kind in kinds:
        own = [one for one in judged if (one.case.group, one.case.kind) == (group, kind)]
        rows.append((GROUPS[group], kind, Share(sum(one.is_right for one in own), len(own)).as_text()))
    return Table("By kind", ("group", "kind", "right"), rows)


def _wrong_table(judged: Sequence[JudgedAlarm]) -> Table:
    rows = [
        (GROUPS[one.case.group], one.case.kind, _short(one.case.text), _named(one.alarm))
        for one in judged
        if not one.is_right
    ]
    return Table("Missed, and rung without need", ("group", "kind", "said", "alarm"), rows, as_blocks=True)


def _named(alarm: Alarm | None) -> str:
    if alarm is None:
        return "none"
    return f"{alarm.kind}, beside the answer" if alarm.is_general_mention else alarm.kind


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]}…"
