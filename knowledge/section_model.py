"""Tell of which sections a sentence speaks, wherever it stands: of treatment in an overview, of the outlook in a list.

A logistic regression for each type of section over the embeddings of sentences, which
`.venv/bin/python -m tools.bench.passages.sections` fits and writes to `section_model.npz`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

SECTION_MODEL = Path(__file__).with_name("section_model.npz")
MOST_ODDS = 6.0
"""Log odds beyond this, 400 to 1, say no more."""

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class SectionModel:
    """Hold the fitted model.

    Attributes:
        sections: the types of section that it knows, all but the overview.
        weights: shape (sections, dimensions).
        biases: shape (sections,).
        encoder: the encoder on whose embeddings it was fitted.
    """

    sections: tuple[str, ...]
    weights: Vectors
    biases: Vectors
    encoder: str

    def speaks_of(self, section: str | None, vectors: Vectors) -> Vectors:
        """Return the log odds that each sentence speaks of a section; 0 for a section that it does not know.

        Args:
            section: the type of section.
            vectors: the embeddings of the sentences, shape (sentences, dimensions).
        """
        if section not in self.sections:
            return np.zeros(len(vectors), np.float32)
        number = self.sections.index(section)
        odds = vectors @ self.weights[number] + self.biases[number]
        clipped: Vectors = np.clip(odds, -MOST_ODDS, MOST_ODDS).astype(np.float32)
        return clipped

    def write(self, path: Path) -> None:
        """Write the model to a file."""
        half = {"weights": self.weights.astype(np.float16), "biases": self.biases.astype(np.float16)}
        np.savez_compressed(path, sections=np.array(self.sections), encoder=np.array(self.encoder), **half)

    @classmethod
    def read(cls, path: Path) -> SectionModel:
        """Return the model that was written to a file; raise `OSError` or `ValueError` when it cannot be read."""
        with np.load(path, allow_pickle=False) as kept:
            sections, encoder = tuple(map(str, kept["sections"])), str(kept["encoder"])
            return cls(sections, kept["weights"].astype(np.float32), kept["biases"].astype(np.float32), encoder)


@lru_cache(maxsize=1)
def section_model() -> SectionModel:
    """Return the fitted model; read once for the process."""
    return SectionModel.read(SECTION_MODEL)
