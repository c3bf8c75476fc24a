"""A conversation is taken up as it was left, without its past, and a failing database is no secret."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import (
    EVENTS,
    RareGuideTrackerStore,
    ResumedTracker,
    delete_old_conversations,
    stored_draft,
    without_fallback,
)
from conversations.database import open_conversations
from conversations.erasure import erase_answers_and_feedback
from conversations.tables import conversation_state
from rareguide.database import open_database, writing

DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "slots": {
            "condition": {"type": "text", "mappings": [{"type": "custom"}]},
            "offered_options": {"type": "any", "mappings": [{"type": "custom"}]},
        },
    }
)
OPTIONS = [{"title": "Causes", "payload": "What causes it?", "sections": ["causes"]}]


def store_in(folder: Path) -> RareGuideTrackerStore:
    return RareGuideTrackerStore(DOMAIN, host=f"sqlite:///{folder / 'conversations.db'}")


def take_turn(store: RareGuideTrackerStore, text: str, **slots: Any) -> None:
    """What Rasa does for a message, as far as the store is concerned."""
    tracker = asyncio.run(store.retrieve("anna")) or DialogueStateTracker("anna", DOMAIN.slots)
    tracker.update(UserUttered(text, {"name": "ask_causes"}), DOMAIN)
    tracker.update(ActionExecuted("action_turn"), DOMAIN)
    tracker.update_with_events([SlotSet(name, value) for name, value in slots.items()], DOMAIN)
    tracker.update_with_events([BotUttered("An answer."), ActionExecuted("action_listen")], DOMAIN)
    asyncio.run(store.save(tracker))


def rows(store: RareGuideTrackerStore) -> list[Any]:
    with store.engine.connect() as connection:
        return list(connection.execute(sa.select(EVENTS).order_by(EVENTS.c.id)))


def test_a_conversation_that_nobody_began_is_none(tmp_path: Path) -> None:
    assert asyncio.run(store_in(tmp_path).retrieve("anna")) is None


def test_slots_are_as_the_last_turn_left_them(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    take_turn(store, "what is sarcoidosis", condition="sarcoidosis", offered_options=OPTIONS)
    take_turn(store, "what about Fabry disease", condition="fabry-disease")
    take_turn(store, "forget it", condition=None)

    tracker = asyncio.run(store_in(tmp_path).retrieve("anna"))

    assert tracker is not None
    assert tracker.get_slot("condition") is None
    assert tracker.get_slot("offered_options") == OPTIONS
    assert tracker.latest_action_name == "action_listen"
    assert tracker.latest_message is None or not tracker.latest_message.text


def test_every_event_is_stored_once_and_in_order(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    for number in range(30):
        take_turn(store, f"message {number}", condition=f"condition-{number}")

    kinds = [row.type_name for row in rows(store)]
    full = asyncio.run(store.retrieve_full_tracker("anna"))

    assert kinds == ["user", "action", "slot", "bot", "action"] * 30
    assert full is not None
    assert [event.text for event in full.events if isinstance(event, UserUttered)] == [
        f"message {number}" for number in range(30)
    ]
    assert full.get_slot("condition") == "condition-29"


def test_a_long_conversation_is_taken_up_without_its_events(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    for number in range(30):
        take_turn(store, f"message {number}", condition="sarcoidosis")

    tracker = asyncio.run(store.retrieve("anna"))

    assert isinstance(tracker, ResumedTracker)
    assert len(tracker.events) == 2


def test_a_conversation_begun_without_state_goes_on(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    take_turn(store, "what is sarcoidosis", condition="sarcoidosis")
    with store.engine.begin() as connection:
        connection.execute(sa.delete(conversation_state))

    replayed = asyncio.run(store.retrieve("anna"))
    take_turn(store, "thanks")

    assert replayed is not None
    assert replayed.get_slot("condition") == "sarcoidosis"
    assert [row.type_name for row in rows(store)].count("user") == 2
    assert isinstance(asyncio.run(store.retrieve("anna")), ResumedTracker)


def test_a_slot_that_the_domain_has_no_more_is_left_out(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    take_turn(store, "what is sarcoidosis", condition="sarcoidosis")
    with store.engine.begin() as connection:
        slots = {"condition": "sarcoidosis", "gone": "x"}
        connection.execute(sa.update(conversation_state).values(slots=slots))

    tracker = asyncio.run(store.retrieve("anna"))

    assert tracker is not None
    assert tracker.get_slot("condition") == "sarcoidosis"
    assert "gone" not in tracker.slots


def test_nothing_of_a_turn_is_stored_when_a_part_of_it_cannot_be(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    take_turn(store, "what is sarcoidosis", condition="sarcoidosis")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE conversation_state")

    tracker = ResumedTracker("anna", DOMAIN.slots)
    tracker.update(UserUttered("what causes it"), DOMAIN)
    with pytest.raises(sa.exc.OperationalError):
        asyncio.run(store.save(tracker))

    assert [row.type_name for row in rows(store)].count("user") == 1


def test_forgetting_and_retention_take_the_state_too(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    take_turn(store, "what is sarcoidosis", condition="sarcoidosis")
    erase_answers_and_feedback(store.engine, "anna")
    assert states(store) == []

    take_turn(store, "what is sarcoidosis", condition="sarcoidosis")
    delete_old_conversations(store.engine, days=1)
    assert states(store) == ["anna"]
    delete_old_conversations(store.engine, days=1, now=time.time() + 2 * 86_400)
    assert states(store) == []


def states(store: RareGuideTrackerStore) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.scalars(sa.select(conversation_state.c.conversation)))


def test_an_agent_does_not_go_on_in_memory_when_the_database_fails(tmp_path: Path) -> None:
    agent = Agent(domain=DOMAIN, tracker_store=store_in(tmp_path))
    assert isinstance(agent.tracker_store, FailSafeTrackerStore)

    without_fallback(agent)

    assert isinstance(agent.tracker_store, RareGuideTrackerStore)


def test_what_was_drafted_for_the_last_message_is_found_again(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    for key, words in (("first", "An answer."), ("second", "Another one.")):
        tracker = asyncio.run(store.retrieve("anna")) or DialogueStateTracker("anna", DOMAIN.slots)
        tracker.update(UserUttered("what causes it", message_id=key), DOMAIN)
        tracker.update(BotUttered(None, {"custom": {"text": words}}), DOMAIN)
        asyncio.run(store.save(tracker))

    assert stored_draft(store.engine, "anna", "second") == {"text": "Another one."}
    assert stored_draft(store.engine, "anna", "first") is None
    assert stored_draft(store.engine, "berta", "second") is None


def test_no_query_of_a_first_message_holds_up_the_other_visitors(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    asked_in: list[threading.Thread] = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda *_: asked_in.append(threading.current_thread()))

    asyncio.run(store.retrieve("anna"))

    assert len(asked_in) > 1
    assert threading.main_thread() not in asked_in


def test_two_first_servers_at_once_make_the_table_once(postgres_url: str) -> None:
    """The first of them is played: it has made its table and not yet said so to the others."""
    open_conversations(postgres_url)
    engine = open_database(postgres_url)
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as first:
            RareGuideTrackerStore.Base.metadata.create_all(first)
            second = pool.submit(RareGuideTrackerStore, DOMAIN, host=postgres_url)
            wait_until_somebody_waits(engine)
        store = second.result()

    take_turn(store, "what is sarcoidosis")
    assert states(store) == ["anna"]


def wait_until_somebody_waits(engine: sa.engine.Engine) -> None:
    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    give_up_at = time.monotonic() + 4  # sooner than PostgreSQL ends the statement that waits
    while time.monotonic() < give_up_at:
        with engine.connect() as connection:
            if connection.scalar(waiting):
                return
        time.sleep(0.05)
    pytest.fail("nobody waited")
