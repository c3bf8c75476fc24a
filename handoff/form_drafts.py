"""Draft what the form says: its next question, alone or with an answer of the assistant, and that it has been sent."""

from __future__ import annotations

from dataclasses import dataclass

from handoff.form.agreement import asks_when
from handoff.form.answers import Step
from handoff.form.earlier_questions import earlier_questions
from handoff.form.prompts import options_of, question_of
from handoff.requests.desk import Desk
from handoff.requests.history import History
from handoff.requests.open_request import handoff_draft, without_offer
from handoff.requests.records import Form, Request
from handoff.requests.states import COLLECTING
from rareguide.settings import Settings
from rareguide.texts import Texts
from rareguide.turn import DraftData

WHEN = "utter_handoff_when_answered"
"""The text that says when people are there."""


@dataclass(frozen=True)
class FormDrafts:
    """Draft what the form says to one visitor."""

    desk: Desk
    texts: Texts
    settings: Settings
    history: History

    def above(self, draft: DraftData, asking: DraftData) -> DraftData:
        """Return a draft with what the form asks below it, and without the button that opens the form."""
        above = without_offer(draft, self.texts)
        text = f"{above['text']}\n\n{asking['text']}"
        options = above["options"]
        return {**draft, "text": text, "options": options + asking["options"], "handoff": asking["handoff"]}

    @staticmethod
    def in_place_of(draft: DraftData, asking: DraftData) -> DraftData:
        """Return what the form asks instead of a draft's words; the sections asked for beside a person stay."""
        return {
            **draft,
            "kind": asking["kind"],
            "text": asking["text"],
            "options": asking["options"],
            "handoff": asking["handoff"],
        }

    def asking(self, form: Form, lead: str) -> DraftData:
        """Return the draft that asks for the form's next field, after `lead`."""
        asks = question_of(form, self.texts, self.settings, self.desk.repository.kinds)
        text = f"{lead} {asks}".strip() if form.asks_for != "consent" else f"{lead}\n\n{asks}".strip()
        options = options_of(form, self.texts, self.offered(form))
        return handoff_draft(text, None, COLLECTING, form.asks_for, options)

    def lead(self, step: Step) -> str:
        """Return what is said to the last message before the form asks on."""
        values = {
            "value": step.value,
            "recipient": self.settings.contact_name,
            "days": str(self.settings.handoff_retention_days),
            "next": self.desk.queue.when_people_are_there() if WHEN in (step.before, step.lead) else "",
        }
        return " ".join(self.texts.say(text, **values) for text in (step.before, step.lead) if text)

    def offered(self, form: Form) -> list[str]:
        """Return the earlier questions that may be put to the person as they stand."""
        return earlier_questions(self.history(form.conversation)) if form.asks_for == "question" else []

    def submitted(self, request: Request, message: str = "") -> DraftData:
        """Return the draft that says a request has been sent, and what comes then, also where a message asks when."""
        text = [self.texts.say("utter_handoff_submitted", number=request.number), self.desk.queue.next_step(request)]
        if asks_when(message):
            text.append(self.texts.say("utter_handoff_when_unknown"))
        if self.desk.requests.has_receipt(request):
            text.append(self.texts.say("utter_handoff_receipt_sent", email=request.email or ""))
        text.append(self.texts.say("utter_handoff_how_to_withdraw"))
        return handoff_draft(" ".join(text), request.number, request.state)
