"""Read the tab-separated files that measurements start from, and say exactly what is wrong with one that is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class BadFile(ValueError):
    """A file that cannot be measured with; the message names file, line and remedy."""

    def __init__(self, path: Path, line: int | None, problem: str, remedy: str) -> None:
        where = f"{path}, line {line}" if line is not None else str(path)
        super().__init__(f"{where}: {problem}. Remedy: {remedy}.")


class Lines(str, Enum):
    """Say which lines of a file are measured with; the header is line 1."""

    ODD = "odd"
    EVEN = "even"
    ALL = "all"

    def has(self, line: int) -> bool:
        """Return whether a line is among them."""
        return self is Lines.ALL or (line % 2 == 1) == (self is Lines.ODD)


@dataclass(frozen=True)
class Row:
    """Hold one line of a file: its number, and its cells by the header's names, stripped."""

    line: int
    cells: dict[str, str]


def read_text(path: Path) -> str:
    """Return a file's text; raise `BadFile` when there is none or it is not UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise BadFile(path, None, f"it cannot be read ({reason})", "name a file that exists and may be read") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise BadFile(path, line, "it is not UTF-8", "save the file as UTF-8") from None


def read_rows(path: Path, required: Sequence[str], optional: Sequence[str], may_be_empty: Sequence[str]) -> list[Row]:
    """Return the rows of a tab-separated file; blank lines are passed over, quotes are letters like others.

    The header must be `required`, followed by the first few of `optional` or none of them; optional cells may be
    left off at the end of a line. Raises `BadFile`, also when there is no row at all.
    """
    lines = read_text(path).split("\n")
    header = [cell.strip() for cell in lines[0].split("\t")]
    columns = [*required, *optional]
    if len(header) < len(required) or header != columns[: len(header)]:
        wanted = "<TAB>".join(required) + "".join(f"[<TAB>{name}]" for name in optional)
        raise BadFile(path, 1, "the header is another one than expected", f"let the first line be {wanted}")
    rows = [
        _row(path, number, line, header, required, may_be_empty)
        for number, line in enumerate(lines[1:], start=2)
        if line.strip()
    ]
    if not rows:
        raise BadFile(path, None, "there is no line below the header", "add at least one")
    return rows


def _row(
    path: Path, number: int, line: str, header: list[str], required: Sequence[str], may_be_empty: Sequence[str]
) -> Row:
    cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
    if not len(required) <= len(cells) <= len(header):
        wanted = f"{len(required)}" if len(header) == len(required) else f"{len(required)} to {len(header)}"
        remedy = "part the cells by one tab each, and write no tab inside a cell"
        raise BadFile(path, number, f"there are {len(cells)} cells where {wanted} belong", remedy)
    cells += [""] * (len(header) - len(cells))
    row = Row(number, dict(zip(header, cells, strict=True)))
    empty = [name for name in required if not row.cells[name] and name not in may_be_empty]
    if empty:
        raise BadFile(path, number, f"the cell {empty[0]} is empty", "fill it in or remove the line")
    return row
