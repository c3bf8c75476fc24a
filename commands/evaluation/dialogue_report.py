"""Report on dialogues that were held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commands.evaluation.dialogues import HeldDialogue, HeldTurn
from commands.evaluation.metrics import Share
from commands.evaluation.reports import Figure, Report, Table

LONGEST_TEXT = 160


def dialogue_report(about: dict[str, str], held: Sequence[HeldDialogue]) -> Report:
    """Return the report on dialogues: how many turns and dialogues are right, and each turn that is not."""
    turns = [turn for dialogue in held for turn in dialogue.turns]
    of_turns = Share(sum(not turn.differences for turn in turns), len(turns))
    of_dialogues = Share(sum(dialogue.is_right for dialogue in held), len(held))
    figures = [Figure("turns right", of_turns.as_text()), Figure("dialogues right", of_dialogues.as_text())]
    data = {
        "figures": {"turns_right": of_turns.as_data(), "dialogues_right": of_dialogues.as_data()},
        "dialogues": [
            {
                "file": dialogue.dialogue.path.name,
                "name": dialogue.dialogue.name,
                "right": dialogue.is_right,
                "turns": [_turn_data(turn) for turn in dialogue.turns],
            }
            for dialogue in held
        ],
    }
    return Report("dialogues", "Dialogues", about, figures, (_failing_table(held), _dialogues_table(held)), data)


def _failing_table(held: Sequence[HeldDialogue]) -> Table:
    rows = [
        (
            dialogue.dialogue.path.name,
            dialogue.dialogue.name,
            str(number),
            turn.said,
            "; ".join(turn.differences),
            _short(turn.turn["text"]),
        )
        for dialogue in held
        for number, turn in enumerate(dialogue.turns, start=1)
        if turn.differences
    ]
    header = ("file", "dialogue", "turn", "said", "what is different", "text that came")
    return Table("Turns that are not as expected", header, rows, as_blocks=True)


def _dialogues_table(held: Sequence[HeldDialogue]) -> Table:
    rows = [
        (
            dialogue.dialogue.path.name,
            dialogue.dialogue.name,
            str(len(dialogue.turns)),
            str(sum(not turn.differences for turn in dialogue.turns)),
        )
        for dialogue in held
    ]
    return Table("All dialogues", ("file", "dialogue", "turns", "right"), rows, is_printed=False)


def _turn_data(turn: HeldTurn) -> dict[str, Any]:
    came = turn.turn
    return {
        "said": turn.said,
        "differences": list(turn.differences),
        "kind": came["kind"],
        "condition": came["condition"]["slug"] if came["condition"] else None,
        "sections": [section["section"] for section in came["sections"]],
        "missing": came["missing"],
        "text": came["text"],
        "understood": came["understood"],
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]}…"
