"""The website widget's channel: signed sessions, and messages that are answered once however often they come."""

from __future__ import annotations

import asyncio
import hashlib
import json
import uuid
from collections import OrderedDict
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.gate import HandleMessage, process_gate
from bot.channels.rest import read_json
from bot.channels.session_tokens import InvalidToken, conversation_of, new_token, session_secret
from rareguide.turn import Turn

REMEMBERED_MESSAGES = 10_000
"""How many answered messages are remembered, so that one sent again gets its turn again."""


class WidgetChannel(InputChannel):
    """Serve `POST /widget/session` and `POST /widget/messages`."""

    def __init__(self) -> None:
        self.gate = process_gate()
        self.secret = session_secret(self.gate.settings)
        self._answered: OrderedDict[str, asyncio.Task[Turn]] = OrderedDict()

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return "widget"

    def url_prefix(self) -> str:
        """Return the address under which the channel's routes stand."""
        return "/widget"

    def blueprint(self, on_new_message: HandleMessage) -> Blueprint:
        """Return the channel's routes."""
        blueprint = Blueprint("rareguide_widget")

        @blueprint.post("/session")
        async def session(_: Request) -> HTTPResponse:
            return response.json({"token": new_token(self.secret)})

        @blueprint.post("/messages")
        async def messages(request: Request) -> HTTPResponse:
            try:
                conversation = conversation_of(request.token or "", self.secret)
            except InvalidToken:
                return response.json({"error": "The session is not valid; ask for a new one."}, status=401)
            body = read_json(request)
            body = body if isinstance(body, dict) else {}
            turn = await self._answer_once(conversation, body.get("id"), body.get("message"), on_new_message)
            return response.json({"turns": [turn]})

        return blueprint

    async def _answer_once(self, conversation: str, message_id: Any, message: Any, handle: HandleMessage) -> Turn:
        """Return the turn of a message; one that comes again, even while it is being answered, gets the same."""
        known_as = message_id if isinstance(message_id, str) else uuid.uuid4().hex
        # Other words under the same id are another message: an alarm must not get the turn of what came before.
        key = hashlib.sha256(json.dumps([conversation, known_as, message]).encode()).hexdigest()
        if key not in self._answered:
            answer = self.gate.answer(f"widget-{conversation}", message, self.name(), handle)
            self._answered[key] = asyncio.ensure_future(answer)
            if len(self._answered) > REMEMBERED_MESSAGES:
                self._answered.popitem(last=False)
        # A visitor who hangs up must not take the answer away from the same message sent again.
        return await asyncio.shield(self._answered[key])
