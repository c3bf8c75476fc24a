"""PostgreSQL as the tools start it writes no visitor's words into its log."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, insert
from sqlalchemy.exc import IntegrityError

from conversations.database import open_conversations
from conversations.tables import answered_message
from tools.postgres import Postgres

WORDS = "Ottilie has sarcoidosis"


def test_the_log_of_a_statement_that_fails_holds_none_of_its_values(postgres: Postgres, postgres_url: str) -> None:
    open_conversations(postgres_url)
    row = {"key": "k", "conversation": "c1", "turn_id": "t1", "message": WORDS, "turn": {}, "answered_at": 0.0}
    engine = create_engine(postgres_url)
    with pytest.raises(IntegrityError, match="not-null"), engine.begin() as connection:
        connection.execute(insert(answered_message).values(row))
    engine.dispose()

    log = postgres.log.read_text()
    assert "not-null" in log
    assert WORDS not in log
