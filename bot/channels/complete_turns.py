"""Make turns of drafts, with what every turn carries: its id, its author, disclaimer and contact.

Disclaimer and contact are put in here and nowhere else.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass

from bot.channels.canned_responses import CannedResponses
from bot.safety.alarm import Alarm
from bot.server.metrics import FAILED_TURNS
from handoff.drafts import turn_of
from handoff.form.languages import language_code
from handoff.requests.records import Message
from rareguide.settings import Settings
from rareguide.turn import DraftData, Turn, turn_validator

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CompleteTurns:
    """Complete turns with one installation's disclaimer and contact."""

    settings: Settings
    drafts: CannedResponses

    def complete(self, draft: DraftData, alarm: Alarm | None = None) -> Turn:
        """Make a turn of a draft; one that does not fit the contract becomes the fallback turn."""
        turn = self._turn_of(draft)
        problem = next(turn_validator().iter_errors(turn), None)
        if problem is None:
            return turn
        FAILED_TURNS.labels("contract").inc()
        # The message of a schema error quotes the turn, and so perhaps the visitor: only its place is logged.
        logger.error("A turn did not fit the contract at %s.", "/".join(map(str, problem.absolute_schema_path)))
        return self.fallback(alarm, "utter_error")

    def fallback(self, alarm: Alarm | None, text: str) -> Turn:
        """Return the turn for a message that got no answer; its alarm is given whatever broke."""
        return self._turn_of(self.drafts.plain("no_answer", text) if alarm is None else self.drafts.of_alarm(alarm))

    def pushed(self, message: Message) -> Turn:
        """Return the turn of what a person wrote, or of a notice of the hand-over, to be sent unasked."""
        draft = turn_of(message)
        turn = self.with_disclaimer(self.complete(draft), language_code(message.language))
        return {**turn, "turn_id": f"handoff-{message.sequence}", "author": draft["author"]}

    def with_disclaimer(self, turn: Turn, language: str | None) -> Turn:
        """Return a turn with the disclaimer in the visitor's language, where the domain has it in that."""
        return turn if language is None else {**turn, "disclaimer": self.drafts.disclaimer(language)}

    def _turn_of(self, draft: DraftData) -> Turn:
        return {
            **draft,
            "turn_id": uuid.uuid4().hex,
            "author": "bot",
            "disclaimer": self.settings.disclaimer(),
            "contact": self.settings.contact(),
        }
