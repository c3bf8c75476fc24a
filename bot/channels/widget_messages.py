"""Answer the widget's messages, the same way whether they come over a socket or by plain requests."""

from __future__ import annotations

import asyncio
import logging
import re
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from bot.channels.gate import Gate
from bot.channels.in_flight import messages_in_flight
from bot.channels.incoming_message import IncomingMessage, TooManyMessages
from bot.channels.rasa_drafts import HandleMessage
from bot.channels.sanitize import sanitized
from rareguide.turn import Turn

logger = logging.getLogger(__name__)

CHANNEL = "widget"
LONGEST_MESSAGE_ID = 100
LANGUAGES = ("en", "es")
"""What widgets speak; `texts.ts` of the widget has the same."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,60}")

SECONDS_UNTIL_TOLD = 3.0
"""After how long a visitor whose message waits is told that it has been taken."""

Announce = Callable[[str, list[Turn], "str | None"], Awaitable[None]]
TellWaiting = Callable[[str, str, "str | None"], Awaitable[None]]


@dataclass(frozen=True)
class Reply:
    """Hold what goes back to the widget: an HTTP status, and the body for either way."""

    body: dict[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


async def announce_to_nobody(conversation: str, turns: list[Turn], answered: str | None) -> None:
    """Stand in where no sockets are served."""


async def tell_nobody(conversation: str, text: str, waiting: str | None) -> None:
    """Stand in where no sockets are served."""


@dataclass
class WidgetMessages:
    """Take messages of signed conversations to the gate.

    Attributes:
        announce: tells the other windows of the same conversation what was answered.
        tell_waiting: tells all of them a text about a message that waits.
    """

    gate: Gate
    handle: HandleMessage
    announce: Announce = announce_to_nobody
    tell_waiting: TellWaiting = tell_nobody

    async def answer(self, conversation: str, address: str, body: Any) -> Reply:
        """Answer one message, `{"id": …, "message": …}`; anything else is answered as a message that is none.

        `condition` beside them is the slug of the condition that the visitor's page or their choice is about; an empty
        one says that none is talked of any more; `language` is the code of the widget's own.
        """
        fields = body if isinstance(body, dict) else {}
        known_as = fields.get("id")
        is_id = isinstance(known_as, str) and 0 < len(known_as) <= LONGEST_MESSAGE_ID
        message_id = known_as if is_id else uuid.uuid4().hex
        incoming = IncomingMessage(
            tracker_id(conversation),
            sanitized(fields.get("message")),
            CHANNEL,
            message_id,
            address,
            page_condition=slug_of(fields.get("condition")),
            language=language_of(fields.get("language")),
        )
        # A visitor who hangs up must not take the answer away from the same message sent again.
        return await asyncio.shield(asyncio.ensure_future(self._answer(conversation, incoming)))

    async def _answer(self, conversation: str, incoming: IncomingMessage) -> Reply:
        with messages_in_flight().one_more():
            return await self._turn(conversation, incoming)

    async def _turn(self, conversation: str, incoming: IncomingMessage) -> Reply:
        telling = asyncio.ensure_future(self._tell_later(conversation, incoming.message_id))
        try:
            turn = await self.gate.answer(incoming, self.handle)
        except TooManyMessages as problem:
            seconds = ceil(problem.seconds)
            body = {"error": problem.turn["text"], "retry_after": seconds, "turns": [problem.turn]}
            return Reply(body, status=429, headers={"Retry-After": str(seconds)})
        finally:
            telling.cancel()
        await self.announce(conversation, [turn], incoming.message_id)
        return Reply({"turns": [turn]})

    async def _tell_later(self, conversation: str, message_id: str | None) -> None:
        await asyncio.sleep(SECONDS_UNTIL_TOLD)
        await self.tell_waiting(conversation, self.gate.texts.say("utter_waiting"), message_id)


def slug_of(value: Any) -> str | None:
    """Return what may be the slug of a condition, or an empty text, which is none; else `None`."""
    return value if isinstance(value, str) and (not value or SLUG.fullmatch(value)) else None


def language_of(value: Any) -> str | None:
    """Return what may be the code of a language that widgets speak, else `None`."""
    return value if isinstance(value, str) and value in LANGUAGES else None


def tracker_id(conversation: str) -> str:
    """Return the id under which Rasa and the tables know a conversation of the widget."""
    return f"{CHANNEL}-{conversation}"


def conversation_of_tracker(kept_as: str) -> str | None:
    """Return the widget's conversation that Rasa and the tables know under an id, or `None` for another channel's."""
    prefix = f"{CHANNEL}-"
    return kept_as[len(prefix) :] if kept_as.startswith(prefix) else None
