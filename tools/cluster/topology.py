"""The processes of the cluster and their settings: what `deploy/` does with containers."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import httpx

from bot.training import is_trained
from rareguide.settings import ROOT
from tools.cluster.nginx import nginx_before
from tools.postgres import Postgres
from tools.processes import Process, free_ports, listens
from tools.programs import find_redis

SERVERS = 2


class JobFailed(RuntimeError):
    """A job before the start of the servers failed; the message has what it said."""


DATABASE = "rareguide"


@dataclass(frozen=True)
class Ports:
    """Hold the ports of this machine that the cluster takes."""

    proxy: int
    staff_proxy: int
    staff: int
    postgres: int
    redis: int
    servers: tuple[int, ...]

    @classmethod
    def free(cls, servers: int = SERVERS) -> Ports:
        """Return ports that nobody listens on."""
        return cls._of(free_ports(5 + servers))

    @classmethod
    def following(cls, first: int, servers: int = SERVERS) -> Ports:
        """Return the ports from `first` on, the proxy's first."""
        return cls._of(list(range(first, first + 5 + servers)))

    @classmethod
    def _of(cls, numbers: list[int]) -> Ports:
        proxy, staff_proxy, staff, postgres, redis, *servers = numbers
        return cls(proxy, staff_proxy, staff, postgres, redis, tuple(servers))


class Server(Process):
    """Hold one server of the cluster."""

    def __init__(self, number: int, port: int, folder: Path, environment: Mapping[str, str]) -> None:
        self.url = f"http://127.0.0.1:{port}"
        super().__init__(
            name=f"server {number}",
            command=(sys.executable, "-m", "commands", "run", "--only-serve"),
            log=folder / f"server-{number}.log",
            is_ready=self._says_that_it_is_ready,
            environment={**environment, "RAREGUIDE_PORT": str(port)},
            folder=folder,
        )

    def _says_that_it_is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/ready", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


class Cluster:
    """Hold all processes of an installation; as a context manager, start them and end them.

    Everything is made from nothing at the start. The logs and data folders stay in `folder`; PostgreSQL's data go.
    `settings` adds settings of RareGuide, such as `{"RAREGUIDE_MESSAGES_PER_MINUTE": "600"}`.
    Raises `ProgramMissing`, `JobFailed` or `DidNotStart` when it cannot be started.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None, ports: Ports | None = None) -> None:
        ports = ports or Ports.free()
        folder.mkdir(parents=True, exist_ok=True)
        # A folder of its own outside: PostgreSQL may run as another user, who could not reach every folder.
        self._of_postgres = Path(tempfile.mkdtemp(prefix="rareguide-cluster-"))
        self.folder = folder
        self.postgres = Postgres(self._of_postgres, ports.postgres, "max_connections=60")
        password = secrets.token_hex(16)
        self.redis = _redis(folder, ports.redis, password)
        self.proxy_url = f"http://127.0.0.1:{ports.proxy}"
        self.staff_url = f"http://127.0.0.1:{ports.staff_proxy}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("RAREGUIDE_")},
            "RAREGUIDE_DATA_DIR": str(folder),
            "RAREGUIDE_DATABASE_URL": self.database_url,
            "RAREGUIDE_REDIS_URL": f"redis://:{password}@127.0.0.1:{ports.redis}/0",
            "RAREGUIDE_SESSION_SECRET": secrets.token_hex(32),
            "RAREGUIDE_PROXIES": "1",
            "RAREGUIDE_STAFF_PORT": str(ports.staff),
            "RAREGUIDE_STAFF_URL": f"{self.staff_url}/",
            **(settings or {}),
        }
        self.servers = [
            Server(number, port, folder, self.environment) for number, port in enumerate(ports.servers, start=1)
        ]
        self.staff = Process(
            name="the staff site",
            command=(sys.executable, "-m", "commands", "staff", "serve"),
            log=folder / "staff.log",
            is_ready=lambda: listens(ports.staff),
            environment=self.environment,
            folder=folder,
        )
        self.proxy = nginx_before(folder / "nginx", ports.servers, ports.staff, ports.proxy, ports.staff_proxy)

    @property
    def database_url(self) -> str:
        """Return the SQLAlchemy address of the one database."""
        return self.postgres.database_url(DATABASE)

    def first_password(self) -> list[str]:
        """Return the lines that tell how to log in to the staff site, whose log has no password."""
        file = self.folder / "first-staff-password.txt"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    @property
    def processes(self) -> list[Process]:
        """Return all processes, in the order in which they end."""
        return [self.proxy, *self.servers, self.staff, self.redis, self.postgres]

    def __enter__(self) -> Cluster:
        try:
            self.start()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def start(self) -> None:
        """Start what the servers need, run the jobs, and start the servers, the staff site and the proxy."""
        with ThreadPoolExecutor() as beside:
            training = beside.submit(self._train)
            self.redis.begin()
            self.postgres.prepare()
            self.postgres.start()
            self.postgres.make_database(DATABASE)
            self.redis.wait_until_ready()
            self.job("migrate")
            training.result()
        later = (*self.servers, self.staff, self.proxy)
        for process in later:
            process.begin()
        for process in later:
            process.wait_until_ready()

    def end(self) -> None:
        """End all processes, the servers between turns, and remove PostgreSQL's data."""
        for process in (self.proxy, *self.servers, self.staff):
            process.terminate()
        for process in self.processes:
            process.stop()
        shutil.rmtree(self._of_postgres, ignore_errors=True)

    def job(self, *command: str) -> str:
        """Run a `rareguide` command with the servers' settings and return what it printed.

        Raises `JobFailed` when it fails.
        """
        done = subprocess.run(  # noqa: S603  (a command of this project)
            [sys.executable, "-m", "commands", *command],
            env=self.environment,
            cwd=self.folder,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise JobFailed(f"rareguide {' '.join(command)} failed: {done.stderr.strip()}")
        return done.stdout

    def _train(self) -> None:
        if not is_trained():
            self.job("train")


def _redis(folder: Path, port: int, password: str) -> Process:
    program = find_redis()
    file = folder / "redis.conf"
    file.touch(0o600)
    file.write_text(f"requirepass {password}\n", encoding="utf-8")
    return Process(
        name="Valkey" if "valkey" in program else "Redis",
        command=(program, str(file), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)),
        log=folder / "redis.log",
        is_ready=lambda: listens(port),
        folder=ROOT,
    )
