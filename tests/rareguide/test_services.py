"""What the settings name is reached before anything starts, and a sentence says why it cannot be."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from rareguide.services import Unreachable, reach_databases, reach_mail_server, reach_redis
from rareguide.settings import Settings
from tests.support.live_server import free_port


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)


@pytest.fixture
def listening() -> Iterator[int]:
    """The port of a server that takes connections."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield int(server.getsockname()[1])


def test_databases_that_can_be_opened_are_left_as_they_were(tmp_path: Path, postgres_url: str) -> None:
    reach_databases(settings(data_dir=str(tmp_path / "new")))
    reach_databases(settings(data_dir=str(tmp_path), database_url=postgres_url))

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://u:geheim@127.0.0.1:1/d", "no server answers there"),
        ("postgresql://u:geheim@no-such-host.invalid/d", "there is no host of that name"),
        ("postgresql://u:geheim@127.0.0.1:1/d?foo=geheim", "the address has an option that is not known"),
    ],
)
def test_a_server_that_is_not_there_is_told_from_others(url: str, why: str) -> None:
    with pytest.raises(Unreachable, match=why) as problem:
        reach_databases(settings(database_url=url))

    assert str(problem.value).startswith("RAREGUIDE_DATABASE_URL: the database postgresql://***@")
    assert "geheim" not in str(problem.value)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"database": "no_such"}, "there is no such database"),
        ({"password": "geheim"}, "the user or the password is wrong"),
        ({"username": "nobody"}, "the user or the password is wrong"),
    ],
)
def test_a_database_or_a_password_that_is_wrong_is_said(postgres_url: str, changed: dict[str, str], why: str) -> None:
    wrong = make_url(postgres_url).set(**changed)

    with pytest.raises(Unreachable, match=why) as problem:
        reach_databases(settings(tracker_url=wrong.render_as_string(hide_password=False)))

    assert str(problem.value).startswith("RAREGUIDE_TRACKER_URL: the database postgresql://***@127.0.0.1:")
    assert str(wrong.password) not in str(problem.value)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "rareguide.db").write_text("no database " * 100)

    with pytest.raises(Unreachable, match=r"RAREGUIDE_DATA_DIR: .* the file is no SQLite database"):
        reach_databases(settings(data_dir=str(tmp_path)))


def test_a_redis_that_is_not_there_is_a_warning(redis_url: str) -> None:
    assert reach_redis(settings()) == ""
    assert reach_redis(settings(redis_url=redis_url)) == ""
    warning = reach_redis(settings(redis_url=f"redis://:geheim@127.0.0.1:{free_port()}/0"))
    assert warning.startswith("RAREGUIDE_REDIS_URL: the Redis redis://***@127.0.0.1:")
    assert "cannot be reached" in warning
    assert "geheim" not in warning


def test_a_mail_server_that_is_not_there_is_a_warning(listening: int) -> None:
    assert reach_mail_server(settings()) == ""
    assert reach_mail_server(settings(smtp_url=f"smtp://127.0.0.1:{listening}")) == ""
    warning = reach_mail_server(settings(smtp_url=f"smtp://u:geheim@127.0.0.1:{free_port()}"))
    assert warning.startswith("RAREGUIDE_SMTP_URL: the mail server smtp://***@127.0.0.1:")
    assert "geheim" not in warning


def test_a_command_ends_with_the_sentence(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "commands", "feedback"],
        env={"PATH": "/usr/bin:/bin", "RAREGUIDE_DATABASE_URL": "postgresql://u:geheim@127.0.0.1:1/d"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("RAREGUIDE_DATABASE_URL: the database postgresql://***@127.0.0.1:1/d cannot be used")
    assert ended.stderr.count("\n") == 1
