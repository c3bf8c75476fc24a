"""Measure whether the sentence that answers a question is pointed out, and none where nothing answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commands.evaluation.assistant import Answering
from commands.evaluation.metrics import Share
from commands.evaluation.passage_file import PassageCase
from commands.evaluation.reports import Figure, Report, Table
from rareguide.turn import Turn

FOUND, SHOWN, DENIED, ELSEWHERE, HIGHLIGHTED, NOTHING = (
    "found",
    "only shown",
    "denied",
    "another condition",
    "highlighted",
    "nothing",
)
MEANING = (
    "Where a sentence answers: found, it is among those that are highlighted; only shown, a section is shown without "
    "it; denied, the turn says that there is nothing; another condition, the turn is about another one, or asks which. "
    "Where none does: highlighted, one is pointed out all the same; nothing, none is."
)


@dataclass(frozen=True)
class JudgedPassage:
    """Hold what became of one question, with the sentences that were highlighted and the turn's own words."""

    case: PassageCase
    outcome: str
    highlights: tuple[str, ...]
    text: str

    @property
    def is_right(self) -> bool:
        """Tell whether the sentence was found, or none was given where none answers."""
        return self.outcome in (FOUND, NOTHING)


def judge_passages(
    assistant: Answering, cases: Sequence[PassageCase], on_case: Callable[[], None] = lambda: None
) -> list[JudgedPassage]:
    """Ask each question in a conversation of its own, and judge the turn."""
    judged = []
    for number, case in enumerate(cases):
        judged.append(judge_passage(case, assistant.answer(f"passage-{number}", case.message)))
        on_case()
    return judged


def judge_passage(case: PassageCase, turn: Turn) -> JudgedPassage:
    """Judge the turn that answers one question."""
    highlights = tuple(sentence for section in turn["sections"] for sentence in section.get("highlights", ()))
    return JudgedPassage(case, _outcome(case, turn, highlights), highlights, turn["text"])


def _outcome(case: PassageCase, turn: Turn, highlights: Sequence[str]) -> str:
    if not case.any_of:
        return HIGHLIGHTED if highlights else NOTHING
    if any(case.is_answered_by(sentence) for sentence in highlights):
        return FOUND
    condition = turn["condition"]
    if condition is None or condition["slug"] != case.condition:
        return ELSEWHERE
    return DENIED if turn["kind"] == "no_answer" else SHOWN


def passage_report(about: dict[str, str], judged: Sequence[JudgedPassage]) -> Report:
    """Return the report on judged questions."""
    there = [one for one in judged if one.case.any_of]
    absent = [one for one in judged if not one.case.any_of]
    shares = {
        "found": Share(sum(one.outcome == FOUND for one in there), len(there)),
        "denied": Share(sum(one.outcome == DENIED for one in there), len(there)),
        "highlighted_for_nothing": Share(sum(one.outcome == HIGHLIGHTED for one in absent), len(absent)),
    }
    figures = [
        Figure("the sentence that answers is found", shares["found"].as_text()),
        Figure("denied although a sentence answers", shares["denied"].as_text()),
        Figure("highlighted where nothing answers", shares["highlighted_for_nothing"].as_text()),
    ]
    data = {
        "figures": {name: share.as_data() for name, share in shares.items()},
        "cases": [
            {
                "message": one.case.message,
                "condition": one.case.condition,
                "outcome": one.outcome,
                "highlights": list(one.highlights),
            }
            for one in judged
        ],
    }
    rows = [
        (one.outcome, one.case.message, one.case.condition, " ¶ ".join(one.highlights) or one.text)
        for one in judged
        if not one.is_right
    ]
    table = Table("What is not right", ("outcome", "message", "condition", "given"), rows, MEANING, is_printed=False)
    return Report("passages", "Passages", about, figures, (table,), data)
