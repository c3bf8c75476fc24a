"""Run many inputs through one part, count them, and keep every input that breaks it.

Each input has a generator of its own, seeded by the run's seed, the part and its place, so that any of them can be made
again alone.
"""

from __future__ import annotations

import json
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

SECONDS_FOR_ONE_INPUT = 10.0
"""Of processor time: what waits has time limits of its own."""
MOST_FINDINGS = 20
"""After so many a part is given up: they are of one kind, mostly."""


class Wrong(AssertionError):
    """What came of an input is not what may come of it."""


class TooSlow(BaseException):
    """An input took longer than any may; no part's own `except Exception` swallows it."""


class Part(Protocol):
    """Make inputs for one thing, and try them on it."""

    name: str
    weight: float
    """The part's share of all inputs; together they need not be one."""

    def make(self, rng: random.Random) -> Any:
        """Return one input, made of nothing but what `rng` gives."""

    def check(self, value: Any) -> None:
        """Try one input; raise whatever is wrong."""


@dataclass
class Result:
    """Hold what became of a part's inputs."""

    name: str
    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    findings: list[str] = field(default_factory=list)


def make_input(part: Part, seed: int, place: int) -> Any:
    """Return a part's input at one place of a run."""
    return part.make(random.Random(f"{seed}/{part.name}/{place}"))


def run_part(part: Part, inputs: int, seed: int, folder: Path) -> Result:
    """Try `inputs` inputs; what breaks is written into `folder` and told in the result."""
    result = Result(part.name)
    begun = time.perf_counter()
    for place in range(inputs):
        value = make_input(part, seed, place)
        started = time.perf_counter()
        problem = _problem(part, value)
        result.slowest = max(result.slowest, time.perf_counter() - started)
        result.inputs += 1
        if problem is not None:
            result.findings.append(f"{problem} ({_save(folder, part.name, seed, place, problem, value)})")
            if len(result.findings) >= MOST_FINDINGS:
                break
    result.seconds = time.perf_counter() - begun
    return result


def _problem(part: Part, value: Any) -> str | None:
    try:
        with _time_limit():
            part.check(value)
    except TooSlow:
        return f"took longer than {SECONDS_FOR_ONE_INPUT:.0f} s"
    except Exception as problem:  # noqa: BLE001  (every exception is a finding)
        chain = [problem, *([problem.__cause__] if problem.__cause__ else [])]
        return ", from ".join(f"{type(one).__name__}: {str(one)[:300]!r} at {_place(one)}" for one in chain)
    return None


def _place(problem: BaseException) -> str:
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else "nowhere"


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_FOR_ONE_INPUT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _save(folder: Path, part: str, seed: int, place: int, problem: str, value: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{part}-{seed}-{place}.json"
    kept = {"part": part, "seed": seed, "place": place, "problem": problem, "input": repr(value)}
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return path
