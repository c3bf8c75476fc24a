"""Train the assistant's model, but only when what it is made from has changed."""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from rareguide.settings import ROOT

MODELS = ROOT / "models"
CONFIG = ROOT / "config.yml"
DOMAIN = ROOT / "domain.yml"
DATA = ROOT / "data"
KEPT_MODELS = 3
"""How many older models stay, so that going back to an earlier state needs no training."""


class TrainingFailed(RuntimeError):
    """Rasa did not produce a model."""


def model_path() -> Path:
    """Return where the model for the present data, config, domain and components lies, or will lie."""
    digest = hashlib.sha256()
    for path in _ingredients():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return MODELS / f"rareguide-{digest.hexdigest()[:16]}.tar.gz"


def _ingredients() -> Iterator[Path]:
    yield CONFIG
    yield DOMAIN
    yield from sorted(DATA.rglob("*.yml"))
    yield from sorted((ROOT / "bot" / "nlu").glob("*.py"))
    yield from sorted((ROOT / "bot" / "policies").glob("*.py"))


def train() -> Path:
    """Train a model from `data/`, `config.yml` and `domain.yml`, and return where it lies.

    Raises `TrainingFailed` when Rasa gives none.
    """
    from rasa.model_training import train as train_with_rasa
    from rasa.shared.exceptions import RasaException

    target = model_path()
    MODELS.mkdir(exist_ok=True)
    try:
        # Rasa announces its model on standard output, which belongs to the command that trains.
        with contextlib.redirect_stdout(io.StringIO()):
            result = train_with_rasa(
                domain=str(DOMAIN),
                config=str(CONFIG),
                training_files=[str(DATA)],
                output=str(MODELS),
                fixed_model_name=target.name.removesuffix(".tar.gz"),
                force_training=True,
            )
    except RasaException as problem:
        raise TrainingFailed(f"The model could not be trained: {problem}") from problem
    if result.model is None or not target.exists():
        raise TrainingFailed(f"Rasa ended with code {result.code} and no model; run with RAREGUIDE_LOG_LEVEL=INFO")
    _remove_older(target)
    return target


def _remove_older(newest: Path) -> None:
    models = sorted(MODELS.glob("rareguide-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [path for path in models if path != newest][KEPT_MODELS:]:
        path.unlink()
