"""Tell machines how the server is: `/health`, `/ready`, `/metrics`."""

from __future__ import annotations

import asyncio

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from redis.exceptions import RedisError
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.pages.headers import READING
from bot.pages.writability import Writability
from bot.server.installation_metrics import InstallationMetrics
from knowledge.store import KnowledgeStore
from rareguide.database import shared_database
from rareguide.redis_connection import connect_to_redis
from rareguide.settings import Settings

SECONDS_TO_LOOK = 2.0


def add_health(app: Sanic, settings: Settings) -> None:
    """Add the three addresses."""
    store = KnowledgeStore(shared_database(settings.store_url))
    conversations = shared_database(settings.conversations_url)
    writability = Writability(conversations)
    shared = connect_to_redis(settings)
    numbers = InstallationMetrics(store, conversations)

    @app.route("/health", methods=READING)
    async def health(_: Request) -> HTTPResponse:
        """Answer as long as the process runs."""
        return response.json({"status": "ok"})

    @app.route("/ready", methods=READING)
    async def ready(request: Request) -> HTTPResponse:
        """Answer 200 when messages can be answered, else 503 with what is lacking; `degraded` is no reason for that."""
        lacking = ["stopping"] if request.app.ctx.is_stopping else []
        agent = getattr(request.app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            lacking.append("model")
        found = await asyncio.gather(_answers(store.engine), _answers(conversations))
        lacking += [name for name, answers in zip(("store", "conversations"), found, strict=True) if not answers]
        if found[1] and not await writability.is_writable():
            lacking.append("writing")
        degraded = []
        if shared is not None:
            try:
                await shared.ping()
            except (RedisError, OSError):
                degraded.append("redis")
        body = {"ready": not lacking, "lacking": lacking, "degraded": degraded}
        return response.json(body, status=503 if lacking else 200)

    @app.get("/metrics")
    async def metrics(_: Request) -> HTTPResponse:
        await numbers.refresh()
        return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)


async def _answers(engine: Engine) -> bool:
    """Return whether a database answers in time; the server goes on meanwhile."""
    try:
        await asyncio.wait_for(asyncio.to_thread(_ask, engine), SECONDS_TO_LOOK)
    except (SQLAlchemyError, asyncio.TimeoutError):
        return False
    return True


def _ask(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(select(1))
