"""End between turns: take nothing more, let what is under way be answered, send the sockets elsewhere, then stop.

A rolling update restarts the servers one after the other. A proxy takes a request that is refused here to another
server, and a widget whose socket is closed connects again and sends again what was not answered; a message has an id
and is answered once, so that nothing is lost and nothing doubled.
"""

from __future__ import annotations

import asyncio
import logging

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.in_flight import messages_in_flight
from bot.channels.widget_socket import WidgetSocket

logger = logging.getLogger(__name__)

ANSWERED_TO_THE_END = frozenset({"/health", "/ready", "/metrics"})
SECONDS_BETWEEN_LOOKS = 0.05
SECONDS_TO_CLOSE_CONNECTIONS = 2.0
"""How long Sanic may take for connections when no turn is under way: none of them has anything to wait for."""


def end_gracefully(app: Sanic, socket: WidgetSocket, seconds: float) -> None:
    """Have the application end between turns; those that take longer than `seconds` are cut off."""
    app.ctx.is_stopping = False
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = SECONDS_TO_CLOSE_CONNECTIONS

    async def refuse_when_stopping(request: Request) -> HTTPResponse | None:
        if not request.app.ctx.is_stopping or request.path in ANSWERED_TO_THE_END:
            return None
        return response.json({"error": "The server is stopping."}, status=503, headers={"Retry-After": "1"})

    async def let_turns_end(running: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        running.ctx.is_stopping = True
        give_up_at = loop.time() + seconds
        while True:
            # A socket that has got its answer meanwhile goes too: its next message belongs to another server.
            await socket.close_idle()
            if not messages_in_flight().count and not socket.is_answering:
                return
            if loop.time() > give_up_at:
                logger.warning("The server ends with %s turns under way.", messages_in_flight().count)
                return
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    app.register_middleware(refuse_when_stopping, "request")
    app.register_listener(let_turns_end, "before_server_stop")
