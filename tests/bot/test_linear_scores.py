"""Texts are scored as scikit-learn scores them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from bot.nlu import linear_scores
from bot.nlu.linear_scores import LinearScores, fit_side_by_side
from bot.nlu.model_file import BadModelFile, ModelContent, read_model_file, write_model_file

TEXTS = [
    "what causes it?",
    "how is it treated",
    "is it inherited, and how often",
    "thanks a lot",
    "who treats it",
    "hi",
]
ACTS = ["ask", "ask", "ask", "thank", "ask", "greet"]
SECTIONS = ["causes", "treatment", "inheritance", "none", "support", "none"]


def lengths(texts: Sequence[str]) -> np.ndarray[Any, Any]:
    """Some numbers about each text that are no words."""
    return 0.1 * np.array([[len(text), text.count("?")] for text in texts], np.float32)


def words(**settings: Any) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, **{"ngram_range": (1, 2), **settings})


def rows_of(features: FeatureUnion, texts: Sequence[str]) -> csr_matrix:
    return hstack([features.transform(texts), lengths(texts)], format="csr")


def trained() -> tuple[FeatureUnion, list[LinearSVC]]:
    inner = FeatureUnion(
        [("words", words()), ("characters", words(analyzer="char_wb"))], transformer_weights={"words": 0.7}
    )
    features = FeatureUnion([("text", inner)], transformer_weights={"text": 2.0}).fit(TEXTS)
    rows = rows_of(features, TEXTS)
    return features, [LinearSVC(dual=True).fit(rows, labels) for labels in (ACTS, SECTIONS)]


FEATURES, CLASSIFIERS = trained()


@given(st.lists(st.text(alphabet="whatcusei ?,é\n") | st.sampled_from(TEXTS), min_size=1, max_size=4))
def test_scores_are_those_of_scikit_learn(texts: list[str]) -> None:
    rows = rows_of(FEATURES, texts)
    scores, of_lengths = LinearScores.trained(FEATURES, CLASSIFIERS)
    for by_terms, weights, classifier in zip(scores.of(texts), of_lengths, CLASSIFIERS, strict=True):
        both = by_terms + lengths(texts) @ weights
        np.testing.assert_allclose(both, classifier.decision_function(rows), rtol=1e-5, atol=1e-6)


def test_what_is_kept_gives_the_same_scores(tmp_path: Path) -> None:
    trained, _ = LinearScores.trained(FEATURES, CLASSIFIERS)
    write_model_file(tmp_path / "scores.npz", trained.content())
    read = LinearScores.from_content(read_model_file(tmp_path / "scores.npz"))

    for before, after in zip(trained.of(TEXTS), read.of(TEXTS), strict=True):
        np.testing.assert_array_equal(before, after)


def test_a_file_that_lacks_a_part_is_no_model() -> None:
    content = LinearScores.trained(FEATURES, CLASSIFIERS)[0].content()
    arrays = {name: array for name, array in content.arrays.items() if name != "rarity"}
    with pytest.raises(BadModelFile, match="it lacks 'rarity'"):
        LinearScores.from_content(ModelContent(arrays, content.described))


@pytest.mark.parametrize("setting", [{"norm": "l1"}, {"stop_words": "english"}, {"strip_accents": "unicode"}])
def test_a_vectorizer_with_other_settings_is_refused(setting: dict[str, str]) -> None:
    features = FeatureUnion([("words", words(**setting))])
    classifier = LinearSVC().fit(features.fit_transform(TEXTS), ACTS)
    with pytest.raises(ValueError, match=f"norm l2 .* another {next(iter(setting))}"):
        LinearScores.trained(features, [classifier])


def test_classifiers_of_other_features_are_refused() -> None:
    others = FeatureUnion([("text", FEATURES), ("more", words(ngram_range=(3, 3)))]).fit(TEXTS)
    with pytest.raises(ValueError, match="columns"):
        LinearScores.trained(others, CLASSIFIERS)


def test_classes_learned_a_few_at_a_time_are_those_learned_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of(FEATURES, TEXTS)
    together = [LinearSVC(class_weight="balanced", tol=1e-8).fit(rows, labels) for labels in (ACTS, SECTIONS)]
    monkeypatch.setattr(linear_scores, "CLASSES_AT_ONCE", 2)
    apart = fit_side_by_side([(LinearSVC(tol=1e-8), rows, labels) for labels in (ACTS, SECTIONS)])
    for one, other in zip(apart, together, strict=True):
        assert one.classes_.tolist() == other.classes_.tolist()
        assert np.allclose(one.coef_, other.coef_, atol=1e-5)
        assert np.allclose(one.intercept_, other.intercept_, atol=1e-5)
