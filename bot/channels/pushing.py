"""Bring what a person wrote to the visitors who are connected to this process.

The staff site may run anywhere: what it writes into the database is looked for once a second. Each process sends to
its own visitors alone, and a visitor who was not connected is sent what was missed at the next connection.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from bot.channels.gate import Gate
from bot.channels.widget_messages import conversation_of_tracker, tracker_id
from bot.channels.widget_socket import WidgetSocket
from handoff.requests.presence import note_visits
from handoff.requests.pushed import all_pushed_after, conversations_read, conversations_typed_in, last_sequence
from rareguide.turn import Turn

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0


async def keep_pushing(gate: Gate, socket: WidgetSocket) -> None:
    """Look for new words of persons and push them, as long as the server runs."""
    if gate.handover is None:
        return
    engine = gate.handover.engine
    seen: int | None = None
    read: frozenset[str] = frozenset()
    while True:
        try:
            if seen is None:
                seen = await asyncio.to_thread(last_sequence, engine)
            for message in await asyncio.to_thread(all_pushed_after, engine, seen):
                seen = message.sequence
                conversation = conversation_of_tracker(message.conversation)
                if conversation is not None:
                    await socket.push(conversation, [gate.pushed(message)])
            since = time.time() - SECONDS_BETWEEN_LOOKS * 2
            for kept_as in await asyncio.to_thread(conversations_typed_in, engine, "operator", since):
                conversation = conversation_of_tracker(kept_as)
                if conversation is not None:
                    await socket.push_typing(conversation)
            here = [tracker_id(conversation) for conversation in socket.conversations]
            now_read = await asyncio.to_thread(conversations_read, engine, here)
            for kept_as in now_read - read:
                conversation = conversation_of_tracker(kept_as)
                if conversation is not None:
                    await socket.push_read(conversation)
            read = now_read
            await asyncio.to_thread(note_visits, engine, here, gate.handover.desk.clock())
        except Exception:  # whatever broke with one message, the next ones are brought
            logger.exception("What persons wrote could not be looked for; trying again.")
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


async def missed_turns(gate: Gate, conversation: str, after: Any) -> list[Turn]:
    """Return the pushed turns of a conversation, known as in the tracker, after a place."""
    if gate.handover is None or not isinstance(after, int) or isinstance(after, bool) or not 0 <= after < 2**31:
        return []
    return [gate.pushed(message) for message in await gate.handover.pushed_after(conversation, after)]
