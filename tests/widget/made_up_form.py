"""A form for a request to a person, as the real server talks through it: one field after the other, then consent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.widget.made_up_turns import Turn, turn

FIELDS = ("question", "name", "contact", "language")
ASKS = {
    "question": "What would you like to ask the person?",
    "name": "What is your name? You can skip this.",
    "contact": "How can you be reached?",
    "language": "In which language would you like to be answered?",
}
CHANGES = {
    "name": r"my name is (.+)",
    "question": r"change my question to: (.+)",
    "language": r"change my language to (.+)",
}
WRONG_CONTACT = "I read no e-mail address in that. How can you be reached?"


@dataclass
class MadeUpForm:
    """Hold what one conversation has entered."""

    values: dict[str, str] = field(default_factory=dict)

    def take(self, message: str) -> Turn:
        """Return the turn that answers a message at the form."""
        if message == "cancel":
            return self._closed("All right, I have dropped the form.", "cancelled")
        asked = self.asks_for
        if asked == "consent" and message == "yes":
            return self._closed("Your request has been sent. Its number is RG-7F3K92QX.", "queued")
        changed = next((name for name in CHANGES if re.fullmatch(CHANGES[name], message)), None)
        if changed is not None:
            self.values[changed] = re.fullmatch(CHANGES[changed], message)[1]  # type: ignore[index]
        elif asked == "contact" and "@" not in message:
            return self._asking(WRONG_CONTACT)
        elif asked == "consent":
            self.values["contact"] = message
        else:
            self.values[asked] = message
        return self._asking()

    @property
    def asks_for(self) -> str:
        """Return the first field without an answer."""
        return next((name for name in FIELDS if name not in self.values), "consent")

    def opened(self) -> Turn:
        """Return the turn that opens the form."""
        return self._asking(f"A person can help you. {ASKS['question']}")

    def _asking(self, text: str = "") -> Turn:
        review = "\n".join(f"- {name}: {self.values.get(name)}" for name in FIELDS)
        asks = ASKS.get(self.asks_for, f"Please check what will be sent to Larkfield:\n\n{review}\n\nMay I send it?")
        return turn("handoff", text or asks, handoff=self._handoff("collecting", self.asks_for))

    def _closed(self, text: str, status: str) -> Turn:
        return turn("handoff", text, handoff=self._handoff(status, None))

    @staticmethod
    def _handoff(status: str, asks_for: str | None) -> dict[str, Any]:
        return {"ticket": None if asks_for else "RG-7F3K92QX", "status": status, "asks_for": asks_for}
