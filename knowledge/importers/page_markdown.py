"""Turn runs of text into Markdown that shows exactly their words, with emphasis and links kept where safe.

Whatever Markdown would read as markup is escaped. Citation markers such as `[1]` stay as they are: they are
the marks by which a body points at its references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from knowledge.importers.page_blocks import fold

MARKER = re.compile(r"\[(?!0+\])\d{1,3}\]", re.ASCII)
_SPECIAL = re.compile(
    r"(?P<marker>\[(?!0+\])[0-9]{1,3}\])(?P<after>[(:])?"
    r"|(?P<intraword>(?<=[^\W_])_(?=[^\W_]))"
    r"|(?P<markup>[\\`*_\[\]]|<(?=[A-Za-z/!?]|$)|&(?=#?\w+;|#?\w*$)|~(?=~|$)|(?<=~)~|^~)"
)
_LINE_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-(?=-)|=(?==)|(?P<digits>\d{1,9})(?=[.)](?:\s|$))")
_BEFORE_EMPHASIS = frozenset(" (\"'\u201c\u2018")
_AFTER_EMPHASIS = frozenset(" .,;:!?)\"'[\u201d\u2019")
_ENDS_WITH_MARKER = re.compile(r"(?<!\\)\[\d{1,3}\]$")
_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True)
class Run:
    """Hold a stretch of text in one style; `href` is the address to which it links."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    href: str | None = None


def plain_text(runs: Iterable[Run]) -> str:
    """Return the words of the runs, folded to one line."""
    return fold("".join(run.text for run in runs))


def escaped(text: str) -> str:
    """Return one line of plain text as Markdown that shows the same words; markers `[1]` stay."""
    return _escape_line_start(_SPECIAL.sub(_escape, fold(text)))


def to_markdown(runs: Sequence[Run]) -> str:
    """Return one paragraph as Markdown on one line."""
    merged = _merged(runs)
    out = ""
    for index, run in enumerate(merged):
        following = merged[index + 1].text[:1] if index + 1 < len(merged) else " "
        piece = _styled(run, out[-1:] or " ", following)
        if piece[0] == "[" and out.endswith("!"):
            out = f"{out[:-1]}\\!"  # or the link would show as a picture
        # A parenthesis or a colon right behind a marker would make a link of it.
        out += f"\\{piece}" if piece[0] in "(:" and _ENDS_WITH_MARKER.search(out, len(out) - 6) else piece
    return _escape_line_start(out)


def safe_address(href: str) -> str | None:
    """Return an address that may be shown as a link (http, https or mailto), percent-encoded, or None."""
    try:
        parts = urlsplit(href.strip())
        has_target = bool(parts.netloc if parts.scheme in ("http", "https") else parts.path)
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not has_target:
        return None
    return quote(parts.geturl(), safe="/:?#@!$&*+,;=%~-._")


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Join neighbours of one style, fold white space across runs, and move it out of styled runs."""
    parts: list[Run] = []
    ends_with_space = True
    for run in runs:
        words = fold(f"x{run.text}x")[1:-1]
        if ends_with_space:
            words = words.lstrip(" ")
        if not words:
            continue
        ends_with_space = words.endswith(" ")
        core = words.strip(" ")
        pieces = [Run(words[: len(words) - len(words.lstrip(" "))]), replace(run, text=core)]
        if core and words.endswith(" "):
            pieces.append(Run(" "))
        for piece in pieces:
            if not piece.text:
                continue
            if parts and replace(parts[-1], text="") == replace(piece, text=""):
                parts[-1] = replace(piece, text=parts[-1].text + piece.text)
            else:
                parts.append(piece)
    while parts and not parts[-1].text.strip(" "):
        parts.pop()
    if parts:
        parts[-1] = replace(parts[-1], text=parts[-1].text.rstrip(" "))
    return parts


def _styled(run: Run, before: str, after: str) -> str:
    if run.href is not None and not MARKER.fullmatch(run.text):
        words = _SPECIAL.sub(_escape, run.text)
        words = MARKER.sub(lambda marker: f"\\[{marker[0][1:-1]}\\]", words)
        if words.strip():
            return f"[{words}]({run.href})"
    words = _SPECIAL.sub(_escape, run.text)
    stars = "*" * (2 * run.is_bold + run.is_italic)
    if stars and before in _BEFORE_EMPHASIS and after in _AFTER_EMPHASIS and not MARKER.fullmatch(run.text):
        return f"{stars}{words}{stars}"
    return words


def _escape(found: re.Match[str]) -> str:
    if found["marker"]:
        return found["marker"] + (f"\\{found['after']}" if found["after"] else "")
    return found[0] if found["intraword"] else f"\\{found[0]}"


def _escape_line_start(line: str) -> str:
    found = _LINE_START.match(line)
    if found is None:
        return line
    return f"{line[: found.end('digits')]}\\{line[found.end('digits') :]}" if found["digits"] else f"\\{line}"
