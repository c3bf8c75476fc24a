"""Measure how long reading a message, finding names in it, and the whole turn take."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from commands.evaluation.charts import bars
from commands.evaluation.dialogues import read_dialogues
from commands.evaluation.metrics import percentile
from commands.evaluation.reports import Chart, Figure, Report, Table
from commands.evaluation.tsv import BadFile, read_text
from rareguide.turn import Turn

if TYPE_CHECKING:
    from knowledge.name_index import NameIndex

PERCENTS = (50, 95, 99)
TURNS_OF_A_CONVERSATION = 5
"""After so many messages a new conversation begins, since a long one takes longer to load."""
READING, NAMES, TURN = "reading (NLU)", "finding names", "whole turn"


class Assistant(Protocol):
    """Read and answer messages."""

    def parse(self, message: str) -> dict[str, Any]:
        """Return what Rasa reads a message as."""

    def answer(self, sender: str, message: str) -> Turn:
        """Return the turn that answers one message of a conversation."""


@dataclass(frozen=True)
class Timings:
    """Hold the milliseconds that each message took, by what was done with it."""

    messages: int
    milliseconds: dict[str, list[float]]


def read_messages(paths: Sequence[Path]) -> list[str]:
    """Return messages to measure with: a text file's lines, or what is said in files of dialogues; raise `BadFile`."""
    messages: list[str] = []
    for path in paths:
        if path.is_dir() or path.suffix in (".yml", ".yaml"):
            said = (turn["say"] for dialogue in read_dialogues([path]) for turn in dialogue.turns)
            messages += [message for message in said if message.strip()]
        else:
            messages += [line.strip() for line in read_text(path).splitlines() if line.strip()]
    if not messages:
        raise BadFile(paths[0], None, "there is no message in it", "write one message a line")
    return messages


def time_messages(
    assistant: Assistant,
    index: NameIndex,
    messages: Sequence[str],
    rounds: int,
    on_message: Callable[[], None] = lambda: None,
) -> Timings:
    """Time each message `rounds` times; the first one is done once before, so that nothing is timed cold."""
    assistant.answer(f"evaluation-{uuid.uuid4().hex}", messages[0])
    index.find(messages[0])
    taken: dict[str, list[float]] = {NAMES: [], READING: [], TURN: []}
    sender = ""
    for number, message in enumerate(list(messages) * rounds):
        if number % TURNS_OF_A_CONVERSATION == 0:
            sender = f"evaluation-{uuid.uuid4().hex}"
        taken[NAMES].append(_milliseconds(index.find, message))
        taken[READING].append(_milliseconds(assistant.parse, message))
        taken[TURN].append(_milliseconds(assistant.answer, sender, message))
        on_message()
    return Timings(len(messages), taken)


def speed_report(about: dict[str, str], timings: Timings) -> Report:
    """Return the report on timings."""
    figures, rows, drawn = [], [], []
    data: dict[str, Any] = {}
    for what, values in timings.milliseconds.items():
        at = {f"p{percent}": percentile(values, percent) for percent in PERCENTS}
        figures.append(Figure(what, ", ".join(f"{name} {value:.1f} ms" for name, value in at.items())))
        rows.append((what, str(len(values)), *(f"{value:.1f}" for value in at.values()), f"{max(values):.1f}"))
        data[what] = {"times": len(values), **at, "max": max(values), "unit": "ms"}
        drawn.append((what, at["p95"], f"{at['p95']:.1f} ms"))
    parts = (
        Table("Milliseconds", ("what", "times", *(f"p{percent}" for percent in PERCENTS), "max"), rows),
        Chart("95 of 100 take no longer than", bars(drawn)),
    )
    return Report("speed", "Speed", about, figures, parts, {"figures": data, "messages": timings.messages})


def _milliseconds(do: Callable[..., Any], *arguments: Any) -> float:
    begin = time.perf_counter()
    do(*arguments)
    return (time.perf_counter() - begin) * 1000
