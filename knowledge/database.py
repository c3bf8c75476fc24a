"""Open the knowledge store's database and bring its tables to the newest form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE_BUSY_SECONDS = 10
"""How long a writer waits for another one; the importer holds the lock for a few seconds at most."""


def open_database(url: str) -> Engine:
    """Return an engine for `url`, a SQLAlchemy address of SQLite or PostgreSQL.

    The folder of a SQLite file is made when it is missing. SQLite runs in write-ahead mode, so that an
    import does not keep the running server from reading.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, future=True, pool_pre_ping=True)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, future=True, connect_args={"timeout": SQLITE_BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def migrate(engine: Engine) -> None:
    """Apply the migrations that the database has not had yet."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
