"""Let the hand-over decide on a message before Rasa sees it, and add to what Rasa answers.

The work is done in threads: it waits for the database, and other visitors must not wait with it.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import redis.asyncio as redis
from sqlalchemy.engine import Engine

from actions.parse_data import read_message
from actions.reply_rules import says
from bot.channels.recent_alarms import RecentAlarms
from bot.conversation_history import history_before
from bot.safety.alarm import EMERGENCY, SELF_HARM
from conversations.push_cursor import last_given_out, remember_given_out
from handoff.form.asides import question_beside
from handoff.form.read_message import ReadMessage
from handoff.requests.desk import Desk
from handoff.requests.open_request import Taken, status_of
from handoff.requests.records import Message
from handoff.requests.states import COLLECTING, OPEN
from handoff.visitor import HandoffStatus, VisitorDesk
from rareguide.settings import Settings
from rareguide.texts import Texts
from rareguide.turn import DraftData, HandoffData

logger = logging.getLogger(__name__)

SECONDS_FOR_STATUS = 0.5
"""How long an alarm's turn waits to be told whether a hand-over is open."""

PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, *[60.0] * 10)
"""Seconds between the tries to tell an operator of an alarm, while the database is away."""

MOST_TRYING_AGAIN = 100
"""How many alarms of one process are tried again at the same time; one more is tried once."""

Understand = Callable[[str], Awaitable[Mapping[str, Any]]]


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
    _telling: set[asyncio.Task[Any]] = field(default_factory=set)

    @property
    def desk(self) -> Desk:
        """Return the desk."""
        return self.visitors.desk

    async def handoff_status(self, conversation: str) -> HandoffStatus:
        """Return how a conversation stands with the hand-over."""
        return await asyncio.to_thread(self.visitors.handoff_status, conversation)

    async def take(
        self,
        conversation: str,
        message: str,
        handoff_status: HandoffStatus,
        alarm_kind: str | None,
        key: str | None,
        network: str | None = None,
        language: str | None = None,
    ) -> Taken:
        """Return the draft that answers a message of a form or an open request, or none when Rasa is to answer.

        `key` is what the message is known by, if its channel has ids: it may come again; `network` is where it comes
        from, where requests are limited by that; `language` is the code of the one that is spoken with the visitor.
        """
        read = None
        if self.understand is not None and handoff_status is HandoffStatus.OPEN:
            asked = question_beside(message)
            beside = None if asked is None else await self._read(self.understand, asked)
            read = await self._read(self.understand, message)
            read = replace(read, beside=beside, language=language or read.language)
        visitors = replace(self._visitors_now(language=language), message_key=key, network=network)
        return await asyncio.to_thread(visitors.take, conversation, message, read, alarm_kind)

    @staticmethod
    async def _read(understand: Understand, message: str) -> ReadMessage:
        parsed = read_message(await understand(message))
        condition = parsed.conditions[0] if parsed.conditions else None
        return ReadMessage(
            parsed.intent, parsed.confidence, parsed.sections, condition, parsed.language, parsed.term, parsed.feeling
        )

    async def after(
        self,
        conversation: str,
        channel: str,
        message: str,
        draft: DraftData,
        since: float,
        language: str | None = None,
        above: DraftData | None = None,
    ) -> DraftData:
        """Return Rasa's draft with what the hand-over adds; `since` is when the message came.

        `above` is what the hand-over has said already to another part of the message.
        """
        was_alarmed = await self.alarms.is_known_to_any(conversation)
        visitors = replace(self._visitors_now(since, language), was_alarmed=was_alarmed)
        return await asyncio.to_thread(visitors.after, conversation, channel, message, draft, above)

    async def is_all_clear(self, conversation: str, message: Any) -> bool:
        """Return whether a message says that nobody is in danger where an alarm was raised lately."""
        is_told = isinstance(message, str) and (says("all_clear", message) or says("promise", message))
        return is_told and await self.alarms.is_known_to_any(conversation)

    async def is_after_self_harm(self, conversation: str) -> bool:
        """Return whether a thought of self-harm raised an alarm lately."""
        return await self.alarms.is_known_to_any(conversation, SELF_HARM)

    async def alarmed(
        self, conversation: str, message: str, key: str | None = None, kind: str = EMERGENCY
    ) -> HandoffData | None:
        """Tell an operator of an alarm; return the state of the hand-over, if it is known soon enough."""
        telling = self.tell_operator(conversation, message, key, kind)
        done, _ = await asyncio.wait({telling}, timeout=SECONDS_FOR_STATUS)
        return telling.result() if done else None

    def tell_operator(
        self, conversation: str, message: str, key: str | None = None, kind: str = EMERGENCY
    ) -> asyncio.Task[Any]:
        """Begin to tell an operator of an alarm, again and again while that fails; return what it is done by.

        `key` is what the message is known by, if its channel has ids. That there was an alarm is remembered for 30
        minutes, also where nothing is open yet: a form opened by then makes an urgent request.
        """
        self.alarms.remember(conversation, kind)
        known_by = key or uuid.uuid4().hex  # what was written, but not acknowledged, is not written again
        words = _shortened(message, self.visitors.settings.max_message_characters)
        telling = asyncio.ensure_future(self._tell(conversation, words, known_by))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)
        return telling

    async def pushed_after(self, conversation: str, sequence: int) -> list[Message]:
        """Return what a person wrote, and the notices, after a place."""
        return await asyncio.to_thread(self.desk.transcript.pushed_after, conversation, sequence)

    async def take_pushed(self, conversation: str) -> list[Message]:
        """Return what was pushed since this was last asked; each is given out once."""
        return await asyncio.to_thread(self._take_pushed, conversation)

    def _take_pushed(self, conversation: str) -> list[Message]:
        pushed = self.desk.transcript.pushed_after(conversation, last_given_out(self.engine, conversation))
        if pushed:
            remember_given_out(self.engine, conversation, pushed[-1].sequence)
        return pushed

    def _visitors_now(self, before: float | None = None, language: str | None = None) -> VisitorDesk:
        moment = time.time() if before is None else before
        visitors = self.visitors if language is None else self.visitors.in_language(language)
        return replace(visitors, history=partial(_history, self.engine, moment))

    async def _tell(self, conversation: str, message: str, key: str) -> HandoffData | None:
        await self.alarms.share(conversation)
        for pause in PAUSES:
            try:
                return await asyncio.to_thread(self._note_alarm, conversation, message, key)
            except Exception:  # whatever it is, it may pass
                logger.exception("An operator could not be told of an alarm.")
            if len(self._telling) > MOST_TRYING_AGAIN:
                break
            await asyncio.sleep(pause)
        logger.critical("An operator has not been told of an alarm.")
        return None

    def _note_alarm(self, conversation: str, message: str, key: str) -> HandoffData | None:
        replace(self.visitors, message_key=key).on_alarm(conversation, message)
        request = self.desk.requests.of(conversation)
        if request is not None and request.state in OPEN:
            return status_of(request.number, request.state)
        form = self.desk.forms.of(conversation)
        return None if form is None else status_of(None, COLLECTING, form.asks_for)


def handover_of(engine: Engine, settings: Settings, texts: Texts, shared: redis.Redis | None = None) -> Handover:
    """Return the hand-over on the conversations' database; `shared` is the Redis of all processes, if there is one."""
    visitors = VisitorDesk(Desk(engine, settings, texts=texts), texts, settings)
    return Handover(visitors, engine, alarms=RecentAlarms(shared=shared))


def _shortened(message: str, most_characters: int) -> str:
    """Return a message, or its beginning and its end: what raised the alarm may stand in either."""
    half = most_characters // 2 - 2
    return message if len(message) <= most_characters else f"{message[:half]} … {message[-half:]}"


def _history(engine: Engine, before: float, conversation: str) -> Any:
    return history_before(engine, conversation, before)
