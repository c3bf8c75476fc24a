"""Speak to the person at the terminal: results on standard output, progress and mistakes on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

out = Console(highlight=False, soft_wrap=True, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def failure(sentence: str) -> typer.Exit:
    """Say why a command ends, and return what is to be raised for that."""
    # The sentence may hold what a person typed, which is no markup.
    err.print(sentence, style="red", markup=False)
    return typer.Exit(1)


@contextmanager
def progress(title: str, total: int) -> Iterator[Progress]:
    """Show a progress bar on standard error, where somebody looks at it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        bar.add_task(title, total=total)
        yield bar
