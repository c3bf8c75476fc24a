"""Tell what texts are by the examples that lie nearest to them in meaning.

A linear model draws one border around all that an intent's examples say; what people remark has many small clusters
("that was quick", "you are kinder than my doctor"), of which the nearest know more. Each example speaks for its class,
the less the further away it lies: a kernel estimate (Nadaraya 1964, Watson 1964) over the sentence embeddings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.sentence_encoder import Vectors

NARROWNESS = 40.0
"""How fast an example's say falls with its distance (one less the cosine); from 25 to 50 the results are alike."""
ROUNDED = 127
"""Embeddings have unit length and are kept with 8 bits a value."""
LEAST = 1e-6

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class ExampleNeighbours:
    """Hold the examples' embeddings, rounded, shape (examples, `DIMENSIONS`), those of a class one after another.

    `starts` has the position of each class's first example. With an `evenness` of 1 all classes count alike, however
    many examples they have; with 0 all examples do.
    """

    embeddings: Array
    starts: Array
    evenness: float = 1.0

    @classmethod
    def learned(
        cls, embeddings: Vectors, labels: Sequence[str], classes: Sequence[str], evenness: float = 1.0
    ) -> ExampleNeighbours:
        """Return the neighbours of examples; each of `classes`, in alphabetical order, is the label of one of them."""
        places = np.searchsorted(classes, labels)
        order = np.argsort(places, kind="stable")
        starts = np.searchsorted(places[order], np.arange(len(classes)))
        return cls(np.round(embeddings[order] * ROUNDED).astype(np.int8), starts.astype(np.int64), evenness)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> ExampleNeighbours:
        """Return the neighbours that `arrays` gave, ready to be asked; raise `KeyError` where one is missing."""
        read = cls(arrays["neighbours"], arrays["neighbours_starts"], float(arrays["neighbours_evenness"]))
        _ = read._directions  # made here, so that processes forked later share it
        return read

    def arrays(self) -> dict[str, Array]:
        """Return what is kept of them in a model's file, by name."""
        return {
            "neighbours": self.embeddings,
            "neighbours_starts": self.starts,
            "neighbours_evenness": np.array(self.evenness),
        }

    def heard_beside(self, probabilities: Array, embeddings: Vectors, weight: float, sharpness: float = 1.0) -> Array:
        """Return another model's probabilities, shape (texts, classes), in which the neighbours have a say.

        They are joined by a geometric mean, in which the neighbours count `weight`; with a `sharpness` below 1 they are
        less sure than that.
        """
        joined = (probabilities ** (1.0 - weight) * self.shares(embeddings) ** weight) ** sharpness
        return np.asarray(joined / joined.sum(axis=1, keepdims=True))

    def shares(self, embeddings: Vectors) -> Array:
        """Return the share of each class near texts, shape (texts, classes), none of them 0; each row adds up to 1."""
        closeness = np.asarray(embeddings, np.float32) @ self._directions
        near = np.exp(NARROWNESS * (closeness - closeness.max(axis=1, keepdims=True)))
        of_classes = np.add.reduceat(near, self.starts, axis=1) / self._sizes**self.evenness
        shares = of_classes / of_classes.sum(axis=1, keepdims=True) + LEAST
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))

    @cached_property
    def _directions(self) -> Vectors:
        return np.ascontiguousarray(self.embeddings.T, np.float32) / ROUNDED

    @cached_property
    def _sizes(self) -> Array:
        return np.diff(self.starts, append=len(self.embeddings))
