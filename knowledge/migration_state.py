"""Tell whether a database's tables have the form that this version needs, without changing anything."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

from knowledge.database import MIGRATIONS


def is_migrated(engine: Engine, version_table: str, migrations: Path = MIGRATIONS) -> bool:
    """Tell whether a database has had all migrations of a folder, and none that the folder does not have.

    `version_table` is the one that the folder's `env.py` names.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations))
    newest = set(ScriptDirectory.from_config(config).get_heads())
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": version_table})
        return set(context.get_current_heads()) == newest
