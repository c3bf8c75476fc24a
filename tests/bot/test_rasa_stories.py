"""Rasa's own tests of stories and of the training data."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def rasa(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RAREGUIDE_DATA_DIR": str(tmp_path), "RASA_TELEMETRY_ENABLED": "false"}
    return subprocess.run(
        [Path(sys.executable).with_name("rasa"), *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def test_stories(tmp_path: Path) -> None:
    from bot.training import model_path, train

    model = model_path() if model_path().exists() else train()
    out = tmp_path / "results"
    ended = rasa(
        tmp_path, "test", "core", "--stories", "tests/test_stories.yml", "--model", str(model), "--out", str(out),
        "--no-plot", "--fail-on-prediction-errors",
    )  # fmt: skip

    assert ended.returncode == 0, ended.stdout + ended.stderr
    report = (out / "story_report.json").read_text(encoding="utf-8")
    assert '"num_failed": 0' in report or "failed" not in report


def test_rasa_finds_no_fault_with_the_data(tmp_path: Path) -> None:
    ended = rasa(tmp_path, "data", "validate", "--fail-on-warnings", "--domain", "domain.yml")

    assert ended.returncode == 0, ended.stdout + ended.stderr
