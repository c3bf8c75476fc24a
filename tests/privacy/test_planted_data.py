"""What visitors write is planted wherever they can write, and looked for in every log, metric, table and file."""

from __future__ import annotations

import gzip
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

from commands.backup.saving import back_up
from commands.data_export import export_conversation
from conversations.encryption import FieldCipher, make_key
from rareguide.database import open_database
from rareguide.settings import Settings
from tests.support.live_server import LiveServer

pytestmark = pytest.mark.server

SENTENCE = "my grandmother Ottilie planted quinces"
COMMENT = "the comment mentions Ferdinand's sailing boat"
NAME = "Zebulon Quackenbush"
EMAIL = "zebulon.quackenbush@larkfield.example"
QUESTION = "Can Clothilde fly to Reykjavik after her surgery?"
HEADER = "header-of-Balthasar"
PHONE = "+1 201-555-0187"
SOCKET = "over the socket I mention Hieronymus"
MARKS = {
    "sentence": "Ottilie",
    "comment": "Ferdinand",
    "name": "Quackenbush",
    "email": "zebulon.quackenbush",
    "phone": "555-0187",
    "question": "Reykjavik",
    "header": "Balthasar",
    "socket": "Hieronymus",
}
OF_THE_FORM = ("name", "email", "phone", "question")
KEY = make_key()


@dataclass
class RequestContext:
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


def say_over_rest(server: LiveServer, message: str) -> None:
    body = {"sender": "rest-visitor", "message": message}
    assert httpx.post(f"{server.url}/webhooks/rest/webhook", json=body, timeout=60).status_code == 200


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
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RequestContext]:
    """A visitor writes everywhere, also what cannot be read, on a server that logs all that it can."""
    environment = {"RAREGUIDE_LOG_LEVEL": "DEBUG", "RAREGUIDE_HANDOFF_KEY": KEY}
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
        for answer in (
            QUESTION,
            NAME,
            f"{EMAIL}, {PHONE}",
            "English",
            "yes",
            f"add to my request: I am {NAME}, {EMAIL}",
        ):
            turn = say(server, token, answer)
        assert turn["handoff"]["ticket"], turn  # type: ignore[index]
        for answer in (f"can I talk to a person? I am {NAME}, {EMAIL}", QUESTION, NAME, f"{EMAIL}, {PHONE}", "English"):
            say_over_rest(server, answer)
        found = RequestContext(server, token, tables_of(server), httpx.get(f"{server.url}/metrics").text)
        yield found


@pytest.mark.parametrize("what", MARKS)
def test_logs_and_metrics_hold_nothing_of_it(context: RequestContext, what: str) -> None:
    log = "\n".join(context.server.output)
    assert len(log) > 1000, "it logs at its most"
    assert MARKS[what].casefold() not in log.casefold()
    assert MARKS[what].casefold() not in context.metrics.casefold()


@pytest.mark.parametrize("what", MARKS)
def test_no_table_holds_it_in_the_clear(context: RequestContext, what: str) -> None:
    assert {name for name, words in context.tables.items() if MARKS[what].casefold() in words.casefold()} == set()


@pytest.mark.parametrize("what", MARKS)
def test_no_file_holds_it_in_the_clear(context: RequestContext, what: str) -> None:
    """The bytes of databases, their write-ahead logs and whatever else is in the data folder, as they lie there."""
    files = [path for path in context.server.data_dir.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"conversations.db", "conversations.db-wal", "rareguide.db"}
    assert {path.name for path in files if holds(path, MARKS[what])} == set()


def test_a_backup_holds_nothing_of_it_in_the_clear(context: RequestContext, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=context.server.data_dir, content_dir="", handoff_key=KEY)
    counts = back_up(settings, tmp_path / "backup.tar.gz")
    assert counts["conversations/handoff_request"] >= 1
    unpacked = gzip.decompress((tmp_path / "backup.tar.gz").read_bytes()).decode("utf-8", "replace").casefold()
    assert {what for what, mark in MARKS.items() if mark.casefold() in unpacked} == set()


def test_it_was_planted_and_the_key_opens_it(context: RequestContext) -> None:
    engine = open_database(f"sqlite:///{context.server.data_dir / 'conversations.db'}")
    conversation = f"widget-{context.token.partition('.')[0]}"
    kept = [export_conversation(engine, FieldCipher(KEY), one) for one in (conversation, "rest-visitor")]
    by_widget, by_rest = [str(one).replace(chr(92), "") for one in kept]
    assert {what for what in MARKS if what != "header" and MARKS[what] not in by_widget} == set()
    assert {what for what in OF_THE_FORM if MARKS[what] not in by_rest} == set()


def test_nothing_is_left_when_the_visitor_wants_to_be_forgotten(context: RequestContext) -> None:
    assert post(context.server, "forget", context.token, None).status_code == 204

    files = [path for path in context.server.data_dir.rglob("*") if path.is_file() and path.name != "session.key"]
    left = {(what, path.name) for what, mark in MARKS.items() for path in files if holds(path, mark)}
    assert left == set()


def holds(path: Path, mark: str) -> bool:
    return mark.casefold().encode() in path.read_bytes().lower()
