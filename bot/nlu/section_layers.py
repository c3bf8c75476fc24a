"""Tell what texts ask for with the upper layers of the sentence encoder, tuned to tell sections.

The lower layers are the encoder's own, so that what is kept here is small. `tools/section_layers/` makes the file, from
the examples of `data/nlu/` without those of letters.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.nlu.sentence_embedding_featurizer import in_natural_words
from knowledge.sentence_encoder import Vectors, encode_halfway, encoder_name, in_batches, session_options

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LAYERS = Path(__file__).with_name("section_layers.onnx")
REMEDY = "Make it anew as docs/developers.md tells under Training."


class BadSectionLayers(ValueError):
    """The file of the layers does not fit; the message names it, what is wrong, and the remedy."""


class SectionLayers:
    """Give, for masked texts in plain writing, how likely they ask for each section."""

    def __init__(self, path: Path = LAYERS) -> None:
        self._session = _session(path)
        told = self._session.get_modelmeta().custom_metadata_map
        if told.get("encoder") != encoder_name():
            raise BadSectionLayers(f"{path} goes on from {told.get('encoder')}, not from {encoder_name()}. {REMEDY}")
        self._sections: list[str] = json.loads(told["sections"])
        self._inputs = [one.name for one in self._session.get_inputs()]

    def read(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the logarithms of the probabilities by section, `NO_SECTION` among them, each of shape (texts,)."""
        rows = in_batches([in_natural_words(text) for text in texts], self._read_batch, len(self._sections))
        return dict(zip(self._sections, rows.T, strict=True))

    def _read_batch(self, texts: Sequence[str]) -> Vectors:
        halfway = encode_halfway(texts)
        (rows,) = self._session.run(None, {name: halfway[name] for name in self._inputs})
        return np.asarray(rows, np.float32)


@lru_cache(maxsize=1)
def section_layers() -> SectionLayers:
    """Return the layers, loaded once for the process."""
    return SectionLayers()


def _session(path: Path) -> InferenceSession:
    import onnxruntime
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf, NoSuchFile

    try:
        return onnxruntime.InferenceSession(str(path), session_options(), providers=["CPUExecutionProvider"])
    except (Fail, InvalidGraph, InvalidProtobuf, NoSuchFile) as problem:
        raise BadSectionLayers(f"{path} cannot be read ({type(problem).__name__}). {REMEDY}") from problem
