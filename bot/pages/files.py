"""Serve the demo page and the widget's files; nothing else of the disk can be asked for."""

from __future__ import annotations

import re
from pathlib import Path

from sanic import Sanic, response
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.pages.headers import PAGE_HEADERS, READING
from rareguide.settings import ROOT

DEMO = ROOT / "demo"
WIDGET = ROOT / "widget" / "dist"
SCRIPT_HEADERS = {
    # Any page may load the script, also with its hash, which needs this; what it asks the server for is another matter.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
FOR_MINUTES = {"Cache-Control": "public, max-age=300"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_VERSIONED = re.compile(r"widget-[\w.-]+\.js")


def add_files(app: Sanic) -> None:
    """Add `/`, `/demo/<name>`, `/widget.js` and `/widget/<name>`."""

    @app.route("/", methods=READING)
    async def demo_page(_: Request) -> HTTPResponse:
        return await response.file(DEMO / "index.html", headers=PAGE_HEADERS)

    @app.route("/demo/<name:str>", methods=READING)
    async def demo_file(_: Request, name: str) -> HTTPResponse:
        return await _file(DEMO, name, PAGE_HEADERS)

    @app.route("/widget.js", methods=READING)
    async def widget_script(_: Request) -> HTTPResponse:
        return await _file(WIDGET, "widget.js", {**SCRIPT_HEADERS, **FOR_MINUTES})

    @app.route("/widget/<name:str>", methods=READING)
    async def widget_file(_: Request, name: str) -> HTTPResponse:
        kept = FOR_EVER if _VERSIONED.fullmatch(name) else FOR_MINUTES
        return await _file(WIDGET, name, {**SCRIPT_HEADERS, **kept})


async def _file(folder: Path, name: str, headers: dict[str, str]) -> HTTPResponse:
    names = {path.name for path in folder.iterdir() if path.is_file()} if folder.is_dir() else set()
    if name not in names:
        raise NotFound(f"There is no file {name!r} here.")
    return await response.file(folder / name, headers=headers)
