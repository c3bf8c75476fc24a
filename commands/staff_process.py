"""Run the staff site beside the server, as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rareguide.settings import Settings

SECONDS_TO_END = 10


@contextmanager
def staff_site_alongside(settings: Settings) -> Iterator[None]:
    """Start the staff site, unless its port is 0, and end it with the server."""
    if not settings.staff_port:
        yield
        return
    # The site ends when this pipe does, so that a server that is killed leaves none behind.
    command = [sys.executable, "-m", "commands", "staff", "serve", "--until-input-ends"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603  (a fixed command)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
