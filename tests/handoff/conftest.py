"""A desk on a database of its own, with a clock that tests turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from conversations.database import open_conversations
from handoff.requests.desk import Desk
from handoff.requests.records import Form
from rareguide.settings import Settings
from tests.handoff.visiting import Visitor
from tests.support.database_files import copy_database, empty_conversations

NOON = 1_763_985_600.0
"""Monday, 24 November 2025, 12:00 UTC."""

SECRET = "known to both sides"
"""What a webhook signs with."""


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    path = tmp_path / "conversations.db"
    copy_database(empty_conversations, path)
    return open_conversations(f"sqlite:///{path}")


def settings(**changed: object) -> Settings:
    usual = {"business_hours": "Mon-Sun 00:00-24:00", "holidays": "", "time_zone": "UTC"}
    return Settings(**{**usual, **changed})


def desk_with(engine: Engine, clock: Clock, **changed: object) -> Desk:
    return Desk(engine, settings(**changed), clock)


def form(conversation: str = "c1", **changed: object) -> Form:
    filled = {
        "question": "Can my daughter fly?",
        "name": "Maria Lopez",
        "email": "maria@larkfield.example",
        "language": "English",
        "context": {
            "messages": [{"who": "visitor", "text": "what is Marfan syndrome?"}, {"who": "bot", "text": "This is …"}],
            "condition": "Marfan syndrome",
            "sections": [
                {
                    "condition": "Marfan syndrome",
                    "section": "overview",
                    "question": "What is Marfan syndrome?",
                    "last_updated": "2024-01-31",
                    "source": "Larkfield Library",
                }
            ],
            "failed": ["what does a test cost?"],
        },
    }
    return Form(conversation, "widget", **{**filled, **changed})


@pytest.fixture
def visitor(engine: Engine, clock: Clock) -> Visitor:
    return Visitor(desk_with(engine, clock))
