"""Keep the embeddings of the training examples in a file, so that the next training encodes only what has changed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

_SEPARATOR = "\n"


def read_embeddings(path: Path, made_by: str) -> dict[str, Vector]:
    """Return the vector of each text in a file of `write_embeddings`, or nothing if another encoder made it.

    A missing or broken file is no error: whatever it lacks is encoded again.
    """
    try:
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["made_by"]) != made_by:
                return {}
            texts = str(kept["texts"]).split(_SEPARATOR)
            return dict(zip(texts, kept["vectors"].astype(np.float32), strict=True))
    except (OSError, EOFError, KeyError, ValueError, BadZipFile):
        return {}


def write_embeddings(vectors: Mapping[str, Vector], path: Path, made_by: str) -> None:
    """Write vectors by their text to a file, which is replaced as a whole or not at all."""
    texts = [text for text in vectors if _SEPARATOR not in text]
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
        np.savez(file, made_by=made_by, texts=_SEPARATOR.join(texts), vectors=np.array([vectors[t] for t in texts]))
    os.replace(file.name, path)
