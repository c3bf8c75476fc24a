"""Importing while the server runs: what was imported is answered without training or a restart."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.revision_cache import SECONDS_BETWEEN_LOOKS
from rareguide.database import STORE_LOCK, open_database, writing
from tests.support.live_server import LiveServer

PAGES = Path(__file__).parents[1] / "knowledge" / "pages"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server whose store these tests may change."""
    with LiveServer(tmp_path_factory.mktemp("importing")) as running:
        yield running


def wait_for_the_store() -> None:
    time.sleep(SECONDS_BETWEEN_LOOKS + 0.2)


def test_a_saved_page_is_answered_as_soon_as_it_is_imported(server: LiveServer) -> None:
    assert server.say("what is larkspur tremor syndrome?")["kind"] == "no_answer"

    imported = server.command("knowledge", "import", "page", str(PAGES / "larkspur-tremor-syndrome.txt"))
    assert imported.returncode == 0, imported.stderr
    assert "1 new, 0 changed, 0 unchanged, 0 rejected." in imported.stdout
    wait_for_the_store()

    turn = server.say("what is larkspur tremor syndrome?")
    assert turn["kind"] == "answer"
    assert turn["condition"]["slug"] == "larkspur-tremor-syndrome"
    assert turn["sections"][0]["last_updated"]


def test_an_import_is_undone_for_the_running_server_too(server: LiveServer) -> None:
    server.command("knowledge", "import", "page", str(PAGES / "osier-bone-dysplasia.html"))
    wait_for_the_store()
    assert server.say("Osier bone dysplasia")["condition"]["slug"] == "osier-bone-dysplasia"

    number = server.command("knowledge", "imports").stdout.splitlines()[1].split()[0]
    undone = server.command("knowledge", "undo", number)
    assert undone.returncode == 0, undone.stderr
    wait_for_the_store()

    assert server.say("what is Osier bone dysplasia?")["kind"] == "no_answer"


def test_nobody_who_asks_for_a_person_waits_for_the_end_of_an_import(tmp_path: Path, postgres_url: str) -> None:
    """An import of all of MedQuAD writes for about 15 seconds, and a turn that takes 4 is given up."""
    with (
        LiveServer(tmp_path, RAREGUIDE_DATABASE_URL=postgres_url) as on_postgres,
        writing(open_database(postgres_url), STORE_LOCK),
    ):
        turns = [on_postgres.say(words, "somebody") for words in ("I would like to talk to a person", "Can she fly?")]

    assert [turn["handoff"]["status"] for turn in turns] == ["collecting", "collecting"]


def test_the_page_that_the_project_began_with_and_medquad(server: LiveServer, shared_dir: Path) -> None:
    page = shared_dir / "data" / "pages" / "cramp-fasciculation-syndrome.txt"
    assert server.command("knowledge", "import", "page", str(page)).returncode == 0
    wait_for_the_store()
    before = server.say("is there a treatment for cramp-fasciculation syndrome?")
    assert (before["kind"], before["missing"]) == ("no_answer", ["treatment"])

    medquad = shared_dir / "data" / "MedQuAD" / "2_GARD_QA"
    imported = server.command("knowledge", "import", "medquad", str(medquad))
    assert imported.returncode == 0, imported.stderr
    assert "2684 new, 0 changed, 0 unchanged, 0 rejected." in imported.stdout
    wait_for_the_store()

    after = server.say("is there a treatment for cramp-fasciculation syndrome?")
    assert after["kind"] == "answer"
    assert [section["section"] for section in after["sections"]] == ["treatment"]
    assert "MedQuAD" in after["sections"][0]["source"]["name"]
    assert after["sections"][0]["last_updated"] is None
    assert "not been reviewed" in after["text"]

    nails = server.say("symptoms of Yellow nail syndrome")
    assert nails["kind"] == "answer"
    assert nails["condition"]["slug"] == "yellow-nail-syndrome"
    assert [section["section"] for section in nails["sections"]] == ["symptoms"]

    edited = server.say("what causes cramp-fasciculation syndrome?")
    assert edited["sections"][0]["last_updated"] == "2013-06-12", "edited content must beat the import"
