"""Say what a message is when it arrives from a channel, and to which conversation it belongs."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from bot.channels.rate_limits import address_group
from conversations.idempotency import message_key
from rareguide.turn import Turn

LONGEST_SENDER = 200
"""Longer conversation ids are replaced by their digest: the tracker store's column has 255 characters."""


class TooManyMessages(Exception):
    """A message came too soon and was not taken; `turn` tells the visitor so, and `seconds` when to come again."""

    def __init__(self, seconds: float, turn: Turn) -> None:
        super().__init__(f"to be sent again in {seconds:.0f} s")
        self.seconds = seconds
        self.turn = turn


@dataclass(frozen=True)
class IncomingMessage:
    """Hold a message as its channel received it.

    Attributes:
        sender: the conversation's id as the channel knows it; anything but text or a number starts a
            conversation of its own, so that two visitors without an id never share one.
        message: what the visitor sent, whatever it is.
        channel: the channel's name, for Rasa's tracker.
        message_id: the sender's id of the message, which is answered once; `None` where the channel has none.
        address: the network address that the message came from; `None` where the rate is not limited.
        page_condition: the slug of the condition that the visitor's page or their choice is about; it becomes the one
            talked of, and an empty one ends that.
        language: the code of the language that the hand-over speaks with the visitor, where the domain has it in that.
    """

    sender: Any
    message: Any
    channel: str
    message_id: str | None = None
    address: str | None = None
    page_condition: str | None = None
    language: str | None = None

    @property
    def words(self) -> str:
        """Return what stands in the message, also where a caller has wrapped its text in something else."""
        try:
            return "" if self.message is None else str(self.message)
        except (ValueError, RecursionError):  # what cannot be written as text at all
            return ""

    def key(self, conversation: str) -> str | None:
        """Return what the message is known by in its conversation, where its channel has ids for messages."""
        if self.message_id is None or not isinstance(self.message, str):
            return None
        return message_key(conversation, self.message_id, self.message)

    def waits_as(self, conversation: str) -> str:
        """Return in whose name the message waits: its network's, or its conversation's where none is known."""
        return conversation if self.address is None else address_group(self.address)


def conversation_id(sender: Any) -> str:
    """Return the id under which a conversation is kept."""
    is_number = isinstance(sender, int) and not isinstance(sender, bool) and abs(sender) < 10**LONGEST_SENDER
    text = str(sender).strip() if is_number or isinstance(sender, str) else ""
    if not text.replace("\x00", ""):
        return f"unnamed-{uuid.uuid4().hex}"
    as_bytes = text.encode("utf-8", "surrogatepass")
    # What no database stores is digested too, so that it stays apart from every other id.
    is_storable = "\x00" not in text and as_bytes.decode("utf-8", "replace") == text
    return text if is_storable and len(text) <= LONGEST_SENDER else hashlib.sha256(as_bytes).hexdigest()
