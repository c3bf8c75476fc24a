"""Look answered messages up and keep them, without holding up the other visitors' turns."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy.engine import Engine

from bot.tracker_store import stored_draft
from conversations.idempotency import find_answer, keep_answer
from rareguide.turn import DraftData, Turn


@dataclass(frozen=True)
class IdempotentAnswers:
    """Hold the conversations' database."""

    engine: Engine

    async def find(self, key: str) -> Turn | None:
        """Return the turn that a message got before, or `None`."""
        return await asyncio.to_thread(find_answer, self.engine, key)

    async def draft_of(self, key: str, conversation: str) -> DraftData | None:
        """Return what Rasa has drafted and stored for a message whose turn was not kept, or `None`."""
        return await asyncio.to_thread(stored_draft, self.engine, conversation, key)

    async def keep(self, key: str, conversation: str, message: str, turn: Turn) -> Turn:
        """Keep a turn and return it, or the one that another process has kept for the same message.

        Of what a visitor writes into the hand-over's form only the answer is kept, and not for long.
        """
        return await asyncio.to_thread(keep_answer, self.engine, key, conversation, message, turn)
