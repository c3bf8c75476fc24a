"""Rebuild the widget from its sources, away from the checkout, for the tests of this folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.widget.browser_play import play_in_browser
from tests.widget.stub_server import StubServer

Play = Callable[[str], Any]


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
