"""Answer every message with exactly one turn that fits the contract: the only way in and out.

    budget → emergency → rate → the turn before it → a slot → answered before? → validate → hand-over → Rasa → turn

Each is completed in one place, errors included (`bot/channels/complete_turns.py`); `tests/bot/test_gate.py` holds the
gate to that with any message, draft and error.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.alarm_workers import Found
from bot.channels.alarm_search import AlarmSearch, SearchRefused
from bot.channels.alarm_topics import READ_BEHIND_ALARMS, AlarmTopics
from bot.channels.canned_responses import CannedResponses
from bot.channels.complete_turns import CompleteTurns
from bot.channels.concurrency_limit import TooBusy, TurnSlots
from bot.channels.conversation_locks import ConversationLocks
from bot.channels.handover import Handover
from bot.channels.idempotency import IdempotentAnswers
from bot.channels.incoming_message import IncomingMessage, TooManyMessages, conversation_id
from bot.channels.late_turns import LateTurns, Progress
from bot.channels.rasa_drafts import HandleMessage, ask_rasa
from bot.channels.rate_limits import Limit, RateLimits, address_group
from bot.safety.alarm import SELF_HARM, Alarm
from bot.safety.finder import AlarmFinder
from bot.server.metrics import FAILED_TURNS, REFUSED, STAGE_SECONDS, TURN_SECONDS, TURNS
from handoff.drafts import adds_to
from handoff.requests.records import Message
from handoff.visitor import HandoffStatus
from knowledge.sentence_encoder import within_one_turn
from rareguide.settings import Settings
from rareguide.texts import Texts
from rareguide.turn import DraftData, Turn

logger = logging.getLogger(__name__)


@dataclass
class Gate:
    """Take messages of all channels in one process.

    Without a finder of its own it finds alarms by patterns alone, without `kept` no answer is remembered, without
    `handover` a person is only offered, without `topics` what is asked beside an alarm is forgotten.
    """

    settings: Settings
    texts: Texts
    finder: AlarmFinder = field(default_factory=AlarmFinder)
    locks: ConversationLocks = field(default_factory=ConversationLocks)
    limits: RateLimits = field(default_factory=RateLimits)
    kept: IdempotentAnswers | None = None
    handover: Handover | None = None
    topics: AlarmTopics | None = None
    drafts: CannedResponses = field(init=False)
    turns: CompleteTurns = field(init=False)
    search: AlarmSearch = field(init=False)
    slots: TurnSlots = field(default_factory=TurnSlots)
    late: LateTurns = field(default_factory=LateTurns)

    def __post_init__(self) -> None:
        """Make what is made of the rest."""
        self.drafts = CannedResponses(self.settings, self.texts)
        self.turns = CompleteTurns(self.settings, self.drafts)
        self.search = AlarmSearch(self.finder, self.limits, self.settings.address_messages_per_minute)

    async def answer(self, incoming: IncomingMessage, handle: HandleMessage) -> Turn:
        """Return the turn that answers one message; `handle` hands a message to Rasa.

        Raises `TooManyMessages` when it came too soon, which an alarm never does unless its address floods the search;
        what is said then names the numbers to call.
        """
        conversation = conversation_id(incoming.sender)
        with TURN_SECONDS.time(), within_one_turn() as embedded:
            with self.locks.in_order(conversation) as earlier_ones:
                with STAGE_SECONDS.labels("alarm").time():
                    found = await self._search(conversation, incoming)
                alarm = found.alarm
                is_answered_at_once = alarm is not None and not alarm.is_general_mention
                if not is_answered_at_once:
                    embedded.update(found.embedded)
                    await earlier_ones()
                    is_answered_at_once = await self._is_too_fast(conversation, incoming.address, alarm)
            if alarm is not None and is_answered_at_once:
                turn = self.turns.complete(await self._alarmed(conversation, incoming, alarm), alarm)
                if self.topics is not None and self.drafts.refusal(incoming.message, alarm) is None:
                    self.topics.begin(conversation, incoming, self._turn_behind(conversation, incoming, alarm))
            else:
                turn = await self._guarded(conversation, incoming, alarm, handle)
        TURNS.labels(turn["kind"], incoming.channel).inc()
        return self.turns.with_disclaimer(turn, incoming.language)

    def failure(self) -> Turn:
        """Return the turn for a request that failed before it reached the gate."""
        return self.turns.complete(self.drafts.plain("no_answer", "utter_error"))

    async def _search(self, conversation: str, incoming: IncomingMessage) -> Found:
        """Search a message for an alarm; raise `TooManyMessages` when its address has used up its time for that."""
        sender, has_budget = incoming.waits_as(conversation), incoming.address is not None
        try:
            return await self.search.find(incoming.words, sender, has_budget)
        except SearchRefused as problem:
            raise self._refusal("not_searched", problem.seconds, self.drafts.not_searched(problem.seconds)) from None

    async def _is_too_fast(self, conversation: str, address: str | None, alarm: Alarm | None) -> bool:
        """Return whether the conversation or its network sends faster than the settings allow.

        Raises `TooManyMessages` then, but for a message with an alarm, which is given without the rest of the answer.
        """
        if address is None:
            return False
        of_address = Limit("address", self.settings.address_messages_per_minute)
        of_conversation = Limit("conversation", self.settings.messages_per_minute)
        seconds = await self.limits.wait_for(of_address, address_group(address))
        seconds = seconds or await self.limits.wait_for(of_conversation, conversation)
        if seconds and alarm is None:
            draft = self.drafts.plain("smalltalk", "utter_too_fast", seconds=str(ceil(seconds)))
            raise self._refusal("too_fast", seconds, draft)
        return bool(seconds)

    def _refusal(self, reason: str, seconds: float, draft: DraftData) -> TooManyMessages:
        REFUSED.labels(reason).inc()
        return TooManyMessages(seconds, self.turns.complete(draft))

    async def _in_turn(
        self,
        conversation: str,
        incoming: IncomingMessage,
        alarm: Alarm | None,
        handle: HandleMessage,
        progress: Progress,
    ) -> Turn:
        """Return the turn of a message after those that came before it."""
        came_at = time.perf_counter()
        async with self.locks.here(conversation), self.slots.one(incoming.waits_as(conversation), incoming.words):
            progress.has_slot.set()
            async with self.locks.among_processes(conversation):
                progress.has_begun = True
                STAGE_SECONDS.labels("waiting").observe(time.perf_counter() - came_at)
                return await self._turn(conversation, incoming, alarm, handle)

    async def _turn(
        self, conversation: str, incoming: IncomingMessage, alarm: Alarm | None, handle: HandleMessage
    ) -> Turn:
        """Return the turn of a message: the one that it got before, if it has been answered."""
        key = None if self.kept is None else incoming.key(conversation)
        if key is None or self.kept is None:
            return self.turns.complete(await self._decide(conversation, incoming, key, alarm, handle), alarm)
        known = await self.kept.find(key)
        if known is not None:
            return known
        turn = self.turns.complete(await self._decide(conversation, incoming, key, alarm, handle), alarm)
        return await self.kept.keep(key, conversation, str(incoming.message), turn)

    async def _alarmed(self, conversation: str, incoming: IncomingMessage, alarm: Alarm) -> DraftData:
        """Return the draft of an alarm, which waits for no other turn; an operator who is there is told of it."""
        draft = self.drafts.of_alarm(alarm)
        if self.handover is None:
            return draft
        message = str(incoming.message)
        if alarm.kind == SELF_HARM and await self.handover.is_after_self_harm(conversation):
            draft = self.drafts.with_help_coming(draft, message)
        status = await self.handover.alarmed(conversation, message, incoming.key(conversation), alarm.kind)
        return draft if status is None else {**draft, "handoff": status}

    @asynccontextmanager
    async def _turn_behind(self, conversation: str, incoming: IncomingMessage, alarm: Alarm) -> AsyncIterator[bool]:
        """Wait for a turn behind an alarm's; give whether the message came slowly enough to be read once more.

        Alarms may come as fast as they like, and reading what else they ask takes time from all others: few of them
        are read from one network, and the rest never stand in the queue.
        """
        network = None if incoming.address is None else address_group(incoming.address)
        if network is not None and await self.limits.wait_for(READ_BEHIND_ALARMS, network):
            yield False
            return
        slot = self.slots.one(incoming.waits_as(conversation), incoming.words)
        async with self.locks.here(conversation), slot, self.locks.among_processes(conversation):
            yield not await self._is_too_fast(conversation, incoming.address, alarm)

    async def _guarded(
        self, conversation: str, incoming: IncomingMessage, alarm: Alarm | None, handle: HandleMessage
    ) -> Turn:
        """Return a turn in every case: what goes wrong behind the gate becomes the fallback turn."""
        progress = Progress()
        # A task of its own: a cancellation behind the gate must not look like that of the visitor's request.
        deciding = asyncio.ensure_future(self._in_turn(conversation, incoming, alarm, handle, progress))
        try:
            await progress.wait_for(
                deciding, self.settings.turn_timeout_seconds, partial(self._hangs, conversation, incoming)
            )
        finally:
            is_late = not deciding.done()
            if is_late and progress.has_begun:
                self.late.finish(conversation, deciding)
            elif is_late:
                deciding.cancel()
        if is_late:
            logger.error("A turn took longer than %s seconds.", self.settings.turn_timeout_seconds)
            return self._failed("late", "utter_busy", conversation, incoming, alarm)
        try:
            return deciding.result()
        except TooBusy:
            return self._failed("busy", "utter_busy", conversation, incoming, alarm)
        except (Exception, asyncio.CancelledError):  # the visitor gets a turn whatever broke
            logger.exception("A turn failed.")
            return self._failed("failed", "utter_error", conversation, incoming, alarm)

    def _hangs(self, conversation: str, incoming: IncomingMessage) -> bool:
        """Return whether what a turn waits for does not go on, so that no visitor should wait for it."""
        seconds = self.settings.turn_timeout_seconds
        return self.late.has_one_of(conversation) or self.slots.have_not_moved_for(seconds, incoming.words)

    def _failed(
        self, reason: str, text: str, conversation: str, incoming: IncomingMessage, alarm: Alarm | None
    ) -> Turn:
        """Return the fallback turn, and let no alarm be lost with the turn that was to pass it on."""
        FAILED_TURNS.labels(reason).inc()
        if alarm is not None and self.handover is not None:
            self.handover.tell_operator(conversation, str(incoming.message), incoming.key(conversation), alarm.kind)
        return self.turns.fallback(alarm, text)

    async def _decide(
        self, conversation: str, incoming: IncomingMessage, key: str | None, alarm: Alarm | None, handle: HandleMessage
    ) -> DraftData:
        refusal = self.drafts.refusal(incoming.message, alarm)
        if refusal is not None:
            return refusal
        draft = await self._draft(conversation, incoming, key, alarm, handle)
        if alarm is not None:
            return self.drafts.with_alarm(alarm, draft)
        if self.handover is not None and await self.handover.is_after_self_harm(conversation):
            draft = self.drafts.after_self_harm(draft, incoming.message)
        if self.handover is not None and await self.handover.is_all_clear(conversation, incoming.message):
            return self.drafts.with_all_clear(draft)
        return self.drafts.with_whom_to_call(draft, incoming.message)

    async def _draft(
        self, conversation: str, incoming: IncomingMessage, key: str | None, alarm: Alarm | None, handle: HandleMessage
    ) -> DraftData:
        """Return the hand-over's draft where a form or a request is open and the message is for it, else Rasa's."""
        above = None
        if self.handover is None:
            return await self._rasas_draft(conversation, incoming, key, handle)
        arrived_at = time.time()
        handoff_status = await self.handover.handoff_status(conversation)
        if handoff_status is not HandoffStatus.NONE:
            alarm_kind = None if alarm is None else alarm.kind
            network = None if incoming.address is None else address_group(incoming.address)
            taken = await self.handover.take(
                conversation, incoming.message, handoff_status, alarm_kind, key, network, incoming.language
            )
            if taken.draft is not None:
                return taken.draft
            incoming, above = replace(incoming, message=taken.asks or incoming.message), taken.above
        draft = await self._rasas_draft(conversation, incoming, key, handle)
        if handoff_status is HandoffStatus.NONE and not adds_to(draft, incoming.message):
            return draft
        return await self.handover.after(
            conversation, incoming.channel, incoming.message, draft, arrived_at, incoming.language, above
        )

    async def written_since(self, sender: Any) -> list[Turn]:
        """Return what a person wrote since this was last asked, for channels that cannot be pushed to."""
        if self.handover is None:
            return []
        conversation = conversation_id(sender)
        try:
            async with self.locks.of(conversation):  # two requests of one sender get each of them once
                return [self.pushed(message) for message in await self.handover.take_pushed(conversation)]
        except SQLAlchemyError:
            logger.exception("What a person wrote could not be looked up; it comes with a later reply.")
            return []

    def pushed(self, message: Message) -> Turn:
        """Return the turn of what a person wrote, or of a notice of the hand-over, to be sent unasked."""
        return self.turns.pushed(message)

    async def _rasas_draft(
        self, conversation: str, incoming: IncomingMessage, key: str | None, handle: HandleMessage
    ) -> DraftData:
        """Return what Rasa drafts; a message that it has answered and stored already is not handed to it again."""
        if key is not None and self.kept is not None:
            stored = await self.kept.draft_of(key, conversation)
            if stored is not None:
                return stored
        return await ask_rasa(incoming, conversation, key, handle)
