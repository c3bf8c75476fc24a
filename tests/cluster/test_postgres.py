"""PostgreSQL as the cluster starts it writes no visitor's words into its log."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert
from sqlalchemy.exc import IntegrityError

from conversations.database import open_conversations
from conversations.tables import answered_message
from tests.support.live_server import free_port
from tools.cluster.postgres import Postgres

WORDS = "Ottilie has sarcoidosis"


@pytest.fixture
def postgres_of_the_cluster() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="rareguide-cluster-"))  # one that PostgreSQL's user can reach
    running = Postgres(folder, free_port())
    try:
        running.prepare()
        running.start()
        running.make_database()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def test_the_log_of_a_statement_that_fails_holds_none_of_its_values(postgres_of_the_cluster: Postgres) -> None:
    open_conversations(postgres_of_the_cluster.database_url)
    row = {"key": "k", "conversation": "c1", "turn_id": "t1", "message": WORDS, "turn": {}, "answered_at": 0.0}
    engine = create_engine(postgres_of_the_cluster.database_url)
    with pytest.raises(IntegrityError, match="not-null"), engine.begin() as connection:
        connection.execute(insert(answered_message).values(row))
    engine.dispose()

    log = postgres_of_the_cluster.log.read_text()
    assert "not-null" in log
    assert WORDS not in log
