"""Conversations are deleted when their time is over, and only then."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import RareGuideTrackerStore, delete_old_conversations

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
