"""Start a process, wait until it is ready, kill it and start it again."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_TO_START = 120.0
SECONDS_TO_END = 40.0
"""A server ends after the turns that are under way."""
SECONDS_BETWEEN_LOOKS = 0.05


PORTS = range(20_000, 32_000)
_claims: list[socket.socket] = []


class DidNotStart(RuntimeError):
    """A process ended, or was not ready in time; the message has the end of its log."""


@dataclass
class Process:
    """Hold a program that can be started again and again, each time in a process group of its own.

    Attributes:
        command: the program and its arguments.
        log: the file that its output is added to.
        is_ready: tells whether it does its work.
        environment: the variables that it gets; `None` for those of this process.
        folder: its working directory.
        user: who it runs as; `None` for who runs this process.
        end_with: the signal that asks it to end.
    """

    name: str
    command: Sequence[str]
    log: Path
    is_ready: Callable[[], bool]
    environment: Mapping[str, str] | None = None
    folder: Path | None = None
    user: str | None = None
    end_with: signal.Signals = signal.SIGTERM
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _guard: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def is_running(self) -> bool:
        """Return whether the process has been started and has not ended."""
        return self._running is not None and self._running.poll() is None

    @property
    def pid(self) -> int:
        """Return the process's number; raise `RuntimeError` when it has not been started."""
        if self._running is None:
            raise RuntimeError(f"{self.name} has not been started.")
        return self._running.pid

    def begin(self) -> None:
        """Start the process, unless it runs, and do not wait."""
        if self.is_running:
            return
        self._dismiss_guard()
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(  # noqa: S603  (commands of this package)
                list(self.command),
                env=None if self.environment is None else dict(self.environment),
                cwd=self.folder,
                user=self.user,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        # It waits for the end of a pipe that this process holds, and so kills the group when this process is killed.
        self._guard = subprocess.Popen(  # noqa: S603  (a fixed command)
            ["/bin/sh", "-c", f"read _; kill -KILL -{self._running.pid}"],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def wait_until_ready(self, seconds: float = SECONDS_TO_START) -> None:
        """Wait until the process does its work; raise `DidNotStart` when it ends or takes longer."""
        give_up_at = time.monotonic() + seconds
        while not self.is_ready():
            if not self.is_running:
                raise DidNotStart(f"{self.name} ended:\n{self.end_of_log()}")
            if time.monotonic() > give_up_at:
                raise DidNotStart(f"{self.name} was not ready after {seconds:.0f} s:\n{self.end_of_log()}")
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def start(self) -> None:
        """Start the process and wait until it is ready."""
        self.begin()
        self.wait_until_ready()

    def wait(self, seconds: float) -> int:
        """Wait for the process to end by itself; return its code. Raise `subprocess.TimeoutExpired`."""
        if self._running is None:
            raise RuntimeError(f"{self.name} has not been started.")
        return self._running.wait(seconds)

    def terminate(self) -> None:
        """Ask the process to end, and do not wait."""
        if self.is_running:
            os.kill(self.pid, self.end_with)

    def stop(self, seconds: float = SECONDS_TO_END) -> None:
        """Ask the process to end and wait for it; one that takes longer than `seconds` is killed."""
        self.terminate()
        if self._running is not None:
            with suppress(subprocess.TimeoutExpired):
                self._running.wait(seconds)
            self.kill()

    def restart(self) -> None:
        """Stop the process and start it again, as a rolling update does."""
        self.stop()
        self.start()

    def kill(self) -> None:
        """End the process and all that it has started, at once."""
        if self._running is None:
            return
        # PostgreSQL's processes leave their parent's group, and would keep its memory until they notice its end.
        apart = _children(self._running.pid)
        for end, number in ((os.killpg, self._running.pid), *((os.kill, child) for child in apart)):
            with suppress(ProcessLookupError):  # it has ended by itself
                end(number, signal.SIGKILL)
        self._running.wait()
        self._dismiss_guard()

    def _dismiss_guard(self) -> None:
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.kill()
            self._guard.wait()
            self._guard.stdin.close()

    def pause(self) -> None:
        """Stop the process in its tracks: its connections stay and nothing is answered."""
        self._signal_all(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a process go on that was paused."""
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number: signal.Signals) -> None:
        """Reach the group, and PostgreSQL's processes, each of which has one of its own."""
        os.killpg(self.pid, number)
        for child in _children(self.pid):
            with suppress(ProcessLookupError):
                os.kill(child, number)

    def end_of_log(self, lines: int = 20) -> str:
        """Return the last lines of its output."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except FileNotFoundError:
        return []


def listens(port: int) -> bool:
    """Return whether something takes connections on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_ports(count: int) -> list[int]:
    """Return ports of this machine that nobody listens on, each another one, and this process's until it ends.

    They lie below those that Linux gives to outgoing connections, so that none of these takes one meanwhile. Another
    process that asks here gets others: a name in the abstract namespace of Unix sockets, which goes with its process,
    stands for each port that was given away. Raises `RuntimeError` when there are not so many.
    """
    found: list[int] = []
    # Each process begins elsewhere, so that two that do not see each other's names hardly meet.
    begin = random.Random(os.getpid()).randrange(len(PORTS))  # noqa: S311  (nothing depends on its being unknown)
    for place in range(len(PORTS)):
        port = PORTS[(begin + place) % len(PORTS)]
        if len(found) < count and _is_free(port) and _is_claimed(port):
            found.append(port)
    if len(found) < count:
        raise RuntimeError(f"There are no {count} free ports between {PORTS.start} and {PORTS.stop}.")
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server that has ended blocks nothing
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _is_claimed(port: int) -> bool:
    """Claim a port for this process, and tell whether no other has it."""
    claim = socket.socket(socket.AF_UNIX)
    try:
        claim.bind(f"\0rareguide-port-{port}")
    except OSError:
        claim.close()
        return False
    _claims.append(claim)
    return True
