"""Run a real server for tests: `rareguide run` as a process of its own, on a free port and a database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from tools.processes import free_ports

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 180


def free_port() -> int:
    return free_ports(1)[0]


class LiveServer:
    """A server process; `environment` adds settings."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        self.port = int(environment.get("RAREGUIDE_PORT", free_port()))
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("RAREGUIDE_")},
            "RAREGUIDE_PORT": str(self.port),
            "RAREGUIDE_DATA_DIR": str(data_dir),
            "RAREGUIDE_STAFF_PORT": "0",
            "RAREGUIDE_CONTACT_NAME": "Larkfield Information Line",
            "RAREGUIDE_CONTACT_PHONE": "555-0100",
            "RAREGUIDE_TURN_TIMEOUT_SECONDS": "20",  # on a busy machine a turn may take longer than 4
            **environment,
        }
        self.process: subprocess.Popen[str] | None = None
        self.output: list[str] = []

    def __enter__(self) -> LiveServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Stop the server for a while, and start it again with the same data and port."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "commands", "run"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.data_dir,
        )
        threading.Thread(target=self._read_output, daemon=True).start()
        self._wait_until_ready()

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _read_output(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output.append(line.rstrip("\n"))

    def _wait_until_ready(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError("The server ended:\n" + "\n".join(self.output))
            try:
                if httpx.get(f"{self.url}/ready", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        raise AssertionError("The server did not get ready:\n" + "\n".join(self.output))

    def post(self, body: Any, headers: dict[str, str] | None = None) -> httpx.Response:
        """Send a body to the REST channel as it is (text or bytes), or as JSON."""
        content = body if isinstance(body, (bytes, str)) else json.dumps(body)
        sent = {"Content-Type": "application/json", **(headers or {})}
        return httpx.post(f"{self.url}/webhooks/rest/webhook", content=content, headers=sent, timeout=60)

    def say(self, message: Any, sender: str | None = None) -> dict[str, Any]:
        """Send one message and return the turn as data; without a sender it is a conversation of its own."""
        answer = self.post({"sender": sender or uuid.uuid4().hex, "message": message})
        assert answer.status_code == 200, answer.text
        turns = [sent["custom"] for sent in answer.json() if "custom" in sent]
        assert len(turns) == 1, answer.json()
        return dict(turns[0])

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Begin a `rareguide` command with the server's settings, and do not wait for it."""
        return subprocess.Popen(
            [sys.executable, "-m", "commands", *arguments],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.data_dir,
        )

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a `rareguide` command with the server's settings."""
        return subprocess.run(
            [sys.executable, "-m", "commands", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            cwd=self.data_dir,
            timeout=300,
            check=False,
        )
