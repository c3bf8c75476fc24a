"""What was kept in the knowledge store's file goes into the conversations' own, once and whole."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import func, insert, inspect, select

from bot.tracker_store import RareGuideTrackerStore
from conversations.database import open_conversations
from conversations.moving import move_conversations
from conversations.tables import feedback
from handoff.desk import Desk
from handoff.records import Form
from knowledge.database import open_database
from knowledge.store import KnowledgeStore
from rareguide.settings import Settings
from tests.made_up_store import made_up_store


def store_with_conversations(folder: Path) -> str:
    """A store's file of the time when everything was kept in it."""
    made_up_store(folder)
    url = f"sqlite:///{folder / 'made-up.db'}"
    trackers = RareGuideTrackerStore(Domain.empty(), host=url)
    asyncio.run(trackers.save(DialogueStateTracker.from_events("anna", [UserUttered("hello"), UserUttered("bye")])))
    engine = open_conversations(url)
    with engine.begin() as connection:
        row = {"conversation": "anna", "is_helpful": True, "comment": "", "message": "hello", "turn": {}}
        connection.execute(insert(feedback).values(turn_id="1", given_at=1.0, **row))
    desk = Desk(engine, Settings(_env_file=None))
    desk.submit(desk.save_form(Form("anna", "widget", "Who treats it?", "Anna", "anna@example.org", "", "en")), "yes")
    return url


def test_everything_is_moved_once(tmp_path: Path) -> None:
    old, new = store_with_conversations(tmp_path), f"sqlite:///{tmp_path / 'conversations.db'}"

    moved = move_conversations(old, new)

    engine = open_conversations(new)
    tracker = asyncio.run(RareGuideTrackerStore(Domain.empty(), host=new).retrieve_full_tracker("anna"))
    request = Desk(engine, Settings(_env_file=None)).request_of("anna")
    assert moved >= 4
    assert tracker is not None
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["hello", "bye"]
    assert request is not None
    assert request.email == "anna@example.org"
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(feedback)) == 1
    assert move_conversations(old, new) == 0


def test_the_store_keeps_what_is_its_own(tmp_path: Path) -> None:
    old = store_with_conversations(tmp_path)

    move_conversations(old, f"sqlite:///{tmp_path / 'conversations.db'}")

    engine = open_database(old)
    assert KnowledgeStore(engine).has("velmont-syndrome")
    assert not {"events", "feedback", "handoff_request", "staff_account"} & set(inspect(engine).get_table_names())


def test_what_a_crash_left_half_done_is_done_again(tmp_path: Path) -> None:
    """The rows are in both files when the process ends between copying and removing."""
    old, new = store_with_conversations(tmp_path), f"sqlite:///{tmp_path / 'conversations.db'}"
    copy = f"sqlite:///{tmp_path / 'copy.db'}"
    with open_database(old).connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    move_conversations(old, new)

    move_conversations(copy, new)

    tracker = asyncio.run(RareGuideTrackerStore(Domain.empty(), host=new).retrieve_full_tracker("anna"))
    assert tracker is not None
    assert len([event for event in tracker.events if isinstance(event, UserUttered)]) == 2


def test_one_database_for_both_stays_one(tmp_path: Path) -> None:
    url = store_with_conversations(tmp_path)
    assert move_conversations(url, url) == 0
    assert move_conversations(url, "postgresql://nobody@nowhere/none") == 0
    assert Desk(open_conversations(url), Settings(_env_file=None)).request_of("anna") is not None
