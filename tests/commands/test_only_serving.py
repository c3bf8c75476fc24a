"""`rareguide migrate` and `rareguide run --only-serve`: the job does all of the work, and the server none of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conversations.database import SCHEMA as CONVERSATIONS_SCHEMA
from knowledge.schema import SCHEMA as KNOWLEDGE_SCHEMA
from rareguide.database import is_migrated, open_database
from rareguide.settings import Settings
from tests.support.live_server import free_port

pytestmark = pytest.mark.server


def rareguide(tmp_path: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commands", *command],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("RAREGUIDE_")},
            "RAREGUIDE_DATA_DIR": str(tmp_path),
            "RAREGUIDE_PORT": str(free_port()),
            "RAREGUIDE_SESSION_SECRET": "made up for this test",
            "COLUMNS": "300",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_server_that_only_serves_refuses_tables_that_are_not_there(tmp_path: Path) -> None:
    ended = rareguide(tmp_path, "run", "--only-serve")

    assert ended.returncode == 1
    assert "knowledge database" in ended.stderr
    assert "rareguide migrate" in ended.stderr
    engine = open_database(Settings(data_dir=tmp_path).store_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0
    engine.dispose()


def test_the_job_makes_all_tables_and_may_be_repeated(tmp_path: Path) -> None:
    first, second = (rareguide(tmp_path, "migrate") for _ in range(2))

    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    assert first.stdout == "The tables are up to date and the content is loaded.\n"
    settings = Settings(data_dir=tmp_path)
    assert is_migrated(open_database(settings.store_url), KNOWLEDGE_SCHEMA)
    assert is_migrated(open_database(settings.conversations_url), CONVERSATIONS_SCHEMA)


def test_tables_of_another_version_are_refused(tmp_path: Path) -> None:
    assert rareguide(tmp_path, "migrate").returncode == 0
    engine = open_database(Settings(data_dir=tmp_path).conversations_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {CONVERSATIONS_SCHEMA.version_table} SET version_num = 'from the future'")
    engine.dispose()

    for command in (("migrate",), ("run", "--only-serve"), ("feedback",)):
        ended = rareguide(tmp_path, *command)

        assert ended.returncode == 1
        assert "conversations.db cannot be used; its tables (conversations_version: from the future)" in ended.stderr
        assert "name an empty database" in ended.stderr


def test_a_database_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    gone = "postgresql://nobody@127.0.0.1:1/none"
    for command in (("migrate",), ("run", "--only-serve")):
        ended = rareguide(tmp_path, *command, RAREGUIDE_TRACKER_URL=gone, RAREGUIDE_DATABASE_URL="")
        if command == ("run", "--only-serve"):
            assert "RAREGUIDE_TRACKER_URL" in ended.stderr
        assert ended.returncode == 1
        assert "Traceback" not in ended.stderr


def test_a_server_that_only_serves_needs_the_shared_secret(tmp_path: Path) -> None:
    ended = rareguide(tmp_path, "run", "--only-serve", RAREGUIDE_SESSION_SECRET="")

    assert ended.returncode == 1
    assert "RAREGUIDE_SESSION_SECRET" in ended.stderr
