"""Hand messages to Rasa, and take from it the one draft of a turn that it must come back with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from actions.parse_data import PAGE_CONDITION
from bot.channels.incoming_message import IncomingMessage
from bot.channels.sanitize import plain_text
from bot.server.metrics import STAGE_SECONDS
from rareguide.turn import DraftData

HandleMessage = Callable[[UserMessage], Awaitable[Any]]


class NoTurn(RuntimeError):
    """Rasa came back without exactly one drafted turn."""


async def ask_rasa(incoming: IncomingMessage, conversation: str, key: str | None, handle: HandleMessage) -> DraftData:
    """Return what Rasa drafts for a message, under whose `key` its events are kept.

    Raises `NoTurn` where Rasa comes back with anything but one draft.
    """
    output = CollectingOutputChannel()
    page = None if incoming.page_condition is None else {PAGE_CONDITION: incoming.page_condition}
    message = UserMessage(plain_text(incoming.message), output, conversation, None, incoming.channel, key, page)
    try:
        with STAGE_SECONDS.labels("rasa").time():
            await handle(message)
    except SystemExit as problem:  # Rasa ends the process on some faults of a single conversation
        raise NoTurn("Rasa wanted to end the process") from problem
    drafts = [sent["custom"] for sent in output.messages if "custom" in sent]
    if len(drafts) != 1 or len(output.messages) != 1:
        raise NoTurn(f"Rasa sent {len(output.messages)} messages, {len(drafts)} of them drafts")
    draft: DraftData = drafts[0]
    return draft
