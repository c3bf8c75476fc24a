"""A small share of `make fuzz`: with one seed that stays, and one of its own each time, which a failure prints."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.examples import most_examples
from tools.fuzz.harness import Wrong, run_part

ROOT = Path(__file__).resolve().parents[2]
FRESH = random.SystemRandom().randrange(2**32)


def fuzz(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.fuzz", "--findings", str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)


@pytest.mark.parametrize("seed", [6, FRESH], ids=["a seed that stays", "a seed of its own"])
def test_nothing_breaks_what_reads_files_forms_and_headers(tmp_path: Path, seed: int) -> None:
    parts = "pages,medquad,content,lists,turns,forms,headers"
    done = fuzz(tmp_path, "--inputs", str(most_examples(150)), "--seed", str(seed), "--parts", parts)

    assert done.returncode == 0, f"seed {seed}\n{done.stdout}{done.stderr[-2000:]}"


@pytest.mark.training
def test_every_message_and_body_gets_one_turn_of_the_whole_assistant(tmp_path: Path) -> None:
    done = fuzz(tmp_path, "--inputs", "60", "--seed", str(FRESH), "--parts", "messages,bodies")

    assert done.returncode == 0, f"seed {FRESH}\n{done.stdout}{done.stderr[-2000:]}"


class Fragile:
    """A part that breaks at every tenth input or so."""

    name = "fragile"
    weight = 1.0

    def make(self, rng: random.Random) -> int:
        return rng.randrange(10)

    def check(self, value: int) -> None:
        if value == 7:
            raise Wrong("it is seven")


def test_what_breaks_is_counted_and_kept(tmp_path: Path) -> None:
    first, again = (run_part(Fragile(), 60, 1, tmp_path / str(number)) for number in range(2))

    assert first.inputs == 60
    assert len(first.findings) >= 1
    assert "it is seven" in first.findings[0]
    assert len(list((tmp_path / "0").iterdir())) == len(first.findings) == len(again.findings)
