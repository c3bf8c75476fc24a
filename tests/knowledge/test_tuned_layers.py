"""Files of tuned layers that fit, and what is said of those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answer_encoder import LAYERS
from knowledge.sentence_encoder import encoder_name
from knowledge.tuned_layers import BadTunedLayers, TunedLayers


def test_layers_made_for_another_encoder_are_refused(tmp_path: Path):
    other = tmp_path / "layers.onnx"
    other.write_bytes(LAYERS.read_bytes().replace(encoder_name().encode(), encoder_name().upper().encode()))
    with pytest.raises(BadTunedLayers, match=f"not from {encoder_name()}.*Make it anew"):
        TunedLayers(other)


@pytest.mark.parametrize("content", [b"", b"no model at all", None], ids=["empty", "other", "none"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes | None):
    file = tmp_path / "layers.onnx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadTunedLayers, match="cannot be read"):
        TunedLayers(file)


def test_a_file_cut_short_is_refused(tmp_path: Path):
    file = tmp_path / "layers.onnx"
    file.write_bytes(LAYERS.read_bytes()[:100_000])
    with pytest.raises(BadTunedLayers, match="cannot be read"):
        TunedLayers(file)
