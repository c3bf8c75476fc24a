"""Logs hold no words of visitors, whoever writes them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog
from sanic.exceptions import SanicException

from rareguide.logs import DiscreetFormatter, configure_logging

SECRET = "Zebulon has Marfan syndrome"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The root log as `configure_logging` sets it up, read instead of printed."""
    root, before = logging.getLogger(), logging.getLogger().handlers
    level, stream = root.level, io.StringIO()
    configure_logging("DEBUG")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetFormatter())
    root.handlers = [handler]
    yield stream
    root.handlers = before
    root.setLevel(level)


def test_our_own_words_come_through_on_one_line(log: io.StringIO) -> None:
    logging.getLogger("bot.server.retention").info("Deleted %d events.\nAll is well.", 7)

    assert "INFO bot.server.retention: Deleted 7 events. All is well." in log.getvalue()
    assert log.getvalue().count("\n") == 1


def test_foreign_words_do_not(log: io.StringIO) -> None:
    logging.getLogger("rasa.core.processor").error("Received user message '%s'", SECRET)
    logging.getLogger("sanic.error").error(f"Exception while handling {SECRET}")

    assert "ERROR rasa.core.processor" in log.getvalue()
    assert "Zebulon" not in log.getvalue()


def test_exceptions_say_where_and_not_what(log: io.StringIO) -> None:
    try:
        raise ValueError(f"cannot read {SECRET}")
    except ValueError:
        logging.getLogger("bot.channels.gate").exception("A turn failed.")

    assert "test_logs.py" in log.getvalue()
    assert "ValueError" in log.getvalue()
    assert "Zebulon" not in log.getvalue()


def test_structured_events_lose_their_values(log: io.StringIO) -> None:
    structlog.get_logger("rasa.nlu").error("processor.message.parse", parse_data_text=SECRET)

    assert log.getvalue()
    assert "Zebulon" not in log.getvalue()


@pytest.mark.parametrize(("status", "is_logged"), [(400, False), (413, False), (500, True), (None, True)])
def test_what_a_client_sent_wrong_does_not_fill_the_log(log: io.StringIO, status: int | None, is_logged: bool) -> None:
    try:
        raise SanicException("Bad chunked encoding", status_code=status)
    except SanicException:
        logging.getLogger("sanic.error").exception("protocol.connection_task uncaught")

    assert bool(log.getvalue()) is is_logged


@pytest.mark.parametrize(("file", "is_logged"), [("sanic/server/websockets/impl.py", False), ("bot/gate.py", True)])
def test_a_socket_that_a_client_broke_off_does_not_fill_the_log(log: io.StringIO, file: str, is_logged: bool) -> None:
    task = f"<Task pending coro=<received() running at /srv/{file}:780>>"
    logging.getLogger("asyncio").error("Task was destroyed but it is pending!\ntask: %s", task)

    assert bool(log.getvalue()) == is_logged
