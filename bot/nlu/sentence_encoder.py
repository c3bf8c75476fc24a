"""Give scikit-learn the sentence embeddings of messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sklearn.base import BaseEstimator, TransformerMixin

from knowledge.masking import NAMED_AS, PLACEHOLDER
from knowledge.sentence_encoder import Vectors, encode


class SentenceEncoder(BaseEstimator, TransformerMixin):
    """Give scikit-learn the embeddings of texts; it learns nothing, and holds no model when it is pickled."""

    def fit(self, texts: Sequence[str], labels: Any = None) -> SentenceEncoder:
        """Return itself."""
        return self

    def transform(self, texts: Sequence[str]) -> Vectors:
        """Return one row of `DIMENSIONS` numbers, of length 1, for each text."""
        return encode([text.replace(PLACEHOLDER, NAMED_AS) for text in texts])
