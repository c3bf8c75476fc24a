"""Embed questions and the sentences of pages so that a question lies near the sentences that answer it.

The sentence encoder itself lays texts together that are about the same things; its upper layers are tuned here on
questions and what answers them (`tools/bench/passages/questions.yml`), against other sentences of the same page.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.sentence_encoder import DIMENSIONS, Vectors, encode_and_halfway, in_batches, once_a_turn
from knowledge.tuned_layers import TunedLayers

LAYERS = Path(__file__).with_name("answer_layers.onnx")


def encode_for_answers(texts: Sequence[str]) -> Vectors:
    """Return the embeddings of texts, shape (texts, `DIMENSIONS`), each row of length 1; of each once within a turn."""
    return once_a_turn(texts, lambda new: _layers().read(new, DIMENSIONS), LAYERS.name)


def encode_both(texts: Sequence[str]) -> Vectors:
    """Return the encoder's own embeddings of texts and these beside each other, shape (texts, 2 · `DIMENSIONS`)."""
    return in_batches(texts, _both_of_batch, 2 * DIMENSIONS)


def _both_of_batch(texts: Sequence[str]) -> Vectors:
    own, halfway = encode_and_halfway(texts)
    return np.hstack([own, _layers().read_on(halfway)])


@lru_cache(maxsize=1)
def answer_encoder_name() -> str:
    """Return what tells the layers from others, for what is kept of their embeddings."""
    return f"{zlib.crc32(LAYERS.read_bytes()):08x}"


@lru_cache(maxsize=1)
def _layers() -> TunedLayers:
    """Return the layers, loaded once for the process."""
    return TunedLayers(LAYERS)
