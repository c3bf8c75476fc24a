"""The website widget's channel: signed sessions, messages over a socket or by plain requests, feedback, forgetting."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.origins import Origins
from bot.channels.process_gate import process_gate
from bot.channels.pushing import missed_turns
from bot.channels.rasa_drafts import HandleMessage
from bot.channels.rate_limits import Limit, address_group
from bot.channels.rest import read_json
from bot.channels.sanitize import sanitized
from bot.channels.session_tokens import RENEWAL_HEADER, InvalidToken, session_tokens
from bot.channels.widget_lookups import WELCOME, WidgetLookups
from bot.channels.widget_messages import CHANNEL, Reply, WidgetMessages, conversation_of_tracker, tracker_id
from bot.channels.widget_socket import SocketBlueprint, WidgetSocket
from bot.erasure import erase_conversation
from bot.server.metrics import REFUSED, SESSIONS
from conversations.feedback import UnknownTurn, keep_feedback
from handoff.requests.presence import note_leaving, note_visits
from rareguide.turn import Turn


class WidgetChannel(InputChannel):
    """Serve `/widget/socket.io`, and below `/widget` what is read and what is posted.

    `GET /welcome` and `/conditions`; `POST /session`, `/messages`, `/updates`, `/feedback` and `/forget`.
    """

    def __init__(self) -> None:
        self.gate = process_gate()
        settings = self.gate.settings
        self.tokens = session_tokens(settings)
        self.origins = Origins(settings.allowed_origins)
        self.socket = WidgetSocket(settings, self.tokens, self.gate.limits)
        if self.gate.handover is None:
            raise RuntimeError("The widget's channel needs a gate that can hand over.")
        self.engine, self.desk = self.gate.handover.engine, self.gate.handover.desk
        self._per_address = Limit("request", settings.address_messages_per_minute)
        # Names are looked up with every few letters.
        self._lookups_per_address = Limit("lookup", settings.address_messages_per_minute * LOOKUPS_A_MESSAGE)
        self.lookups = WidgetLookups(settings, self.gate.texts, self.desk)

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return CHANNEL

    def url_prefix(self) -> str:
        """Return the address under which the channel's routes stand."""
        return f"/{CHANNEL}"

    def blueprint(self, on_new_message: HandleMessage) -> Blueprint:
        """Return the channel's routes."""
        messages = WidgetMessages(self.gate, on_new_message, self.socket.announce, self.socket.tell_waiting)
        self.gate.late.bring = self._bring_late
        self.socket.messages = messages
        self.socket.missed = self._missed
        self.socket.typed = self._typed
        self.socket.left = self._left
        blueprint = SocketBlueprint("rareguide_widget", self.socket)

        @blueprint.middleware("request")
        async def refuse_other_sites(request: Request) -> HTTPResponse | None:
            if self.origins.are_allowed(request.headers.get("Origin"), request.headers.get("Host")):
                return None
            REFUSED.labels("origin").inc()
            # Where nothing is told, a page may read the refusal, so that the widget can say what is wrong.
            readable = {"Access-Control-Allow-Origin": "*"} if request.path.endswith(f"/{WELCOME}") else {}
            body = {"error": "This website is not among RAREGUIDE_ALLOWED_ORIGINS."}
            return response.json(body, status=403, headers=readable)

        @blueprint.middleware("response")
        async def tell_browsers(request: Request, answer: HTTPResponse) -> None:
            answer.headers.update(self.origins.headers(request.headers.get("Origin"), request.headers.get("Host")))
            renewed = getattr(request.ctx, "renewed_token", None)
            if renewed is not None:
                answer.headers[RENEWAL_HEADER] = renewed

        async def preflight(_: Request) -> HTTPResponse:
            return response.empty()

        for name in ROUTES:
            blueprint.add_route(preflight, f"/{name}", methods=["OPTIONS"], name=f"preflight_{name}")

        async def refuse_lookup(request: Request) -> HTTPResponse | None:
            too_many = await self._too_many(request, self._lookups_per_address)
            return None if too_many is None else _answer(too_many)

        self.lookups.add_to(blueprint, refuse_lookup)

        @blueprint.post("/session")
        async def session(request: Request) -> HTTPResponse:
            too_many = await self._too_many(request)
            if too_many is None:
                SESSIONS.inc()
            return _answer(too_many or Reply({"token": self.tokens.new()}))

        @blueprint.post("/messages")
        async def receive(request: Request) -> HTTPResponse:
            conversation = self._conversation_of(request)
            if conversation is None:
                return _answer(NOT_VALID)
            return _answer(await messages.answer(conversation, address_of(request), read_json(request)))

        @blueprint.post("/feedback")
        async def feedback(request: Request) -> HTTPResponse:
            conversation = self._conversation_of(request)
            if conversation is None:
                return _answer(NOT_VALID)
            return _answer(await self._too_many(request) or await self._take_feedback(conversation, read_json(request)))

        @blueprint.post("/updates")
        async def updates(request: Request) -> HTTPResponse:
            conversation = self._conversation_of(request)
            if conversation is None:
                return _answer(NOT_VALID)
            body = read_json(request)
            after = body.get("after", 0) if isinstance(body, dict) else 0
            too_many = await self._too_many(request)
            if too_many is None:  # a widget without a socket asks again and again while it is open
                await asyncio.to_thread(note_visits, self.engine, [tracker_id(conversation)], self.desk.clock())
            return _answer(too_many or Reply({"turns": await self._missed(conversation, after)}))

        @blueprint.post("/forget")
        async def forget(request: Request) -> HTTPResponse:
            try:
                conversation = self.tokens.read_of_any_age(request.token or "")
            except InvalidToken:
                REFUSED.labels("session").inc()
                return _answer(NOT_VALID)
            too_many = await self._too_many(request)
            if too_many is not None:
                return _answer(too_many)
            kept_as = tracker_id(conversation)
            async with self.gate.locks.of(kept_as):  # a turn that is under way would be kept after all
                await asyncio.to_thread(erase_conversation, self.engine, self.desk, kept_as)
            return response.empty()

        return blueprint

    async def _bring_late(self, kept_as: str, turn: Turn) -> None:
        """Send the windows of a conversation the turn that a visitor waits for no longer."""
        conversation = conversation_of_tracker(kept_as)
        if conversation is not None:
            await self.socket.announce(conversation, [turn], None)

    async def _missed(self, conversation: str, after: Any) -> list[Turn]:
        return await missed_turns(self.gate, tracker_id(conversation), after)

    async def _typed(self, conversation: str) -> None:
        await asyncio.to_thread(self.desk.transcript.typing, tracker_id(conversation), "visitor")

    async def _left(self, conversation: str) -> None:
        await asyncio.to_thread(note_leaving, self.engine, tracker_id(conversation), self.desk.clock())

    def _conversation_of(self, request: Request) -> str | None:
        """Return the conversation whose token a request carries, or `None`; the answer brings the renewed token."""
        try:
            session = self.tokens.read(request.token or "")
        except InvalidToken:
            REFUSED.labels("session").inc()
            return None
        request.ctx.renewed_token = session.renewed
        return session.conversation

    async def _too_many(self, request: Request, limit: Limit | None = None) -> Reply | None:
        """Return the refusal of a request that comes too soon after others from its network."""
        seconds = await self.gate.limits.wait_for(limit or self._per_address, address_group(address_of(request)))
        if not seconds:
            return None
        REFUSED.labels("too_fast").inc()
        body = {"error": "Too many requests.", "retry_after": round(seconds + 0.5)}
        return Reply(body, status=429, headers={"Retry-After": str(body["retry_after"])})

    async def _take_feedback(self, conversation: str, body: Any) -> Reply:
        fields = body if isinstance(body, dict) else {}
        turn_id, is_helpful, comment = fields.get("turn_id"), fields.get("helpful"), fields.get("comment", "")
        if not (isinstance(turn_id, str) and isinstance(is_helpful, bool) and isinstance(comment, str)):
            return Reply({"error": "Feedback is {turn_id: text, helpful: true or false, comment: text}."}, status=400)
        try:
            await asyncio.to_thread(
                keep_feedback,
                self.engine,
                tracker_id(conversation),
                sanitized(turn_id),
                is_helpful,
                sanitized(comment).strip(),
            )
        except UnknownTurn:
            return Reply({"error": "This answer is kept no more, so it cannot be rated."}, status=404)
        return Reply({}, status=204)


LOOKUPS_A_MESSAGE = 10
ROUTES = ("session", "messages", "updates", "feedback", "forget")
NOT_VALID = Reply({"error": "The session is not valid; ask for a new one."}, status=401)


def address_of(request: Request) -> str:
    """Return where a request comes from: what the proxies of the settings say, else who connected."""
    return str(request.remote_addr or request.ip)


def _answer(reply: Reply) -> HTTPResponse:
    if reply.status == 204:
        return response.empty(headers=dict(reply.headers))
    return response.json(reply.body, status=reply.status, headers=dict(reply.headers))
