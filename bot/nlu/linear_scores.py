"""Read a text with trained linear models as scikit-learn would, without what it repeats in every call.

scikit-learn checks its inputs, starts a scheduler for each union of features and builds several sparse matrices; for
one short text that takes as long as the sentence embedding. The numbers are the same; `tests/bot/test_linear_scores.py`
compares them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from bot.nlu.model_file import BadModelFile, ModelContent

Numbers = npt.NDArray[np.float64]
Untrained = tuple[LinearSVC, Any, Sequence[str]]
"""A classifier, and the rows of features and their labels that it is to learn from."""
Weights = npt.NDArray[np.float32]
READ_SETTINGS = ("analyzer", "ngram_range", "token_pattern")
"""Settings of a vectorizer that say which terms a text has."""
ONLY_TRAINING = ("min_df", "max_df", "max_features")
NEEDED_SETTINGS = {"sublinear_tf": True, "norm": "l2", "use_idf": True}
CLASSES_AT_ONCE = 14
OTHERS = -1
"""Stands for all classes but those that are learned at a time; it comes before them."""


def fit_side_by_side(untrained: Iterable[Untrained]) -> list[LinearSVC]:
    """Train classifiers on all cores, a few classes at a time, and return them in their order.

    All classes count alike, however many examples each has. Each class is told from all others, so some of them can be
    learned where the others are one class: the weights are the same. Not in threads: liblinear draws its random numbers
    from one generator for a whole process, so that what each classifier learns would depend on how the threads take
    turns.
    """
    whole = [(one, rows, *np.unique(labels, return_inverse=True)) for one, rows, labels in untrained]
    # How the classes are parted depends on nothing but them, or each machine would learn something else.
    parts = [
        (place, part)
        for place, (_, _, classes, _) in enumerate(whole)
        for part in np.array_split(np.arange(len(classes)), -(-len(classes) // CLASSES_AT_ONCE))
    ]
    jobs = (delayed(_fit)(whole[place][0], whole[place][1], whole[place][3], part) for place, part in parts)
    learned = list(zip(parts, Parallel(n_jobs=-1)(jobs), strict=True))
    for own, (one, _, classes, _) in enumerate(whole):
        found = [weights for (place, _), weights in learned if place == own]
        one.classes_ = classes
        one.coef_, one.intercept_ = map(np.concatenate, zip(*found, strict=True))
    return [one for one, *_ in whole]


def _fit(untrained: LinearSVC, rows: Any, labels: Numbers, part: Numbers) -> tuple[Numbers, Numbers]:
    """Return the coefficients and intercepts that tell each class of a part from all other classes."""
    counts = np.bincount(labels)
    balanced = {place: len(labels) / (len(counts) * counts[place]) for place in part}
    one = clone(untrained).set_params(class_weight=balanced)
    one.fit(rows, np.where(np.isin(labels, part), labels, OTHERS))
    return one.coef_[-len(part) :], one.intercept_[-len(part) :]


@dataclass(frozen=True)
class _Terms:
    """Score texts by TF-IDF with logarithmic counts and rows of length 1.

    `terms` stand in the order of the rows of `rarity`, shape (terms,), and `weights`, shape (terms, classes).
    """

    settings: Mapping[str, Any]
    terms: Sequence[str]
    rarity: Numbers
    weights: Weights

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.terms)}

    @cached_property
    def _analyze(self) -> Callable[[str], list[str]]:
        analyze: Callable[[str], list[str]] = TfidfVectorizer(**self.settings).build_analyzer()
        return analyze

    def scores(self, texts: Sequence[str]) -> Numbers:
        """Return what these terms add to the scores of texts, shape (texts, classes)."""
        rows = np.zeros((len(texts), self.weights.shape[1]))
        for row, text in enumerate(texts):
            found = (self._columns.get(term) for term in self._analyze(text))
            counts = Counter(column for column in found if column is not None)
            if counts:
                columns = np.fromiter(counts.keys(), np.intp, len(counts))
                numbers = (1.0 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))) * self.rarity[columns]
                rows[row] = (numbers / np.linalg.norm(numbers)) @ self.weights[columns]
        return rows


@dataclass(frozen=True)
class LinearScores:
    """Hold the weights of classifiers that were trained on the same features, for three or more classes each.

    `intercept` has one number for each class of all classifiers; `ends` tells where those of each but the last end.
    """

    blocks: Sequence[_Terms]
    intercept: Numbers
    ends: Sequence[int]

    def of(self, texts: Sequence[str]) -> list[Numbers]:
        """Return for each classifier the distances of the texts from its classes' borders, shape (texts, classes)."""
        scores = self.intercept + sum(block.scores(texts) for block in self.blocks)
        return np.split(scores, self.ends, axis=1)

    @classmethod
    def trained(cls, features: FeatureUnion, classifiers: Sequence[LinearSVC]) -> tuple[LinearScores, list[Weights]]:
        """Return what classifiers learned from the terms of texts, and from what stood in the columns after those.

        `features` is a fitted union of `TfidfVectorizer`s; unions may be nested. The weights of the other columns have
        the shape (columns, classes), for each classifier. Raises `ValueError` for a vectorizer with settings that are
        not read here, and for a classifier with fewer columns than the features have.
        """
        leaves = _leaves(features, 1.0)
        columns = sum(len(part.vocabulary_) for part, _ in leaves)
        if any(classifier.coef_.shape[1] < columns for classifier in classifiers):
            fewest = min(classifier.coef_.shape[1] for classifier in classifiers)
            raise ValueError(f"The features have {columns} columns, the classifiers {fewest}.")
        weights = np.concatenate([classifier.coef_[:, :columns] for classifier in classifiers]).T
        intercept = np.concatenate([classifier.intercept_ for classifier in classifiers])
        ends = np.cumsum([len(classifier.intercept_) for classifier in classifiers])[:-1].tolist()
        blocks = []
        start = 0
        for part, factor in leaves:
            blocks.append(_block(part, factor, weights[start:]))
            start += len(blocks[-1].terms)
        others = [np.asarray(classifier.coef_[:, columns:].T, np.float32) for classifier in classifiers]
        return cls(blocks, intercept, ends), others

    def content(self) -> ModelContent:
        """Return what is kept in a file; `from_content` reads it."""
        arrays = {
            "intercept": self.intercept,
            "weights": np.concatenate([block.weights for block in self.blocks]),
            "rarity": np.concatenate([block.rarity for block in self.blocks]),
        }
        blocks = [{"settings": dict(block.settings), "terms": list(block.terms)} for block in self.blocks]
        return ModelContent(arrays, {"ends": list(self.ends), "blocks": blocks})

    @classmethod
    def from_content(cls, content: ModelContent) -> LinearScores:
        """Return what `content` describes; raise `BadModelFile` when it does not fit together."""
        try:
            weights, rarity = content.arrays["weights"], content.arrays["rarity"]
            blocks = []
            for one in content.described["blocks"]:
                rows = len(one["terms"])
                blocks.append(_Terms(_settings(one), one["terms"], rarity[:rows], weights[:rows]))
                weights, rarity = weights[rows:], rarity[rows:]
            return cls(blocks, content.arrays["intercept"], content.described["ends"])
        except (KeyError, TypeError) as problem:
            raise BadModelFile(f"it lacks {problem}") from problem


def _settings(described: Mapping[str, Any]) -> dict[str, Any]:
    return {**described["settings"], "ngram_range": tuple(described["settings"]["ngram_range"])}


def _leaves(features: FeatureUnion, factor: float) -> list[tuple[TfidfVectorizer, float]]:
    """Return the vectorizers of a union in the order of their columns, each with the weight that it has in all."""
    found: list[tuple[TfidfVectorizer, float]] = []
    weights = features.transformer_weights or {}
    for name, part in features.transformer_list:
        own = factor * weights.get(name, 1.0)
        found += _leaves(part, own) if isinstance(part, FeatureUnion) else [(part, own)]
    return found


def _block(part: TfidfVectorizer, factor: float, weights: Numbers) -> _Terms:
    """Return what scores texts by one vectorizer's columns, which are the first of `weights`."""
    settings, usual = part.get_params(), TfidfVectorizer(**NEEDED_SETTINGS).get_params()
    others = [key for key in usual if key not in (*READ_SETTINGS, *ONLY_TRAINING) and settings[key] != usual[key]]
    if others:
        raise ValueError(
            "Only vectorizers with sublinear_tf, use_idf, norm l2 and otherwise usual settings can be read; "
            f"this one has another {' and '.join(others)}."
        )
    terms = sorted(part.vocabulary_, key=part.vocabulary_.__getitem__)
    own = (factor * weights[: len(terms)]).astype(np.float32)
    read = {key: settings[key] for key in READ_SETTINGS}
    return _Terms(read, terms, np.asarray(part.idf_, np.float64), own)
