"""Gather the styled text of an HTML page into blocks while its elements are entered and left."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.importers.headings import is_heading
from knowledge.importers.page_blocks import Block, fold, last_updated_text
from knowledge.importers.page_markdown import Run, plain_text, safe_address, to_markdown

_MARKERS = re.compile(r"(?:\[\d{1,3}\][,;]?)+", re.ASCII)
_MARKER_LIST = re.compile(r"\[\d{1,3}(?:[,;\-\u2013]\d{1,3})+\]", re.ASCII)
_WIDEST_RANGE = 50
_LABEL = re.compile(r"(?:your question|our answer|references?|(?:other names|also known as)\b.*):?", re.IGNORECASE)
_BULLET = re.compile(r"[\u2022\u25aa\u25cf\u00b7]\s*")
_BOLD_HEADING_LEVEL = 3
_DIGITS = "0123456789+-="
_RAISED = str.maketrans(_DIGITS + "\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁻")
_LOWERED = str.maketrans(_DIGITS + "\u2212", "₀₁₂₃₄₅₆₇₈₉₊₋₌₋")


class RunCollector:
    """Build `blocks` from text, styles and the beginnings and ends of elements."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.bold = 0
        self.italic = 0
        self._runs: list[Run] = []
        self._line = 1
        self._heading_level: int | None = None
        self._item_depth: int | None = None
        self._ordinal: int | None = None
        self._lists: list[int | None] = []
        self._href = ""
        self._raised: list[str] | None = None
        self._is_superscript = False
        self._raised_has_link = False

    def begin_block(self, line: int) -> None:
        """Begin a paragraph; inside an item its text goes on instead."""
        if self._item_depth is None:
            self.end_block()
            self._line = line
        else:
            self.add_text(" ")

    def begin_heading(self, line: int, level: int) -> None:
        """Begin a heading of level 1 to 6."""
        self.end_block()
        self._line, self._heading_level = line, level

    def begin_list(self, first: int | None) -> None:
        """Begin a list; `first` is the number of its first item, None for one without numbers."""
        self.end_block()
        self._lists.append(first)

    def begin_item(self, line: int, number: int | None) -> None:
        """Begin an item of the innermost list; `number` overrides the count."""
        self.end_block()
        self._line, self._item_depth = line, max(0, len(self._lists) - 1)
        if self._lists and (expected := self._lists[-1]) is not None:
            self._ordinal = expected if number is None else number
            self._lists[-1] = self._ordinal + 1

    def begin_row(self, line: int) -> None:
        """Begin a row of a table, which becomes an item."""
        self.end_block()
        self._line, self._item_depth = line, len(self._lists)

    def begin_cell(self) -> None:
        """Part a cell of a row from the one before it."""
        if self._item_depth is not None and plain_text(self._runs):
            self._runs.append(Run("; "))

    def end_list(self) -> None:
        """End the innermost list."""
        self.end_block()
        self._lists.pop()

    def end_block_unless_in_item(self) -> None:
        """End a paragraph; inside an item its text goes on."""
        if self._item_depth is None:
            self.end_block()
        else:
            self.add_text(" ")

    def begin_link(self, href: str) -> None:
        """Begin a link; it reaches to `end_link` or to the end of the block."""
        self._href = href

    def end_link(self) -> None:
        """End the link."""
        self._href = ""

    def begin_raised(self, is_superscript: bool) -> None:
        """Begin a superscript or subscript."""
        self._settle_raised()
        self._raised, self._is_superscript, self._raised_has_link = [], is_superscript, False

    def end_raised(self) -> None:
        """End the superscript or subscript."""
        self._settle_raised()

    def add_break(self) -> None:
        """Break the line; two breaks part paragraphs."""
        self._settle_raised()
        self._runs.append(Run("\n"))

    def add_text(self, text: str) -> None:
        """Add text in the style that is in force."""
        words = re.sub(r"\s+", " ", text)
        if self._raised is not None:
            self._raised.append(words)
            self._raised_has_link = self._raised_has_link or "#" in self._href
        elif "#" in self._href and re.fullmatch(r" ?[1-9][0-9]{0,2} ?", words):
            self._add(f"[{words.strip()}]", href="")
        else:
            self._add(words, self._href)

    def end_block(self) -> None:
        """Make blocks of what was gathered since the last end."""
        self._settle_raised()
        lines = _lines(self._runs)
        if self._heading_level is not None:
            self._emit([run for line in lines for run in [*line, Run(" ")]])
        else:
            for group in _groups(lines):
                self._emit(group)
        self._runs, self._href = [], ""
        self._heading_level = self._item_depth = self._ordinal = None

    def _add(self, words: str, href: str) -> None:
        self._runs.append(Run(words, self.bold > 0, self.italic > 0, safe_address(href)))

    def _settle_raised(self) -> None:
        if self._raised is None:
            return
        words, self._raised = "".join(self._raised), None
        self._add(_raised_text(words, self._is_superscript, self._raised_has_link), href="")

    def _emit(self, runs: list[Run]) -> None:
        text = plain_text(runs)
        if not text:
            return
        urls = tuple(dict.fromkeys(run.href for run in runs if run.href and run.href.startswith("http")))
        if self._heading_level is not None:
            self.blocks.append(Block("heading", self._line, text, to_markdown(runs), self._heading_level))
        elif _is_bold(runs) and is_heading(text):
            self.blocks.append(Block("heading", self._line, text, to_markdown(runs), _BOLD_HEADING_LEVEL))
        elif last_updated_text(text) is not None or _LABEL.fullmatch(text):
            self.blocks.append(Block("paragraph", self._line, text, to_markdown(runs)))
        elif self._item_depth is not None:
            self.blocks.append(
                Block("item", self._line, text, to_markdown(runs), self._item_depth, self._ordinal, urls)
            )
        elif bullet := _BULLET.match(text):
            rest = text[bullet.end() :]
            if rest:
                self.blocks.append(Block("item", self._line, rest, _without_bullet(runs), urls=urls))
        else:
            self.blocks.append(Block("paragraph", self._line, text, to_markdown(runs), urls=urls))


def _lines(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            lines.append([])
        else:
            lines[-1].append(run)
    return lines


def _groups(lines: list[list[Run]]) -> list[list[Run]]:
    """Join the lines of each paragraph; a date, a label, a bold heading and a bullet begin and end their own."""
    groups: list[list[Run]] = [[]]
    for line in lines:
        text = plain_text(line)
        if not text:
            groups.append([])
        elif (
            last_updated_text(text) is not None
            or _LABEL.fullmatch(text)
            or _BULLET.match(text)
            or (_is_bold(line) and is_heading(text))
        ):
            groups += [line, []]
        else:
            groups[-1] += [Run(" "), *line]
    return groups


def _is_bold(runs: list[Run]) -> bool:
    return all(run.is_bold for run in runs if run.text.strip())


def _without_bullet(runs: list[Run]) -> str:
    first = next(index for index, run in enumerate(runs) if fold(run.text))
    bare = _BULLET.sub("", runs[first].text.lstrip(), count=1)
    return to_markdown([replace(runs[first], text=bare), *runs[first + 1 :]])


def _raised_text(words: str, is_superscript: bool, has_link: bool) -> str:
    """Return what a superscript or subscript says in plain text: markers, or raised or lowered digits."""
    bare = "".join(fold(words).split())
    if _MARKERS.fullmatch(bare):
        return "".join(f"[{number}]" for number in re.findall(r"\d+", bare))
    if _MARKER_LIST.fullmatch(bare) or (has_link and _MARKER_LIST.fullmatch(f"[{bare}]")):
        return "".join(f"[{number}]" for number in _listed(bare))
    if has_link and re.fullmatch(r"[1-9][0-9]{0,2}", bare):
        return f"[{bare}]"
    if bare and all(letter in _DIGITS + "\u2212" for letter in bare):
        return bare.translate(_RAISED if is_superscript else _LOWERED)
    return words


def _listed(numbers: str) -> list[int]:
    """Spell out `[1,3-5]`; a range that runs backwards or is too wide keeps its two ends."""
    listed: list[int] = []
    for part in re.split(r"[,;]", numbers.strip("[]")):
        ends = [int(number) for number in re.findall(r"[0-9]+", part)]
        is_range = len(ends) == 2 and 0 < ends[1] - ends[0] <= _WIDEST_RANGE
        listed += range(ends[0], ends[1] + 1) if is_range else ends
    return listed
