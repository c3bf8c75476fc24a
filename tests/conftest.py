"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import re
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import redis

from rareguide.settings import load_settings
from tests.support.examples import most_examples
from tests.support.live_server import LiveServer, free_port
from tests.support.node_packages import in_ci, node_folder
from tools.postgres import Postgres, running_postgres

ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("any", max_examples=most_examples(100))
hypothesis.settings.load_profile("any")

_NEEDS_RASA = re.compile(r"^(?:from|import) (?:bot|rasa|rasa_sdk|sanic)\b", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the modules that import Rasa where it is not installed: `make test-next` runs the others without it."""
    if collection_path.suffix != ".py" or importlib.util.find_spec("rasa") is not None:
        return None
    return _NEEDS_RASA.search(collection_path.read_text(encoding="utf-8")) is not None or None


def pytest_configure(config: pytest.Config) -> None:
    """Spare each process of a run that trains nothing the seconds that TensorFlow takes to load."""
    if "not training" in config.option.markexpr:
        from bot.server.without_tensorflow import serve_without_tensorflow  # Python 3.12's tests run without Rasa

        serve_without_tensorflow()


TOGETHER = ("tests/cluster/",)
"""Folders whose tests share what takes long to start, and are run by one process. Elsewhere a file is a unit."""

LONGEST_FIRST = ("tests/cluster/", "tests/conversations/test_dialogues.py", "tests/bot/test_live_handover.py")
"""What takes minutes comes first, so that no process is left with it at the end."""

NEEDS = {
    "server": {"server", "cluster", "postgres", "redis_url"},
    "browser": {"chromium", "built_widget"},
    "training": {"model"},
}
"""The fixtures that give a test its marker; where a test starts such things itself, the marker stands at the test."""


def unit_of(nodeid: str) -> str:
    """The tests that one process runs, one after the other."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)  # Python 3.12's tests run without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let several processes (`-n`) share the tests unit by unit, in the order in which they were collected."""
    from xdist.scheduler import LoadScopeScheduling

    class ByUnit(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit_of(nodeid)

    config.option.loadscopereorder = False
    return ByUnit(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a server, a browser or training, and put the units that take longest first.

    Those that only measure time come last, when hardly anything has to wait for them.
    """
    for item in items:
        for marker, fixtures in NEEDS.items():
            if not fixtures.isdisjoint(getattr(item, "fixturenames", ())):
                item.add_marker(marker)
    slow = {unit_of(item.nodeid) for item in items if any(map(item.get_closest_marker, NEEDS))}
    beside_others = {unit_of(item.nodeid) for item in items if not item.get_closest_marker("serial")}

    def rank(item: pytest.Item) -> tuple[int, str]:
        unit = unit_of(item.nodeid)
        if unit in LONGEST_FIRST:
            return LONGEST_FIRST.index(unit), unit
        return len(LONGEST_FIRST) + (unit not in slow) + (unit not in beside_others), unit

    items.sort(key=rank)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let a test that is `serial` run while no other process of the run is at a test.

    Any two files do, of which only the locks are used. The first is a turnstile: who waits to be alone keeps it, so
    that no others go in meanwhile.
    """
    is_alone = item.get_closest_marker("serial") is not None
    with (ROOT / "pyproject.toml").open() as turnstile, Path(__file__).open() as running:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        fcntl.flock(running, fcntl.LOCK_EX if is_alone else fcntl.LOCK_SH)
        if not is_alone:
            fcntl.flock(turnstile, fcntl.LOCK_UN)
        try:
            return (yield)
        finally:  # by name: a process that a test has forked holds what is only closed here
            fcntl.flock(running, fcntl.LOCK_UN)
            fcntl.flock(turnstile, fcntl.LOCK_UN)


@pytest.fixture(autouse=True)
def settings_of_this_test() -> None:
    """Let each test read the settings anew: a process keeps them, also those of the test before."""
    load_settings.cache_clear()


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


WIDGET = ROOT / "widget"


@pytest.fixture(scope="session")
def built_widget(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of `widget/` with its packages installed and the script built from the sources, for all processes."""
    return node_folder(WIDGET, tmp_path_factory, "build")


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
