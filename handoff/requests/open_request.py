"""Decide what a message means while a request is open, or has just been closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handoff.form.contact_details import read_contact
from handoff.form.phrases import (
    adds_to_request,
    clearly_asks,
    corrects,
    field_said_wrong,
    says,
    says_how_to_answer,
    tells_wish,
)
from handoff.form.steps import SURE, ReadMessage
from handoff.requests.desk import Desk
from handoff.requests.records import Request
from handoff.requests.states import QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR
from rareguide.texts import Texts
from rareguide.turn import Draft, DraftData, HandoffData, Option

TO_ASSISTANT = frozenset(
    "ask_source ask_date ask_everything ask_bot ask_privacy ask_service_cost forget_me compare same_for "
    "print_answer".split()
)
"""Intents that name no section, and that only the assistant can answer."""

ABOUT_PEOPLE = frozenset({"ask_person", "ask_request"})
"""Intents to which the state of the request is the answer while it is open."""

MOST_WORDS_OF_A_CONDITION = 5


@dataclass(frozen=True)
class Taken:
    """Hold the draft that answers a message; without one the message goes on to Rasa."""

    draft: DraftData | None


def status_of(ticket: str | None, status: str, asks_for: str | None = None) -> HandoffData:
    """Return the turn contract's `handoff`."""
    return {"ticket": ticket, "status": status, "asks_for": asks_for}


def handoff_draft(
    text: str, ticket: str | None, status: str, asks_for: str | None = None, options: Sequence[Option] = ()
) -> DraftData:
    """Return a draft of the hand-over's own."""
    return Draft("handoff", text, options=tuple(options), handoff=status_of(ticket, status, asks_for)).as_dict()


def is_for_assistant(message: str, read: ReadMessage) -> bool:
    """Return whether a message asks something that the assistant can read; all else is for the person."""
    if read.sections and (read.confidence >= SURE or read.condition is not None):
        return True
    if read.intent in TO_ASSISTANT and read.confidence >= SURE:
        return True
    return read.condition is not None and (clearly_asks(message) or len(message.split()) <= MOST_WORDS_OF_A_CONDITION)


@dataclass(frozen=True)
class OpenRequest:
    """Take messages of a visitor who waits for a person or talks to one."""

    desk: Desk
    texts: Texts
    message_key: str | None = None

    def take(self, request: Request, message: str, read: ReadMessage, alarm_kind: str | None) -> Taken:
        """Return what becomes of a message while the request is open."""
        if request.state == WITH_OPERATOR:
            return Taken(self._to_operator(request, message, alarm_kind))
        if alarm_kind:
            self.desk.from_visitors.raise_alarm(request.conversation, message, self.message_key)
            return Taken(None)
        if says("withdraw", message) or says("cancel", message):
            return Taken(self._withdraw(request))
        if says("how_to_change", message):
            return Taken(self._draft(request, "utter_handoff_how_to_change"))
        if self._corrects(message):
            self.desk.from_visitors.say(request.conversation, message, key=self.message_key)
            return Taken(self._draft(request, "utter_handoff_correction_added"))
        is_about_people = read.intent in ABOUT_PEOPLE and not read.sections and not tells_how_to_answer(message)
        if says("state", message) or says("never_answered", message) or is_about_people:
            return Taken(self.state(request))
        if is_for_assistant(message, read):
            return Taken(None)
        self.desk.from_visitors.say(request.conversation, message, key=self.message_key)
        return Taken(self._draft(request, "utter_handoff_added"))

    def take_afterwards(self, request: Request, message: str, alarm_kind: str | None = None) -> Taken:
        """Return what becomes of a message while the request is a ticket or has been closed less than a day ago."""
        is_ticket = request.state == TIMED_OUT
        if alarm_kind and is_ticket:
            self.desk.from_visitors.raise_alarm(request.conversation, message, self.message_key)
            return Taken(None)
        if says("state", message) and _names_request(message):
            return Taken(self.state(request))
        if says("withdraw", message) and _names_request(message) and is_ticket:
            return Taken(self._withdraw(request))
        if is_ticket and says("how_to_change", message):
            return Taken(self._draft(request, "utter_handoff_how_to_change"))
        if is_ticket and self._corrects(message):
            self.desk.from_visitors.add(request.conversation, message, key=self.message_key)
            return Taken(self._draft(request, "utter_handoff_correction_added"))
        if is_ticket and (adds_to_request(message) or request.number.casefold() in message.casefold()):
            self.desk.from_visitors.add(request.conversation, message, key=self.message_key)
            return Taken(self._draft(request, "utter_handoff_added"))
        return Taken(None)

    def _corrects(self, message: str) -> bool:
        """Return whether a message puts right what was sent: with a new address or number, or in other words."""
        if clearly_asks(message) and message.rstrip().endswith("?"):
            return False
        given = read_contact(message, self.desk.settings.phone_region)
        return given.is_given or bool(given.disowned) or field_said_wrong(message) is not None or corrects(message)

    def decorate(self, request: Request, draft: DraftData) -> DraftData:
        """Put the request's state on an answer of the assistant."""
        handoff = status_of(request.number, request.state)
        if draft["kind"] == "handoff":
            state = self.state(request)
            return {**draft, "text": state["text"], "options": state["options"], "handoff": handoff}
        return {**draft, "handoff": handoff}

    def _to_operator(self, request: Request, message: str, alarm_kind: str | None) -> DraftData:
        if says("withdraw", message) and _names_request(message) and not alarm_kind:
            return self._withdraw(request)  # as the receipt promises
        if alarm_kind:
            self.desk.from_visitors.raise_alarm(request.conversation, message, self.message_key)
        else:
            self.desk.from_visitors.say(request.conversation, message, key=self.message_key)
        if says("end", message):
            ended = self.desk.requests.end_chat(request.conversation)
            return self._draft(ended, "utter_handoff_ended")
        if says("withdraw", message) or says("cancel", message):
            end = Option(self.texts.say("utter_handoff_option_end"), self.texts.say("utter_handoff_option_end"))
            return self._draft(request, "utter_handoff_confirm_end", (end,))
        return self._draft(request, "utter_handoff_passed_on")

    def _withdraw(self, request: Request) -> DraftData:
        return self._draft(self.desk.requests.withdraw(request.conversation), "utter_handoff_withdrawn")

    def state(self, request: Request) -> DraftData:
        """Return the draft that says how a request stands."""
        if request.state == QUEUED:
            text = self.texts.say("utter_handoff_state_queued", number=request.number)
            return handoff_draft(f"{text} {self.desk.queue.next_step(request)}", request.number, request.state)
        if request.state == WITH_OPERATOR:
            return self._draft(request, "utter_handoff_state_with_operator")
        known = {RESOLVED: "utter_handoff_state_resolved", TIMED_OUT: "utter_handoff_state_timed_out"}
        return self._draft(request, known.get(request.state, "utter_handoff_state_cancelled"))

    def _draft(self, request: Request, text: str, options: Sequence[Option] = ()) -> DraftData:
        said = self.texts.say(text, number=request.number, operator=request.operator_name or "")
        return handoff_draft(said, request.number, request.state, options=options)


def tells_how_to_answer(message: str) -> bool:
    """Return whether a message tells whoever answers what to do ("please ring my sister"), rather than asks for one."""
    return tells_wish(message) or (says_how_to_answer(message) and not clearly_asks(message))


def asks_about_request(message: str) -> bool:
    """Return whether a message asks how a request stands, says that no answer came, or withdraws it."""
    is_about_own = _names_request(message) and (says("state", message) or says("withdraw", message))
    return is_about_own or says("never_answered", message)


def _names_request(message: str) -> bool:
    """Return whether a message speaks of the request itself, once nothing is open any more."""
    words = message.casefold()
    return any(word in words for word in ("ticket", "request", "queue", "case", "rg-"))
