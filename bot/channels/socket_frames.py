"""Let only such frames through to Socket.IO's server as a widget sends.

What its parsers make of anything else, they say with a trace of some thousand characters for each frame.
"""

from __future__ import annotations

import codecs
import json
import logging
import re
import time
from collections.abc import Callable
from typing import Any

from engineio.async_drivers.sanic import WebSocket
from sanic.server.websockets import frame as sanics_frames

from bot.server.metrics import REFUSED

logger = logging.getLogger(__name__)

EVENTS = ("message", "typing")
LONGEST_FRAME = 100_000
"""Characters; the longest message in the longest encoding, and room to spare."""
MOST_MALFORMED = 10
"""After so many malformed frames a connection is closed."""
SECONDS_BETWEEN_LINES = 10.0
"""Malformed frames of all connections get one line of the log in this time."""

_PONG, _CLOSE, _DISCONNECT = "3", "1", "41"
_CONNECT = re.compile(r"40(?!/)(.*)", re.DOTALL)
_EVENT = re.compile(r"42\d{0,9}(\[.*)", re.DOTALL)


class FrameCheck:
    """Tell the frames of one connection that fit the protocol from those that do not."""

    def __init__(self) -> None:
        self._has_connected = False

    def fits(self, frame: str | bytes) -> bool:
        """Return whether a frame is one that may come now: who it is comes first, and once."""
        if isinstance(frame, bytes) or len(frame) > LONGEST_FRAME:
            return False
        if frame in (_PONG, _CLOSE):
            return True
        connecting, event = _CONNECT.fullmatch(frame), _EVENT.fullmatch(frame)
        if connecting is not None and not self._has_connected:
            self._has_connected = not connecting[1] or isinstance(_parsed(connecting[1]), dict)
            return self._has_connected
        if event is not None and self._has_connected:
            return _is_event(_parsed(event[1]))
        return frame == _DISCONNECT and self._has_connected


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_event(content: Any) -> bool:
    return isinstance(content, list) and 1 <= len(content) <= 2 and content[0] in EVENTS


class MalformedFrames:
    """Count the malformed frames of all connections, and log them now and then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._logged_at = float("-inf")
        self._since = 0

    def count(self) -> None:
        """Take note of one."""
        REFUSED.labels("malformed").inc()
        self._since += 1
        if self._clock() - self._logged_at >= SECONDS_BETWEEN_LINES:
            logger.warning("Malformed frames came over sockets: %s since the last such line.", self._since)
            self._logged_at, self._since = self._clock(), 0


_malformed = MalformedFrames()


def read_frames_leniently() -> None:
    """Have Sanic read text that is no UTF-8 with signs in the place of what is wrong.

    Its task ends at such a frame instead, with a trace, and the connection stays open and deaf.
    """

    def decoder(errors: str) -> codecs.IncrementalDecoder:
        return codecs.getincrementaldecoder("utf-8")(errors="replace")

    sanics_frames.UTF8Decoder = decoder


class CheckedWebSocket(WebSocket):  # type: ignore[misc]  # the library has no types
    """Read from a WebSocket what fits the protocol, and close it when too much does not."""

    def __init__(self, handler: Any, server: Any) -> None:
        super().__init__(handler, server)
        self._check = FrameCheck()
        self._most_malformed = MOST_MALFORMED

    async def wait(self) -> str:
        """Return the next frame that fits; raise `OSError` when the connection is over."""
        while True:
            frame = await super().wait()
            if self._check.fits(frame):
                return str(frame)
            _malformed.count()
            self._most_malformed -= 1
            if self._most_malformed <= 0:
                await self.close()
                raise OSError("too many malformed frames")
