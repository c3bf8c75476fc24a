"""Serve the demo page and the widget's files; nothing else of the disk can be asked for."""

from __future__ import annotations

from pathlib import Path

from sanic import Sanic, response
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.pages.headers import PAGE_HEADERS, READING
from rareguide.settings import ROOT
from rareguide.widget_script import MODULE, SCRIPT, WidgetScript, read_script

DEMO = ROOT / "demo"


def add_files(app: Sanic) -> None:
    """Add `/`, `/demo/<name>`, `/widget.js` and `/widget/<name>`."""
    script, module = read_script(SCRIPT), read_script(MODULE)

    @app.route("/", methods=READING)
    async def demo_page(_: Request) -> HTTPResponse:
        return await response.file(DEMO / "index.html", headers=PAGE_HEADERS)

    @app.route("/demo/<name:str>", methods=READING)
    async def demo_file(_: Request, name: str) -> HTTPResponse:
        return await _file(DEMO, name, PAGE_HEADERS)

    @app.route("/widget.js", methods=READING)
    async def widget_script(request: Request) -> HTTPResponse:
        return _script(request, script, for_ever=False)

    @app.route("/widget/<name:str>", methods=READING)
    async def widget_file(request: Request, name: str) -> HTTPResponse:
        if name == script.versioned_name:
            return _script(request, script, for_ever=True)
        found = {"widget.js": script, "widget.mjs": module}.get(name)
        if found is None:
            raise NotFound(f"There is no file {name!r} here.")
        return _script(request, found, for_ever=False)


def _script(request: Request, script: WidgetScript, *, for_ever: bool) -> HTTPResponse:
    """Answer with the smallest form that the browser reads, or that it has it already."""
    accepted = request.headers.get("Accept-Encoding", "")
    headers = script.headers(accepted, for_ever=for_ever)
    if script.tag in [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]:
        return response.empty(304, headers=headers)
    return response.raw(script.body(accepted), headers=headers, content_type="text/javascript; charset=utf-8")


async def _file(folder: Path, name: str, headers: dict[str, str]) -> HTTPResponse:
    names = {path.name for path in folder.iterdir() if path.is_file()} if folder.is_dir() else set()
    if name not in names:
        raise NotFound(f"There is no file {name!r} here.")
    return await response.file(folder / name, headers=headers)
