"""Run RareGuide as it is shipped, with one process and without the staff site."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bot.training import model_path
from rareguide.settings import ROOT
from tools.bench.turns.processes import Program
from tools.bench.turns.systems import Stage, once

TRAINING = "import bot.training, pathlib, sys; bot.training.MODELS = pathlib.Path(sys.argv[1]); bot.training.train()"
"""Trains into another folder, from nothing, so that the project's models stay as they are."""


class RareGuide:
    """Serve from the store, with the model of the present state of the project."""

    name = "RareGuide"
    apologies: tuple[str, ...] = ("Something went wrong on our side", "That took too long")
    keeps_conversations = True

    def prepare(self, stage: Stage) -> float:
        """Train from nothing, for the time of it, and see that the project's own model is there."""
        training = stage.folder.parent / "rareguide-training"  # the same for every size of the store
        training.mkdir(parents=True, exist_ok=True)

        def train() -> None:
            with tempfile.TemporaryDirectory(prefix="rareguide-bench-") as models:
                command = [sys.executable, "-c", TRAINING, models]
                Program(command, {}, ROOT, stage.logs / "rareguide-training.log").wait(stage.time_limit)

        seconds = once(training, model_path().name, train)
        command = [sys.executable, "-m", "commands", "train"]
        Program(command, _settings(stage), ROOT, stage.logs / "rareguide-model.log").wait(stage.time_limit)
        return seconds

    def start(self, stage: Stage) -> list[Program]:
        """Start `rareguide run` and wait until it says that it is ready."""
        command = [sys.executable, "-m", "commands", "run"]
        program = Program(command, _settings(stage), ROOT, _log(stage))
        try:
            program.wait_until_answering(f"{stage.url}/ready", time.monotonic() + stage.time_limit)
        except BaseException:
            program.end()
            raise
        return [program]


def _settings(stage: Stage) -> dict[str, str]:
    return {
        "RAREGUIDE_PORT": str(stage.port),
        "RAREGUIDE_STAFF_PORT": "0",
        "RAREGUIDE_DATA_DIR": str(stage.folder / "data"),
        "RAREGUIDE_DATABASE_URL": stage.store_url,
        "RAREGUIDE_TRACKER_URL": stage.conversations.url,
        "RAREGUIDE_CONTENT_DIR": "",
        "RAREGUIDE_CONTACT_NAME": "Larkfield Information Line",
        "RAREGUIDE_REDIS_URL": "",
    }


def _log(stage: Stage) -> Path:
    return stage.logs / f"rareguide-{stage.size}.log"
