"""Read the questions with which the choice of passages is tuned and fitted.

From `questions.yml` the layers learn that are tuned for answers (`tools/tuned_layers/answers.py`); on `fitting.yml`, of
whose conditions these have seen nothing, the weights are fitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

QUESTIONS = Path(__file__).parent / "questions.yml"
FITTING = Path(__file__).parent / "fitting.yml"
STAND_IN = "X"
OR = "|"


@dataclass(frozen=True)
class FittingQuestion:
    """Hold a question about a condition, and words of which one stands in each sentence that answers it."""

    condition: str
    text: str
    words: tuple[str, ...]

    def about(self, name: str) -> str:
        """Return the question with the condition's name."""
        return " ".join(name if word == STAND_IN else word for word in self.text.split())

    def is_answered_by(self, sentence: str) -> bool:
        """Tell whether a sentence answers it."""
        said = " ".join(sentence.split()).casefold()
        return any(word.casefold() in said for word in self.words)


def read_fitting_questions(path: Path = QUESTIONS) -> Mapping[str, list[FittingQuestion]]:
    """Return the questions of each store (`content`, `medquad`); their form stands at the top of the file."""
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return {
        store: [question for slug, asked in conditions.items() for question in _questions(slug, asked)]
        for store, conditions in data.items()
    }


def _questions(slug: str, asked: Mapping[str, Any]) -> list[FittingQuestion]:
    there: Mapping[str, str] = asked.get("there") or {}
    answered = [
        FittingQuestion(slug, text, tuple(word.strip() for word in str(words).split(OR)))
        for text, words in there.items()
    ]
    return answered + [FittingQuestion(slug, text, ()) for text in asked.get("not_there") or []]
