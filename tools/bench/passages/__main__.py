"""Fit what tells passages that answer: `.venv/bin/python -m tools.bench.passages` in the project's folder.

A weighted sum of the features of each sentence (`knowledge/passage_features.py`) is its score. For each question the
sentences compete with each other and with "none answers", whose score is 0 (a conditional logit; McFadden 1974); it is
fitted on `fitting.yml`, over MedQuAD. The threshold is set on scores of models that have not
seen the condition (eight folds by condition). It writes `knowledge/passage_weights.yml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import typer
from ruamel.yaml import YAML
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.model_selection import GroupKFold

from actions.parse_data import read_message
from bot.server import process_environment as process_environment  # before Rasa is imported
from commands.bootstrap import train_if_needed
from commands.evaluation import SHARED
from commands.evaluation.assistant import InProcessAssistant, Parsing
from knowledge.passage_features import FEATURES
from knowledge.passage_rules import passage_rules
from knowledge.passages import BELOW_BEST, MOST_PASSAGES, WEIGHTS, sentences_of
from knowledge.store import KnowledgeStore
from rareguide.console import err, out
from tools.bench.passages.questions import FITTING, FittingQuestion, read_fitting_questions
from tools.bench.passages.stores import opened_stores

FOLDS = 8
REGULARISATION = 4.0
MOST_FALSE = 0.2
"""The share of the questions that nothing answers for which a sentence may be given; most of them are hard ones."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Item:
    """Hold a question with the features of its condition's sentences, and which of them answer."""

    question: FittingQuestion
    rows: Floats
    answers: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Fitted:
    """Hold a fitted model."""

    means: Floats
    spreads: Floats
    weights: Floats
    bias: float

    def scores(self, item: Item) -> Floats:
        """Return the score of each sentence."""
        return np.asarray((item.rows - self.means) / self.spreads @ self.weights + self.bias)


def main(
    shared: Path = typer.Option(SHARED, envvar="RAREGUIDE_SHARED_DIR", help="The folder that has MedQuAD."),  # noqa: B008
) -> None:
    """Fit the weights, print what they reach, and write them."""
    items = _items(shared)
    groups = [item.question.condition for item in items]
    scores: list[Floats] = [np.zeros(0)] * len(items)
    for learnt, left_out in GroupKFold(FOLDS).split(items, groups=groups):
        fitted = _fit([items[number] for number in learnt])
        for number in left_out:
            scores[number] = fitted.scores(items[number])
    answers = _threshold(items, scores)
    _tell(items, scores, answers)
    fitted = _fit(items)
    values = {
        "features": _by_name(fitted.weights),
        "means": _by_name(fitted.means),
        "spreads": _by_name(fitted.spreads),
        "bias": round(fitted.bias, 4),
        "answers": round(answers, 3),
    }
    with WEIGHTS.open("w", encoding="utf-8") as file:
        file.write(
            "# Written by `.venv/bin/python -m tools.bench.passages`; docs/quality.md says what it was fitted on.\n"
        )
        YAML().dump(values, file)
    out.print(f"Written: {WEIGHTS}", markup=False)


def _items(shared: Path) -> list[Item]:
    asked = read_fitting_questions(FITTING)
    with opened_stores(shared) as stores, InProcessAssistant(stores.settings, train_if_needed) as assistant:
        assistant.start()
        items = [
            _item(assistant, stores.by_name[name], question)
            for name, questions in asked.items()
            for question in questions
        ]
    wrong = [item.question for item in items if item.question.words and not item.answers.any()]
    for question in wrong:
        err.print(
            f"{question.condition}: no sentence answers {question.text!r}. Remedy: correct its words", markup=False
        )
    if wrong:
        raise typer.Exit(1)
    return items


def _item(assistant: Parsing, store: KnowledgeStore, question: FittingQuestion) -> Item:
    reading = read_message(assistant.parse(question.about(store.condition(question.condition).name)))
    whole = sentences_of(store, question.condition)
    answers = [question.is_answered_by(stored.section.body[start:end]) for stored, start, end in whole.places]
    section = reading.sections[0] if reading.sections else None
    return Item(question, whole.rows(reading.question(section)), np.array(answers))


def _fit(items: Sequence[Item]) -> Fitted:
    rows = np.vstack([item.rows for item in items])
    means, spreads = rows.mean(axis=0), rows.std(axis=0)
    standard = np.hstack([(rows - means) / spreads, np.ones((len(rows), 1))])
    ends = np.cumsum([len(item.rows) for item in items])
    places = [slice(end - len(item.rows), end) for end, item in zip(ends, items, strict=True)]

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = standard @ weights
        pull = np.zeros_like(scores)
        total = REGULARISATION * float(weights[:-1] @ weights[:-1]) / 2
        for place, item in zip(places, items, strict=True):
            lost, pull[place] = _lost(scores[place], item.answers)
            total += lost
        return total, standard.T @ pull + REGULARISATION * np.append(weights[:-1], 0.0)

    found = minimize(loss, np.zeros(standard.shape[1]), jac=True, method="L-BFGS-B").x
    return Fitted(means, spreads, found[:-1], float(found[-1]))


def _lost(scores: Floats, answers: npt.NDArray[np.bool_]) -> tuple[float, Floats]:
    """Return the negative log likelihood of one question, and its derivative by each score."""
    whole = float(logsumexp(np.append(scores, 0.0)))
    slope = np.exp(scores - whole)
    if not answers.any():
        return whole, slope
    right = float(logsumexp(scores[answers]))
    slope[answers] -= np.exp(scores[answers] - right)
    return whole - right, slope


def _threshold(items: Sequence[Item], scores: Sequence[Floats]) -> float:
    unanswered = [score.max() for item, score in zip(items, scores, strict=True) if not item.question.words]
    return float(np.quantile(unanswered, 1 - MOST_FALSE))


def _tell(items: Sequence[Item], scores: Sequence[Floats], answers: float) -> None:
    there = [(item, score) for item, score in zip(items, scores, strict=True) if item.question.words]
    absent = [score for item, score in zip(items, scores, strict=True) if not item.question.words]
    out.print(f"questions: {len(there)} answered, {len(absent)} not; kinds of things: {len(passage_rules().kinds)}")
    for name, most in (("first", 1), (f"among {MOST_PASSAGES}", MOST_PASSAGES)):
        found = [item.answers[np.argsort(-score)[:most]].any() for item, score in there]
        above = [
            item.answers[
                [n for n in np.argsort(-score)[:most] if score[n] >= max(answers, score.max() - BELOW_BEST)]
            ].any()
            for item, score in there
        ]
        out.print(f"{name}: {np.mean(found):.1%}, above the threshold: {np.mean(above):.1%}")
    out.print(f"given where nothing answers: {np.mean([score.max() >= answers for score in absent]):.1%}")


def _by_name(values: Any) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(FEATURES, values, strict=True)}


if __name__ == "__main__":
    typer.run(main)
