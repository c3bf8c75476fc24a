"""Tell machines how the server is: `/health`, `/ready`, `/metrics`."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import open_database
from knowledge.store import KnowledgeStore
from rareguide.settings import Settings


def add_health(app: Sanic, settings: Settings) -> None:
    """Add the three addresses."""
    store = KnowledgeStore(open_database(settings.store_url))

    @app.get("/health")
    async def health(_: Request) -> HTTPResponse:
        """Answer as long as the process runs."""
        return response.json({"status": "ok"})

    @app.get("/ready")
    async def ready(request: Request) -> HTTPResponse:
        """Answer 200 when messages can be answered, else 503 with what is lacking."""
        lacking = []
        agent = getattr(request.app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            lacking.append("model")
        try:
            store.revision()
        except SQLAlchemyError:
            lacking.append("store")
        return response.json({"ready": not lacking, "lacking": lacking}, status=503 if lacking else 200)

    @app.get("/metrics")
    async def metrics(_: Request) -> HTTPResponse:
        return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)
