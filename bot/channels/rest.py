"""The REST channel for trusted callers, in the place of Rasa's own and under its name."""

from __future__ import annotations

import hmac
import json
from ipaddress import ip_address
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.in_flight import messages_in_flight
from bot.channels.incoming_message import IncomingMessage
from bot.channels.process_gate import process_gate
from bot.channels.rasa_drafts import HandleMessage
from bot.channels.sanitize import sanitized
from rareguide.rendering import as_text
from rareguide.texts import Texts
from rareguide.turn import Turn


class RestChannel(InputChannel):
    """Answer `POST /webhooks/rest/webhook` with the turn as text and as data."""

    def __init__(self) -> None:
        self.gate = process_gate()

    @classmethod
    def name(cls) -> str:
        """Return the name of Rasa's own channel, whose address this one takes."""
        return "rest"

    def blueprint(self, on_new_message: HandleMessage) -> Blueprint:
        """Return the channel's routes."""
        blueprint = Blueprint("rareguide_rest")

        @blueprint.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            if not self._is_allowed(request):
                return response.json(
                    {"error": "This channel needs the header `Authorization: Bearer <RAREGUIDE_REST_KEY>`."},
                    status=401,
                    headers={"WWW-Authenticate": "Bearer"},
                )
            body = read_json(request)
            sender, message = (body.get("sender"), body.get("message")) if isinstance(body, dict) else (None, body)
            with messages_in_flight().one_more():
                turn = await self.gate.answer(IncomingMessage(sender, sanitized(message), self.name()), on_new_message)
                written = await self.gate.written_since(sender)
            sent = [message for one in (*written, turn) for message in messages_of(sender, one, self.gate.texts)]
            return response.json(sent)

        return blueprint

    def _is_allowed(self, request: Request) -> bool:
        """Return whether a caller may use the channel: with the key or, where none is set, from this machine."""
        if not self.gate.settings.rest_key:
            return ip_address(request.ip).is_loopback
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        # A header that is no UTF-8 comes as halves of surrogate pairs; it is to be refused, not to fail.
        given = key.encode("utf-8", "surrogatepass")
        return scheme.lower() == "bearer" and hmac.compare_digest(given, self.gate.settings.rest_key.encode())


def messages_of(sender: Any, turn: Turn, texts: Texts) -> list[dict[str, Any]]:
    """Return a turn as the channel sends it: once as text, once as data."""
    recipient = sender if isinstance(sender, str) else ""
    return [{"recipient_id": recipient, "text": as_text(turn, texts)}, {"recipient_id": recipient, "custom": turn}]


def read_json(request: Request) -> Any:
    """Return the body of a request as JSON, or an empty list where it is none: the gate answers that too."""
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        return []
