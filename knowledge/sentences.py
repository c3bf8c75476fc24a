"""Part the body of a section into the sentences that may answer a question, word for word.

Tables, lists of signs and boilerplate are left out (`passages.yml` says what boilerplate is): they answer nothing in
words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.passage_rules import passage_rules

FEWEST_WORDS = 4
"""A sentence of fewer words says nothing by itself."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+(?=\S)")
_NO_TEXT = re.compile(r"[ \t]*(?:#|\||>|```|~~~|[-=*_][-=*_ ]{2,}$)")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)*_]*(?:[ \t]?\[\d{1,3}\])*(?=\s+[\"'“‘(*_\[]*[A-Z0-9]|\s*$)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_INITIAL = re.compile(r"(?:^|[\s(.])[A-Za-z]$")


@dataclass(frozen=True)
class Span:
    """Say where a sentence stands in its body."""

    start: int
    end: int

    def of(self, body: str) -> str:
        """Return the sentence word for word."""
        return body[self.start : self.end]


@lru_cache(maxsize=1024)
def sentence_spans(body: str) -> tuple[Span, ...]:
    """Return where the sentences of a body stand that may answer something, in their order."""
    return tuple(_spans(body))


@lru_cache(maxsize=1024)
def item_spans(body: str) -> tuple[Span, ...]:
    """Return where the items of the lists of a body stand, those of signs among them."""
    items = (piece for piece, is_item in _pieces(body) if is_item)
    return tuple(Span(item.start, item.start + len(item.of(body).rstrip())) for item in items)


def _spans(body: str) -> Iterator[Span]:
    is_after_boilerplate = False
    for piece, is_item in _pieces(body):
        text = piece.of(body)
        if not is_item:
            is_after_boilerplate = passage_rules().is_boilerplate(text)
        elif is_after_boilerplate:
            continue
        for span in _sentences(body, piece):
            if not passage_rules().is_boilerplate(span.of(body)):
                yield span


def _pieces(body: str) -> Iterator[tuple[Span, bool]]:
    """Yield each paragraph and each item of a list, with whether it is an item; headings and tables are passed over."""
    begin, end, is_item = 0, 0, False
    for line in _LINE.finditer(body):
        item = _ITEM.match(line[0])
        if item and begin < end and not is_item and item["number"] not in (None, "1"):
            item = None  # a sentence that ends with a number: in Markdown only a list from 1 on ends a paragraph
        is_text = bool(line[0].strip()) and not _NO_TEXT.match(line[0])
        if (item or not is_text) and begin < end:
            yield Span(begin, end), is_item
            begin = end
        if is_text and (item or begin >= end):
            begin, is_item = line.start() + (item.end() if item else 0), item is not None
        if is_text:
            end = line.end()
    if begin < end:
        yield Span(begin, end), is_item


def _sentences(body: str, piece: Span) -> Iterator[Span]:
    start, end = piece.start, piece.end
    for match in [*_SENTENCE_END.finditer(body, start, end), None]:
        if match is not None and _is_short_form(body[start : match.start()], body[match.start()]):
            continue
        stop = end if match is None else match.end()
        text = body[start:stop]
        span = Span(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
        start = stop
        if span.start < span.end and _says_something(span.of(body)):
            yield span


def _is_short_form(before: str, mark: str) -> bool:
    """Tell whether a full stop ends a short form ("e.g.") or an initial rather than a sentence."""
    if mark != ".":
        return False
    last = before.rsplit(None, 1)[-1].lstrip("(\"'“‘").lower() if before.strip() else ""
    return last in passage_rules().short_forms or _INITIAL.search(before) is not None


def _says_something(text: str) -> bool:
    return not text.rstrip().endswith("?") and len(_WORD.findall(text)) >= FEWEST_WORDS
