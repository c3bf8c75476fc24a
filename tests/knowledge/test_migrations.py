"""The migrations make the tables that `knowledge.tables` declares, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from knowledge.schema import migrate_store
from knowledge.tables import SEARCH_INDEX, metadata
from rareguide.database import open_database

TABLES = {"condition", "name", "membership", "import_run", "record", "section", "passage", "reference", "revision"}
TABLES |= {"knowledge_version"}


def tables_of(engine: Engine) -> set[str]:
    return {name for name in inspect(engine).get_table_names() if not name.startswith(SEARCH_INDEX)}


def test_an_empty_database_gets_the_tables(either_engine: Engine) -> None:
    assert tables_of(either_engine) == TABLES


def test_migrating_again_changes_nothing(either_engine: Engine) -> None:
    migrate_store(either_engine)
    assert tables_of(either_engine) == TABLES


def test_the_tables_are_those_that_are_declared(either_engine: Engine) -> None:
    with either_engine.connect() as connection:
        options = {
            "version_table": "knowledge_version",
            "compare_type": True,
            "compare_server_default": True,
            "include_name": lambda name, *_: SEARCH_INDEX not in (name or ""),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    migrate_store(open_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'store.db'}"))
    assert (tmp_path / "a" / "b" / "store.db").is_file()


def test_nothing_is_made_before_migrating(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    assert inspect(engine).get_table_names() == []


def test_a_migration_that_breaks_off_leaves_no_table(tmp_path: Path) -> None:
    """SQLite commits each table at once unless the transaction is begun by hand."""
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE reference (other INTEGER)")
    with pytest.raises(OperationalError, match="reference already exists"):
        migrate_store(engine)
    assert inspect(engine).get_table_names() == ["reference"]


def test_readers_go_on_while_somebody_writes(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'store.db'}")
    migrate_store(engine)
    with engine.begin() as writer, engine.connect() as reader:
        writer.exec_driver_sql("BEGIN IMMEDIATE")
        writer.exec_driver_sql("INSERT INTO revision VALUES (1, 5)")
        assert reader.exec_driver_sql("SELECT number FROM revision").all() == []
