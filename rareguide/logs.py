"""Set logging up so that nothing a visitor wrote reaches a log.

Rasa and the libraries below it put messages, slots and parse results into their log lines and exceptions.
What is kept of those is the name of the event, the level, and where in the code an exception arose.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import datetime, timezone
from types import TracebackType
from typing import Any

from rareguide.request_ids import current_request_id

OWN_LOGGERS = ("bot", "actions", "conversations", "handoff", "knowledge", "rareguide", "staff")


class DiscreetFormatter(logging.Formatter):
    """Format records without the words of exceptions, and foreign records without their arguments."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, and below it the places through which an exception came."""
        words = _words(record)
        request = current_request_id()
        place = f"{record.name} {request}" if request else record.name
        line = f"{self.formatTime(record)} {record.levelname} {place}: {_one_line(words)}"
        if record.exc_info and record.exc_info[0] is not None:
            line = "\n".join([line, *(f"  {place}" for place in _places(record.exc_info))])
        return line


class JsonFormatter(DiscreetFormatter):
    """Write the same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object: time, level, logger and message, and the request and the exception's places if any."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _words(record),
        }
        if current_request_id():
            line["request"] = current_request_id()
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = _places(record.exc_info)
        return json.dumps(line)


def _words(record: logging.LogRecord) -> str:
    """Return what a record of ours says, and of a foreign one where it arose."""
    if record.name.split(".")[0] not in OWN_LOGGERS:
        return _template(record)
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # its values do not fit its words; printing them would give them away
        return f"{_template(record)} (a malformed log line)"


def _template(record: logging.LogRecord) -> str:
    """Return where a foreign record was logged; its message may already hold a visitor's words."""
    return f"{record.module}.{record.funcName}, line {record.lineno}"


def _one_line(words: str) -> str:
    return words.replace("\r", " ").replace("\n", " ")


def _places(
    exception: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
) -> list[str]:
    kind, _, trace = exception
    frames = traceback.extract_tb(trace)
    lines = [f"{frame.filename}, line {frame.lineno}, in {frame.name}" for frame in frames]
    return [*lines, kind.__name__ if kind else "Exception"]


def _not_a_broken_request(record: logging.LogRecord) -> bool:
    """Leave out what a client sent wrong (status 4xx): it was answered, and would fill the log for whoever likes."""
    error = record.exc_info[1] if record.exc_info else None
    status = getattr(error, "status_code", None)
    return not (isinstance(status, int) and 400 <= status < 500)


def _not_a_broken_socket(record: logging.LogRecord) -> bool:
    """Leave out that Sanic's tasks of a socket end with it: it leaves them waiting when a client breaks off."""
    return not ("destroyed but it is pending" in (said := record.getMessage()) and "sanic/server/websockets/" in said)


def configure_logging(level: str, form: str = "text") -> None:
    """Send all logging to standard error as `text` or `json`, discreetly; structlog's too."""
    import structlog

    # A log line that cannot be written would be printed with its values and a trace.
    logging.raiseExceptions = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else DiscreetFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in list(logging.root.manager.loggerDict):
        foreign = logging.getLogger(name)
        foreign.handlers = []
        foreign.propagate = True
    logging.getLogger("sanic.error").addFilter(_not_a_broken_request)
    logging.getLogger("asyncio").addFilter(_not_a_broken_socket)
    for name in ("rasa", "sanic", "apscheduler", "matplotlib", "tensorflow"):
        logging.getLogger(name).setLevel(max(logging.getLevelName(level), logging.WARNING))
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _event_alone, structlog.processors.KeyValueRenderer()],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _event_alone(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep of a structured event its name alone; its values may hold a visitor's words."""
    return {"event": event.get("event"), **({"exc_info": True} if event.get("exc_info") else {})}
