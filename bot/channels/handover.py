"""Let the hand-over decide on a message before Rasa sees it, and add to what Rasa answers.

The work is done in threads: it waits for the database, and other visitors must not wait with it.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from actions.reading import read_message
from bot.conversation_history import history_before
from conversations.pushed_turns import last_given_out, remember_given_out
from handoff.desk import Desk
from handoff.form import ReadMessage
from handoff.open_request import status_of
from handoff.records import Message
from handoff.states import COLLECTING, OPEN
from handoff.visitor import Standing, VisitorDesk
from rareguide.settings import Settings
from rareguide.texts import Texts

logger = logging.getLogger(__name__)

SECONDS_FOR_STATUS = 0.5
"""How long an alarm's turn waits to be told whether a hand-over is open."""

SECONDS_OF_AN_ALARM = 1800.0
MOST_ALARMS = 10_000

Understand = Callable[[str], Awaitable[Mapping[str, Any]]]


@dataclass
class RecentAlarms:
    """Know in which conversations an alarm was raised lately; digests alone, in the memory of this process."""

    clock: Callable[[], float] = time.monotonic
    _raised_at: dict[bytes, float] = field(default_factory=dict)

    def remember(self, conversation: str) -> None:
        """Note an alarm."""
        limit = self.clock() - SECONDS_OF_AN_ALARM
        newest = list(self._raised_at.items())[-MOST_ALARMS + 1 :]
        self._raised_at = {digest: at for digest, at in newest if at > limit}
        self._raised_at.pop(_digest(conversation), None)
        self._raised_at[_digest(conversation)] = self.clock()

    def knows(self, conversation: str) -> bool:
        """Tell whether an alarm was raised within the last 30 minutes."""
        return self._raised_at.get(_digest(conversation), -SECONDS_OF_AN_ALARM) > self.clock() - SECONDS_OF_AN_ALARM


@dataclass
class Handover:
    """Hold the visitors' side of the desk.

    Attributes:
        understand: reads a text as Rasa would, without a conversation; `None` before the model is loaded.
    """

    visitors: VisitorDesk
    engine: Engine
    understand: Understand | None = None
    alarms: RecentAlarms = field(default_factory=RecentAlarms)

    @property
    def desk(self) -> Desk:
        """Return the desk."""
        return self.visitors.desk

    async def standing(self, conversation: str) -> Standing:
        """Return how a conversation stands with the hand-over."""
        return await asyncio.to_thread(self.visitors.standing, conversation)

    async def take(
        self, conversation: str, message: str, standing: Standing, alarm_kind: str | None, key: str | None
    ) -> dict[str, Any] | None:
        """Return the draft that answers a message of a form or an open request, or `None` when Rasa is to answer.

        `key` is what the message is known by, if its channel has ids: it may come again.
        """
        read = None
        if self.understand is not None and standing is Standing.OPEN:
            parsed = read_message(await self.understand(message))
            condition = parsed.conditions[0] if parsed.conditions else None
            read = ReadMessage(parsed.intent, parsed.confidence, parsed.sections, condition, parsed.language)
        visitors = replace(self._visitors_now(), message_key=key)
        return (await asyncio.to_thread(visitors.take, conversation, message, read, alarm_kind)).draft

    async def after(
        self, conversation: str, channel: str, message: str, draft: dict[str, Any], since: float
    ) -> dict[str, Any]:
        """Return Rasa's draft with what the hand-over adds; `since` is when the message came."""
        visitors = replace(self._visitors_now(since), was_alarmed=self.alarms.knows(conversation))
        return await asyncio.to_thread(visitors.after, conversation, channel, message, draft)

    async def alarmed(self, conversation: str, message: str, key: str | None = None) -> dict[str, Any] | None:
        """Tell an operator of an alarm; return the state of the hand-over, if it is known soon enough.

        `key` is what the message is known by, if its channel has ids. Where nothing is open yet, only that there was
        an alarm is remembered, in memory and for 30 minutes: a form opened by then makes an urgent request.
        """
        telling = asyncio.ensure_future(asyncio.to_thread(self._tell, conversation, message, key))
        telling.add_done_callback(_log_failure)
        done, _ = await asyncio.wait({telling}, timeout=SECONDS_FOR_STATUS)
        return telling.result() if done and telling.exception() is None else None

    async def pushed_after(self, conversation: str, sequence: int) -> list[Message]:
        """Return what a person wrote, and the notices, after a place."""
        return await asyncio.to_thread(self.desk.pushed_after, conversation, sequence)

    async def take_pushed(self, conversation: str) -> list[Message]:
        """Return what was pushed since this was last asked; each is given out once."""
        return await asyncio.to_thread(self._take_pushed, conversation)

    def _take_pushed(self, conversation: str) -> list[Message]:
        pushed = self.desk.pushed_after(conversation, last_given_out(self.engine, conversation))
        if pushed:
            remember_given_out(self.engine, conversation, pushed[-1].sequence)
        return pushed

    def _visitors_now(self, before: float | None = None) -> VisitorDesk:
        moment = time.time() if before is None else before
        return replace(self.visitors, history=partial(_history, self.engine, moment))

    def _tell(self, conversation: str, message: str, key: str | None) -> dict[str, Any] | None:
        if not replace(self.visitors, message_key=key).on_alarm(conversation, message):
            self.alarms.remember(conversation)
        request = self.desk.request_of(conversation)
        if request is not None and request.state in OPEN:
            return status_of(request.number, request.state)
        form = self.desk.form_of(conversation)
        return None if form is None else status_of(None, COLLECTING, form.asks_for)


def handover_of(engine: Engine, settings: Settings, texts: Texts) -> Handover:
    """Return the hand-over on the conversations' database."""
    return Handover(VisitorDesk(Desk(engine, settings, texts=texts), texts, settings), engine)


def _digest(conversation: str) -> bytes:
    return hashlib.sha256(conversation.encode("utf-8", "surrogatepass")).digest()


def _history(engine: Engine, before: float, conversation: str) -> Any:
    return history_before(engine, conversation, before)


def _log_failure(telling: asyncio.Task[Any]) -> None:
    if not telling.cancelled() and isinstance(telling.exception(), SQLAlchemyError):
        logger.error("An operator could not be told of an alarm.", exc_info=telling.exception())
