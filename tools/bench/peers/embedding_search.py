"""Search the sections by the nearness of sentence embeddings (all-MiniLM-L6-v2, 8-bit weights)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.progress import track

from knowledge.sentence_encoder import encode
from rareguide.console import err
from tools.bench.peers.systems import Answer, Passage, ranked

SHORTLIST = 10
BATCH = 256


class EmbeddingSearch:
    """Rank sections by the cosine between the message and question, names and beginning of the body."""

    name = "embeddings (MiniLM)"

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        texts = [passage.text for passage in passages]
        starts = range(0, len(texts), BATCH)
        self._rows = np.concatenate(
            [
                encode(texts[start : start + BATCH])
                for start in track(starts, "Encoding sections", console=err, transient=True)
            ]
        )

    def answer(self, messages: Sequence[str]) -> list[Answer]:
        """Return the nearest sections of each message."""
        nearness = encode(messages) @ self._rows.T
        nearest = np.argsort(-nearness, axis=1)[:, :SHORTLIST]
        return [ranked([self._passages[position] for position in row]) for row in nearest]
