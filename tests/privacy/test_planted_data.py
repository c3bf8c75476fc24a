"""What visitors write is planted wherever they can write, and looked for in every log, metric, table and file."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import websocket

from handoff.encryption import make_key
from tests.support.live_server import LiveServer

SENTENCE = "my grandmother Ottilie planted quinces"
COMMENT = "the comment mentions Ferdinand's sailing boat"
NAME = "Zebulon Quackenbush"
EMAIL = "zebulon.quackenbush@larkfield.example"
QUESTION = "Can Clothilde fly to Reykjavik after her surgery?"
HEADER = "header-of-Balthasar"
SOCKET = "over the socket I mention Hieronymus"
MARKS = {
    "sentence": "Ottilie",
    "comment": "Ferdinand",
    "name": "Quackenbush",
    "email": "zebulon.quackenbush",
    "question": "Reykjavik",
    "header": "Balthasar",
    "socket": "Hieronymus",
}
MAY_HOLD = {
    "sentence": {"events", "answered_message", "handoff_request", "feedback"},
    "comment": {"feedback"},
    "name": set(),
    "email": set(),
    "question": {"handoff_request"},
    "header": set(),
    "socket": {"events", "answered_message", "handoff_request"},
}
"""The tables that docs/privacy.md says hold such a thing in the clear; names and addresses are sealed."""
LEFT_BY_THE_FORM = {"name": {"answered_message"}, "email": {"answered_message"}, "question": {"answered_message"}}
"""The form's turns repeat what was just written, and are kept for an hour, to be sent again."""


@dataclass
class Visit:
    """A conversation on a server, and what it left."""

    server: LiveServer
    token: str
    tables: dict[str, str] = field(default_factory=dict)
    metrics: str = ""


def post(server: LiveServer, path: str, token: str, body: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "User-Agent": HEADER, "X-Request-Id": f"{HEADER}!"}
    return httpx.post(f"{server.url}/widget/{path}?q={HEADER}", json=body, headers=headers, timeout=60)


def say(server: LiveServer, token: str, message: str) -> dict[str, object]:
    answer = post(server, "messages", token, {"id": uuid.uuid4().hex, "message": message})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["turns"][0])


def say_over_the_socket(server: LiveServer, token: str, message: str) -> None:
    address = f"{server.url.replace('http', 'ws', 1)}/widget/socket.io/?EIO=4&transport=websocket"
    with closing(websocket.create_connection(address, timeout=30, suppress_origin=True)) as wire:
        wire.recv()
        wire.send("40" + json.dumps({"token": token, "after": 0}))
        wire.recv()
        wire.send("421" + json.dumps(["message", {"id": uuid.uuid4().hex, "message": message}]))
        while not wire.recv().startswith("431["):
            pass


def tables_of(server: LiveServer) -> dict[str, str]:
    """What each table of both databases holds, as one text."""
    found = {}
    for file in ("conversations.db", "rareguide.db"):
        with closing(sqlite3.connect(server.data_dir / file)) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                found[name] = "\n".join(str(row) for row in database.execute(f'SELECT * FROM "{name}"'))
    return found


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A visitor writes everywhere, also what cannot be read, on a server that logs all that it can."""
    environment = {"RAREGUIDE_LOG_LEVEL": "DEBUG", "RAREGUIDE_HANDOFF_KEY": make_key()}
    with LiveServer(tmp_path_factory.mktemp("planted"), **environment) as server:
        token = httpx.post(f"{server.url}/widget/session").json()["token"]
        turn = say(server, token, f"what is sarcoidosis? {SENTENCE}")
        say_over_the_socket(server, token, SOCKET)
        post(server, "feedback", token, {"turn_id": turn["turn_id"], "helpful": False, "comment": COMMENT})
        headers = {"Content-Type": "application/json", "X-Header": HEADER}
        httpx.post(f"{server.url}/webhooks/rest/webhook", content=f'{{"{SENTENCE}', headers=headers, timeout=60)
        httpx.post(f"{server.url}/widget/messages", content=SENTENCE, headers=headers, timeout=60)
        httpx.get(f"{server.url}/conditions/{HEADER}?q={SENTENCE}", headers=headers)
        say(server, token, "I want to talk to a person")
        for answer in (QUESTION, NAME, EMAIL, "English", "yes"):
            turn = say(server, token, answer)
        assert turn["handoff"]["ticket"], turn  # type: ignore[index]
        found = Visit(server, token, tables_of(server), httpx.get(f"{server.url}/metrics").text)
        yield found


@pytest.mark.parametrize("what", MARKS)
def test_logs_and_metrics_hold_nothing_of_it(visit: Visit, what: str) -> None:
    log = "\n".join(visit.server.output)
    assert len(log) > 1000, "it logs at its most"
    assert MARKS[what].casefold() not in log.casefold()
    assert MARKS[what].casefold() not in visit.metrics.casefold()


@pytest.mark.parametrize("what", MARKS)
def test_tables_hold_it_only_where_the_data_map_says(visit: Visit, what: str) -> None:
    holding = {name for name, words in visit.tables.items() if MARKS[what].casefold() in words.casefold()}
    assert holding <= MAY_HOLD[what] | LEFT_BY_THE_FORM.get(what, set())


def test_it_was_planted_at_all(visit: Visit) -> None:
    for what in ("sentence", "comment", "question", "socket"):
        assert any(MARKS[what] in words for words in visit.tables.values()), what


def test_nothing_is_left_when_the_visitor_wants_to_be_forgotten(visit: Visit) -> None:
    assert post(visit.server, "forget", visit.token, None).status_code == 204

    files = [path for path in visit.server.data_dir.rglob("*") if path.is_file() and path.name != "session.key"]
    left = {(what, path.name) for what, mark in MARKS.items() for path in files if holds(path, mark)}
    assert left == set()


def holds(path: Path, mark: str) -> bool:
    return mark.encode() in path.read_bytes()
