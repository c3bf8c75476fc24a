"""Recognise an alarm in words that no pattern has: a linear model over words, meaning and the patterns' clues.

It is trained from `data/safety/alarms.yml` and the ordinary examples of `data/nlu/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import joblib
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from bot.nlu.linear_scores import LinearScores
from bot.nlu.question_model import probabilities, text_features
from bot.safety.rule_features import Clues

NONE = "none"
"""The class of every message that is no alarm."""
CLUES_WEIGHT = 0.3
"""How much the patterns' clues count beside words and meaning; from 0.15 to 0.5 the results are alike."""
SHARPNESS = 2.5
"""How fast the probability grows with the distance from the other classes."""


class NoAlarmModel(RuntimeError):
    """The file of the alarm model is missing or cannot be read; the message tells the remedy."""


@dataclass(frozen=True)
class AlarmModel:
    """Hold the features and the classifier."""

    features: FeatureUnion
    classifier: LinearSVC

    @cached_property
    def _scores(self) -> LinearScores:
        return LinearScores.trained(self.features, [self.classifier])

    def __getstate__(self) -> dict[str, Any]:
        """Return what is kept in a file: all but what is made from the rest at the first text."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def kinds(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Return for each text the probability of each kind of alarm and of `NONE`; they add up to 1."""
        if not texts:
            return []
        (margins,) = self._scores.of([text.lower() for text in texts])
        names = [str(name) for name in self.classifier.classes_]
        shares = probabilities(margins, SHARPNESS)
        return [dict(zip(names, map(float, row), strict=True)) for row in shares]


def train_alarm_model(examples: Mapping[str, Sequence[str]], ordinary: Sequence[str]) -> AlarmModel:
    """Return a model that was trained on examples by their kind (`NONE` for look-alikes) and ordinary messages."""
    labelled = [(text.lower(), kind) for kind, texts in examples.items() for text in texts]
    labelled += [(text.lower(), NONE) for text in ordinary]
    features = FeatureUnion(
        [("text", text_features()), ("clues", Clues())], transformer_weights={"clues": CLUES_WEIGHT}
    )
    rows = features.fit_transform([text for text, _ in labelled])
    classifier = LinearSVC(C=1.0, class_weight="balanced", random_state=1)
    return AlarmModel(features, classifier.fit(rows, [kind for _, kind in labelled]))


def save_alarm_model(model: AlarmModel, path: Path) -> None:
    """Write a model to a file."""
    joblib.dump(model, path, compress=3)


def load_alarm_model(path: Path) -> AlarmModel:
    """Return the model of a file that `save_alarm_model` wrote; raise `NoAlarmModel` when there is none."""
    try:
        model = joblib.load(path)
    except FileNotFoundError as problem:
        raise NoAlarmModel(f"The alarm model {path.name} is missing. Make it with: make train") from problem
    except Exception as problem:  # a broken file makes joblib raise anything
        remedy = f"Delete it, and make it anew with: make train ({type(problem).__name__})"
        raise NoAlarmModel(f"The alarm model {path.name} cannot be read. {remedy}") from problem
    if not isinstance(model, AlarmModel):
        raise NoAlarmModel(f"{path.name} is no alarm model. Delete it, and make it anew with: make train")
    return model
