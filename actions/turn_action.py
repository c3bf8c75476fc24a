"""Run the decision as Rasa's one custom action, in the server's process or in an action server of its own."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.decision import Decider
from actions.parse_data import PAGE_CONDITION, read_message
from actions.state import DialogueState
from knowledge.store import KnowledgeStore
from rareguide.database import shared_database
from rareguide.settings import load_settings
from rareguide.texts import load_texts


@lru_cache(maxsize=1)
def decider() -> Decider:
    """Return the decider on the store that the settings name; opened at the first turn."""
    return Decider(KnowledgeStore(shared_database(load_settings().store_url)), load_texts())


class ActionTurn(Action):
    """Decide on the turn that answers the latest message."""

    def __init__(self) -> None:
        load_settings()  # an action server ends with sentences where they are wrong, and not at its first turn

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_turn"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Utter the drafted turn, and return the slots that changed; other turns go on while the store is read."""
        before, message = DialogueState.from_slots(tracker.slots), tracker.latest_message
        page = (message.get("metadata") or {}).get(PAGE_CONDITION)
        draft, after = await asyncio.to_thread(decider().decide, read_message(message), before, page)
        dispatcher.utter_message(json_message=draft.as_dict())
        old = before.as_slots()
        return [SlotSet(name, value) for name, value in after.as_slots().items() if value != old[name]]
