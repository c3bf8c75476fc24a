"""Answer requests that fail: with a turn where one was asked for, else with a short sentence."""

from __future__ import annotations

import logging

from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.process_gate import process_gate
from bot.channels.rest import messages_of
from bot.channels.widget_socket import PATH as SOCKET_PATH

logger = logging.getLogger(__name__)


def add_error_answers(app: Sanic) -> None:
    """Let no request end in a stack trace, and no message without a turn."""

    @app.exception(Exception)
    async def failed(request: Request, problem: Exception) -> HTTPResponse:
        if request is not None and request.path.strip("/") == SOCKET_PATH:
            return response.empty(status=503)  # a socket has closed: Sanic looks for an answer that nobody waits for
        status = problem.status_code if isinstance(problem, SanicException) and problem.status_code else 500
        if status >= 500 and not isinstance(problem, SanicException):  # Sanic's own: a client that was too slow
            logger.error("A request failed.", exc_info=problem)
        path = request.path if request is not None else ""
        if request is not None and request.method == "POST" and path.endswith("/rest/webhook"):
            gate = process_gate()
            return response.json(messages_of(None, gate.failure(), gate.texts), status=status)
        if request is not None and request.method == "POST" and path == "/widget/messages":
            return response.json({"turns": [process_gate().failure()]}, status=status)
        return response.json({"error": "Not found." if status == 404 else "The request failed."}, status=status)
