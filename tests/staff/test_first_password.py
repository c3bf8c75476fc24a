"""The first password reaches whoever starts the site, and no log."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from conversations.database import open_conversations
from rareguide.settings import Settings
from staff.accounts import FIRST_EMAIL, Accounts, first_account
from staff.first_password import first_password_file, forget, hand_over
from staff.passwords import is_password
from staff.tables import staff_account
from tests.staff.cast import Cast
from tests.support.live_server import free_port

pytestmark = pytest.mark.server

NEW = "seven loud red lanterns"
PASSWORD = re.compile(r"The password of admin@localhost is ([a-z2-9-]{23}) and must")


def serve(folder: Path, output: int) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAREGUIDE_")}
    port = {"RAREGUIDE_STAFF_PORT": str(free_port()), "RAREGUIDE_DATA_DIR": str(folder), "RAREGUIDE_LOG_LEVEL": "DEBUG"}
    command = [sys.executable, "-m", "commands", "staff", "serve", "--until-input-ends"]
    return subprocess.Popen(
        command, env={**environment, **port}, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT
    )


def read_until(path: int, words: str) -> str:
    said, give_up_at = "", time.monotonic() + 60
    while words not in said and time.monotonic() < give_up_at:
        said += os.read(path, 4096).decode()
    return said


def is_the_first(folder: Path, password: str) -> bool:
    engine = open_conversations(f"sqlite:///{folder / 'conversations.db'}")
    with engine.connect() as connection:
        return is_password(connection.scalar(select(staff_account.c.password_hash)), password)


@pytest.mark.usefixtures("slow_passwords")
def test_without_a_terminal_the_password_is_in_a_file_and_in_no_output(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    site = serve(tmp_path, writing)
    said = read_until(reading, "The staff site: ")
    site.kill()
    site.wait()

    file = tmp_path / "first-staff-password.txt"
    found = PASSWORD.search(file.read_text(encoding="utf-8"))
    assert found is not None
    assert is_the_first(tmp_path, found[1])
    assert file.stat().st_mode & 0o777 == 0o600
    assert str(file) in said
    assert found[1] not in said


@pytest.mark.usefixtures("slow_passwords")
def test_at_a_terminal_the_password_is_printed_and_in_no_file(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    site = serve(tmp_path, theirs)
    said = read_until(ours, "The staff site: ")
    site.kill()
    site.wait()

    found = PASSWORD.search(said)
    assert found is not None
    assert is_the_first(tmp_path, found[1])
    assert not (tmp_path / "first-staff-password.txt").exists()


def test_the_file_goes_with_the_first_change(tmp_path: Path) -> None:
    cast = Cast(tmp_path, data_dir=tmp_path / "data")
    file = first_password_file(cast.settings)
    made = first_account(cast.services.engine)
    assert made is not None
    hand_over(cast.settings, *made)
    cast.account("noor@larkfield.example", "operator")
    assert file.exists(), "another account's password is none of its"

    client = cast.browser()
    cast.log_in(client, FIRST_EMAIL, made[1])
    token = re.search(r'name="token" value="(\w+)"', client.get("/password").text)
    assert token is not None
    client.post("/password", data={"token": token[1], "present": made[1], "new": NEW, "again": NEW})

    assert not file.exists()
    forget(cast.settings)


def test_the_file_goes_with_a_new_password_from_the_terminal_too(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    accounts = Accounts(open_conversations(settings.conversations_url), settings=settings)
    made = accounts.add_first()
    assert made is not None
    hand_over(settings, *made)

    accounts.reset_password(accounts.by_email(FIRST_EMAIL).id)

    assert not first_password_file(settings).exists()


def test_a_file_or_link_in_its_place_is_not_written_through(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch(0o644)
    first_password_file(settings).symlink_to(elsewhere)

    hand_over(settings, FIRST_EMAIL, "secret")

    assert elsewhere.read_text(encoding="utf-8") == ""
    assert not first_password_file(settings).is_symlink()
