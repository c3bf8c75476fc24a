"""Talk to a running assistant in the terminal, over its REST channel."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from typing import Any

from rareguide.console import err, out

SECONDS_TO_WAIT = 60


class ServerUnreachable(ConnectionError):
    """No assistant answers at the address."""


def chat_in_terminal(server: str, key: str, message: str | None) -> None:
    """Ask one question, or go on until the person leaves with Ctrl-D, Ctrl-C or "quit"."""
    sender = f"terminal-{uuid.uuid4().hex}"
    if message is not None:
        out.print(ask(server, key, sender, message), markup=False)
        return
    err.print("Type a question; Ctrl-D or quit leaves.")
    while True:
        try:
            line = out.input("[bold]> [/bold]").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line.lower() in ("quit", "exit"):
            return
        out.print(ask(server, key, sender, line), markup=False)


def ask(server: str, key: str, sender: str, message: str) -> str:
    """Send one message and return the turn as text; raise `ServerUnreachable`."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    body = json.dumps({"sender": sender, "message": message}).encode()
    request = urllib.request.Request(f"{server.rstrip('/')}/webhooks/rest/webhook", body, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=SECONDS_TO_WAIT) as answer:  # noqa: S310
            messages: list[dict[str, Any]] = json.load(answer)
    except urllib.error.HTTPError as problem:
        raise ServerUnreachable(f"The assistant at {server} refused the message ({problem.code}).") from problem
    except (urllib.error.URLError, OSError) as problem:
        raise ServerUnreachable(f"No assistant answers at {server}.") from problem
    return "\n\n".join(text["text"] for text in messages if "text" in text)
