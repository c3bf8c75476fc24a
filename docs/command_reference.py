"""Write the command reference in `docs/operators.md` from the help texts of the command line.

Run it after a command has changed: `.venv/bin/python docs/command_reference.py`. `tests/test_docs.py` compares
what is written with what the commands say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from commands.cli import app

DOCUMENT = Path(__file__).parent / "operators.md"
BEGIN = "<!-- commands:begin -->"
END = "<!-- commands:end -->"
WIDTH = 100
"""Columns of a help text, whatever the terminal has."""


class MarkersMissing(ValueError):
    """The document lacks the lines between which the reference stands."""


def command_reference() -> str:
    """Return the help text of every command as Markdown, the commands in the order of the help itself."""
    texts = _help_texts("rareguide", typer.main.get_command(app))
    return "\n\n".join(f"### {path}\n\n```text\n{text}\n```" for path, text in texts)


def with_reference(document: str) -> str:
    """Return a document with the reference put between its markers; raise `MarkersMissing` where there are none."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise MarkersMissing(f"The document has no {BEGIN} followed by {END}. Remedy: write both on lines of their own")
    return f"{before}{BEGIN}\n\n{command_reference()}\n\n{END}{after}"


def _help_texts(path: str, command: Any, parent: Any = None) -> Iterator[tuple[str, str]]:
    # Without this the help comes in boxes that are drawn for a terminal.
    command.rich_markup_mode = None
    context = command.context_class(
        command, info_name=path.split()[-1], parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield path, command.get_help(context)
    for name, part in getattr(command, "commands", {}).items():
        yield from _help_texts(f"{path} {name}", part, context)


if __name__ == "__main__":
    DOCUMENT.write_text(with_reference(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
