"""The command `rareguide embed`: the tag that puts the widget of this version on a page, with its hash."""

from __future__ import annotations

import typer

from rareguide.console import out
from rareguide.widget_script import SCRIPT, read_script


def embed(server: str = typer.Argument(..., help="Address of the server as visitors reach it.")) -> None:
    """Print the script tag that puts this version of the widget on a page, held to its hash."""
    script = read_script(SCRIPT)
    address = f"{server.rstrip('/')}/widget/{script.versioned_name}"
    tag = f'<script src="{address}" integrity="{script.integrity}" crossorigin="anonymous" defer></script>'
    out.print(tag, markup=False, highlight=False, soft_wrap=True)
