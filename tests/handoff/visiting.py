"""A visitor of the chat: the desk's side of the gate, with a reader and an assistant that know a few messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handoff.form.read_message import ReadMessage
from handoff.requests.desk import Desk
from handoff.requests.history import BOT, VISITOR, HistoryEntry, entry_of
from handoff.visitor import HandoffStatus, VisitorDesk
from rareguide.texts import load_texts
from rareguide.turn import ConditionRef, Draft, Understood

PERSON_PAYLOAD = "I would like to talk to a person"
"""What the buttons for a person send."""

ALPORT = ConditionRef("alport-syndrome", "Alport syndrome")
SECTION = {
    "condition": {"slug": "alport-syndrome", "name": "Alport syndrome"},
    "section": "causes",
    "question": "What causes Alport syndrome?",
    "body": "Changes in genes.",
    "last_updated": "2024-01-31",
    "references": [],
    "source": {"name": "Larkfield Library", "url": None, "license": None},
}

READINGS: Mapping[str, ReadMessage] = {
    "What causes Alport syndrome?": ReadMessage("ask_causes", 0.98, ("causes",), "alport-syndrome"),
    "Alport syndrome causes": ReadMessage("ask_causes", 0.95, ("causes",), "alport-syndrome"),
    "Marfan": ReadMessage("name_condition", 0.9, (), "marfan-syndrome"),
    "Alport": ReadMessage("name_condition", 0.9, (), "alport-syndrome"),
    "Hope": ReadMessage("ask_prognosis", 0.62, ("prognosis",), None),
    "and its treatment?": ReadMessage("ask_treatment", 0.9, ("treatment",), None),
    "I need a human": ReadMessage("ask_person", 0.97),
    "please call me tomorrow at 5": ReadMessage("ask_person", 0.8),
    "call me on 212 736 5000 after lunch": ReadMessage("ask_person", 0.9),
    "wait, first: what causes it?": ReadMessage("ask_causes", 0.9, ("causes",), None),
    "I am so frightened of it": ReadMessage("express_fear", 0.8, feeling="express_fear"),
    "I wrote in May": ReadMessage("ask_request", 0.7),
    "what is my question now?": ReadMessage("ask_request", 0.3),
    "hello": ReadMessage("greet", 0.99),
    "thank you, you are kind": ReadMessage("thank", 0.9),
    "where did that come from": ReadMessage("ask_source", 0.9),
    "She is twelve, by the way.": ReadMessage("inform", 0.9),
    "treatment": ReadMessage("correct_section", 0.3, ("treatment",), None),
    "is she ever gonna talk again": ReadMessage("ask_prognosis", 0.2, ("prognosis",), None),
    "I fear for her every evening": ReadMessage("express_fear", 0.3, feeling="express_fear"),
    "that's not what I asked": ReadMessage("not_helpful", 0.9),
    "Okafor": ReadMessage("inform", 0.1, term="Okafor"),
    "ok, Ines Okafor": ReadMessage("other_language", 0.9, term="Ines Okafor"),
    "Zolgenta": ReadMessage("other_language", 0.9, term="Zolgenta"),
    "RNU4-2": ReadMessage("inform", 0.1, term="RNU4-2"),
    "call me Al": ReadMessage("ask_person", 0.8),
    "is she a twin": ReadMessage("ask_not_covered", 0.8),
}


def read(message: str) -> ReadMessage:
    return READINGS.get(message, ReadMessage("noise", 0.3))


def assistant(message: str) -> dict[str, Any]:
    """What Rasa would draft."""
    if message in (PERSON_PAYLOAD, "call me on 212 736 5000 after lunch", "can a person write to me in Spanish?"):
        asking = {"ticket": None, "status": "collecting", "asks_for": "question"}
        return Draft("handoff", "A person.", understood=Understood("ask_person", 0.99), handoff=asking).as_dict()
    reading = read(message)
    understood = Understood(reading.intent, reading.confidence, reading.sections, reading.condition)
    if reading.sections and reading.condition:
        return Draft("answer", "Here.", ALPORT, (SECTION,), understood=understood).as_dict()
    if message == "that did not help":
        return Draft("smalltalk", "I am sorry.", understood=Understood("not_helpful", 0.9)).as_dict()
    if (reading.intent or "").startswith("express_"):
        return Draft("answer", "I am sorry. Here.", ALPORT, (SECTION,), understood=understood).as_dict()
    kind = "smalltalk" if reading.intent in ("greet", "thank", "ask_source") else "no_answer"
    return Draft(kind, "Nothing.", understood=understood).as_dict()


class Visitor:
    """Says things, and keeps what was said as the server would."""

    def __init__(self, desk: Desk, conversation: str = "c1") -> None:
        self.desk = desk
        self.conversation = conversation
        self.entries: list[HistoryEntry] = []
        self.reached_rasa: list[str] = []
        self.turn: dict[str, Any] = {}

    @property
    def visitors(self) -> VisitorDesk:
        return VisitorDesk(self.desk, load_texts(), self.desk.settings, lambda _: list(self.entries))

    def says_twice(self, message: str, key: str) -> list[dict[str, Any]]:
        """Send a message, and again under the same id because the answer was lost."""
        visitors = replace(self.visitors, message_key=key)
        drafts = [visitors.take(self.conversation, message, read(message)).draft for _ in range(2)]
        return [draft for draft in drafts if draft is not None]

    def says(self, message: str, alarm_kind: str | None = None) -> dict[str, Any]:
        visitors = self.visitors
        reading = read(message) if visitors.handoff_status(self.conversation) is HandoffStatus.OPEN else None
        taken = visitors.take(self.conversation, message, reading, alarm_kind)
        draft = taken.draft
        if draft is None:
            asked = taken.asks or message
            self.reached_rasa.append(asked)
            draft = visitors.after(self.conversation, "widget", asked, assistant(asked), taken.above)
        self.entries += [HistoryEntry(VISITOR, message), entry_of(draft)]
        assert [entry.who for entry in self.entries[-2:]] == [VISITOR, BOT]
        self.turn = draft
        return draft

    @property
    def asks_for(self) -> str | None:
        asked: str | None = (self.turn.get("handoff") or {}).get("asks_for")
        return asked

    @property
    def status(self) -> str | None:
        status: str | None = (self.turn.get("handoff") or {}).get("status")
        return status

    def fills_in(self, until: str) -> None:
        """Answer the form's fields up to one."""
        answers = {
            "question": "Can my daughter fly?",
            "name": "Maria Lopez",
            "contact": "maria@larkfield.example",
            "language": "English",
            "consent": "yes",
        }
        self.says(PERSON_PAYLOAD)
        for field, answer in answers.items():
            if field == until:
                return
            self.says(answer)
