"""Whether conversations can be written is found out by writing, on both kinds of databases, and not too often."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, func, select, text
from sqlalchemy.engine import Engine

from bot.pages.writability import Writability
from conversations.database import open_conversations
from conversations.tables import pushed_turn


def is_writable(engine: Engine) -> bool:
    return asyncio.run(Writability(engine).is_writable())


def rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(pushed_turn)) or 0)


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    open_conversations(f"sqlite:///{tmp_path / 'conversations.db'}")
    return tmp_path / "conversations.db"


def test_a_database_that_takes_writes_is_left_as_it_was(sqlite_file: Path, postgres_url: str) -> None:
    for url in (f"sqlite:///{sqlite_file}", postgres_url):
        engine = open_conversations(url)
        assert is_writable(engine), url
        assert rows(engine) == 0


def test_a_sqlite_file_that_is_read_only_takes_none(sqlite_file: Path) -> None:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"file:{sqlite_file}?mode=ro", uri=True, check_same_thread=False)

    engine = create_engine(f"sqlite:///{sqlite_file}", creator=connect, future=True)

    assert rows(engine) == 0, "it can be read"
    assert not is_writable(engine)


def test_a_folder_that_is_gone_takes_none(sqlite_file: Path) -> None:
    engine = open_conversations(f"sqlite:///{sqlite_file}")
    sqlite_file.parent.rename(sqlite_file.parent.with_name("elsewhere"))

    assert not is_writable(engine)


def test_a_postgresql_that_is_read_only_takes_none(postgres_url: str) -> None:
    engine = open_conversations(postgres_url)
    name = engine.url.database
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    engine.dispose()

    assert rows(engine) == 0, "it can be read"
    assert not is_writable(engine)


def test_many_who_ask_within_a_second_cause_one_write(sqlite_file: Path) -> None:
    engine, now, inserts = open_conversations(f"sqlite:///{sqlite_file}"), [0.0], []
    event.listen(engine, "before_cursor_execute", count_inserts(inserts))
    writability = Writability(engine, clock=lambda: now[0])

    async def ask() -> None:
        for moment in (0.0, 0.9, 1.0):
            now[0] = moment
            assert all(await asyncio.gather(*(writability.is_writable() for _ in range(20))))

    asyncio.run(ask())

    assert len(inserts) == 2


def count_inserts(inserts: list[str]) -> Callable[..., None]:
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "INSERT" in statement:
            inserts.append(statement)

    return note
