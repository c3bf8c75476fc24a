"""The tables of both databases: what a release has made is brought forward, and what another made is left alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import handoff.tables  # noqa: F401
import staff.tables  # noqa: F401
from conversations.database import SCHEMA, open_conversations
from conversations.tables import metadata
from knowledge.schema import SCHEMA as STORE_SCHEMA
from knowledge.schema import migrate_store
from knowledge.tables import SEARCH_INDEX
from knowledge.tables import metadata as knowledge_metadata
from rareguide.database import Schema, UnknownTables, is_migrated, migrate, open_database


@pytest.mark.parametrize("is_shared", [False, True])
def test_the_tables_are_those_that_are_declared(tmp_path: Path, is_shared: bool) -> None:
    engine = open_conversations(f"sqlite:///{tmp_path / 'conversations.db'}")
    if is_shared:
        migrate_store(engine)

    def is_ours(name: str | None, kind: str, _: object) -> bool:
        of_others = {*knowledge_metadata.tables, "knowledge_version", "sqlite_sequence"}
        return kind != "table" or (name not in of_others and not str(name).startswith(SEARCH_INDEX))

    with engine.connect() as connection:
        options = {"version_table": "conversations_version", "compare_type": True, "include_name": is_ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "later", "{head}", None, None


def upgrade():
    with op.batch_alter_table("{table}") as batch:
        batch.add_column(sa.Column("added", sa.Integer, server_default="7", nullable=False))
"""
FILLED = {
    "store": (STORE_SCHEMA, "revision", "INSERT INTO revision (id, number) VALUES (1, 5)", (1, 5)),
    "conversations": (SCHEMA, "pushed_turn", "INSERT INTO pushed_turn VALUES ('anna', 3)", ("anna", 3)),
}


def newest_of(schema: Schema) -> str:
    """The last of the migrations that a schema has."""
    head = ScriptDirectory.from_config(schema.alembic_config()).get_current_head()
    assert head is not None
    return head


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'any.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.mark.parametrize("which", FILLED)
def test_a_later_migration_brings_a_database_with_data_forward(url: str, which: str, tmp_path: Path) -> None:
    schema, table, insert, row = FILLED[which]
    engine = open_database(url)
    migrate(engine, schema)
    with engine.begin() as connection:
        connection.exec_driver_sql(insert)
    folder = tmp_path / "migrations"
    shutil.copytree(schema.migrations, folder)
    (folder / "later.py").write_text(LATER.format(table=table, head=newest_of(schema)), encoding="utf-8")
    newer = replace(schema, migrations=folder)
    assert not is_migrated(engine, newer)

    migrate(engine, newer)

    assert is_migrated(engine, newer)
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"SELECT * FROM {table}").all() == [(*row, 7)]
    with pytest.raises(UnknownTables, match="later"):
        migrate(engine, schema)
    engine.dispose()


@pytest.mark.parametrize("which", FILLED)
def test_tables_from_before_the_first_release_are_refused(url: str, which: str) -> None:
    schema = FILLED[which][0]
    engine = open_database(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE {schema.version_table} (version_num VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql(f"INSERT INTO {schema.version_table} VALUES ('0012')")

    with pytest.raises(UnknownTables, match=r"0012.*before the first release.*name an empty database"):
        migrate(engine, schema)

    assert inspect(engine).get_table_names() == [schema.version_table]
    engine.dispose()
