"""Where the staff site says that it is reached, and how its process ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from conversations.database import open_conversations
from rareguide.settings import Settings
from staff.accounts import FIRST_EMAIL, Accounts
from staff.services import address_of
from tests.staff.cast import PASSWORD
from tests.support.live_server import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:5006/"),
        ("staff.example", "http://staff.example:5006/"),
        ("0.0.0.0", "http://127.0.0.1:5006/"),
        ("::", "http://localhost:5006/"),
        ("::1", "http://[::1]:5006/"),
    ],
)
def test_the_address_that_is_shown_can_be_opened(host: str, address: str) -> None:
    assert address_of(Settings(_env_file=None, staff_host=host, staff_port=5006)) == address


def test_an_address_of_the_settings_is_shown_as_it_is() -> None:
    settings = Settings(_env_file=None, staff_host="0.0.0.0", staff_url="https://staff.example/")
    assert address_of(settings) == "https://staff.example/"


def test_a_process_that_is_told_to_end_lets_open_pages_go_without_an_error(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "RAREGUIDE_DATA_DIR": str(tmp_path), "RAREGUIDE_STAFF_PORT": str(port)}
    command = [sys.executable, "-m", "commands", "staff", "serve"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True) as running:
        wait_until_healthy(port)
        accounts = Accounts(open_conversations(f"sqlite:///{tmp_path / 'conversations.db'}"))
        accounts.change_password(accounts.by_email(FIRST_EMAIL), PASSWORD)
        address = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=address, headers={"origin": address}) as client:
            token = re.search(r'name="token" value="(\w+)"', client.get("/log-in").text)
            assert token is not None
            client.post("/log-in", data={"token": token[1], "email": FIRST_EMAIL, "password": PASSWORD})
            with client.stream("GET", "/live") as stream:
                lines = stream.iter_lines()
                assert next(lines) == "event: message"
                running.terminate()
                rest = list(lines)
        said = "".join(running.communicate(timeout=30))

    assert rest[-1] == ""
    assert "ERROR" not in said
    assert "Traceback" not in said


def wait_until_healthy(port: int) -> None:
    give_up_at = time.monotonic() + 60
    while True:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health").status_code == 200:
                return
        except httpx.HTTPError:
            assert time.monotonic() < give_up_at, "the site did not start"
        time.sleep(0.05)
