"""A line of the audit that is missing, changed or in another's place is seen, and retention is no such thing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from typer.testing import CliRunner

from commands.bootstrap import load_settings
from commands.cli import app
from conversations.database import open_conversations
from rareguide.database import writing
from staff import audit
from staff.audit_chain import (
    BrokenChain,
    delete_old_lines,
    exported,
    has_same_end,
    verify_database,
    verify_file,
)
from tests.staff.cast import Cast
from tests.support.examples import most_examples

DAY = 86_400.0
ROOT = Path(__file__).resolve().parents[2]
WRITE = """
import sys
from conversations.database import open_conversations
from rareguide.database import writing
from staff import audit
url, name, count = sys.argv[1:]
engine = open_conversations(url)
for place in range(int(count)):
    with (writing(engine) if place % 2 else engine.begin()) as connection:
        audit.write_line(connection, 1.0 + place, None, name, f"line {place}", None)
"""


def write(engine: Engine, count: int, at: float = 1.0) -> None:
    for place in range(count):
        with writing(engine) as connection:
            audit.write_line(connection, at + place * DAY, 1, "noor@larkfield.example", f"open request {place}", "RG-1")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_conversations(f"sqlite:///{tmp_path / 'conversations.db'}")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.db'}"
    return str(request.getfixturevalue("postgres_url"))


def test_what_the_site_writes_is_whole(cast: Cast) -> None:
    boss = cast.person("administrator")
    boss.see("/queue")
    boss.send("/accounts", email="żółw@larkfield.example", name="New", role="editor")

    assert verify_database(cast.services.engine) == len(cast.audited()) > 4


def test_an_audit_without_lines_is_whole(engine: Engine) -> None:
    assert verify_database(engine) == 0
    assert verify_file(exported(engine))[1] == 0


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("DELETE FROM staff_audit WHERE sequence = 4", "Line 4 is missing: line 5 stands in its place"),
        ("DELETE FROM staff_audit WHERE sequence <= 3", "Line 1 is missing: line 4 stands in its place"),
        ("DELETE FROM staff_audit WHERE sequence >= 7", "Line 7 is missing: the chain ends before it"),
        ("DELETE FROM staff_audit", "Line 1 is missing"),
        ("DELETE FROM staff_audit_chain", "nothing says between which ends"),
        ("UPDATE staff_audit SET action = 'x' WHERE sequence = 5", "Line 5 has been changed"),
        ("UPDATE staff_audit SET account = '' WHERE sequence = 8", "Line 8 has been changed"),
        ("UPDATE staff_audit SET at = at + 1 WHERE sequence = 2", "Line 2 has been changed"),
        ("UPDATE staff_audit SET number = NULL WHERE sequence = 2", "Line 2 has been changed"),
        (
            "UPDATE staff_audit SET sequence = -3 WHERE sequence = 3; UPDATE staff_audit SET sequence = 3 WHERE "
            "sequence = 4; UPDATE staff_audit SET sequence = 4 WHERE sequence = -3",
            "Line 3 has been changed",
        ),
        ("UPDATE staff_audit_chain SET deleted_until = 3; DELETE FROM staff_audit WHERE sequence <= 3", "no line says"),
    ],
)
def test_damage_in_the_database_is_seen_where_it_is(engine: Engine, damage: str, problem: str) -> None:
    write(engine, 8)
    with engine.begin() as connection:
        for statement in damage.split(";"):
            connection.execute(text(statement))

    with pytest.raises(BrokenChain, match=problem):
        verify_database(engine)


def test_a_line_that_is_made_anew_with_its_digest_does_not_fit_the_next(engine: Engine) -> None:
    write(engine, 3)
    with engine.begin() as connection:
        line = dict(connection.execute(text("SELECT * FROM staff_audit WHERE sequence = 2")).mappings().one())
        forged = {**line, "action": "nothing"}
        change = "UPDATE staff_audit SET action = 'nothing', digest = :digest WHERE sequence = 2"
        connection.execute(text(change), {"digest": audit.digest_of(forged)})

    with pytest.raises(BrokenChain, match="Line 3 does not follow the line before it"):
        verify_database(engine)


def test_the_chain_cannot_fork(engine: Engine) -> None:
    write(engine, 2)
    columns = "at, account, action, previous, digest"
    copying = f"INSERT INTO staff_audit (sequence, {columns}) SELECT 9, {columns} FROM staff_audit WHERE sequence = 2"
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(copying))


edits: dict[str, Callable[[list[str], int, int], list[str]]] = {
    "remove": lambda lines, one, _: lines[:one] + lines[one + 1 :],
    "repeat": lambda lines, one, _: [*lines[: one + 1], *lines[one:]],
    "exchange": lambda lines, one, other: [
        lines[other if place == one else one if place == other else place] for place in range(len(lines))
    ],
    "cut": lambda lines, one, _: lines[:one],
    "change": lambda lines, one, _: [*lines[:one], lines[one].replace("noor", "nobody"), *lines[one + 1 :]],
    "forget": lambda lines, one, _: [*lines[:one], "{}", *lines[one + 1 :]],
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    engine = open_conversations(f"sqlite:///{tmp_path_factory.mktemp('chain') / 'conversations.db'}")
    write(engine, 12)
    return list(exported(engine))


@given(edit=st.sampled_from(sorted(edits)), one=st.integers(1, 12), other=st.integers(1, 12))
@hypothesis_settings(
    max_examples=most_examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_edit_of_an_exported_file_is_seen(written: list[str], edit: str, one: int, other: int) -> None:
    edited = edits[edit](written, one, other)
    if edited == written:
        assert verify_file(edited)[1] == 12
        return
    with pytest.raises(BrokenChain, match=r"[Ll]ine \d+"):
        verify_file(edited)


@pytest.mark.parametrize(
    "first",
    [
        '{"chain": {"after": "0", "anchor": "", "until": 0, "head": ""}}',
        '{"chain": {"after": null, "anchor": "", "until": 0, "head": ""}}',
        '{"chain": {"after": 0, "anchor": "", "until": 1000000000000000000000000000000, "head": ""}}',
        '{"chain": {"after": -1, "anchor": "", "until": 0, "head": ""}}',
        "[" * 100_000,
        "{}",
        "no JSON",
        "",
    ],
)
def test_a_first_line_that_says_no_ends_is_told(first: str) -> None:
    """Some of these ended in a traceback."""
    with pytest.raises(BrokenChain, match="line 1"):
        verify_file([first])


def test_a_line_nested_without_end_is_told(written: list[str]) -> None:
    with pytest.raises(BrokenChain, match="line 2"):
        verify_file([written[0], "[" * 100_000, *written[2:]])


def test_a_file_says_its_ends(written: list[str]) -> None:
    ends, count = verify_file(written)
    last = json.loads(written[-1])

    assert (ends.after, ends.until, count) == (0, 12, 12)
    assert ends.head == last["digest"]
    assert sorted(last) == sorted("sequence at account_id account action number previous digest".split())


def test_later_lines_are_exported_alone(engine: Engine) -> None:
    write(engine, 6)
    ends, count = verify_file(exported(engine, after=4))
    assert (ends.after, ends.until, count) == (4, 6, 2)
    assert verify_file(exported(engine, after=6))[1] == 0
    assert verify_file(exported(engine, after=99))[1] == 0


def test_two_processes_write_one_chain(url: str) -> None:
    engine = open_conversations(url)
    command = [sys.executable, "-c", WRITE, url]
    writers = [subprocess.Popen([*command, name, "40"], cwd=ROOT) for name in ("first", "second")]

    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert verify_database(engine) == 80
    names = [json.loads(line).get("account") for line in exported(engine)][1:]
    assert (names.count("first"), names.count("second")) == (40, 40)
    engine.dispose()


def test_retention_deletes_old_lines_and_the_chain_stays_whole(url: str) -> None:
    engine = open_conversations(url)
    write(engine, 10)
    file = list(exported(engine))

    assert delete_old_lines(engine, 3, 10 * DAY) == 7
    assert delete_old_lines(engine, 3, 10 * DAY) == 0
    assert verify_database(engine) == 4  # with the one that says so
    write(engine, 2, 11 * DAY)
    assert delete_old_lines(engine, 3, 14.5 * DAY) == 5
    assert verify_database(engine) == 2
    assert verify_file(exported(engine))[0].after == 12
    assert has_same_end(engine, verify_file(file)[0])
    engine.dispose()


def test_without_a_time_nothing_is_deleted(engine: Engine) -> None:
    write(engine, 3)
    assert delete_old_lines(engine, 0, 1e12) == 0
    assert delete_old_lines(engine, 1, 1e12) == 3
    assert verify_database(engine) == 1


def test_retention_covers_up_no_missing_line(engine: Engine) -> None:
    write(engine, 10)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM staff_audit WHERE sequence = 8"))

    delete_old_lines(engine, 3, 10 * DAY)

    for look in (verify_database, lambda engine: delete_old_lines(engine, 1, 20 * DAY)):
        with pytest.raises(BrokenChain, match="Line 8 is missing"):
            look(engine)


def test_the_commands_export_and_verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAREGUIDE_DATA_DIR", str(tmp_path))
    for name in ("RAREGUIDE_DATABASE_URL", "RAREGUIDE_TRACKER_URL"):
        monkeypatch.setenv(name, "")
    load_settings.cache_clear()
    engine = open_conversations(f"sqlite:///{tmp_path / 'conversations.db'}")
    write(engine, 3)
    file = tmp_path / "audit.jsonl"

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["staff", "audit", *arguments])
        return done.exit_code, done.output

    try:
        assert run("export", "--to", str(file))[0] == 0
        assert os.stat(file).st_mode & 0o777 == 0o600
        assert run("verify") == (0, "The audit is whole: 3 lines.\n")
        assert run("verify", str(file))[0] == 0
        lines = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join([lines[0], lines[1], lines[3]]) + "\n", encoding="utf-8")
        assert run("verify", str(file)) == (1, f"{file}: Line 2 is missing: line 3 stands in its place.\n")
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM staff_audit WHERE sequence = 3"))
            head = "(SELECT digest FROM staff_audit WHERE sequence = 2)"
            connection.execute(text(f"UPDATE staff_audit_chain SET sequence = 2, head = {head}"))
        assert run("verify") == (0, "The audit is whole: 2 lines.\n")
        assert "the database has another line 3" in run("verify", str(file))[1]
        file.write_bytes(b"\xff")
        assert run("verify", str(file))[0] == 1
        assert run("verify", str(tmp_path / "nothing"))[0] == 1
    finally:
        load_settings.cache_clear()
