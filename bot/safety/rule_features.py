"""Read the examples of a training with the rules, and keep what these see, so that the next reads new ones only."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from bot.nlu import language_detector
from bot.safety.patterns import RULE_FEATURES, match_rules
from bot.safety.rules import SAFETY
from knowledge.embedding_cache import read_embeddings, write_embeddings
from rareguide import rule_files
from rareguide.settings import ROOT

EXAMPLES = "alarms.yml"
"""The one file beside the rules that holds none."""
FEW = 2000
"""As many texts are read in the time that other processes take to start."""


def rule_features_of(texts: Sequence[str], kept: Path | None = None) -> npt.NDArray[Any]:
    """Return what the rules see in each text, shape (texts, `RULE_FEATURES`).

    What an earlier call left in the file `kept` is not read again while the rules are the same; the file then holds
    what this call returns.
    """
    rules = _digest_of_rules()
    known = read_embeddings(kept, rules) if kept else {}
    new = [text for text in dict.fromkeys(texts) if text not in known]
    known.update(zip(new, np.array(_read(new), np.float32).reshape(len(new), RULE_FEATURES), strict=True))
    if kept:
        write_embeddings({text: known[text] for text in texts}, kept, rules)
    return np.array([known[text] for text in texts], np.float64).reshape(len(texts), RULE_FEATURES)


def _read(texts: Sequence[str]) -> list[tuple[float, ...]]:
    """Return what the rules see in texts; many are read by a process for each core."""
    if len(texts) <= FEW:
        return _read_here(texts)
    size = -(-len(texts) // (os.cpu_count() or 1))
    parts = [texts[start : start + size] for start in range(0, len(texts), size)]
    return list(chain.from_iterable(Parallel(n_jobs=-1)(delayed(_read_here)(part) for part in parts)))


def _read_here(texts: Sequence[str]) -> list[tuple[float, ...]]:
    return [match_rules(text).rule_features for text in texts]


def _digest_of_rules() -> str:
    """Return a digest of all that decides on what the rules see."""
    files = [
        *sorted(path for path in SAFETY.rglob("*.yml") if path.name != EXAMPLES),
        *sorted(Path(__file__).parent.glob("*.py")),
        *(Path(module.__file__ or "") for module in (language_detector, rule_files)),
        ROOT / "requirements.lock",
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
