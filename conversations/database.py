"""Open the conversations' database with its tables in their newest form."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import MetaData
from sqlalchemy.engine import Engine

from conversations.tables import metadata
from knowledge.database import migrate, open_database

MIGRATIONS = Path(__file__).parent / "migrations"


def open_conversations(url: str) -> Engine:
    """Return an engine for the conversations' database, whose tables are made or brought up to date first."""
    engine = open_database(url)
    migrate(engine, MIGRATIONS)
    return engine


def every_table() -> MetaData:
    """Return the tables of all packages that keep something about conversations."""
    import handoff.tables  # noqa: F401  (declares its tables; here, since it imports this package)

    return metadata
