"""Answer from the knowledge store, as a custom action of a stock assistant would: the section for the intent."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from knowledge.names import normalise_name
from knowledge.records import SECTION_TYPES
from knowledge.store import KnowledgeStore
from rareguide.database import open_database


class AnswerFromStore(Action):
    """Send the section of the condition that the message, or else the slot, names."""

    def __init__(self) -> None:
        _slugs()  # read when the server starts, not while a visitor waits

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG002
        """Send the section's body, or say what is missing."""
        section = str(tracker.get_intent_of_latest_message()).removeprefix("ask_")
        slug = _slug(tracker)
        if slug is None:
            dispatcher.utter_message(text="Which condition do you mean?")
            return []
        found = _store().sections(slug, [section if section in SECTION_TYPES else "overview"])
        body = "\n\n".join(stored.section.body for stored in found)
        dispatcher.utter_message(text=body or "Nothing is stored about that.")
        return []


def _slug(tracker: Tracker) -> str | None:
    """Return the condition of the longest name that the store has."""
    entities = tracker.latest_message.get("entities", ())
    named = [str(entity["value"]) for entity in entities if entity["entity"] == "condition"]
    for name in (*sorted(named, key=len, reverse=True), tracker.get_slot("condition") or ""):
        slug = _slugs().get(normalise_name(name))
        if slug is not None:
            return slug
    return None


@lru_cache(maxsize=1)
def _store() -> KnowledgeStore:
    return KnowledgeStore(open_database(os.environ["BENCH_STORE_URL"]))


@lru_cache(maxsize=1)
def _slugs() -> dict[str, str]:
    return {normalise_name(entry.name): entry.slug for entry in _store().names()}
