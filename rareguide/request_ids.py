"""Carry the id of a request from the proxy through the logs to the statements of the database.

The id says nothing about a visitor: it is the proxy's, or made here, and another one for every request.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "X-Request-Id"
_SAFE = re.compile(r"[A-Za-z0-9-]{8,64}")

_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Return the id of the request that is being answered, or nothing."""
    return _current.get()


def take_request_id(given: str | None) -> str:
    """Begin a request in this context, with the id that it was given if that can stand in a log, else a new one."""
    request_id = given if given is not None and _SAFE.fullmatch(given) else uuid.uuid4().hex
    _current.set(request_id)
    return request_id


@contextmanager
def as_request(given: str | None = None) -> Iterator[str]:
    """Answer a request within the block; afterwards this context is as it was."""
    token = _current.set("")
    try:
        yield take_request_id(given)
    finally:
        _current.reset(token)
