"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.support.live_server import LiveServer, free_port
from tools.postgres import Postgres, running_postgres

ROOT = Path(__file__).resolve().parent.parent


_NEEDS_RASA = re.compile(r"^(?:from|import) (?:bot|rasa|rasa_sdk|sanic)\b", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the modules that import Rasa where it is not installed: `make test-next` runs the others without it."""
    if collection_path.suffix != ".py" or importlib.util.find_spec("rasa") is not None:
        return None
    return _NEEDS_RASA.search(collection_path.read_text(encoding="utf-8")) is not None or None


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server that keeps nothing safe from a power cut."""
    with running_postgres("fsync=off") as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    name = f"test_{uuid.uuid4().hex}"
    yield postgres.make_database(name)
    postgres.drop_database(name)
