"""Tell what texts ask for with the upper layers of the sentence encoder, tuned to tell sections.

`tools/tuned_layers/` makes the file, from the examples of `data/nlu/` without those of letters.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot.nlu.sentence_embedding_featurizer import in_natural_words
from knowledge.sentence_encoder import Vectors
from knowledge.tuned_layers import TunedLayers

LAYERS = Path(__file__).with_name("section_layers.onnx")


class SectionLayers:
    """Give, for masked texts in plain writing, how likely they ask for each section."""

    def __init__(self, path: Path = LAYERS) -> None:
        self._layers = TunedLayers(path)
        self._sections: list[str] = json.loads(self._layers.told["sections"])

    def read(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the logarithms of the probabilities by section, `NO_SECTION` among them, each of shape (texts,)."""
        rows = self._layers.read([in_natural_words(text) for text in texts], len(self._sections))
        return dict(zip(self._sections, rows.T, strict=True))


@lru_cache(maxsize=1)
def section_layers() -> SectionLayers:
    """Return the layers, loaded once for the process."""
    return SectionLayers()
