"""Run Rasa as it comes: `rasa run` with its SQL tracker store, and `rasa run actions` beside it."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rareguide.settings import ROOT
from tools.bench.turns.processes import Program
from tools.bench.turns.stores import names_of_size
from tools.bench.turns.systems import Stage, once
from tools.bench.turns.systems.stock_project import (
    EXAMPLES,
    default_config,
    light_config,
    write_connections,
    write_project,
)

ACTIONS = "tools.bench.turns.stock_actions.answer"
RASA = (sys.executable, "-m", "rasa")


class StockRasa:
    """Train a pipeline on the project's examples with a lookup table of the store's names, and serve it."""

    apologies: tuple[str, ...] = ("An error occurred",)
    keeps_conversations = True

    def __init__(self, kind: str, config: Callable[[int], dict[str, Any]]) -> None:
        self.name = f"stock Rasa, {kind}"
        self._kind = kind
        self._config = config

    def prepare(self, stage: Stage) -> float:
        """Train with `rasa train`, unless that was done with the same data."""
        stage.folder.mkdir(parents=True, exist_ok=True)
        config = self._config(stage.epochs)
        return once(stage.folder, _digest(config, stage.size), lambda: self._train(stage, config))

    def start(self, stage: Stage) -> list[Program]:
        """Start the action server and Rasa, and wait until both answer."""
        action_port = stage.port + 1
        write_connections(stage.folder, stage.conversations.tracker_store, action_port)
        environment = {"PYTHONPATH": str(ROOT), "BENCH_STORE_URL": stage.store_url}
        actions = [*RASA, "run", "actions", "--actions", ACTIONS, "--port", str(action_port)]
        server = [*RASA, "run", "--model", "models/stock.tar.gz", "--endpoints", "endpoints.yml"]
        server += ["--credentials", "credentials.yml", "--interface", "127.0.0.1", "--port", str(stage.port)]
        deadline = time.monotonic() + stage.time_limit
        programs: list[Program] = []
        try:
            programs.append(Program(actions, environment, ROOT, self._log(stage, "actions")))
            programs.append(Program(server, {}, stage.folder, self._log(stage, "server")))
            programs[0].wait_until_answering(f"http://127.0.0.1:{action_port}/health", deadline)
            programs[1].wait_until_answering(f"{stage.url}/", deadline)
        except BaseException:
            for program in programs:
                program.end()
            raise
        return programs

    def _train(self, stage: Stage, config: dict[str, Any]) -> None:
        for earlier in ("models", ".rasa", "data"):  # `.rasa` keeps what an earlier training worked out
            shutil.rmtree(stage.folder / earlier, ignore_errors=True)
        write_project(stage.folder, config, (entry.name for entry in names_of_size(stage.size)))
        command = [*RASA, "train", "--fixed-model-name", "stock", "--out", "models"]
        Program(command, {}, stage.folder, self._log(stage, "training")).wait(stage.time_limit)

    def _log(self, stage: Stage, part: str) -> Path:
        return stage.logs / f"stock-{self._kind}-{stage.size}-{part}.log"


def stock_default() -> StockRasa:
    """Return Rasa's default pipeline."""
    return StockRasa("default", default_config)


def stock_light() -> StockRasa:
    """Return the pipeline without neural networks."""
    return StockRasa("light", light_config)


def _digest(config: dict[str, Any], size: int) -> str:
    digest = hashlib.sha256(json.dumps([config, size], sort_keys=True).encode())
    for path in [*sorted(EXAMPLES.glob("*.yml")), Path(__file__).with_name("stock_project.py")]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
