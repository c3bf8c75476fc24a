"""Open the conversations' database with its tables in their newest form."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from rareguide.database import Schema, migrate, open_database, shared_database

SCHEMA = Schema(Path(__file__).parent / "migrations", version_table="conversations_version")


def open_conversations(url: str) -> Engine:
    """Return an engine for the conversations' database, whose tables are made or brought up to date first."""
    engine = open_database(url)
    migrate(engine, SCHEMA)  # which may take longer than a server's statements
    engine.dispose()
    return shared_database(url)
