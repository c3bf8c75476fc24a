"""Print what became of an import."""

from __future__ import annotations

from commands.importing import ImportReport
from rareguide.console import err, out

MOST_LINES = 20
"""How many rejections and notes are printed one by one."""


def print_report(report: ImportReport, can_undo: bool = True) -> None:
    """Print the report: figures on standard output, rejections and notes on standard error."""
    done = report.ingest
    out.print(
        f"{len(done.new)} new, {len(done.changed)} changed, {len(done.unchanged)} unchanged, "
        f"{len(done.rejected)} rejected." + (f" {len(done.removed)} removed." if done.removed else "")
    )
    for phrase, number in report.counts.items():
        if number:
            out.print(f"  {number} {phrase}", markup=False)
    if can_undo and done.import_run is not None:
        out.print(f"This was import {done.import_run}; take it back with: rareguide knowledge undo {done.import_run}")
    _print_some([f"Rejected: {reason}" for _, reason in done.rejected], "rejections")
    _print_some([f"Note: {note}" for note in report.notes], "notes")


def _print_some(lines: list[str], what: str) -> None:
    for line in lines[:MOST_LINES]:
        err.print(line, markup=False)
    if len(lines) > MOST_LINES:
        err.print(f"… and {len(lines) - MOST_LINES} more {what}.")
