"""Talking to a running server over its REST channel: what is said where none answers as it should."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from typer.testing import CliRunner

from commands.cli import app
from commands.evaluation.assistant import AssistantAtServer
from commands.rest_client import ServerUnreachable, send_message
from rareguide.settings import load_settings
from tests.support.live_server import free_port


class Server(HTTPServer):
    """A server that gives every request the same answer, and keeps what it was asked."""

    status = 200
    answer: bytes = b"[]"
    url = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str | None, Any]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Authorization"], body))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *arguments: Any) -> None:
        """Nothing of the requests belongs into the tests' output."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_message_is_sent_with_the_key(server: Server) -> None:
    server.answer = b'[{"text": "Hello."}, {"custom": {}}]'

    sent = send_message(f"{server.url}/", "a key", "me", "hello")

    assert sent == [{"text": "Hello."}, {"custom": {}}]
    assert server.asked == [("/webhooks/rest/webhook", "Bearer a key", {"sender": "me", "message": "hello"})]


def test_a_refusal_is_told_of(server: Server) -> None:
    server.status = 401

    with pytest.raises(ServerUnreachable, match=r"The assistant at http:\S+ refused the message \(401\)"):
        send_message(server.url, "", "me", "hello")


def test_another_program_at_the_address_is_no_assistant(server: Server) -> None:
    server.answer = b"<html>"

    with pytest.raises(ServerUnreachable, match="No assistant answers at"):
        send_message(server.url, "", "me", "hello")


def test_an_answer_without_a_turn_is_told_of(server: Server) -> None:
    with pytest.raises(ServerUnreachable, match="sent 0 turns instead of one"):
        AssistantAtServer(server.url, "").answer("me", "hello")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_chat_talks_to_the_server_of_the_settings(server: Server, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAREGUIDE_HOST", host)
    monkeypatch.setenv("RAREGUIDE_PORT", str(server.server_port))
    server.answer = b'[{"text": "Hello."}]'
    load_settings.cache_clear()

    done = CliRunner().invoke(app, ["chat", "hello"])

    load_settings.cache_clear()
    assert (done.exit_code, done.stdout) == (0, "Hello.\n")


def test_chat_without_a_server_says_what_to_do() -> None:
    done = CliRunner().invoke(app, ["chat", "--server", f"http://127.0.0.1:{free_port()}", "hi"])

    assert done.exit_code == 1
    assert "Start it with: make run" in done.output
