"""Judge what each system answered, and report on all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commands.evaluation.metrics import Share
from commands.evaluation.reports import Figure, Report, Table
from tools.bench.peers.systems import Answer
from tools.bench.peers.tasks import Item

FIRST_FEW = 3
NOTES = (
    "A section is right if it is an accepted one, or none where none is; both searches always give one. A condition is "
    "right if it is the first; one that is only offered, which RareGuide does where it is not sure, counts only under "
    "“in three”. Real questions: where the file does not say the condition, it is taken from a name of the store "
    "that stands in the question letter for letter, which favours stock Rasa's lookup table because it works the same "
    "way; the others count for the section alone. The questions with made names are plain ones, so that their "
    "sections are easy; they tell about the names."
)


@dataclass(frozen=True)
class Scores:
    """Hold what one system reaches in one task."""

    system: str
    task: str
    condition: Share
    in_three: Share
    section: Share
    both: Share
    milliseconds: float


def scores_of(system: str, task: str, items: Sequence[Item], answers: Sequence[Answer], seconds: float) -> Scores:
    """Judge the answers to the items of one task; `seconds` is how long all of them took."""
    pairs = list(zip(items, answers, strict=True))
    named = [(item, answer) for item, answer in pairs if item.condition is not None]
    return Scores(
        system,
        task,
        condition=Share(sum(_is_condition_right(*pair) for pair in named), len(named)),
        in_three=Share(sum(item.condition in answer.conditions[:FIRST_FEW] for item, answer in named), len(named)),
        section=Share(sum(_is_section_right(*pair) for pair in pairs), len(pairs)),
        both=Share(sum(_is_condition_right(*pair) and _is_section_right(*pair) for pair in named), len(named)),
        milliseconds=1000 * seconds / len(pairs),
    )


def peers_report(about: dict[str, str], scores: Sequence[Scores]) -> Report:
    """Return the report on all systems."""
    header = ("system", "task", "messages", "condition", "in three", "section", "both", "ms a message")
    rows = [
        (
            one.system,
            one.task,
            f"{one.section.of}"
            if one.section.of == one.both.of
            else f"{one.section.of} ({one.both.of} with condition)",
            *(f"{share.value:.1%}" for share in (one.condition, one.in_three, one.section, one.both)),
            f"{one.milliseconds:.1f}",
        )
        for one in scores
    ]
    data = {
        "scores": [
            {
                "system": one.system,
                "task": one.task,
                "condition": one.condition.as_data(),
                "condition_in_three": one.in_three.as_data(),
                "section": one.section.as_data(),
                "both": one.both.as_data(),
                "ms_a_message": one.milliseconds,
            }
            for one in scores
        ]
    }
    figures = [Figure(f"{one.system}, {one.task}", f"both right {one.both.as_text()}") for one in scores]
    return Report("peers", "RareGuide beside others", about, figures, (Table("Scores", header, rows, NOTES),), data)


def _is_condition_right(item: Item, answer: Answer) -> bool:
    return answer.is_sure and answer.conditions[:1] == (item.condition,)


def _is_section_right(item: Item, answer: Answer) -> bool:
    return answer.section in item.accepted if item.accepted else answer.section is None
