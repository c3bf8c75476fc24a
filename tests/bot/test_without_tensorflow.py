"""A server does not load TensorFlow, and says so where something of it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.live_server import ROOT, LiveServer

ASKS_FOR_TRAINING = """
from bot.server.without_tensorflow import serve_without_tensorflow
serve_without_tensorflow()
import bot.server.application, sys
from rasa.utils.train_utils import RasaModelCheckpoint
assert "tensorflow" not in sys.modules
try:
    RasaModelCheckpoint("here")
except RuntimeError as problem:
    print(problem)
"""


def test_a_running_server_has_not_loaded_it(server: LiveServer) -> None:
    assert server.process is not None
    server.say("what causes sarcoidosis")

    loaded = Path(f"/proc/{server.process.pid}/maps").read_text()

    assert "onnxruntime" in loaded
    assert "tensorflow" not in loaded


def test_classes_that_only_training_uses_say_so() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKS_FOR_TRAINING], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout == "This process serves; models are trained by: rareguide train\n", done.stderr
