"""Tell text that only looks like one of Rasa's commands, such as `/restart` or `/inform{"x": 1}`."""

from __future__ import annotations

import re

SLASH_IN_TEXT = "\u2044"
"""Stands for a leading slash on the way into Rasa, which would execute a message that begins with `/`."""

_COMMAND = re.compile(rf"(?:{SLASH_IN_TEXT}\w+\s*(?:\{{.*)?|[a-z]+_[a-z_]+)", re.DOTALL | re.IGNORECASE)


def looks_like_a_command(text: str) -> bool:
    """Return whether a text has the form of a command; nobody asks a question like that."""
    return _COMMAND.fullmatch(text.strip()) is not None
