"""Run the staff site for a browser: a real uvicorn in a thread, on a free port."""

from __future__ import annotations

import threading
import time

import uvicorn

from tests.staff.cast import Cast
from tests.support.live_server import free_port

SECONDS_TO_START = 20


class RunningSite:
    """Serve a cast's site."""

    def __init__(self, cast: Cast, port: int = 0) -> None:
        self.cast = cast
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(
            cast.app, host="127.0.0.1", port=self.port, log_level="error", ws="none", timeout_graceful_shutdown=1
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> RunningSite:
        self.thread.start()
        give_up_at = time.monotonic() + SECONDS_TO_START
        while not self.server.started:
            assert time.monotonic() < give_up_at, "the site did not start"
            time.sleep(0.05)
        return self

    def __exit__(self, *problem: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)
