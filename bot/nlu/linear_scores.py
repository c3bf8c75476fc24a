"""Read a text with trained linear models as scikit-learn would, without what it does anew for every call.

scikit-learn checks its inputs, starts a scheduler for each union of features and builds several sparse matrices; for
one short text that takes as long as the sentence embedding. The numbers are the same; `tests/test_linear_scores.py`
compares them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

Numbers = npt.NDArray[np.float64]


class _Block(Protocol):
    """Score texts by one part of their features, shape (texts, classes)."""

    def __call__(self, texts: Sequence[str]) -> Numbers: ...


class LinearScores:
    """Hold the weights of classifiers that were trained on the same features, for three or more classes each.

    `features` is a fitted union of `TfidfVectorizer`s and of transformers that give one row of numbers for a text;
    unions may be nested. Raises `ValueError` for a vectorizer with other settings than those read here.
    """

    def __init__(self, features: FeatureUnion, classifiers: Sequence[LinearSVC]) -> None:
        weights = np.concatenate([classifier.coef_ for classifier in classifiers]).T
        self._intercept = np.concatenate([classifier.intercept_ for classifier in classifiers])
        self._ends = np.cumsum([len(classifier.intercept_) for classifier in classifiers])[:-1]
        self._blocks: list[_Block] = []
        start = 0
        for part, factor in _leaves(features, 1.0):
            block, width = _block(part, factor, weights[start:])
            self._blocks.append(block)
            start += width
        if start != len(weights):
            raise ValueError(f"The features have {start} columns, the classifiers {len(weights)}.")

    def of(self, texts: Sequence[str]) -> list[Numbers]:
        """Return for each classifier the distances of the texts from its classes' borders, shape (texts, classes)."""
        scores = self._intercept + sum(block(texts) for block in self._blocks)
        return np.split(scores, self._ends, axis=1)


def _leaves(features: FeatureUnion, factor: float) -> list[tuple[Any, float]]:
    """Return the transformers of a union in the order of their columns, each with the weight that it has in all."""
    found: list[tuple[Any, float]] = []
    weights = features.transformer_weights or {}
    for name, part in features.transformer_list:
        own = factor * weights.get(name, 1.0)
        found += _leaves(part, own) if isinstance(part, FeatureUnion) else [(part, own)]
    return found


def _block(part: Any, factor: float, weights: Numbers) -> tuple[_Block, int]:
    """Return what scores texts by one transformer's columns, which are the first of `weights`, and their number."""
    if isinstance(part, TfidfVectorizer):
        width = len(part.vocabulary_)
        return _words_block(part, factor * weights[:width]), width
    width = part.transform([""]).shape[1]
    own = factor * weights[:width]
    return lambda texts: np.asarray(part.transform(texts), np.float64) @ own, width


def _words_block(vectorizer: TfidfVectorizer, weights: Numbers) -> _Block:
    """Return what scores texts by TF-IDF with logarithmic counts and rows of length 1."""
    if not vectorizer.sublinear_tf or vectorizer.norm != "l2" or not vectorizer.use_idf or vectorizer.binary:
        raise ValueError("Only vectorizers with sublinear_tf, use_idf and norm l2 can be read.")
    analyze: Callable[[str], list[str]] = vectorizer.build_analyzer()
    columns: dict[str, int] = vectorizer.vocabulary_
    rarity = np.asarray(vectorizer.idf_, np.float64)

    def score(texts: Sequence[str]) -> Numbers:
        rows = np.zeros((len(texts), weights.shape[1]))
        for row, text in enumerate(texts):
            counts = Counter(column for term in analyze(text) if (column := columns.get(term)) is not None)
            if counts:
                found = np.fromiter(counts.keys(), np.intp, len(counts))
                numbers = (1.0 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))) * rarity[found]
                rows[row] = (numbers / np.linalg.norm(numbers)) @ weights[found]
        return rows

    return score
