"""Two browsers, a visitor's and an operator's, and what lies between them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from conversations.database import open_conversations
from staff.accounts import Accounts
from tests.support.handover_cast import ALWAYS_OPEN, FORM
from tests.support.live_server import LiveServer, free_port
from tests.widget.browser_play import NO_TROUBLE, PICTURES, RUN

pytestmark = pytest.mark.server

NAMES = ("Noor", "Ines")
PASSWORD = "seven quiet herons at dusk"


class Office:
    """A server and a staff site on one database, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.server = LiveServer(folder, **ALWAYS_OPEN)
        self.staff_port = free_port()
        self.staff_url = f"http://127.0.0.1:{self.staff_port}"
        self.operators = [{"email": f"{name.lower()}@larkfield.example", "password": PASSWORD} for name in NAMES]

    @contextmanager
    def staff_site(self) -> Iterator[None]:
        """Serve the staff site for its operators."""
        accounts = Accounts(open_conversations(f"sqlite:///{self.server.data_dir / 'conversations.db'}"))
        for name, operator in zip(NAMES, self.operators, strict=True):
            accounts.add(operator["email"], name, "operator")
            accounts.change_password(accounts.by_email(operator["email"]), PASSWORD)
        environment = {**self.server.environment, "RAREGUIDE_STAFF_PORT": str(self.staff_port)}
        command = [sys.executable, "-m", "commands", "staff", "serve"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, cwd=self.server.data_dir) as site:
            try:
                self._wait()
                yield
            finally:
                site.terminate()

    def _wait(self) -> None:
        give_up_at = time.monotonic() + 30
        while time.monotonic() < give_up_at:
            try:
                if httpx.get(f"{self.staff_url}/health").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("The staff site did not start.")

    def play(self, name: str, packages: Path, chromium: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "STAFF_URL": self.staff_url, "OPERATORS": json.dumps(self.operators)}
        command = ["node", str(RUN), name, self.server.url, str(packages), chromium, str(PICTURES)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    running = Office(tmp_path_factory.mktemp("office"))
    with running.server, running.staff_site():
        yield running


def seen_by(playing: subprocess.Popen[str]) -> Any:
    """What a scenario saw; the browser must have had no trouble."""
    output, problem = playing.communicate(timeout=200)
    assert playing.returncode == 0, problem
    result = json.loads(output)
    assert result["trouble"] == NO_TROUBLE
    return result["seen"]


@pytest.mark.timeout(400)
def test_a_live_chat_survives_a_killed_server(office: Office, built_widget: Path, chromium: str) -> None:
    playing = office.play("liveHandover", built_widget, chromium)
    assert playing.stderr is not None
    said = playing.stderr.readline()
    assert said == "stop the server\n", said + playing.stderr.read()
    assert office.server.process is not None
    office.server.process.kill()
    with office.server.stopped():
        said = playing.stderr.readline()
        assert said == "start the server\n", said + playing.stderr.read()
    seen = seen_by(playing)

    assert seen["fromOperator"] == [
        "Good morning, this is Noor.",
        "She may fly after six weeks.",
        "At once.",
    ]
    assert seen["fromVisitor"] == ["Thank you for coming.", "And by train?"], "nothing lost, nothing doubled"
    assert seen["question"] == FORM[0]
    assert "inherited" in seen["last"].lower() or "inherit" in seen["last"].lower()


@pytest.mark.timeout(300)
def test_of_two_operators_one_gets_the_request(office: Office, built_widget: Path, chromium: str) -> None:
    seen = seen_by(office.play("claimedByTwo", built_widget, chromium))

    assert seen == {"owners": 1, "refusals": 1}
