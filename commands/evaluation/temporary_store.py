"""Build a store to measure with: the shipped content, and what is to be imported beside it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from commands.importing import import_named
from knowledge.content_loading import load_content
from knowledge.schema import migrate_store
from rareguide.database import open_database
from rareguide.settings import ROOT, Settings

CONTENT = ROOT / "knowledge" / "content"


def build_store(settings: Settings, medquad: Path | None, pages: Path | None) -> Engine:
    """Fill the store that the settings name with the project's content, MedQuAD's files and saved pages."""
    engine = open_database(settings.store_url)
    migrate_store(engine)
    load_content(engine, CONTENT)
    import_named(engine, [folder for folder in (medquad, pages) if folder is not None])
    return engine
