"""The widget with the real server: over its socket, through a restart, and on another host's page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.support.live_server import LiveServer
from tests.widget.browser_play import NO_TROUBLE, PICTURES, RUN, play_in_browser


def test_messages_go_over_the_socket_and_the_thread_survives_a_reload(
    server: LiveServer, built_widget: Path, chromium: str
) -> None:
    seen = play_in_browser("overSocket", server.url, built_widget, chromium)

    assert seen["ways"]["posts"] == 0
    assert seen["ways"]["socket"] == 3
    assert seen["turns"] == 3
    assert seen["bubbles"] == ["What is Marfan syndrome?", "is it inherited?", "and the treatment?"]


def test_a_restart_of_the_server_loses_and_doubles_nothing(
    server: LiveServer, built_widget: Path, chromium: str
) -> None:
    """The browser says on standard error when the server is to go, and when to come back."""
    command = ["node", str(RUN), "serverRestart", server.url, str(built_widget), chromium, str(PICTURES)]
    playing = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert playing.stderr is not None
    assert playing.stderr.readline() == "stop the server\n"
    assert server.process is not None
    server.process.kill()
    with server.stopped():
        assert playing.stderr.readline() == "start the server\n"
    output, problem = playing.communicate(timeout=240)
    assert playing.returncode == 0, problem
    result = json.loads(output)
    assert result["trouble"] == NO_TROUBLE
    assert result["seen"]["delivery"] == ["Not sent yet."]
    assert result["seen"]["bubbles"] == ["What is Marfan syndrome?", "is it inherited?"]
    assert result["seen"]["turns"] == 2
