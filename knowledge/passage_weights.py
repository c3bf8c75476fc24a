"""Read how much each feature of a passage weighs (`passage_weights.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).parent


@dataclass(frozen=True)
class PassageWeights:
    """Hold each feature's weight, its mean and spread where it was fitted, and the score from which one answers."""

    features: Mapping[str, float]
    means: Mapping[str, float]
    spreads: Mapping[str, float]
    bias: float
    answers: float


@lru_cache(maxsize=1)
def passage_weights() -> PassageWeights:
    """Return the fitted weights; read once for the process."""
    data = YAML(typ="safe").load((HERE / "passage_weights.yml").read_text(encoding="utf-8"))
    return PassageWeights(**data)
