"""Train Rasa as it comes on the same examples, with a lookup table of the store's names."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rich.progress import track
from ruamel.yaml import YAML

from commands.evaluation.condition_names import ConditionNames
from knowledge.names import normalise_name
from knowledge.records import SECTION_TYPES
from rareguide.console import err
from rareguide.settings import ROOT
from tools.bench.peers.systems import Answer

EXAMPLES = ROOT / "data" / "nlu"


class StockRasa:
    """Hold Rasa's default pipeline (DIET) with a `RegexEntityExtractor`; names are looked up letter for letter."""

    def __init__(self, names: ConditionNames, epochs: int, folder: Path) -> None:
        self.name = f"stock Rasa (DIET, {epochs} epochs)"
        self._names = names
        self._agent = Agent.load(_train(names, epochs, folder))

    def answer(self, messages: Sequence[str]) -> list[Answer]:
        """Return the intent's section and the names found in each message."""
        return asyncio.run(self._answer(messages))

    async def _answer(self, messages: Sequence[str]) -> list[Answer]:
        answers = []
        for message in track(messages, "Stock Rasa reads", console=err, transient=True):
            answers.append(self._read(await self._agent.parse_message(message)))
        return answers

    def _read(self, parse: dict[str, Any]) -> Answer:
        section = parse["intent"]["name"].removeprefix("ask_") if parse.get("intent") else ""
        found = [str(entity["value"]) for entity in parse["entities"] if entity["entity"] == "condition"]
        conditions = [slug for name in sorted(found, key=len, reverse=True) for slug in self._names.slugs_of(name)]
        return Answer(tuple(dict.fromkeys(conditions)), section if section in SECTION_TYPES else None)


def _train(names: ConditionNames, epochs: int, folder: Path) -> str:
    config, data = folder / "config.yml", folder / "nlu"
    data.mkdir(parents=True)
    YAML().dump(_pipeline(epochs), config)
    for path in EXAMPLES.glob("*.yml"):
        (data / path.name).write_bytes(path.read_bytes())
    known = sorted({entry.name for entry in names.names if len(normalise_name(entry.name)) > 1})
    lookup = {"version": "3.1", "nlu": [{"lookup": "condition", "examples": "".join(f"- {name}\n" for name in known)}]}
    YAML().dump(lookup, data / "lookup.yml")
    with contextlib.redirect_stdout(io.StringIO()), err.status(f"Training stock Rasa, {epochs} epochs …"):
        model = train_nlu(str(config), str(data), str(folder / "models"), fixed_model_name="stock")
    if model is None:
        raise RuntimeError("Rasa gave no model; run with RAREGUIDE_LOG_LEVEL=INFO")
    return str(model)


def _pipeline(epochs: int) -> dict[str, Any]:
    return {
        "recipe": "default.v1",
        "assistant_id": "stock",
        "language": "en",
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True, "random_seed": 7},
            {"name": "RegexEntityExtractor", "use_lookup_tables": True, "use_regexes": False},
            {"name": "EntitySynonymMapper"},
        ],
    }
