"""Read a condition page that was saved as text into blocks."""

from __future__ import annotations

import re

from knowledge.importers.headings import is_heading
from knowledge.importers.page_blocks import Block, PageBlocks, fold, last_updated_text
from knowledge.importers.page_markdown import escaped

_BULLET = re.compile(r"[\u2022\u25e6\u25aa\u25cf\u25cb\u00b7\u2023\u2219*\-\u2013\u2014](?:\s+(?P<rest>.*))?")
_NUMBERED = re.compile(r"(?:\(?(?P<number>\d{1,3})[.)]|\[(?P<bracketed>\d{1,3})\])\s+(?P<rest>.*)", re.ASCII)
_LINE_END = re.compile(r"\r\n|\r|\n")
_LABEL = re.compile(r"(?:your question|our answer|references?|(?:other names|also known as).*):?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://(?:www\.)?rarediseases\.info\.nih\.gov/(?:gard|diseases)/\d+\S*", re.IGNORECASE)


def read_text(text: str) -> PageBlocks:
    """Return the blocks of a page saved as text; a line that holds only the page's address gives `url`."""
    reader = _TextReader()
    for number, line in enumerate(_LINE_END.split(text), start=1):
        reader.take(number, line)
    reader.close()
    return PageBlocks(tuple(reader.blocks), url=reader.url)


class _TextReader:
    """Gather lines into paragraphs, items and headings."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.url: str | None = None
        self._lines: list[str] = []
        self._first = 0
        self._is_item = False
        self._ordinal: int | None = None

    def take(self, number: int, raw: str) -> None:
        """Take the next line of the file."""
        line = fold(raw)
        if not line:
            # A bullet may stand on a line of its own, apart from its words.
            if self._lines or not self._is_item:
                self.close()
        elif _ADDRESS.fullmatch(line):
            self.close()
            self.url = self.url or line
        elif bullet := _BULLET.fullmatch(line) or _NUMBERED.fullmatch(line):
            self.close()
            parts = bullet.groupdict()
            ordinal = parts.get("number") or parts.get("bracketed")
            self._is_item, self._first = True, number
            self._ordinal = int(ordinal) if ordinal else None
            if parts["rest"]:
                self._lines.append(parts["rest"])
        elif not re.search(r"\w", line):
            self.close()
        elif last_updated_text(line) is not None or _LABEL.fullmatch(line):
            self._single(number, line, "paragraph")
        elif not self._lines and not self._is_item and is_heading(line):
            self._single(number, line, "heading")
        else:
            self._first = self._first if self._lines or self._is_item else number
            self._lines.append(line)

    def close(self) -> None:
        """End the paragraph or item that is open."""
        if self._lines:
            text = " ".join(self._lines)
            kind = "item" if self._is_item else "paragraph"
            if kind == "paragraph" and is_heading(text):
                self.blocks.append(Block("heading", self._first, text, escaped(text), level=2))
            elif kind == "paragraph":
                self.blocks.append(Block("paragraph", self._first, text, escaped(text)))
            else:
                self.blocks.append(Block("item", self._first, text, escaped(text), ordinal=self._ordinal))
        self._lines, self._is_item, self._ordinal = [], False, None

    def _single(self, number: int, line: str, kind: str) -> None:
        self.close()
        if kind == "heading":
            self.blocks.append(Block("heading", number, line, escaped(line), level=2))
        else:
            self.blocks.append(Block("paragraph", number, line, escaped(line)))
