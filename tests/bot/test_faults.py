"""With SQLite, too, nothing is acknowledged before it is stored; and a server does not start with damaged files."""

from __future__ import annotations

import os
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from bot.server.start_checks import CannotStart, check_model
from bot.training import model_path
from rareguide.turn import turn_validator
from tests.support.live_server import LiveServer

SECONDS_TO_ANSWER = 5.0


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    # Python's own files would be cut off with the server's, and stay so.
    with LiveServer(tmp_path_factory.mktemp("faults"), PYTHONDONTWRITEBYTECODE="1") as running:
        yield running


@contextmanager
def full_disk(server: LiveServer) -> Iterator[None]:
    """Let no file of the server grow: what a full disk does to SQLite."""
    assert server.process is not None
    before = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, before)


def stored(server: LiveServer, sender: str) -> int:
    """How many messages of a conversation are stored."""
    with closing(sqlite3.connect(server.data_dir / "conversations.db")) as database:
        asked = "SELECT count(*) FROM events WHERE sender_id = ? AND type_name = 'user'"
        return int(database.execute(asked, (sender,)).fetchone()[0])


@pytest.mark.server
def test_a_full_disk_acknowledges_nothing(own_server: LiveServer) -> None:
    first = own_server.say("what is Marfan syndrome?", "anna")
    with full_disk(own_server):
        begun = time.monotonic()
        turns = [own_server.say("what causes it?", "anna") for _ in range(3)]
        seconds = time.monotonic() - begun
        while_full = stored(own_server, "anna")
    afterwards = own_server.say("what causes it?", "anna")

    assert first["kind"] == "answer"
    for turn in turns:
        turn_validator().validate(turn)
        assert turn["kind"] == "no_answer"
        assert turn["contact"]["phone"] == "555-0100"
    assert seconds < 3 * SECONDS_TO_ANSWER
    assert while_full == 1
    assert afterwards["condition"]["slug"] == "marfan-syndrome"
    assert stored(own_server, "anna") == 2


@pytest.mark.server
def test_an_emergency_is_answered_with_a_full_disk(own_server: LiveServer) -> None:
    with full_disk(own_server):
        turn = own_server.say("my son cannot breathe and turns blue", "berta")
    assert turn["kind"] == "emergency"


@pytest.mark.server
def test_a_server_whose_disk_is_full_is_not_ready(own_server: LiveServer) -> None:
    """It said that it was, and a proxy went on sending visitors to it."""
    with full_disk(own_server):
        wait_until_ready(own_server, False)
        while_full = httpx.get(f"{own_server.url}/ready")
    wait_until_ready(own_server, True)

    assert (while_full.status_code, while_full.json()["lacking"]) == (503, ["writing"])


def wait_until_ready(server: LiveServer, is_ready: bool) -> None:
    """A finding stands for a second."""
    give_up_at = time.monotonic() + 10
    while httpx.get(f"{server.url}/ready").json()["ready"] is not is_ready:
        assert time.monotonic() < give_up_at
        time.sleep(0.1)


@pytest.mark.server
def test_an_import_that_is_killed_leaves_the_store_as_it_was(own_server: LiveServer, tmp_path: Path) -> None:
    folder = tmp_path / "medquad"
    folder.mkdir()
    before = own_server.command("knowledge", "list").stdout
    for number in range(300):
        (folder / f"{number:07}.xml").write_text(medquad_document(number), encoding="utf-8")

    killed = own_server.begin("knowledge", "import", "medquad", str(folder))
    wait_until_written_to(own_server.data_dir / "rareguide.db-wal")
    killed.kill()
    killed.wait()

    assert own_server.command("knowledge", "list").stdout == before
    assert own_server.say("what is Marfan syndrome?")["kind"] == "answer"


def medquad_document(number: int) -> str:
    pairs = "".join(
        f'<QAPair pid="{pair}"><Question qid="{number}-{pair}" qtype="information">What is it?</Question>'
        f"<Answer>{'The approved words. ' * 200}</Answer></QAPair>"
        for pair in range(1, 6)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document id="{number:07}" source="GARD" '
        f'url="https://larkfield.example/{number}"><Focus>Larkfield syndrome {number}</Focus>'
        f"<FocusAnnotations></FocusAnnotations><QAPairs>{pairs}</QAPairs></Document>"
    )


def wait_until_written_to(log: Path) -> None:
    size, give_up_at = log.stat().st_size if log.exists() else 0, time.monotonic() + 60
    while not log.exists() or log.stat().st_size <= size:
        assert time.monotonic() < give_up_at, "the import wrote nothing"
        time.sleep(0.01)


@pytest.mark.training
@pytest.mark.parametrize("share", [0.0, 0.5, 0.999])
def test_a_damaged_model_ends_the_start_with_the_remedy(tmp_path: Path, share: float) -> None:
    whole = model_path().read_bytes()
    damaged = tmp_path / "model.tar.gz"
    damaged.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(CannotStart, match="train --force"):
        check_model(damaged)


@pytest.mark.training
def test_a_whole_model_is_taken() -> None:
    check_model(model_path())


def test_a_missing_model_ends_the_start_too(tmp_path: Path) -> None:
    assert os.listdir(tmp_path) == []
    with pytest.raises(CannotStart, match="cannot be read"):
        check_model(tmp_path / "none.tar.gz")
