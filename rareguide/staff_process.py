"""Run the staff site beside the server, as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rareguide.console import out
from rareguide.settings import Settings

SECONDS_TO_END = 10


@contextmanager
def staff_site_beside(settings: Settings) -> Iterator[None]:
    """Start the staff site, unless its port is 0, and end it with the server."""
    if not settings.staff_port:
        yield
        return
    from conversations.database import open_conversations
    from staff.accounts import first_account

    first = first_account(open_conversations(settings.conversations_url))
    address = settings.staff_url or f"http://{settings.staff_host}:{settings.staff_port}/"
    out.print(f"Staff site: {address}", markup=False)
    if first is not None:
        email, password = first
        out.print(f"Its first account, shown this once: {email}, password {password}", markup=False, highlight=False)
    process = subprocess.Popen([sys.executable, "-m", "rareguide", "staff", "serve"])
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
