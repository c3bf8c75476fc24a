"""Open databases, the store's and that of conversations, write to them, and bring their tables to the newest form."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, event, func, select
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

SQLITE_BUSY_SECONDS = 60
"""How long a writer waits for another one; an import of all of MedQuAD holds the lock for about 15 seconds."""
KEPT_CONNECTIONS = 5
MOST_CONNECTIONS = 20
"""Connections of one process to one database: opening one costs more than the query of a turn, so some stay open."""
SECONDS_FOR_A_CONNECTION = 3
"""How long one is waited for, whether another turn is to give it back or the database is to answer."""
SECONDS_A_STATEMENT = 5
"""How long one statement of a running server may take; nobody waits for its answer any longer."""
_NOTICE_A_LOST_SERVER = {
    "connect_timeout": SECONDS_FOR_A_CONNECTION,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""libpq's settings, in seconds and, the last, milliseconds: a server that has vanished is not waited for."""
STORE_LOCK = 7255401
"""The number of PostgreSQL's advisory lock that writers of the store take one after the other."""
CONVERSATIONS_LOCK = 7255402
"""That of all who write to conversations, hand-overs and accounts: no visitor waits for the end of an import."""


def open_database(url: str) -> Engine:
    """Return an engine for `url`, a SQLAlchemy address of SQLite or PostgreSQL.

    The folder of a SQLite file is made when it is missing. SQLite runs in write-ahead mode, so that an
    import does not keep the running server from reading.
    """
    address = make_url(url)
    pool: dict[str, Any] = {
        "poolclass": QueuePool,
        "pool_size": KEPT_CONNECTIONS,
        "max_overflow": MOST_CONNECTIONS - KEPT_CONNECTIONS,
        "pool_timeout": SECONDS_FOR_A_CONNECTION,
    }
    if address.get_backend_name() != "sqlite":
        return create_engine(address, future=True, pool_pre_ping=True, connect_args=_NOTICE_A_LOST_SERVER, **pool)
    if not address.database or address.database == ":memory:":
        pool = {}  # each connection of a pool would be a database of its own
    else:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        _make_file(Path(address.database))
    arguments = {"timeout": SQLITE_BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(address, future=True, connect_args=arguments, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


@lru_cache(maxsize=8)
def shared_database(url: str) -> Engine:
    """Return the one engine that all parts of a server share for `url`, so that they share its connections.

    PostgreSQL ends a statement on it after `SECONDS_A_STATEMENT`.
    """
    engine = open_database(url)
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _limit_statements)
    return engine


def _make_file(path: Path) -> None:
    """Make a missing file that its owner alone can read; SQLite gives its mode to the files beside it."""
    if path.exists():
        return
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:  # another process was faster
        return


def _limit_statements(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", (SECONDS_A_STATEMENT * 1000,))
    connection.commit()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    _use_write_ahead_log(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    # What visitors wrote is health data: deleted rows are overwritten.
    connection.execute("PRAGMA secure_delete = ON")


def _use_write_ahead_log(connection: Any) -> None:
    """Change the journal, which stays changed; SQLite itself does not wait for another process that does the same."""
    give_up_at = time.monotonic() + SQLITE_BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > give_up_at:
                raise
            time.sleep(0.05)


@contextmanager
def writing(engine: Engine, lock: int = CONVERSATIONS_LOCK) -> Iterator[Connection]:
    """Open a transaction beside which no other with the same lock runs, so that what it reads stays true until its end.

    A SQLite file has one lock for all.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            # Without this the transaction would begin at the first change, after the reading.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(select(func.pg_advisory_xact_lock(lock)))
        yield connection


@contextmanager
def writing_at_once(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that fails where it would have to wait for another writer; for what can be left out."""
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            connection.commit()
        try:
            with connection.begin():
                if not is_sqlite:
                    connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
                yield connection
        finally:
            if is_sqlite:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {SQLITE_BUSY_SECONDS * 1000}")


class UnknownTables(SQLAlchemyError):
    """A database has tables of another version, which this one can neither use nor bring up to date."""


@dataclass(frozen=True)
class Schema:
    """Name the tables of a database, the folder of its migrations, and the table that says which of them it has had."""

    metadata: MetaData
    migrations: Path
    version_table: str

    def alembic_config(self) -> Config:
        """Return what Alembic is told about the migrations."""
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.set_main_option("version_locations", str(self.migrations))
        config.attributes.update(metadata=self.metadata, version_table=self.version_table)
        return config

    def revisions(self, connection: Connection) -> set[str]:
        """Return the newest migrations that a database has had: one, or none where it has no tables yet.

        Raises `UnknownTables` where this version has no migration of that name.
        """
        context = MigrationContext.configure(connection, opts={"version_table": self.version_table})
        current = set(context.get_current_heads())
        known = {script.revision for script in ScriptDirectory.from_config(self.alembic_config()).walk_revisions()}
        if current - known:
            raise UnknownTables(
                f"its tables ({self.version_table}: {', '.join(sorted(current - known))}) are of a newer version of "
                "RareGuide, or of one before the first release; start the version that made them, or name an empty "
                "database"
            )
        return current


def migrate(engine: Engine, schema: Schema) -> None:
    """Apply those migrations that the database has not had yet; raise `UnknownTables` where it had others."""
    config = schema.alembic_config()
    with writing(engine, STORE_LOCK) as connection:
        schema.revisions(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_migrated(engine: Engine, schema: Schema) -> bool:
    """Return whether a database has had all migrations of this version; raise `UnknownTables` where it had others."""
    newest = set(ScriptDirectory.from_config(schema.alembic_config()).get_heads())
    with engine.connect() as connection:
        return schema.revisions(connection) == newest
