"""Tell what a clause asks: two linear models over words and pieces of words.

One knows the conversation's acts (a question about a section, a greeting, thanks …), the other the sections.
They are apart because the acts are told by few words that say nothing about sections, and the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from knowledge.records import SECTION_TYPES

ASK = "ask_"
ASK_SECTION = "ask_section"
NO_SECTION = "none"
WORD_PATTERN = r"(?u)\b\w+\b|[?!]"

Ranking = list[tuple[str, float]]


@dataclass(frozen=True)
class QuestionModel:
    """Hold both models; texts are lower-case, with conditions masked."""

    acts: Pipeline
    sections: Pipeline

    def intents(self, text: str) -> Ranking:
        """Return all intents of a text with their probabilities, the likeliest first.

        The probability that it asks for a section is shared out among the sections.
        """
        acts = dict(_rank(self.acts, [text])[0])
        asking = acts.pop(ASK_SECTION, 0.0)
        sections = [(name, share) for name, share in _rank(self.sections, [text])[0] if name != NO_SECTION]
        whole = sum(share for _, share in sections) or 1.0
        acts.update({f"{ASK}{name}": asking * share / whole for name, share in sections})
        return sorted(acts.items(), key=lambda item: -item[1])

    def section_of_each(self, clauses: Sequence[str]) -> list[tuple[str | None, float]]:
        """Return for each clause its likeliest section, or `None`, with the probability."""
        tops = [ranking[0] for ranking in _rank(self.sections, clauses)] if clauses else []
        return [(None if name == NO_SECTION else name, confidence) for name, confidence in tops]


def train_models(texts: Sequence[str], intents: Sequence[str]) -> QuestionModel:
    """Return both models, trained on masked texts and their intents."""
    sections = [section_of_intent(intent) for intent in intents]
    acts = [intent if section is None else ASK_SECTION for intent, section in zip(intents, sections, strict=True)]
    return QuestionModel(
        acts=_linear_model().fit(texts, acts),
        sections=_linear_model().fit(texts, [section or NO_SECTION for section in sections]),
    )


def section_of_intent(intent: str | None) -> str | None:
    """Return the section that an intent asks for, or `None` for the other intents."""
    section = (intent or "").removeprefix(ASK)
    return section if section in SECTION_TYPES else None


def _linear_model() -> Pipeline:
    """Return an untrained model: TF-IDF of words (1–2) and of characters (2–5) under logistic regression."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=WORD_PATTERN)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    return Pipeline(
        [
            ("features", FeatureUnion([("words", words), ("characters", characters)])),
            # One regression for each class: trained in seconds where a joint one takes a minute, and as accurate.
            ("classifier", LogisticRegression(C=20.0, solver="liblinear", class_weight="balanced")),
        ]
    )


def _rank(model: Pipeline, texts: Sequence[str]) -> list[Ranking]:
    probabilities = model.predict_proba(list(texts))
    names = [str(name) for name in model.classes_]
    return [[(names[column], float(row[column])) for column in np.argsort(-row)] for row in probabilities]
