"""Start the programs of a system, wait until they answer, see what memory they take, and end them."""

from __future__ import annotations

import atexit
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.processes import Process

SECONDS_TO_END = 20
SECONDS_BETWEEN_LOOKS = 0.1
KILOBYTES_A_MEGABYTE = 1024
SETTINGS_OF_ITS_OWN = ("RAREGUIDE_", "RASA_", "SANIC_")


class NotWithin(Exception):
    """Something took longer than the time it was given."""


class Ended(RuntimeError):
    """A program ended that should have gone on, or ended with an error; the message names its log."""


@dataclass(frozen=True)
class Memory:
    """Hold the memory of some processes in megabytes: all pages they use, and with shared pages divided by users."""

    rss: float
    pss: float


class Program:
    """Run one program, at the longest as long as this process; its output goes to a file."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_bytes(b"")
        self._log = log
        self._process = Process(
            log.stem, command, log, is_ready=lambda: True, environment=environment_with(environment), folder=folder
        )
        self._process.begin()
        # Also what stops the measuring before anything waits for the program must not leave it behind.
        atexit.register(self.end)

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    def wait_until_answering(self, url: str, deadline: float) -> None:
        """Wait until `url` answers 200; raise `NotWithin` after the deadline (`time.monotonic`), or `Ended`."""
        while not _answers(url):
            if not self._process.is_running:
                raise self._ended(self._process.wait(0))
            if time.monotonic() > deadline:
                raise NotWithin
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def wait(self, seconds: float) -> None:
        """Wait for the program's end; raise `NotWithin`, or `Ended` when it ends with an error.

        Whatever stops the waiting, the program does not go on.
        """
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired as problem:
            raise NotWithin from problem
        finally:
            self.end()
        if code:
            raise self._ended(code)

    def end(self) -> None:
        """End the program and all it started; a second time does nothing."""
        atexit.unregister(self.end)
        self._process.stop(SECONDS_TO_END)

    def _ended(self, code: int) -> Ended:
        return Ended(f"A program ended with {code}; see {self._log.name} among the logs.")


def environment_with(added: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment without settings of the systems, with `added`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS_OF_ITS_OWN)}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", **added}


def memory_of(pids: Iterable[int]) -> Memory:
    """Return what processes and all their descendants take now."""
    rss = pss = 0
    for pid in _with_descendants(set(pids)):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):  # it has ended since
            continue
        values = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
        rss, pss = rss + values["Rss"], pss + values["Pss"]
    return Memory(rss / KILOBYTES_A_MEGABYTE, pss / KILOBYTES_A_MEGABYTE)


def _with_descendants(pids: set[int]) -> set[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(stat.parent.name)] = int(text.rpartition(")")[2].split()[1])
    found = set(pids)
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False
