"""Show a condition as a page of its own: every section with date, references and source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.pages.headers import PAGE_HEADERS, READING
from knowledge.store import KnowledgeStore, UnknownCondition
from rareguide.database import shared_database
from rareguide.links import safe_markdown, web_address
from rareguide.settings import Settings
from rareguide.texts import load_texts

TEMPLATES = Path(__file__).parent / "templates"


def add_condition_pages(app: Sanic, settings: Settings) -> None:
    """Add `/conditions/<slug>`."""
    store = KnowledgeStore(shared_database(settings.store_url))
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["html"]))
    markdown = safe_markdown()
    pages.filters["markdown"] = lambda body: Markup(markdown.render(body))  # noqa: S704
    pages.filters["web_address"] = web_address

    @app.route("/conditions/<slug:str>", methods=READING)
    async def condition_page(_: Request, slug: str) -> HTTPResponse:
        values: dict[str, Any] = {
            "disclaimer": settings.disclaimer(),
            "contact": settings.contact(),
            "condition": None,
            "say": load_texts().say,
        }
        status = 200
        try:
            values["condition"] = store.condition(slug)
            values["sections"] = store.sections(slug)
        except UnknownCondition:
            status = 404
        page = pages.get_template("condition.html").render(values)
        return response.html(page, status=status, headers=PAGE_HEADERS)
