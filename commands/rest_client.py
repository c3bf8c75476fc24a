"""Send messages to a running assistant over its REST channel."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

SECONDS_TO_WAIT = 60


class ServerUnreachable(ConnectionError):
    """No assistant answers at the address."""


def send_message(server: str, key: str, sender: str, message: str) -> list[dict[str, Any]]:
    """Return what the channel answers to one message: each turn as text and as data; raise `ServerUnreachable`."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    body = json.dumps({"sender": sender, "message": message}).encode()
    request = urllib.request.Request(f"{server.rstrip('/')}/webhooks/rest/webhook", body, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=SECONDS_TO_WAIT) as answer:  # noqa: S310
            sent: list[dict[str, Any]] = json.load(answer)
    except urllib.error.HTTPError as problem:
        raise ServerUnreachable(f"The assistant at {server} refused the message ({problem.code}).") from problem
    except (urllib.error.URLError, OSError, ValueError) as problem:
        raise ServerUnreachable(f"No assistant answers at {server}.") from problem
    return sent
