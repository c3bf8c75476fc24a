"""Train the assistant's model, but only when what it is made from has changed."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from rareguide.settings import ROOT

MODELS = ROOT / "models"
CONFIG = ROOT / "config.yml"
DOMAIN = ROOT / "domain.yml"
DATA = ROOT / "data"
SHORT_FORMS = DATA / "names" / "short_forms.yml"
SPELLING = ROOT / "knowledge" / "spelling.py"
KEPT_MODELS = 3
"""How many older models stay, so that going back to an earlier state needs no training."""


RASA_MODEL = ".tar.gz"
EMBEDDINGS = "embeddings.npz"
"""The embeddings of all examples, from which the next training takes those that have not changed."""


class TrainingFailed(RuntimeError):
    """A model could not be made."""


def model_path() -> Path:
    """Return where the model for the present data, config, domain and components lies, or will lie.

    The texts for visitors, `responses` in the domain, are read at start (`rareguide/texts.py`) and are no part of it.
    """
    digest = hashlib.sha256()
    for path in _ingredients():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(_without_texts(path) if path == DOMAIN else path.read_bytes())
    return MODELS / f"rareguide-{digest.hexdigest()[:16]}{RASA_MODEL}"


def served_model() -> Path:
    """Return the model of the present state; where there is none, the newest, which `rasa run` takes."""
    models = sorted(MODELS.glob(f"*{RASA_MODEL}"), key=lambda path: path.stat().st_mtime)
    return models[-1] if models and not is_trained() else model_path()


def is_trained() -> bool:
    """Return whether the model of the present state is there."""
    return model_path().exists()


def _ingredients() -> Iterator[Path]:
    yield CONFIG
    yield DOMAIN
    for folder in ("nlu", "letters", "questions", "stories", "safety"):
        yield from sorted((DATA / folder).rglob("*.yml"))
    for package in ("safety", "nlu", "policies"):
        yield from sorted((ROOT / "bot" / package).glob("*.py"))
        yield from sorted((ROOT / "bot" / package).glob("*.onnx"))
    yield SPELLING
    yield SHORT_FORMS
    yield from (ROOT / "knowledge" / f"{module}.py" for module in ("masking", "run_on_words", "sentence_encoder"))


def _without_texts(domain: Path) -> bytes:
    content = YAML(typ="safe").load(domain.read_text(encoding="utf-8"))
    return json.dumps({name: part for name, part in content.items() if name != "responses"}, sort_keys=True).encode()


def masked_examples() -> list[tuple[str, str]]:
    """Return the examples of `data/nlu/` in lower case, with conditions masked, each with its intent."""
    from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
    from rasa.shared.nlu.training_data.loading import load_data

    from knowledge.masking import mask_spans

    examples = load_data(str(DATA / "nlu")).intent_examples
    return [(mask_spans(one.get(TEXT), one.get(ENTITIES, [])).lower(), one.get(INTENT)) for one in examples]


def train() -> Path:
    """Train the assistant's model from `data/`, `config.yml` and `domain.yml`, and return where it lies.

    Raises `TrainingFailed` when it cannot be made.
    """
    from knowledge.sentence_encoder import remembering

    target = model_path()
    MODELS.mkdir(exist_ok=True)
    # Put in place when it is whole: a server may start meanwhile.
    with tempfile.TemporaryDirectory(prefix="training-", dir=MODELS) as folder:
        made = Path(folder) / target.name
        with remembering(MODELS / EMBEDDINGS):
            _train_with_rasa(made)
        os.replace(made, target)
    _remove_older(target)
    return target


def _train_with_rasa(target: Path) -> None:
    """Run Rasa's graph as `rasa train` does, with an importer of our own.

    It leaves out the fingerprints of what each component gets and gives, which Rasa takes for a cache that a forced
    training never reads.
    """
    from rasa.engine.constants import PLACEHOLDER_IMPORTER
    from rasa.engine.graph import ExecutionContext
    from rasa.engine.recipes.recipe import Recipe
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.validation import validate
    from rasa.shared.data import TrainingType
    from rasa.shared.exceptions import RasaException

    from bot.training_files import TrainingFiles

    files = TrainingFiles(str(CONFIG), str(DOMAIN), [str(DATA / "nlu")])
    try:
        config = files.get_config()
        recipe = Recipe.recipe_for_name(config.get("recipe"))
        graph = recipe.graph_config_for_recipe(config, {}, TrainingType.BOTH)
        validate(graph)
        with tempfile.TemporaryDirectory() as folder:
            storage = LocalModelStorage.create(Path(folder))
            context = ExecutionContext(graph.train_schema)
            DaskGraphRunner.create(graph.train_schema, storage, context).run({PLACEHOLDER_IMPORTER: files})
            storage.create_model_package(target, graph, files.get_domain())
    except RasaException as problem:
        raise TrainingFailed(f"The model could not be trained: {problem}") from problem


def _remove_older(newest: Path) -> None:
    models = sorted(MODELS.glob(f"rareguide-*{RASA_MODEL}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [path for path in models if path != newest][KEPT_MODELS:]:
        path.unlink()
