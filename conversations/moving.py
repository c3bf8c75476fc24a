"""Move conversations out of the knowledge store's SQLite file, in which they were kept at first.

SQLite lets one writer at a time into a file: with a file of their own, conversations do not wait for an import.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import Connection, Engine, make_url

from conversations.database import MIGRATIONS, open_conversations
from knowledge.database import migrate, open_database
from knowledge.tables import metadata as knowledge_metadata

RASA_EVENTS = "events"
VERSIONS = "conversations_version"
OF_THE_STORE = {"knowledge_version", *knowledge_metadata.tables}


def move_conversations(store_url: str, conversations_url: str) -> int:
    """Move all rows from the store's file into the conversations' own; return how many.

    Nothing is done where both are one database, or one of them is no SQLite file. May be repeated: what a crash left
    half done is done again.
    """
    old, new = _file_of(store_url), _file_of(conversations_url)
    if old is None or new is None or old == new or not old.exists():
        return 0
    engine = open_database(store_url)
    try:
        if not inspect(engine).has_table(VERSIONS):
            return 0
        migrate(engine, MIGRATIONS)
        target = open_conversations(conversations_url)
        count = _copied(engine, new, target)
        _drop(engine)
    finally:
        engine.dispose()
    return count


def _file_of(url: str) -> Path | None:
    address = make_url(url)
    is_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    return Path(str(address.database)).resolve() if is_file else None


def _names(engine: Engine) -> list[str]:
    """Return the tables of the store's file that are not the store's."""
    there = {name for name in inspect(engine).get_table_names() if not name.startswith("sqlite_")}
    return sorted(there - OF_THE_STORE - {VERSIONS})


def _copied(engine: Engine, new: Path, target: Engine) -> int:
    """Copy all rows in one transaction of the new file."""
    count = 0
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # the tables come in any order
        connection.exec_driver_sql("ATTACH DATABASE ? AS target", (str(new),))
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if not inspect(target).has_table(RASA_EVENTS):
            _make_events(connection)
        for name in _names(engine):
            columns = ", ".join(f'"{column["name"]}"' for column in inspect(engine).get_columns(name))
            copying = f'INSERT OR IGNORE INTO target."{name}" ({columns}) SELECT {columns} FROM main."{name}"'  # noqa: S608
            count += connection.exec_driver_sql(copying).rowcount
        connection.commit()
        connection.exec_driver_sql("DETACH DATABASE target")
    return count


def _make_events(connection: Connection) -> None:
    """Make the table that Rasa makes itself, with its indexes, as it is in the old file."""
    asked = "SELECT sql FROM main.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC"
    for (statement,) in connection.exec_driver_sql(asked, (RASA_EVENTS,)).all():
        for start in ("CREATE TABLE ", "CREATE INDEX "):
            if statement.startswith(start):
                connection.exec_driver_sql(f"{start}target.{statement.removeprefix(start)}")


def _drop(engine: Engine) -> None:
    names = [*_names(engine), VERSIONS]
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        for name in names:
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
        connection.commit()
