"""Serve the widget over Socket.IO, on which the server can push.

Rasa's own Socket.IO channel checks no origin, lets the client choose its conversation, and executes payloads; this one
shares only the protocol with it.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import socketio
from redis.exceptions import RedisError
from sanic import Blueprint, Sanic

from bot.channels.origins import Origins
from bot.channels.rate_limits import Limit, RateLimits, address_group
from bot.channels.session_tokens import InvalidToken, Session, SessionTokens
from bot.channels.socket_frames import LONGEST_FRAME, CheckedWebSocket, read_frames_leniently
from bot.channels.widget_messages import WidgetMessages
from bot.server.metrics import REFUSED, SOCKETS
from rareguide.request_ids import as_request
from rareguide.settings import Settings
from rareguide.turn import Turn

logger = logging.getLogger(__name__)

PATH = "widget/socket.io"
SECONDS_BETWEEN_PINGS = 20
SECONDS_TO_ANSWER_A_PING = 20
SECONDS_TO_LEAVE = 1.0
"""How long a client that was refused may take to go."""
MOST_UNANSWERED = 20
"""How many messages of one socket may be under way; a widget sends one after the other."""
SECONDS_TO_ANNOUNCE = 0.5
"""How long Redis may take to hear of a turn: whoever asked waits for the answer meanwhile."""
SECONDS_TO_CLOSE = 1.0
"""How long clients may take to be told that their sockets close."""
SECONDS_BETWEEN_SIGNS = 1.0
"""How often a socket's signs of typing are taken; a sign counts for five seconds."""
NO_SESSION = "session"
"""What a client with a token of somebody else's making is refused with; it asks for a new session."""

Missed = Callable[[str, Any], Awaitable["list[Turn]"]]
Typed = Callable[[str], Awaitable[None]]
Left = Callable[[str], Awaitable[None]]


class WidgetSocket:
    """Hold the Socket.IO server of this process; with Redis, the processes reach each other's visitors."""

    def __init__(self, settings: Settings, tokens: SessionTokens, limits: RateLimits) -> None:
        self._origins = Origins(settings.allowed_origins)
        self._tokens = tokens
        self._limits = limits
        self._per_address = Limit("connection", settings.address_messages_per_minute)
        self.messages: WidgetMessages | None = None
        self._answering: Counter[str] = Counter()
        self.missed: Missed | None = None
        """Gives the pushed turns of a conversation after a place; as long as it is not set none are missed."""
        self.typed: Typed | None = None
        self.left: Left | None = None
        """Is told when the last window of a conversation that this process serves was closed."""
        self._windows: Counter[str] = Counter()
        self.server = socketio.AsyncServer(
            async_mode="sanic",
            transports=["websocket"],
            cors_allowed_origins=self._is_allowed_origin,
            client_manager=_manager(settings),
            ping_interval=SECONDS_BETWEEN_PINGS,
            ping_timeout=SECONDS_TO_ANSWER_A_PING,
            max_http_buffer_size=LONGEST_FRAME,
            # Loggers of their own would write to the terminal past the log's settings.
            logger=_errors_of("socketio"),
            engineio_logger=_errors_of("engineio"),
        )
        read_frames_leniently()
        self.server.eio._async = {**self.server.eio._async, "websocket": CheckedWebSocket}
        self.server.on("connect", self._connect)
        self.server.on("message", self._message)
        self.server.on("typing", self._typing)
        self.server.on("disconnect", self._disconnect)
        SOCKETS.set_function(lambda: len(self.server.eio.sockets))

    async def announce(self, conversation: str, turns: list[Turn], answered: str | None) -> None:
        """Send turns to every window of a conversation; what does not arrive is fetched when it connects again."""
        try:
            told = self.server.emit("turns", {"turns": turns, "answers": answered}, room=_room(conversation))
            await asyncio.wait_for(told, SECONDS_TO_ANNOUNCE)
        except (RedisError, OSError, ValueError, asyncio.TimeoutError):
            logger.warning("Turns could not be announced to the windows of a conversation.")

    async def push(self, conversation: str, turns: list[Turn]) -> None:
        """Send turns that nobody asked for to those windows of a conversation that this process serves."""
        body = {"turns": turns, "answers": None}
        await self.server.emit("turns", body, room=_room(conversation), ignore_queue=True)

    async def tell_waiting(self, conversation: str, text: str, waiting: str | None) -> None:
        """Tell the windows of a conversation about a message that waits for its answer; `waiting` is its id."""
        body = {"text": text, "waiting": waiting}
        await self.server.emit("waiting", body, room=_room(conversation), ignore_queue=True)

    async def push_typing(self, conversation: str) -> None:
        """Tell the windows of a conversation that a person is typing."""
        await self.server.emit("typing", room=_room(conversation), ignore_queue=True)

    async def push_read(self, conversation: str) -> None:
        """Tell the windows of a conversation that the person has read what the visitor wrote."""
        await self.server.emit("read", room=_room(conversation), ignore_queue=True)

    @property
    def conversations(self) -> frozenset[str]:
        """Return the conversations that have a window open at this process."""
        return frozenset(self._windows)

    @property
    def is_answering(self) -> bool:
        """Return whether a message that came over a socket is not answered yet."""
        return bool(self._answering)

    async def close_idle(self) -> None:
        """Close the sockets on which nothing is being answered; their widgets connect again."""
        manager = self.server.manager
        busy = {manager.eio_sid_from_sid(sid, "/") for sid in self._answering}
        closing = [self.server.eio.disconnect(sid) for sid in list(self.server.eio.sockets) if sid not in busy]
        if closing:
            await asyncio.wait([asyncio.ensure_future(one) for one in closing], timeout=SECONDS_TO_CLOSE)

    def _is_allowed_origin(self, origin: str | None, environ: dict[str, Any]) -> bool:
        return self._origins.are_allowed(origin, environ.get("HTTP_HOST"))

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        """Let a client in that has a token of ours, and put it into its conversation's room."""
        address = environ["sanic.request"].remote_addr or environ["sanic.request"].ip
        if await self._limits.wait_for(self._per_address, address_group(address)):
            raise self._refusal(sid, "too_fast", "too many connections")
        token = auth.get("token") if isinstance(auth, dict) else None
        try:
            session = self._tokens.read(token if isinstance(token, str) else "")
        except InvalidToken:
            raise self._refusal(sid, "session", NO_SESSION) from None
        await self.server.save_session(sid, {"conversation": session.conversation, "address": address})
        await self.server.enter_room(sid, _room(session.conversation))
        self._windows[session.conversation] += 1
        # Beside the handler: a client takes no events before it has been told that it is connected.
        self.server.start_background_task(self._greet, sid, session, auth.get("after", 0))

    def _refusal(self, sid: str, reason: str, told: str) -> socketio.exceptions.ConnectionRefusedError:
        """Return what refuses a client, whose connection is closed soon if it does not do so itself."""
        REFUSED.labels(reason).inc()
        connection = self.server.manager.eio_sid_from_sid(sid, "/")
        self.server.start_background_task(self._close_soon, connection)
        return socketio.exceptions.ConnectionRefusedError(told)

    async def _close_soon(self, connection: str) -> None:
        await asyncio.sleep(SECONDS_TO_LEAVE)
        await self.server.eio.disconnect(connection)

    async def _greet(self, sid: str, session: Session, after: Any) -> None:
        """Send a client the token to use from now on, if it is time, and the pushed turns that it missed."""
        if session.renewed is not None:
            await self.server.emit("session", {"token": session.renewed}, to=sid, ignore_queue=True)
        turns = [] if self.missed is None else await self.missed(session.conversation, after)
        if turns:
            await self.server.emit("turns", {"turns": turns, "answers": None}, to=sid, ignore_queue=True)

    async def _disconnect(self, sid: str, _reason: Any = None) -> None:
        """Take note that a window is gone; of a client that was refused nothing is known."""
        conversation = (await self.server.get_session(sid)).get("conversation")
        if conversation is None:
            return
        self._windows -= Counter([conversation])  # which also takes out those that stand at nothing
        if self.left is not None and conversation not in self._windows:
            await self.left(conversation)

    async def _typing(self, sid: str, _: Any = None) -> None:
        """Take note that a visitor is typing, as often as a widget says so and not more."""
        session = await self.server.get_session(sid)
        now = time.monotonic()
        if self.typed is None or now < session.get("typed_at", 0.0) + SECONDS_BETWEEN_SIGNS:
            return
        await self.server.save_session(sid, {**session, "typed_at": now})
        await self.typed(session["conversation"])

    async def _message(self, sid: str, body: Any = None) -> dict[str, Any]:
        """Answer one message; the acknowledgement carries the turn."""
        session = await self.server.get_session(sid)
        if self.messages is None:
            raise RuntimeError("A message came before the channel was set up.")
        if self._answering[sid] >= MOST_UNANSWERED:
            REFUSED.labels("too_fast").inc()
            await self.server.eio.disconnect(self.server.manager.eio_sid_from_sid(sid, "/"))
            return {}
        self._answering[sid] += 1
        try:
            with as_request():
                reply = await self.messages.answer(session["conversation"], session["address"], body)
        finally:
            self._answering -= Counter([sid])  # which also takes out those that stand at nothing
        return reply.body


class SocketBlueprint(Blueprint):
    """Attach a Socket.IO server to the application that takes the blueprint's routes."""

    def __init__(self, name: str, socket: WidgetSocket) -> None:
        super().__init__(name)
        self.ctx.socket = socket

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Register the routes, and the socket's beside them."""
        self.ctx.socket.server.attach(app, socketio_path=PATH)
        super().register(app, options)


def _manager(settings: Settings) -> socketio.AsyncManager | None:
    if not settings.redis_url:
        return None
    return socketio.AsyncRedisManager(settings.redis_url, channel="rareguide-widget")


def _errors_of(library: str) -> logging.Logger:
    """Return a library's logger without its warnings, which are about what clients send."""
    logger_of_library = logging.getLogger(library)
    logger_of_library.setLevel(logging.ERROR)
    return logger_of_library


def _room(conversation: str) -> str:
    # A digest: what identifies a conversation stands in Redis no more than it does in a log.
    return hashlib.sha256(conversation.encode()).hexdigest()
