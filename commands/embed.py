"""The command `rareguide embed`: the tag that puts the widget of this version on a page, with its hash."""

from __future__ import annotations

import json

import typer

from rareguide.console import out
from rareguide.settings import ROOT

INTEGRITY = ROOT / "widget" / "dist" / "integrity.json"


def embed(server: str = typer.Argument(..., help="Address of the server as visitors reach it.")) -> None:
    """Print the script tag that puts this version of the widget on a page, held to its hash."""
    hashes: dict[str, str] = json.loads(INTEGRITY.read_text(encoding="utf-8"))
    name = next(name for name in hashes if name.startswith("widget-"))
    address = f"{server.rstrip('/')}/widget/{name}"
    tag = f'<script src="{address}" integrity="{hashes[name]}" crossorigin="anonymous" defer></script>'
    out.print(tag, markup=False, highlight=False, soft_wrap=True)
