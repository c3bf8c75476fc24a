"""Run tuned upper layers of the sentence encoder, which go on from what its own lower layers make of texts.

So that what is kept beside the encoder is small, only the upper half is tuned; `tools/tuned_layers/` makes the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from knowledge.sentence_encoder import Vectors, encode_halfway, encoder_name, in_batches, session_options

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

REMEDY = "Make it anew as docs/developers.md tells under Training."


class BadTunedLayers(ValueError):
    """The file of the layers does not fit; the message names it, what is wrong, and the remedy."""


class TunedLayers:
    """Give what the layers of a file make of texts."""

    def __init__(self, path: Path) -> None:
        self._session = _session(path)
        self.told: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        if self.told.get("encoder") != encoder_name():
            raise BadTunedLayers(f"{path} goes on from {self.told.get('encoder')}, not from {encoder_name()}. {REMEDY}")

    def read(self, texts: Sequence[str], width: int) -> Vectors:
        """Return the layers' output for texts, shape (texts, `width`)."""
        return in_batches(texts, self._read_batch, width)

    @cached_property
    def _inputs(self) -> list[str]:
        return [one.name for one in self._session.get_inputs()]

    def read_on(self, halfway: Mapping[str, npt.NDArray[Any]]) -> Vectors:
        """Return the layers' output for one batch of texts, from what `encode_halfway` gives for them."""
        (rows,) = self._session.run(None, {name: halfway[name] for name in self._inputs})
        return np.asarray(rows, np.float32)

    def _read_batch(self, texts: Sequence[str]) -> Vectors:
        return self.read_on(encode_halfway(texts))


def _session(path: Path) -> InferenceSession:
    import onnxruntime
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf, NoSuchFile

    try:
        return onnxruntime.InferenceSession(str(path), session_options(), providers=["CPUExecutionProvider"])
    except (Fail, InvalidGraph, InvalidProtobuf, NoSuchFile) as problem:
        raise BadTunedLayers(f"{path} cannot be read ({type(problem).__name__}). {REMEDY}") from problem
