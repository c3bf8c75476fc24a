"""Print what became of an import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commands.importing import ImportReport, SortedFiles, known_forms
from rareguide.console import err, failure, out

MOST_LINES = 20
"""How many rejections and notes are printed one by one."""


def print_sorted(found: SortedFiles, named: Sequence[Path]) -> None:
    """Say which files are not read; raise `typer.Exit` when there is none left, with the forms that are known."""
    _print_some([f"Rejected: {reason}" for _, reason in found.rejected], "rejections")
    if found.unknown:
        rejected = [f"Rejected: {name}: its form is not known" for name in found.unknown]
        _print_some(rejected, "of no known form")
        err.print(f"Remedy: give files of a known form:\n{known_forms()}", markup=False)
    if found.passed_over:
        err.print(
            f"Passed over, because no form knows them: {len(found.passed_over)} files, "
            f"such as {found.passed_over[0].name}.",
            markup=False,
        )
    if not found.by_form and not found.rejected and not found.unknown:
        raise failure(
            f"There is nothing to import in {', '.join(map(str, named))}. These forms are known:\n{known_forms()}"
        )


def print_report(report: ImportReport, can_undo: bool = True, is_trial: bool = False) -> None:
    """Print the report: figures on standard output, rejections and notes on standard error."""
    done = report.ingest
    if report.form is not None:
        out.print(f"Taken as {report.form.name}: {report.form.title}.", markup=False)
    out.print(
        f"{len(done.new)} new, {len(done.changed)} changed, {len(done.unchanged)} unchanged, "
        f"{len(done.rejected)} rejected." + (f" {len(done.removed)} removed." if done.removed else "")
    )
    for phrase, number in report.findings.counts.items():
        if number:
            out.print(f"  {number} {phrase}", markup=False)
    if is_trial:
        out.print("This was a dry run: the store is as it was.")
    elif can_undo and done.import_run is not None:
        out.print(f"This was import {done.import_run}; take it back with: rareguide knowledge undo {done.import_run}")
    _print_some([f"Rejected: {reason}" for _, reason in done.rejected], "rejections")
    _print_some([f"Look at this: {conflict}" for conflict in done.conflicts], "numbers whose names do not agree")
    _print_some([f"Note: {note}" for note in report.findings.notes], "notes")


def _print_some(lines: list[str], what: str) -> None:
    for line in lines[:MOST_LINES]:
        err.print(line, markup=False)
    if len(lines) > MOST_LINES:
        err.print(f"… and {len(lines) - MOST_LINES} more {what}.")
