"""Bring the store's tables into the form that this version needs."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from knowledge.tables import metadata
from rareguide.database import Schema, migrate

SCHEMA = Schema(metadata, Path(__file__).parent / "migrations", version_table="knowledge_version")


def migrate_store(engine: Engine) -> None:
    """Apply those migrations that the store has not had yet."""
    migrate(engine, SCHEMA)
