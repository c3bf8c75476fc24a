"""Talk to a running assistant in the terminal."""

from __future__ import annotations

import uuid

from commands.rest_client import send_message
from rareguide.console import err, out


def chat_in_terminal(server: str, key: str, message: str | None) -> None:
    """Ask one question, or go on until the person leaves with Ctrl-D, Ctrl-C or "quit"; raise `ServerUnreachable`."""
    sender = f"terminal-{uuid.uuid4().hex}"
    if message is not None:
        out.print(_ask(server, key, sender, message), markup=False)
        return
    err.print("Type a question; Ctrl-D or quit leaves.")
    while True:
        try:
            line = out.input("[bold]> [/bold]").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line.lower() in ("quit", "exit"):
            return
        out.print(_ask(server, key, sender, line), markup=False)


def _ask(server: str, key: str, sender: str, message: str) -> str:
    return "\n\n".join(sent["text"] for sent in send_message(server, key, sender, message) if "text" in sent)
