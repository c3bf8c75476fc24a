"""Open the conversations' database with its tables in their newest form."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from knowledge.database import migrate, open_database, shared_database

MIGRATIONS = Path(__file__).parent / "migrations"


def open_conversations(url: str) -> Engine:
    """Return an engine for the conversations' database, whose tables are made or brought up to date first."""
    engine = open_database(url)
    migrate(engine, MIGRATIONS)  # which may take longer than a server's statements
    engine.dispose()
    return shared_database(url)
