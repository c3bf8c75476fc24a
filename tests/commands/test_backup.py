"""What was backed up comes back, whole, into either kind of database; and nothing is changed when it cannot."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import io
import json
import resource
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.tracker_store import RareGuideTrackerStore
from commands.backup.archive import read_manifest
from commands.backup.databases import parts_of
from commands.backup.manifest import BadArchive
from commands.backup.restoring import NotEmpty, NotInPlace, restore
from commands.backup.saving import back_up
from conversations.feedback import all_feedback
from conversations.tables import feedback
from handoff.requests.desk import Desk
from handoff.requests.records import Form
from knowledge.content_loading import load_content
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from rareguide.settings import ROOT, Settings

Rows = dict[str, list[tuple[Any, ...]]]


def settings_in(folder: Path, **more: Any) -> Settings:
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    values = {"_env_file": None, "data_dir": folder / "var", "content_dir": str(content), **more}
    return Settings(**values)


def filled(folder: Path) -> Settings:
    """An installation with content, a conversation, an opinion and a request to a person."""
    settings = settings_in(folder)
    for name in ("marfan-syndrome.md", "sarcoidosis.md"):
        found = next((ROOT / "knowledge" / "content").rglob(name))
        (folder / "content" / name).write_bytes(found.read_bytes())
    parts = parts_of(settings)
    load_content(parts[0].engine, folder / "content")
    tracker = DialogueStateTracker.from_events("anna", [UserUttered("was ist das? 😀"), SlotSet("condition", "x")])
    asyncio.run(RareGuideTrackerStore(Domain.empty(), host=settings.conversations_url).save(tracker))
    engine = parts[1].engine
    with engine.begin() as connection:
        opinion = {"conversation": "anna", "is_helpful": False, "comment": "no \x01", "message": "m", "given_at": 1.5}
        connection.execute(feedback.insert().values(turn_id="t", turn={"sections": [{"a": None}]}, **opinion))
    desk = Desk(engine, settings)
    desk.requests.submit(
        desk.forms.save(Form("anna", "widget", "Who treats it?", "Anna", "anna@example.org", "", "en")), "yes"
    )
    (settings.data_folder / "session.key").write_bytes(b"\x00key\xff" * 6)
    return settings


def rows(settings: Settings) -> Rows:
    """All rows of both databases, by table."""
    return {
        f"{part.name}/{table.name}": rows_of(part.engine, table) for part in parts_of(settings) for table in part.tables
    }


def rows_of(engine: Engine, table: Any) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return sorted((tuple(row) for row in connection.execute(select(table))), key=str)


def without_order_of_columns(settings: Settings) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for part in parts_of(settings):
        for table in part.tables:
            with part.engine.connect() as connection:
                mappings = [dict(row) for row in connection.execute(select(table)).mappings()]
            found[table.name] = sorted(mappings, key=lambda row: json.dumps(row, default=str, sort_keys=True))
    return found


def test_everything_comes_back(tmp_path: Path) -> None:
    there, file = filled(tmp_path / "there"), tmp_path / "backup.tar.gz"
    here = settings_in(tmp_path / "here")

    counts = back_up(there, file)
    assert restore(here, file) == counts

    assert rows(here) == rows(there)
    assert sum(counts.values()) >= 40
    assert (here.data_folder / "session.key").read_bytes() == b"\x00key\xff" * 6
    assert (here.data_folder / "session.key").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in (tmp_path / "here" / "content").iterdir()} == {"marfan-syndrome.md", "sarcoidosis.md"}
    assert file.stat().st_mode & 0o777 == 0o600


def test_from_sqlite_to_postgresql_and_back(tmp_path: Path, postgres_url: str) -> None:
    there, file, again = filled(tmp_path / "there"), tmp_path / "backup.tar.gz", tmp_path / "again.tar.gz"
    on_postgres = settings_in(tmp_path / "postgres", database_url=postgres_url)
    back = settings_in(tmp_path / "back")

    back_up(there, file)
    restore(on_postgres, file)
    back_up(on_postgres, again)
    restore(back, again)

    assert without_order_of_columns(on_postgres) == without_order_of_columns(there)
    assert rows(back) == rows(there)
    assert KnowledgeStore(open_database(postgres_url)).has("marfan-syndrome")


def test_postgresql_goes_on_counting(tmp_path: Path, postgres_url: str) -> None:
    file, here = tmp_path / "backup.tar.gz", settings_in(tmp_path / "here", database_url=postgres_url)
    back_up(filled(tmp_path / "there"), file)
    restore(here, file)

    desk = Desk(parts_of(here)[1].engine, here)
    number = desk.requests.submit(
        desk.forms.save(Form("berta", "rest", "Why?", "", "b@example.org", "", "en")), "yes"
    ).number

    assert desk.lookup.request(number).question == "Why?"


def test_into_one_sqlite_file_for_everything(tmp_path: Path) -> None:
    there, file = filled(tmp_path / "there"), tmp_path / "backup.tar.gz"
    here = settings_in(tmp_path / "here", database_url=f"sqlite:///{tmp_path / 'all.db'}")

    back_up(there, file)
    restore(here, file)

    assert without_order_of_columns(here) == without_order_of_columns(there)
    assert back_up(here, tmp_path / "again.tar.gz") == read_manifest(file)["rows"]


def test_a_member_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("content/../../escaped.md"), io.BytesIO())

    with pytest.raises(BadArchive, match="leads out"):
        restore(settings_in(tmp_path / "here"), file)


def test_a_folder_that_cannot_be_replaced_is_said_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, here = tmp_path / "backup.tar.gz", filled(tmp_path / "here")
    back_up(here, file)
    content = tmp_path / "here" / "content"
    (content / "marfan-syndrome.md").write_text("mine", encoding="utf-8")
    renamed = Path.rename

    def fail_for_drafts(path: Path, target: Path) -> Path:
        if "restored-" in path.name:
            raise OSError(28, "No space left on device")
        return renamed(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_drafts)
    with pytest.raises(NotInPlace, match="content could not be put in place"):
        restore(here, file, replace=True)

    assert (content / "marfan-syndrome.md").read_text(encoding="utf-8") == "mine"
    assert not list((tmp_path / "here").glob("content.*"))


def test_what_is_there_is_not_lost_unasked(tmp_path: Path) -> None:
    file, here = tmp_path / "backup.tar.gz", filled(tmp_path / "here")
    back_up(filled(tmp_path / "there"), file)
    before = rows(here)

    with pytest.raises(NotEmpty, match="--replace"):
        restore(here, file)
    assert rows(here) == before

    (tmp_path / "here" / "content" / "marfan-syndrome.md").write_text("mine", encoding="utf-8")
    restore(here, file, replace=True)
    kept = tmp_path / "here" / "content.before-restore-1" / "marfan-syndrome.md"
    assert kept.read_text(encoding="utf-8") == "mine"
    assert rows(here) == rows(settings_in(tmp_path / "there"))


def changed(member: str, content: bytes) -> Callable[[Path], None]:
    """Rewrite an archive with another content of one member."""

    def change(path: Path) -> None:
        with tarfile.open(path) as old:
            found = [(info, old.extractfile(info).read()) for info in old]  # type: ignore[union-attr]
        with tarfile.open(path, "w:gz") as new:
            for info, kept in found:
                written = content if info.name == member else kept
                info.size = len(written)
                new.addfile(info, io.BytesIO(written))

    return change


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def of_another_kind(path: Path) -> None:
    path.write_bytes(gzip.compress(b"no archive"))


DAMAGES = [cut, of_another_kind, changed("conversations/feedback.jsonl", b""), changed("session.key", b"another")]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_changes_nothing(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    file, here = tmp_path / "backup.tar.gz", filled(tmp_path / "here")
    back_up(here, file)
    damage(file)
    before = rows(here)

    with pytest.raises(BadArchive, match="damaged"):
        restore(here, file, replace=True)

    assert rows(here) == before


def test_a_backup_of_another_version_changes_nothing(tmp_path: Path) -> None:
    file, here = tmp_path / "backup.tar.gz", filled(tmp_path / "here")
    back_up(here, file)
    manifest = read_manifest(file)
    manifest["revisions"]["conversations"] = "0000"
    changed("manifest.json", json.dumps(manifest).encode())(file)

    with pytest.raises(BadArchive, match="restore it with the version"):
        restore(here, file, replace=True)


def test_a_row_that_does_not_fit_takes_everything_back(tmp_path: Path) -> None:
    """The member and its digest are right, but the database refuses one of its rows."""
    file, here = tmp_path / "backup.tar.gz", filled(tmp_path / "here")
    back_up(here, file)
    before = rows(here)
    bad = json.dumps({"turn_id": None, "conversation": "anna"}).encode()
    with tarfile.open(file) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
    manifest["members"]["conversations/feedback.jsonl"] = hashlib.sha256(bad).hexdigest()
    manifest["sizes"]["conversations/feedback.jsonl"] = len(bad)
    changed("conversations/feedback.jsonl", bad)(file)
    changed("manifest.json", json.dumps(manifest).encode())(file)

    with pytest.raises(Exception, match=r"(?i)null|constraint"):
        restore(here, file, replace=True)

    assert rows(here) == before


def test_a_backup_beside_writers_is_of_one_moment(tmp_path: Path) -> None:
    settings, file = filled(tmp_path / "there"), tmp_path / "backup.tar.gz"
    engine, stop = parts_of(settings)[1].engine, threading.Event()

    def write_pairs() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with engine.begin() as connection:  # a row of two tables, or none
                for table in ("a", "b"):
                    connection.exec_driver_sql(f"INSERT INTO pair_{table} VALUES ({number})")

    with engine.begin() as connection:
        for table in ("a", "b"):
            connection.exec_driver_sql(f"CREATE TABLE pair_{table} (number INTEGER PRIMARY KEY)")
    writing = threading.Thread(target=write_pairs)
    writing.start()
    try:
        counts = [back_up(settings, file) for _ in range(5)]
    finally:
        stop.set()
        writing.join()

    assert all(count["conversations/pair_a"] == count["conversations/pair_b"] for count in counts)
    assert counts[-1]["conversations/pair_a"] > 0


def test_a_full_disk_leaves_the_last_backup(tmp_path: Path) -> None:
    there = filled(tmp_path / "there")
    file = tmp_path / "backup.tar.gz"
    file.write_bytes(b"the last one")
    limited = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from commands.cli import app
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, {resource.RLIM_INFINITY}))
app(["backup", {str(file)!r}])
"""
    environment = {
        "PATH": "/usr/bin:/bin",
        "RAREGUIDE_DATA_DIR": str(there.data_folder),
        "RAREGUIDE_CONTENT_DIR": str(tmp_path / "there" / "content"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",  # Python's own files would be cut off as well, and stay so
    }
    done = subprocess.run(
        [sys.executable, "-c", limited], env=environment, capture_output=True, text=True, timeout=120, check=False
    )

    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert file.read_bytes() == b"the last one"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_manifest_says_when_and_what(tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    counts = back_up(filled(tmp_path / "there"), file)

    manifest = read_manifest(file)

    assert manifest["rows"] == counts
    assert datetime.fromisoformat(manifest["taken_at"]) <= datetime.now(timezone.utc)
    assert all_feedback(parts_of(settings_in(tmp_path / "there"))[1].engine)
