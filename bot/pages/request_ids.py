"""Give every request an id, and tell it to whoever asked."""

from __future__ import annotations

from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse

from rareguide.request_ids import HEADER, take_request_id


def add_request_ids(app: Sanic) -> None:
    """Take a proxy's id or make one; each request is a task of its own, so that no other takes it over."""

    async def begin(request: Request) -> None:
        request.ctx.request_id = take_request_id(request.headers.get(HEADER))

    async def tell(request: Request, response: BaseHTTPResponse) -> None:
        # A request that could not be read has not begun.
        request_id = getattr(request.ctx, "request_id", None)
        if request_id:
            response.headers[HEADER] = request_id

    app.register_middleware(begin, "request")
    app.register_middleware(tell, "response")
