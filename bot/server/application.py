"""Start the server: Rasa with our channels, actions in the same process, and the pages."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import rasa.core.channels
from rasa.core.run import close_resources, create_http_input_channels, load_agent_on_start
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from bot.alarm_workers import alarm_workers, look_for_alarm
from bot.channels.alarm_topics import AlarmTopics
from bot.channels.gate import Gate
from bot.channels.process_gate import process_gate
from bot.channels.pushing import keep_pushing
from bot.channels.widget import WidgetChannel
from bot.pages import add_pages
from bot.safety.alarm import alarm_text
from bot.server.graceful_shutdown import end_gracefully
from bot.server.local_actions import LocalActionEndpoint, use_one_result_validator
from bot.server.long_messages import read_long_messages_in_threads
from bot.server.retention import keep_retention
from bot.server.start_checks import CREDENTIALS, check_alarm_model, check_channels, check_model, check_text_files
from bot.statement_comments import comment_statements
from bot.tracker_store import without_fallback
from bot.training import EMBEDDINGS, MODELS
from handoff.worker import keep_working
from knowledge.sentence_encoder import know_examples
from rareguide.settings import ROOT, Settings

ENDPOINTS = ROOT / "endpoints.yml"
LARGEST_REQUEST = 1_000_000
"""Bytes of a request that are read at all; a message has at most some thousand characters."""


def build_app(settings: Settings, model: Path, on_ready: Callable[[], None]) -> Sanic:
    """Return the Sanic application; `on_ready` is called when it takes messages."""
    check_channels()
    check_model(model)
    check_text_files()
    check_alarm_model(model)
    use_one_result_validator()
    endpoints = AvailableEndpoints.read_endpoints(str(ENDPOINTS))
    endpoints.action = (
        EndpointConfig(settings.action_endpoint, enable_selective_domain=True)
        if settings.action_endpoint
        else LocalActionEndpoint()
    )
    app = Sanic("rareguide", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    if settings.proxies:
        app.config.PROXIES_COUNT = settings.proxies
    channels = create_http_input_channels(None, str(CREDENTIALS))
    widget = next(channel for channel in channels if isinstance(channel, WidgetChannel))
    rasa.core.channels.channel.register(channels, app, route="/webhooks/")
    end_gracefully(app, widget.socket, settings.turn_timeout_seconds)
    add_pages(app, settings)
    app.register_listener(partial(load_agent_on_start, str(model), endpoints, None), "before_server_start")
    app.register_listener(close_resources, "after_server_stop")

    async def begin(running: Sanic, _: AbstractEventLoop) -> None:
        comment_statements()
        without_fallback(running.ctx.agent)
        read_long_messages_in_threads(running.ctx.agent)
        # Else spaCy and the index of names would be loaded at the first message, while a visitor waits.
        await running.ctx.agent.parse_message("warm up")
        gate = process_gate()
        gate.topics = AlarmTopics(running.ctx.agent)
        if gate.handover is not None:
            gate.handover.understand = running.ctx.agent.parse_message
            running.add_task(keep_working(gate.handover.desk, partial(_warning_of, gate)), name="hand-over")
        # Sanic ends the tasks that have a name.
        running.add_task(keep_retention(settings), name="retention")
        running.add_task(keep_pushing(gate, widget.socket), name="pushing")
        on_ready()

    app.register_listener(begin, "after_server_start")
    return app


def _warning_of(gate: Gate, words: str) -> str | None:
    """Return what a visitor is told at an alarm that their words raise, if they raise one."""
    alarm = look_for_alarm(gate.finder, words).alarm
    return None if alarm is None else alarm_text(alarm, gate.settings.region, gate.texts)


def serve(settings: Settings, model: Path, on_ready: Callable[[], None]) -> None:
    """Serve until the process is told to stop."""
    options: dict[str, Any] = {"motd": False, "access_log": False, "debug": False}
    app = build_app(settings, model, on_ready)
    know_examples(MODELS / EMBEDDINGS)
    gate = process_gate()
    with alarm_workers(gate.finder) as workers:

        async def listen(_: Sanic, __: AbstractEventLoop) -> None:
            await workers.listen(gate.search.add)

        app.register_listener(listen, "before_server_start")
        app.run(host=settings.host, port=settings.port, **options)
