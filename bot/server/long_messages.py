"""Read long messages in a thread, so that whoever writes a short one is answered meanwhile.

Rasa reads a message on the event loop. A question takes some hundredths of a second there, a letter up to two seconds,
in which nobody else would be answered.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

LONGEST_QUESTION = 300
"""Characters; reading so many takes up to 0.1 s on one core."""


def is_long(words: str) -> bool:
    """Return whether reading a message takes so long that others should not wait for it."""
    return len(words) > LONGEST_QUESTION


@dataclass(frozen=True)
class MessageReader:
    """Read messages with the model of a processor, in the place where Rasa would ask a server for it."""

    processor: MessageProcessor

    async def parse(self, message: UserMessage) -> dict[str, Any]:
        """Return what a message holds: `text`, `intent`, `entities`."""
        tracker = DialogueStateTracker.from_events(message.sender_id, [])
        if is_long(message.text or ""):
            return await asyncio.to_thread(self._read, message, tracker)
        return self._read(message, tracker)

    def _read(self, message: UserMessage, tracker: DialogueStateTracker) -> dict[str, Any]:
        read: dict[str, Any] = self.processor._parse_message_with_graph(message, tracker)
        return read


def read_long_messages_in_threads(agent: Agent) -> None:
    """Have an agent with a model read long messages off the event loop."""
    agent.processor.http_interpreter = MessageReader(agent.processor)
