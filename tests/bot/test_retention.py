"""Conversations are deleted when their time is over, and only then."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.server import retention
from bot.tracker_store import RareGuideTrackerStore, delete_old_conversations
from conversations.push_cursor import remember_given_out
from conversations.tables import pushed_turn
from rareguide.settings import Settings
from tests.handoff.conftest import Clock, desk_with, form

DAY = 86_400


def store_with(tmp_path: Path, **ages_in_days: list[float]) -> RareGuideTrackerStore:
    store = RareGuideTrackerStore(Domain.empty(), host=f"sqlite:///{tmp_path / 'trackers.db'}")
    for sender, ages in ages_in_days.items():
        events = [UserUttered("hello", timestamp=time.time() - age * DAY) for age in ages]
        asyncio.run(store.save(DialogueStateTracker.from_events(sender, events)))
    return store


def test_a_conversation_goes_as_a_whole_when_its_last_message_is_old(tmp_path: Path) -> None:
    store = store_with(tmp_path, old=[40, 35], going_on=[40, 2], new=[0])

    assert delete_old_conversations(store.engine, days=30) == 2

    assert sorted(asyncio.run(store.keys())) == ["going_on", "new"]


def test_a_second_run_finds_nothing(tmp_path: Path) -> None:
    store = store_with(tmp_path, old=[40])

    assert delete_old_conversations(store.engine, days=30) == 1
    assert delete_old_conversations(store.engine, days=30) == 0


def test_the_place_of_what_was_given_out_goes_with_the_last_of_its_conversation(tmp_path: Path) -> None:
    store = store_with(tmp_path, old=[0], talked_to=[0], going_on=[-20])
    clock, settings, later = Clock(), settings_of(store), time.time() + 31 * DAY
    desk = desk_with(store.engine, clock)
    number = desk.requests.submit(form("talked_to"), "I agree.").number
    desk.claims.close(number, 7, "answered")
    for conversation in ("old", "talked_to", "going_on"):
        remember_given_out(store.engine, conversation, 3)

    retention.delete_expired(store.engine, settings, later)
    assert places(store) == ["going_on", "talked_to"], "what a closed request holds would be given out again"

    clock.now += (settings.handoff_retention_days + 1) * DAY
    desk.expiry.tick()
    retention.delete_expired(store.engine, settings, later)
    assert places(store) == ["going_on"]


def places(store: RareGuideTrackerStore) -> list[str]:
    with store.engine.connect() as connection:
        return sorted(connection.scalars(select(pushed_turn.c.conversation)))


def test_a_run_that_breaks_is_not_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(tmp_path, old=[40], new=[0])
    delete, runs = retention.delete_expired, iter(["breaks"])

    def delete_at_the_second_run(engine: Engine, settings: Settings) -> None:
        if next(runs, None):
            raise TypeError("a row that nobody thought of")
        delete(engine, settings)

    monkeypatch.setattr(retention, "SECONDS_BETWEEN_RUNS", 0.01)
    monkeypatch.setattr(retention, "delete_expired", delete_at_the_second_run)

    async def keep_for_a_while() -> None:
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(retention.keep_retention(settings_of(store)), 1)

    asyncio.run(keep_for_a_while())

    assert list(asyncio.run(store.keys())) == ["new"]


def settings_of(store: RareGuideTrackerStore) -> Settings:
    return Settings(database_url=str(store.engine.url), tracker_retention_days=30)
