"""Bring answers as editors and bots have them (plain text, Markdown, HTML) to the Markdown of the store."""

from __future__ import annotations

import re

from knowledge.importers.page_html import UnreadableMarkup, parse_html, read_blocks
from knowledge.importers.page_markdown import escaped
from knowledge.importers.page_record import body_of

_HTML = re.compile(r"</?(?:p|br|ul|ol|li|div|strong|em|b|i|a|span|h[1-6]|table)\b[^>]*>", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*\u2022\u25aa\u25cf\u00b7]|(?P<number>\d{1,2})[.)])\s+(?P<words>.+)")
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_WRITTEN_BREAK = re.compile(r"\\r\\n|\\n|\\r")
_TITLE = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def markdown_of(text: str, is_markdown: bool = False) -> str:
    """Return an answer as Markdown: markup that is there on purpose stays, everything else shows as it is written."""
    if _HTML.search(text):
        try:
            return body_of(read_blocks(parse_html(text)))
        except UnreadableMarkup:
            return plain_to_markdown(text)
    return tidy_markdown(text) if is_markdown else plain_to_markdown(text)


def plain_to_markdown(text: str) -> str:
    """Return plain text as Markdown that shows the same words, with its paragraphs and lists."""
    out: list[str] = []
    is_item = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        words = line.strip()
        item = _ITEM.fullmatch(words)
        if item is not None:
            if out and out[-1] and not is_item:
                out.append("")
            bullet = f"{item['number']}." if item["number"] else "-"
            out.append(f"{bullet} {escaped(item['words'])}")
        elif words:
            if is_item:
                out.append("")
            out.append(escaped(words))
        elif out and out[-1]:
            out.append("")
        is_item = item is not None
    return "\n".join(out).strip()


def tidy_markdown(text: str) -> str:
    """Return Markdown without pictures, with line ends where they were written out, and with headings as bold lines."""
    broken = _WRITTEN_BREAK.sub("\n", text).replace("\r\n", "\n")
    return _TITLE.sub(r"**\1**", _PICTURE.sub(r"\1", broken)).strip()
