"""Rebuild the widget from its sources, away from the checkout, for the tests of this folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.widget.browser_play import play_in_browser
from tests.widget.stub_server import StubServer

Play = Callable[[str], Any]

WIDGET = Path(__file__).resolve().parents[2] / "widget"
MADE = ("node_modules", "dist")
NO_NETWORK = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH")


def _skip_outside_ci(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"CI must not skip this: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def built_widget(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of `widget/` with its packages installed and the script built from the sources."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            _skip_outside_ci(f"{program} is not installed.")
    folder = tmp_path_factory.mktemp("build") / "widget"
    shutil.copytree(WIDGET, folder, ignore=shutil.ignore_patterns(*MADE))
    # Install scripts are not needed: esbuild also works without its own.
    installed = _npm(folder, "ci", "--ignore-scripts")
    if installed.returncode and any(sign in installed.stderr for sign in NO_NETWORK):
        _skip_outside_ci("npm cannot reach its registry.")
    assert installed.returncode == 0, installed.stderr
    built = _npm(folder, "run", "build")
    assert built.returncode == 0, built.stderr
    return folder


def _npm(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["npm", *arguments], cwd=folder, capture_output=True, text=True, timeout=240, check=False)


@pytest.fixture
def stub(built_widget: Path) -> Iterator[StubServer]:
    with StubServer(built_widget / "dist" / "widget.js") as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def play(stub: StubServer, built_widget: Path, chromium: str) -> Play:
    """Play a scenario on the stub, which serves no sockets, as in a network that blocks them."""

    def play_scenario(name: str) -> Any:
        return play_in_browser(name, stub.url, built_widget, chromium)

    return play_scenario
