"""Read what a message agrees to, and what it says beside that: courtesy, a change, words for the person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff.form.phrases import LONGEST_PHRASE, adds_to_request, says, says_yes

_CLAUSE = re.compile(r"[,.;!]\s*|\s[-–]\s|\s+(?=(?:and|but|also|then|so)\b)", re.IGNORECASE)
_PARTS = re.compile(r"([,;!?]\s*|\.(?=\s|$)\s*|\s+(?=(?:and|but|also|then|so)\b))", re.IGNORECASE)
_LEADING = re.compile(r"^[\W_]*(?:(?:and|but|so|also|then|oh|otherwise)\b[\W_]*)*", re.IGNORECASE)


def agrees(text: str) -> bool:
    """Return whether a whole message agrees, be it with words of courtesy ("yes, do send it. Thanks, and goodbye").

    What only begins a sentence ("right, must dash") agrees to nothing.
    """
    rest = None if says_yes(text) else beside_yes(text)
    if rest is None:
        return says_yes(text)
    is_clear = any(says_yes(part) and not says("opener", part) for part in _PARTS.split(text))
    return is_clear and (_is_courtesy(rest) or all(map(_is_courtesy, filter(str.strip, _PARTS.split(rest)[::2]))))


def _is_courtesy(text: str) -> bool:
    return any(says(kind, _LEADING.sub("", text)) for kind in ("thanks", "farewell", "courtesy"))


def agrees_and_tells(text: str) -> str | None:
    """Return what a message tells the person that also agrees ("yes, and tell them to hurry"), or `None`."""
    for stop in _CLAUSE.finditer(text[:LONGEST_PHRASE]):
        if says_yes(text[: stop.start()]) and (told := _for_person(text[stop.end() :])):
            return told
    return None


def beside_yes(text: str) -> str | None:
    """Return what a short message says beside clauses that agree ("call me Al, yes, send it"), or `None`."""
    if len(text) > LONGEST_PHRASE:
        return None
    pieces = _PARTS.split(text)
    left = [
        (stop, part)
        for stop, part in zip(["", *pieces[1::2]], pieces[::2], strict=True)
        if not says_yes(_LEADING.sub("", part))
    ]
    rest = _LEADING.sub("", "".join(stop + part for stop, part in left)).strip()
    return rest if rest and len(left) < len(pieces[::2]) else None


def clause_ends(text: str) -> Iterator[tuple[str, str]]:
    """Give what stands before each clause of a message after the first, and the message from there on."""
    for stop in _CLAUSE.finditer(text[:LONGEST_PHRASE]):
        yield text[: stop.start()].strip(), _LEADING.sub("", text[stop.end() :]).strip()


def _for_person(text: str) -> str | None:
    told = _LEADING.sub("", text).strip()
    return told if adds_to_request(told) else None
