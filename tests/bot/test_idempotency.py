"""Answered messages and feedback: what is kept of them, on SQLite and PostgreSQL, also when two come at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from conversations.database import open_conversations
from conversations.feedback import UnknownTurn, all_feedback, keep_feedback
from conversations.idempotency import PRIVATE_HOURS, delete_old_answers, find_answer, keep_answer
from conversations.tables import answered_message
from tests.knowledge.conftest import database_url  # noqa: F401
from tools.postgres import Postgres

CONSENT = {"ticket": None, "status": "collecting", "asks_for": "consent"}
WAITING = {"ticket": "RG-7K3M0QXZ", "status": "queued", "asks_for": None}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:  # noqa: F811
    opened = open_conversations(database_url)
    yield opened
    opened.dispose()


def turn(kind: str = "answer", handoff: dict[str, Any] | None = None, turn_id: str = "t1") -> dict[str, Any]:
    return {"turn_id": turn_id, "kind": kind, "text": "May I send maria@larkfield.example?", "handoff": handoff}


@pytest.mark.parametrize(
    ("kept", "is_private"),
    [
        (turn("handoff", CONSENT), True),
        (turn("answer", CONSENT), True),
        (turn("emergency", WAITING), True),
        (turn("answer", WAITING), False),
        (turn("answer"), False),
        (turn("emergency"), False),
    ],
)
def test_a_turn_that_repeats_what_a_person_is_told_is_kept_for_an_hour_and_never_rated(
    engine: Engine, kept: dict[str, Any], is_private: bool
) -> None:
    """An answer given in the middle of the form ended with name and address, and was kept with a thumb for months."""
    keep_answer(engine, "k1", "c1", "what causes sarcoidosis?", kept)

    with engine.connect() as connection:
        assert connection.scalar(select(answered_message.c.message)) == (
            "" if is_private else "what causes sarcoidosis?"
        )
    if is_private:
        with pytest.raises(UnknownTurn):
            keep_feedback(engine, "c1", "t1", True, "")
    else:
        keep_feedback(engine, "c1", "t1", True, "")
    assert len(list(all_feedback(engine))) == (not is_private)
    assert delete_old_answers(engine, 24, now=_in(PRIVATE_HOURS * 3600 + 60)) == is_private


def test_of_two_answers_to_one_message_the_first_counts(engine: Engine) -> None:
    first, second = turn(turn_id="t1"), turn(turn_id="t2")
    assert keep_answer(engine, "k1", "c1", "hello", first) == first
    assert keep_answer(engine, "k1", "c1", "hello", second) == first
    assert find_answer(engine, "k1") == first


def test_a_message_that_is_answered_twice_is_not_written_into_postgresqls_log(
    postgres: Postgres, postgres_url: str
) -> None:
    opened = open_conversations(postgres_url)
    for turn_id in ("t1", "t2"):
        keep_answer(opened, "k1", "c1", "Ottilie has sarcoidosis", turn(turn_id=turn_id))
        keep_feedback(opened, "c1", "t1", True, "Ferdinand")
    opened.dispose()

    log = postgres.log.read_text()
    assert "ready to accept connections" in log
    assert "Ottilie" not in log
    assert "Ferdinand" not in log


def test_two_presses_of_a_thumb_at_once_leave_one_opinion(engine: Engine) -> None:
    keep_answer(engine, "k1", "c1", "hello", turn())
    together = threading.Barrier(4)
    failed: list[Exception] = []

    def press(is_helpful: bool) -> None:
        together.wait()
        try:
            keep_feedback(engine, "c1", "t1", is_helpful, "")
        except SQLAlchemyError as problem:
            failed.append(problem)

    pressing = [threading.Thread(target=press, args=(number % 2 == 0,)) for number in range(4)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()

    assert failed == []
    assert len(list(all_feedback(engine))) == 1


def _in(seconds: float) -> float:
    return time.time() + seconds
