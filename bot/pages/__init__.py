"""The addresses that are no channel: demo page, widget files, condition pages, health and metrics."""

from __future__ import annotations

from sanic import Sanic

from bot.pages.condition_pages import add_condition_pages
from bot.pages.errors import add_error_answers
from bot.pages.files import add_files
from bot.pages.health import add_health
from bot.pages.request_ids import add_request_ids
from rareguide.settings import Settings


def add_pages(app: Sanic, settings: Settings) -> None:
    """Add all pages to the application."""
    add_request_ids(app)
    add_files(app)
    add_health(app, settings)
    add_condition_pages(app, settings)
    add_error_answers(app)
