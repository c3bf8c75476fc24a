"""Give each system a store to read and an empty database for its conversations, in SQLite or PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tools.bench.turns.stores import build_store, copy_store
from tools.postgres import Postgres


@dataclass(frozen=True)
class Database:
    """Name one database, as SQLAlchemy and as Rasa's `endpoints.yml` write it."""

    url: str
    tracker_store: dict[str, Any]

    def size(self) -> int:
        """Return the bytes that the database takes."""
        query = (
            "SELECT pg_database_size(current_database())"
            if self.url.startswith("postgresql")
            else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        )
        return int(_ask(self.url, query))


class Databases(Protocol):
    """Make databases of one kind."""

    def store(self, size: int) -> str:
        """Return the SQLAlchemy address of the store of that size."""

    def empty(self, name: str) -> Database:
        """Return a new database without tables."""


class SQLiteFiles:
    """Keep stores in one folder, from run to run, and conversations in another."""

    def __init__(self, stores: Path, conversations: Path) -> None:
        self._stores, self._conversations = stores, conversations
        for folder in (stores, conversations):
            folder.mkdir(parents=True, exist_ok=True)

    def store(self, size: int) -> str:
        """Return the SQLAlchemy address of the store of that size."""
        return f"sqlite:///{build_store(size, self._stores)}"

    def empty(self, name: str) -> Database:
        """Return a new file; one of an earlier run is removed."""
        path = self._conversations / f"{name}.db"
        for left in self._conversations.glob(f"{path.name}*"):
            left.unlink()
        return Database(f"sqlite:///{path}", {"type": "SQL", "dialect": "sqlite", "db": str(path)})


class PostgreSQLServer:
    """Make databases in a server that runs for as long as the measuring."""

    def __init__(self, server: Postgres, stores: Path) -> None:
        self._server, self._stores = server, stores
        self._copied: dict[int, str] = {}
        stores.mkdir(parents=True, exist_ok=True)

    def store(self, size: int) -> str:
        """Return the address of a copy of the store of that size."""
        if size not in self._copied:
            path = build_store(size, self._stores)
            self._copied[size] = self._server.make_database(f"store_{size}")
            copy_store(path, self._copied[size])
        return self._copied[size]

    def empty(self, name: str) -> Database:
        """Return a new database."""
        url = self._server.make_database(name.replace("-", "_"))
        address = make_url(url)
        store = {
            "type": "SQL",
            "dialect": "postgresql",
            "url": address.host,
            "port": address.port,
            "username": address.username,
            "password": address.password,
            "db": address.database,
        }
        return Database(url, store)


def _ask(url: str, query: str) -> Any:
    engine = create_engine(url, future=True)
    try:
        with engine.connect() as connection:
            return connection.execute(text(query)).scalar_one()
    finally:
        engine.dispose()
