"""Say what a measurement gave, in one form that the terminal, a page and a JSON file are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Union


@dataclass(frozen=True)
class Figure:
    """Hold one figure as a person reads it."""

    label: str
    text: str


@dataclass(frozen=True)
class Table:
    """Hold a table; `shades` tells for each cell how dark it is, from 0 to 1, where that says something.

    A table that quotes the measured file is kept off the terminal by `is_printed`. One with long cells is printed
    `as_blocks`, a line for each cell.
    """

    title: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    note: str = ""
    is_printed: bool = True
    as_blocks: bool = False
    shades: Sequence[Sequence[float]] | None = None


@dataclass(frozen=True)
class Chart:
    """Hold a drawing as SVG."""

    title: str
    svg: str
    note: str = ""


Part = Union[Table, Chart]


@dataclass(frozen=True)
class Report:
    """Hold what a measurement gave.

    Attributes:
        name: also the name of its files.
        title: what was measured, in a few words.
        about: what with, for the top of the page: file, lines, store, model.
        figures: the few that count.
        parts: tables and pictures, in order.
        data: all of it for programs; plain values, lists and dictionaries.
    """

    name: str
    title: str
    about: dict[str, str]
    figures: Sequence[Figure]
    parts: Sequence[Part] = ()
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def tables(self) -> list[Table]:
        """Return the tables, in order."""
        return [part for part in self.parts if isinstance(part, Table)]
