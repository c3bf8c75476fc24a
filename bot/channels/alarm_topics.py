"""Remember what a message was about that was answered by its alarm alone, so that the next turn can go on from there.

Rasa is not handed such a message. It is read once more after the alarm has been answered, and what is kept of it are
slugs of conditions and types of sections: none of its words, and nothing of the danger.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace

from rasa.core.agent import Agent
from rasa.shared.core.events import SlotSet

from actions.decision import Decider
from actions.parse_data import read_message
from actions.reading import Reading
from actions.state import DialogueState
from actions.turn_action import decider
from bot.channels.in_flight import messages_in_flight
from bot.channels.incoming_message import IncomingMessage
from bot.channels.rate_limits import Limit
from bot.channels.sanitize import plain_text

logger = logging.getLogger(__name__)

SECONDS_AHEAD = 0.05
"""By so much the answer to an alarm goes ahead of what else is done with its message in the same process."""
SECONDS_TO_READ = 20.0
"""How long a message may be read for what else it asks. A long letter takes longer than a turn may on a busy machine,
and its visitor has been answered: only the next turn waits for it.
"""

READ_BEHIND_ALARMS = Limit("read_behind_alarms", 6)
"""How many messages of one network are read in a minute for what they ask beside an alarm."""


@dataclass(frozen=True)
class AlarmTopics:
    """Write to the conversations of an agent what was asked beside an alarm, for so many seconds at most."""

    agent: Agent
    seconds: float = SECONDS_TO_READ
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def begin(self, conversation: str, incoming: IncomingMessage, turn: AbstractAsyncContextManager[bool]) -> None:
        """Begin to remember a message in its own `turn`, which says whether there is room for it.

        What fails or takes too long is given up: the alarm has been answered, and the visitor can ask again.
        """
        task = asyncio.ensure_future(self._in_turn(conversation, incoming, turn))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(
        self, conversation: str, incoming: IncomingMessage, turn: AbstractAsyncContextManager[bool]
    ) -> None:
        try:
            with messages_in_flight().one_more():
                async with turn as has_room:
                    if has_room:
                        await asyncio.sleep(SECONDS_AHEAD)
                        await asyncio.wait_for(self._remember(conversation, incoming), self.seconds)
        except (Exception, asyncio.CancelledError):
            logger.exception("What was asked beside an alarm could not be remembered.")

    async def _remember(self, conversation: str, incoming: IncomingMessage) -> None:
        reading = read_message(await self.agent.parse_message(plain_text(incoming.message)))
        if not (reading.conditions or reading.candidates or reading.sections):
            return
        store = self.agent.tracker_store
        tracker = await store.get_or_create_tracker(conversation, append_action_listen=False)
        before = DialogueState.from_slots(tracker.current_slot_values())
        page = incoming.page_condition
        after = await asyncio.to_thread(state_beside_alarm, decider(), reading, before, page)
        old = before.as_slots()
        changed = [SlotSet(name, value) for name, value in after.as_slots().items() if value != old[name]]
        if changed:
            tracker.update_with_events(changed, self.agent.domain)
            await store.save(tracker)


def state_beside_alarm(
    decider: Decider, reading: Reading, state: DialogueState, page_condition: str | None = None
) -> DialogueState:
    """Return the state after a message whose questions were not answered: they wait, without a word of theirs.

    What is asked about somebody's own case waits as well, as the section that it asks for. Of a name that may mean
    several conditions those are kept that would have been offered.
    """
    draft, after = decider.decide(reading, state, page_condition)
    is_open = draft.kind == "clarify" and bool(reading.candidates)
    return replace(
        state,
        condition=after.condition,
        earlier_conditions=after.earlier_conditions,
        compared=after.compared,
        offered_options=after.offered_options if is_open else (),
        more_candidates=after.more_candidates if is_open else (),
        pending_sections=reading.sections,
        pending_questions=(),
        pending_term=None,
    )
