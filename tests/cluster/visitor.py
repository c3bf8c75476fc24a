"""A visitor of the cluster, who does what the widget does: one message after the other, sent again until answered."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import httpx
import websocket

SECONDS_BETWEEN_TRIES = 0.2


def new_token(url: str) -> str:
    """Begin a conversation."""
    return str(httpx.post(f"{url}/widget/session", timeout=30).json()["token"])


def send(url: str, token: str, message: str, message_id: str | None = None) -> httpx.Response:
    """Send a message once."""
    return httpx.post(
        f"{url}/widget/messages",
        json={"id": message_id or uuid.uuid4().hex, "message": message},
        headers={"Authorization": f"Bearer {token}"},
        timeout=60,
    )


def ask(url: str, token: str, message: str, message_id: str | None = None) -> dict[str, Any]:
    """Send a message and return the one turn that answers it."""
    answer = send(url, token, message, message_id)
    assert answer.status_code == 200, answer.text
    (turn,) = answer.json()["turns"]
    return dict(turn)


class SocketVisitor:
    """Speaks over a WebSocket; when it closes, connects again and sends again what was not answered."""

    def __init__(self, url: str, token: str) -> None:
        self._address = f"{url.replace('http', 'ws', 1)}/widget/socket.io/?EIO=4&transport=websocket"
        self._token = token
        self._wire: websocket.WebSocket | None = None
        self._asked = 0
        self.connections = 0

    def ask(self, message: str, seconds: float = 60) -> dict[str, Any]:
        """Return the one turn that answers a message, whatever happens to the connection meanwhile."""
        message_id, give_up_at = uuid.uuid4().hex, time.monotonic() + seconds
        while True:
            try:
                (turn,) = self._answer(message_id, message)["turns"]
                return dict(turn)
            except (OSError, websocket.WebSocketException):
                self.close()
                if time.monotonic() > give_up_at:
                    raise
                time.sleep(SECONDS_BETWEEN_TRIES)

    def close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _answer(self, message_id: str, message: str) -> dict[str, Any]:
        wire = self._wire or self._connected()
        self._asked += 1
        wire.send(f"42{self._asked}" + json.dumps(["message", {"id": message_id, "message": message}]))
        while True:
            packet = wire.recv()
            if packet == "2":
                wire.send("3")
            elif packet in ("", "1", "41"):
                raise websocket.WebSocketConnectionClosedException("The server closed the socket.")
            elif packet.startswith(f"43{self._asked}["):
                return dict(json.loads(packet.partition("[")[2].removesuffix("]")))

    def _connected(self) -> websocket.WebSocket:
        wire = websocket.create_connection(self._address, timeout=30, suppress_origin=True)
        assert wire.recv().startswith("0{")
        wire.send("40" + json.dumps({"token": self._token, "after": 0}))
        assert wire.recv().startswith("40")
        self._wire = wire
        self.connections += 1
        return wire


def conversation_of_token(token: str) -> str:
    """The conversation that a session's token names."""
    return token.partition(".")[0]
