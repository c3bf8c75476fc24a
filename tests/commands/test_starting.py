"""Starting the server: what is said, and what is refused."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.server.start_checks import CannotStart, check_channels, check_start
from rareguide.settings import Settings
from tests.support.live_server import LiveServer, free_port


def run_server(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commands", "run"],
        env={**os.environ, "RAREGUIDE_DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.server
def test_a_start_says_one_line_with_the_address(tmp_path: Path) -> None:
    with LiveServer(tmp_path) as server:
        deadline = time.monotonic() + 10
        while not server.output and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(1)  # a second line would come now

        assert server.output == [f"RareGuide is ready: {server.url}/"]


def test_a_port_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = run_server(tmp_path, RAREGUIDE_PORT=str(port))

    assert ended.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in ended.stderr
    assert f"RAREGUIDE_PORT={port + 10}" in ended.stderr  # the next one may be the staff site's
    assert "Traceback" not in ended.stderr


@pytest.mark.server
def test_a_server_whose_staff_port_is_taken_serves_visitors_and_says_so(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with LiveServer(tmp_path, RAREGUIDE_STAFF_PORT=str(port)) as server:
            assert server.say("what is Marfan syndrome?")["kind"] == "answer"

    said = " ".join(server.output)
    assert f"The staff site is not started. Cannot listen on 127.0.0.1:{port}" in said
    assert f"RAREGUIDE_STAFF_PORT={port + 10 if port + 10 <= 65535 else port - 10} make run" in said


def test_a_port_that_is_proposed_exists() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 65535))
        other.listen()

        with pytest.raises(CannotStart, match="RAREGUIDE_PORT=65525 "):
            check_start(Settings(port=65535))


def test_a_public_address_needs_a_key(tmp_path: Path) -> None:
    ended = run_server(tmp_path, RAREGUIDE_HOST="0.0.0.0")

    assert ended.returncode == 1
    assert "RAREGUIDE_REST_KEY" in ended.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    ended = run_server(tmp_path, RAREGUIDE_PORT="many")

    assert ended.returncode == 2
    assert "RAREGUIDE_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "localhost"])
def test_loopback_needs_no_key(host: str) -> None:
    check_start(Settings(host=host, port=free_port()))


@pytest.mark.parametrize("channel", ["rest", "socketio", "slack", "rasa.core.channels.rest.RestInput"])
def test_a_channel_that_does_not_pass_the_gate_is_refused(tmp_path: Path, channel: str) -> None:
    credentials = tmp_path / "credentials.yml"
    credentials.write_text(f"bot.channels.rest.RestChannel:\n{channel}:\n", encoding="utf-8")

    with pytest.raises(CannotStart, match="does not pass RareGuide's gate"):
        check_channels(credentials)


def test_the_shipped_channels_are_accepted() -> None:
    check_channels()
