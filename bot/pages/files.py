"""Serve the demo page and the widget's files; nothing else of the disk can be asked for."""

from __future__ import annotations

from pathlib import Path

from sanic import Sanic, response
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.pages.headers import PAGE_HEADERS
from rareguide.settings import ROOT

DEMO = ROOT / "demo"
WIDGET = ROOT / "widget" / "dist"


def add_files(app: Sanic) -> None:
    """Add `/`, `/demo/<name>`, `/widget.js` and `/widget/<name>`."""

    @app.get("/")
    async def demo_page(_: Request) -> HTTPResponse:
        return await response.file(DEMO / "index.html", headers=PAGE_HEADERS)

    @app.get("/demo/<name:str>")
    async def demo_file(_: Request, name: str) -> HTTPResponse:
        return await _file(DEMO, name)

    @app.get("/widget.js")
    async def widget_script(_: Request) -> HTTPResponse:
        return await _file(WIDGET, "widget.js")

    @app.get("/widget/<name:str>")
    async def widget_file(_: Request, name: str) -> HTTPResponse:
        return await _file(WIDGET, name)


async def _file(folder: Path, name: str) -> HTTPResponse:
    names = {path.name for path in folder.iterdir() if path.is_file()} if folder.is_dir() else set()
    if name not in names:
        raise NotFound(f"There is no file {name!r} here.")
    return await response.file(folder / name, headers=PAGE_HEADERS)
