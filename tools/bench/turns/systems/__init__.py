"""Hold the systems that are measured, each as one that is prepared, started and spoken to alike."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tools.bench.turns.databases import Database
from tools.bench.turns.processes import Memory, Program, memory_of


@dataclass(frozen=True)
class Stage:
    """Say where one system of one run works.

    Attributes:
        size: conditions in the store.
        store_url: the SQLAlchemy address of the store.
        conversations: an empty database.
        folder: where the system keeps its own files, from run to run.
        logs: where its programs' output goes.
        port: the first of two ports that it may use.
        epochs: how long stock Rasa learns.
        time_limit: seconds that each preparation and start may take.
    """

    size: int
    store_url: str
    conversations: Database
    folder: Path
    logs: Path
    port: int
    epochs: int
    time_limit: float

    @property
    def url(self) -> str:
        """Return the address that the system answers at."""
        return f"http://127.0.0.1:{self.port}"


class System(Protocol):
    """Be prepared once, and then started and ended as often as wanted."""

    name: str
    apologies: tuple[str, ...]
    keeps_conversations: bool

    def prepare(self, stage: Stage) -> float:
        """Train, encode or whatever comes before a start; return its seconds. Raises `NotWithin` and `Ended`."""

    def start(self, stage: Stage) -> list[Program]:
        """Start and wait until messages are taken. Raises `NotWithin` and `Ended`, and then leaves nothing running."""


@dataclass(frozen=True)
class Running:
    """Hold a started system."""

    system: System
    stage: Stage
    programs: list[Program]
    start_seconds: float

    def memory(self) -> Memory:
        """Return what memory all its processes take now."""
        return memory_of(program.pid for program in self.programs)

    def end(self) -> None:
        """End all its programs."""
        for program in self.programs:
            program.end()


def started(system: System, stage: Stage) -> Running:
    """Start a prepared system and time it."""
    begin = time.monotonic()
    programs = system.start(stage)
    return Running(system, stage, programs, time.monotonic() - begin)


def once(folder: Path, digest: str, prepare: Callable[[], None]) -> float:
    """Prepare unless the folder was prepared from the same things, and return the seconds it took then or now."""
    note = folder / "prepared.json"
    if note.exists():
        kept = json.loads(note.read_text())
        if kept["digest"] == digest:
            return float(kept["seconds"])
    begin = time.monotonic()
    prepare()
    seconds = time.monotonic() - begin
    note.write_text(json.dumps({"digest": digest, "seconds": seconds}))
    return seconds
