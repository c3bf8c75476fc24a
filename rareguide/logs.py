"""Set logging up so that nothing a visitor wrote reaches a log.

Rasa and the libraries below it put messages, slots and parse results into their log lines and exceptions.
What is kept of those is the name of the event, the level, and where in the code an exception arose.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

OWN_LOGGERS = ("bot", "actions", "conversations", "handoff", "knowledge", "rareguide", "staff")


class DiscreetFormatter(logging.Formatter):
    """Format records without the words of exceptions, and foreign records without their arguments."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, and below it the places through which an exception came."""
        is_own = record.name.split(".")[0] in OWN_LOGGERS
        words = record.getMessage() if is_own else _template(record)
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {_one_line(words)}"
        if record.exc_info and record.exc_info[0] is not None:
            line = f"{line}\n{_places(record.exc_info)}"
        return line


def _template(record: logging.LogRecord) -> str:
    """Return where a foreign record was logged; its message may already hold a visitor's words."""
    return f"{record.module}.{record.funcName}, line {record.lineno}"


def _one_line(words: str) -> str:
    return words.replace("\r", " ").replace("\n", " ")


def _places(
    exception: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
) -> str:
    kind, _, trace = exception
    frames = traceback.extract_tb(trace)
    lines = [f"  {frame.filename}, line {frame.lineno}, in {frame.name}" for frame in frames]
    return "\n".join([*lines, f"  {kind.__name__ if kind else 'Exception'}"])


def configure_logging(level: str) -> None:
    """Send all logging to standard error through `DiscreetFormatter`; structlog too."""
    import structlog

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DiscreetFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in list(logging.root.manager.loggerDict):
        foreign = logging.getLogger(name)
        foreign.handlers = []
        foreign.propagate = True
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
