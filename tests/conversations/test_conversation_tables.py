"""The tables of the conversations' database are those that their packages declare."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import handoff.tables  # noqa: F401
import staff.tables  # noqa: F401
from conversations.database import open_conversations
from conversations.tables import metadata
from knowledge.schema import migrate_store
from knowledge.tables import SEARCH_INDEX
from knowledge.tables import metadata as knowledge_metadata


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
