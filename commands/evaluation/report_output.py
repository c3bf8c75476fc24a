"""Print a report, and write it as JSON and as one page that needs nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from rich.markup import escape
from rich.table import Table as PrintedTable

from commands.evaluation.reports import Report, Table
from rareguide.console import out

TEMPLATES = Path(__file__).parent / "templates"


class CannotWrite(OSError):
    """A report could not be written; the message names the folder and the remedy."""


def print_report(report: Report) -> None:
    """Print the figures and those tables that do not quote the measured file."""
    out.print(f"[bold]{escape(report.title)}[/bold]")
    width = max((len(figure.label) for figure in report.figures), default=0)
    for figure in report.figures:
        out.print(f"  {figure.label:<{width}}  {figure.text}", markup=False)
    for table in report.tables:
        if table.is_printed and table.rows:
            print_table(table)


def print_table(table: Table) -> None:
    """Print one table."""
    if table.as_blocks:
        _print_blocks(table)
        return
    printed = PrintedTable(*table.header, title=escape(table.title), title_justify="left", box=None)
    for row in table.rows:
        printed.add_row(*map(escape, row))
    out.print(printed)


def _print_blocks(table: Table) -> None:
    out.print(table.title, markup=False)
    for row in table.rows:
        for mark, name, cell in zip(("-", *" " * len(row)), table.header, row, strict=False):
            out.print(f"  {mark} {name}: {cell}", markup=False)


def write_report(report: Report, folder: Path) -> list[Path]:
    """Write `<name>.json` and `<name>.html` into a folder, which is made; raise `CannotWrite`."""
    data = {"name": report.name, "title": report.title, "about": report.about, **report.data}
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["html"]))
    texts = {
        "json": json.dumps(data, ensure_ascii=False, indent=1) + "\n",
        "html": pages.get_template("report.html").render(report=report),
    }
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, text in texts.items():
            path = folder / f"{report.name}.{kind}"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
    except OSError as problem:
        raise CannotWrite(f"{folder} cannot be written to ({problem.strerror}); name another with --out.") from problem
    return paths


def summary_of(reports: Sequence[Report]) -> Table:
    """Return one table with the figures of several reports."""
    rows = [(report.title, figure.label, figure.text) for report in reports for figure in report.figures]
    return Table("All figures", ("measured", "figure", ""), rows)
