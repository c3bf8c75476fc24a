"""Build a store to measure with: the shipped content, and what is to be imported beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.engine import Engine

from commands.importing import import_medquad, import_pages, medquad_files
from knowledge.content_loading import load_content
from knowledge.schema import migrate_store
from rareguide.database import open_database
from rareguide.settings import ROOT, Settings

CONTENT = ROOT / "knowledge" / "content"
NO_STEP: Callable[[], None] = lambda: None  # noqa: E731


def build_store(settings: Settings, medquad: Path | None, pages: Path | None) -> Engine:
    """Fill the store that the settings name with the project's content, MedQuAD's files and saved pages."""
    engine = open_database(settings.store_url)
    migrate_store(engine)
    load_content(engine, CONTENT)
    if medquad is not None:
        import_medquad(engine, medquad, medquad_files(medquad), on_document=NO_STEP)
    if pages is not None:
        files = sorted(path for path in pages.iterdir() if path.suffix in (".txt", ".html", ".htm"))
        import_pages(engine, files, on_document=NO_STEP)
    return engine
