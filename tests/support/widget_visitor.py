"""A visitor at the widget's channel: sessions and messages over HTTP, and the socket."""

from __future__ import annotations

import json
import uuid
from typing import Any

import httpx
import websocket

from tests.support.live_server import LiveServer


def new_session(server: LiveServer) -> str:
    return str(httpx.post(f"{server.url}/widget/session").json()["token"])


def send(server: LiveServer, token: str, message: Any, message_id: str | None = None) -> httpx.Response:
    return httpx.post(
        f"{server.url}/widget/messages",
        json={"id": message_id or uuid.uuid4().hex, "message": message},
        headers={"Authorization": f"Bearer {token}"},
        timeout=60,
    )


def post(server: LiveServer, path: str, token: str, body: object = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.post(f"{server.url}/widget/{path}", json=body, headers=headers, timeout=60)


class Socket:
    """A client of Socket.IO that shows what goes over the wire."""

    def __init__(self, server: LiveServer, token: str, origin: str | None = None, after: int = 0) -> None:
        address = f"ws://127.0.0.1:{server.port}/widget/socket.io/?EIO=4&transport=websocket"
        self._wire = websocket.create_connection(address, origin=origin, suppress_origin=origin is None, timeout=30)
        assert self._wire.recv().startswith("0{")
        self._wire.send("40" + json.dumps({"token": token, "after": after}))
        self.welcome: str = self._wire.recv()
        self._asked = 0
        self.announced: list[dict[str, Any]] = []
        self.is_person_typing = False
        self._pushed: set[str] = set()
        self.renewed_token: str | None = None

    def ask(self, message: Any, message_id: str | None = None) -> dict[str, Any]:
        """Send a message and return what it is acknowledged with."""
        self._asked += 1
        body = ["message", {"id": message_id or uuid.uuid4().hex, "message": message}]
        self._wire.send(f"42{self._asked}" + json.dumps(body))
        while True:
            packet = self._wire.recv()
            if packet.startswith(f"43{self._asked}["):
                return dict(json.loads(packet[3:])[0])
            self._take(packet)

    def next_announced(self) -> dict[str, Any]:
        """Wait for what the server sends of its own accord."""
        while not self.announced:
            self._take(self._wire.recv())
        return self.announced.pop(0)

    def next_pushed(self) -> list[dict[str, Any]]:
        """Wait for turns that answer no message.

        One that comes while a socket is greeted may come twice, as new and as missed; like the widget it is taken once.
        """
        while True:
            told = self.next_announced()
            fresh = [turn for turn in told["turns"] if turn["turn_id"] not in self._pushed]
            if told["answers"] is None and (fresh or not told["turns"]):
                self._pushed |= {turn["turn_id"] for turn in fresh}
                return fresh

    def wait_for_typing(self) -> None:
        """Wait until a person is typing."""
        while not self.is_person_typing:
            self._take(self._wire.recv())

    def wait_for_token(self) -> str:
        """Wait for the token to use from now on."""
        while self.renewed_token is None:
            self._take(self._wire.recv())
        return self.renewed_token

    def _take(self, packet: str) -> None:
        if packet == "2":
            self._wire.send("3")
        elif packet.startswith('42["typing"'):
            self.is_person_typing = True
        elif packet.startswith('42["session",'):
            self.renewed_token = json.loads(packet[2:])[1]["token"]
        elif packet.startswith('42["turns",'):
            self.announced.append(json.loads(packet[2:])[1])

    def close(self) -> None:
        self._wire.close()
