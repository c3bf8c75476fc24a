"""A process of the cluster: when it is ready, and that nothing of it stays behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from subprocess import PIPE

import pytest

from tools.processes import PORTS, DidNotStart, Process, free_ports

ROOT = Path(__file__).resolve().parents[2]
WITH_A_CHILD = "sleep 60 & echo $! > child; echo ready > ready; wait"


def process_in(folder: Path, script: str = WITH_A_CHILD) -> Process:
    return Process("a test", ("sh", "-c", script), folder / "log", (folder / "ready").exists, folder=folder)


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_for_the_end_of(pid: int) -> None:
    give_up_at = time.monotonic() + 5
    while lives(pid):
        assert time.monotonic() < give_up_at, "it stayed behind"
        time.sleep(0.02)


def test_a_kill_leaves_no_child_behind(tmp_path: Path) -> None:
    process = process_in(tmp_path)
    process.start()
    child = int((tmp_path / "child").read_text())
    assert lives(child)

    process.kill()

    assert not process.is_running
    wait_for_the_end_of(child)


def test_it_can_be_started_again(tmp_path: Path) -> None:
    process = process_in(tmp_path)
    process.start()
    first = process.pid
    process.restart()
    try:
        assert process.is_running
        assert process.pid != first
    finally:
        process.stop()


def test_one_that_ends_before_it_is_ready_is_said_with_its_log(tmp_path: Path) -> None:
    with pytest.raises(DidNotStart, match="a test ended:\nno such disk"):
        process_in(tmp_path, "echo no such disk; exit 3").start()


def test_what_a_killed_parent_has_started_ends_with_it(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from tests.cluster.test_processes import process_in\n"
        "process_in(Path(sys.argv[1])).start(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path], cwd=Path(__file__).parents[2], check=False, env=os.environ)

    wait_for_the_end_of(int((tmp_path / "child").read_text()))


IN_ANOTHER_PROCESS = """
import sys
from tools.processes import free_ports
print(*free_ports(int(sys.argv[1])), flush=True)
sys.stdin.read()
"""


def test_processes_that_ask_at_once_get_ports_of_their_own() -> None:
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS, "50"]
    asking = [subprocess.Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) for _ in range(3)]
    answers = [process.stdout.readline().split() for process in asking if process.stdout]
    given = [int(port) for answer in answers for port in answer]
    mine = free_ports(50)
    for process in asking:
        process.communicate()

    assert len({*given, *mine}) == 200
    assert {*given, *mine} <= {*PORTS}


def test_outgoing_connections_come_from_other_ports() -> None:
    first, last = map(int, Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())

    assert not {*PORTS} & {*range(first, last + 1)}


def test_a_port_that_somebody_listens_on_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        (port,) = free_ports(1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        monkeypatch.setattr("tools.processes._claims", [])
        monkeypatch.setattr("tools.processes.PORTS", range(port, port + 1))

        with pytest.raises(RuntimeError, match="There are no 1 free ports"):
            free_ports(1)
