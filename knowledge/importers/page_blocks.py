"""Define the form to which a saved page is brought before its structure is read: a row of text blocks.

The text reader and the HTML reader both end here, so that what a name, a date or a reference looks like is
decided once, in `page_structure`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")


@dataclass(frozen=True)
class Block:
    """Hold one heading, paragraph or list item with the line (from 1) at which it stands in the file.

    `text` is plain and folded to one line; `markdown` shows the same words. `level` is 1 to 6 for headings
    and the depth of nesting, from 0, for items. `ordinal` is the number of an item in a numbered list.
    `urls` holds the http addresses that the block links to.
    """

    kind: Literal["heading", "paragraph", "item"]
    line: int
    text: str
    markdown: str
    level: int = 0
    ordinal: int | None = None
    urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageBlocks:
    """Hold a page as blocks, with the name and the address that its markup gives, where it gives them."""

    blocks: tuple[Block, ...]
    name: str | None = None
    url: str | None = None


def fold(text: str) -> str:
    """Return the words of a text on one line, without control characters and invisible ones."""
    visible = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text)
    return " ".join("".join(letter for letter in visible if letter not in _INVISIBLE).split())


_LAST_UPDATED = re.compile(r"last (?:updated|reviewed|revised)\s*(?P<colon>:?)\s*(?P<day>.{0,60})", re.IGNORECASE)
_DAY_BEGINS = re.compile(r"\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d", re.IGNORECASE)


def last_updated_text(text: str) -> str | None:
    """Return what a line says after "Last updated", or None when it is no such line; it may be empty."""
    found = _LAST_UPDATED.fullmatch(text.strip())
    if found is None or not (found["colon"] or _DAY_BEGINS.match(found["day"])):
        return None
    return found["day"].strip()


@dataclass(frozen=True)
class HeadedBlocks:
    """Hold a heading with the blocks below it, to the next heading."""

    heading: Block
    blocks: tuple[Block, ...]


def below_headings(blocks: Iterable[Block]) -> Iterator[HeadedBlocks]:
    """Split blocks at their headings; what stands before the first heading is left out."""
    heading: Block | None = None
    below: list[Block] = []
    for block in blocks:
        if block.kind != "heading":
            below.append(block)
            continue
        if heading is not None:
            yield HeadedBlocks(heading, tuple(below))
        heading, below = block, []
    if heading is not None:
        yield HeadedBlocks(heading, tuple(below))
