"""Open the conversations' database with its tables in their newest form."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from conversations.encryption import FieldCipher, encrypt_columns
from conversations.tables import metadata
from rareguide.database import Schema, migrate, open_database, shared_database

SCHEMA = Schema(metadata, Path(__file__).parent / "migrations", version_table="conversations_version")


def open_conversations(url: str, handoff_key: str = "") -> Engine:
    """Return an engine for the conversations' database, whose tables are made or brought up to date first.

    With `handoff_key`, what visitors wrote is sealed and opened on it, as on all engines of the process for `url`.
    """
    engine = open_database(url)
    migrate(engine, SCHEMA)  # which may take longer than a server's statements
    engine.dispose()
    shared = shared_database(url)
    if handoff_key:
        encrypt_columns(shared, FieldCipher(handoff_key))
    return shared
