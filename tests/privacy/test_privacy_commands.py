"""An operator gives out, deletes and seals what is kept about a visitor, by command."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from typer.testing import CliRunner

from bot.tracker_store import RareGuideTrackerStore
from commands.cli import app
from commands.data_export import UnknownConversation, conversation_of_ticket, export_conversation
from conversations.database import open_conversations
from conversations.encryption import FieldCipher, make_key
from handoff.requests.desk import Desk
from handoff.requests.records import Form
from rareguide.settings import Settings, load_settings

OLD, NEW = make_key(), make_key()

Run = Callable[..., Result]


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    """Two visitors, of whom one has asked for a person."""
    settings = Settings(_env_file=None, data_dir=tmp_path, handoff_key=OLD)
    store = RareGuideTrackerStore(Domain.empty(), host=settings.conversations_url)
    for sender in ("anna", "berta"):
        words = f"{sender} asks about sarcoidosis"
        asyncio.run(store.save(DialogueStateTracker.from_events(sender, [UserUttered(words)])))
    desk = Desk(open_conversations(settings.conversations_url), settings)
    form = Form("anna", "widget", "Who treats sarcoidosis?", "Anna Zebulon", "anna@example.org", "", "en")
    desk.requests.submit(desk.forms.save(form), "yes")
    return settings


@pytest.fixture
def run(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `rareguide privacy …` on the installation; an exception that is no exit is passed on."""

    def run_command(*arguments: str, key: str = OLD) -> Result:
        for name in [name for name in os.environ if name.startswith("RAREGUIDE_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("RAREGUIDE_DATA_DIR", str(installation.data_folder))
        monkeypatch.setenv("RAREGUIDE_HANDOFF_KEY", key)
        load_settings.cache_clear()
        done = CliRunner().invoke(app, ["privacy", *arguments])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return run_command


def number_of(settings: Settings) -> str:
    request = Desk(open_conversations(settings.conversations_url), settings).requests.of("anna")
    assert request is not None
    return request.number


def test_everything_is_given_out_in_the_clear(run: Run, installation: Settings, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    done = run("export", "--ticket", number_of(installation), "--to", str(file))

    kept = json.loads(file.read_text(encoding="utf-8"))
    assert done.exit_code == 0, done.stderr
    assert kept["handoff_request"][0]["email"] == "anna@example.org"
    assert kept["handoff_outbox"][0]["payload"]["request"]["name"] == "Anna Zebulon"
    assert "anna asks" in kept["events"][0]["data"]
    assert "berta" not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600


def test_everything_is_deleted_and_others_are_left(run: Run, installation: Settings) -> None:
    done = run("delete", "anna", "--yes")

    engine, cipher = open_conversations(installation.conversations_url), FieldCipher(OLD)
    assert done.exit_code == 0, done.stderr
    with pytest.raises(UnknownConversation):
        export_conversation(engine, cipher, "anna")
    assert export_conversation(engine, cipher, "berta")["events"]
    # Names and addresses are sealed; what is not must not be in the file either.
    assert b"Who treats sarcoidosis" not in (installation.data_folder / "conversations.db").read_bytes()


def test_a_ticket_is_found_by_its_number_as_people_type_it(installation: Settings) -> None:
    number = number_of(installation)
    engine = open_conversations(installation.conversations_url)

    for typed in (number, number.lower(), number.removeprefix("RG-"), number.translate(str.maketrans("01", "OL"))):
        assert conversation_of_ticket(engine, typed) == "anna"
    with pytest.raises(UnknownConversation, match="no request RG-00000000"):
        conversation_of_ticket(engine, "RG-00000000")


def test_nothing_is_deleted_unconfirmed(run: Run, installation: Settings) -> None:
    done = run("delete", "anna")
    assert done.exit_code == 1
    assert export_conversation(open_conversations(installation.conversations_url), FieldCipher(OLD), "anna")


def test_a_key_is_changed(run: Run, installation: Settings) -> None:
    done = run("rotate-key", key=f"{NEW},{OLD}")

    engine = open_conversations(installation.conversations_url)
    assert done.exit_code == 0, done.stderr
    assert export_conversation(engine, FieldCipher(NEW), "anna")["handoff_request"][0]["email"] == "anna@example.org"


def test_a_key_that_is_missing_changes_nothing(run: Run, installation: Settings) -> None:
    done = run("rotate-key", key=NEW)

    engine = open_conversations(installation.conversations_url)
    assert done.exit_code == 1
    assert "Nothing was changed" in done.stderr
    assert export_conversation(engine, FieldCipher(OLD), "anna")["handoff_request"][0]["email"] == "anna@example.org"


@pytest.mark.parametrize(
    "arguments",
    [["export"], ["export", "anna", "--ticket", "RG-1"], ["export", "--ticket", "RG-NONE"], ["delete", "x"]],
)
def test_what_cannot_be_found_is_said(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_what_is_over_is_deleted(run: Run, installation: Settings) -> None:
    assert run("enforce").exit_code == 0
    assert export_conversation(open_conversations(installation.conversations_url), FieldCipher(OLD), "berta")
