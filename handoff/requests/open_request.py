"""Decide what a message means while a request is open, or has just been closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handoff.form.agreement import asks_when
from handoff.form.contact_changes import with_new_contact
from handoff.form.contact_details import read_contact
from handoff.form.edits import edited
from handoff.form.phrases import (
    adds_last,
    adds_to_request,
    clearly_asks,
    complains_of_adding,
    corrects,
    field_said_wrong,
    says,
    takes_back,
    wants_person,
)
from handoff.form.read_message import (
    AGAINST_ASSISTANT,
    LIKELY,
    NOT_READ,
    PERSON,
    PRIVACY,
    REQUEST,
    SURE,
    ReadMessage,
    is_thanks,
)
from handoff.form.sentences import sentences
from handoff.requests.desk import Desk
from handoff.requests.for_person import (
    is_for_person,
    may_be_for_person,
    names_request,
    tells_how_to_answer,
)
from handoff.requests.history import VISITOR, History
from handoff.requests.records import Form, Request
from handoff.requests.states import QUEUED, RESOLVED, TIMED_OUT, WITH_OPERATOR
from rareguide.texts import Texts
from rareguide.turn import Draft, DraftData, HandoffData, Option

ABOUT_PEOPLE = frozenset({PERSON, REQUEST})
"""Intents to which the state of the request is the answer while it is open."""

OFFERS = ("utter_person_beside", "utter_feeling_offer")
"""Texts that point to the button for a person, which is not there once one has been asked for."""

LONGEST_SHOWN = 200
"""Characters of a correction that are shown when it has been added."""


@dataclass(frozen=True)
class Taken:
    """Hold the draft that answers a message; without one the message goes on to Rasa.

    Attributes:
        asks: the part of the message that Rasa is to answer, where the rest has been taken.
        above: a draft of the hand-over's own that goes above Rasa's.
    """

    draft: DraftData | None
    asks: str = ""
    above: DraftData | None = None


def status_of(ticket: str | None, status: str, asks_for: str | None = None) -> HandoffData:
    """Return the turn contract's `handoff`."""
    return {"ticket": ticket, "status": status, "asks_for": asks_for}


def handoff_draft(
    text: str, ticket: str | None, status: str, asks_for: str | None = None, options: Sequence[Option] = ()
) -> DraftData:
    """Return a draft of the hand-over's own."""
    return Draft("handoff", text, options=tuple(options), handoff=status_of(ticket, status, asks_for)).as_dict()


@dataclass(frozen=True)
class OpenRequest:
    """Take messages of a visitor who waits for a person or talks to one."""

    desk: Desk
    texts: Texts
    history: History
    message_key: str | None = None

    def take(self, request: Request, message: str, read: ReadMessage, alarm_kind: str | None) -> Taken:
        """Return what becomes of a message while the request is open."""
        if request.state == WITH_OPERATOR:
            return Taken(self._to_operator(request, message, alarm_kind))
        if alarm_kind:
            self.desk.from_visitors.raise_alarm(request.conversation, message, self.message_key)
            return Taken(None)
        if says("withdraw", message):
            return Taken(self._withdraw(request))
        first = next(iter(sentences(message)), message)
        is_told = adds_to_request(message) or clearly_asks(message)
        if any(says(kind, one) for kind in ("cancel", "unsend") for one in (message, "" if is_told else first)):
            # Perhaps to what was talked of meanwhile.
            return Taken(self._draft(request, "utter_handoff_still_open", (self._withdrawing,)))
        if says("thanks", message) and not is_thanks(read):  # which the assistant answers
            return Taken(self._draft(request, "utter_thank"))
        if self.asks_what_is_kept(message, read):
            return Taken(self.kept(request))
        if says("another_request", message):
            return Taken(self._with_adding(message, self._draft(request, "utter_handoff_one_at_a_time")))
        if any(says("how_to_change", one) for one in (message, *sentences(message))):
            return Taken(self._draft(request, "utter_handoff_how_to_change"))
        if complains_of_adding(message) and not read.sections:
            return Taken(self._draft(request, "utter_handoff_what_is_added"))
        if self._corrects(request, message, read):
            return Taken(self._correct(request, message))
        is_about_people = read.intent in ABOUT_PEOPLE and read.confidence >= LIKELY and not read.sections
        is_about_people = is_about_people and not tells_how_to_answer(message)
        if says("state", message) or says("never_answered", message) or is_about_people:
            state = self.state(request)
            when = self.texts.say("utter_handoff_when_unknown") if asks_when(message) else ""
            return Taken({**state, "text": f"{state['text']} {when}".strip()})
        if wants_person(message):  # about something else: there is one request at a time
            return Taken(self._with_adding(message, self.state(request)))
        told = self._told_before(request, message)
        if told is not None or is_for_person(message, read):
            return Taken(self._add(request, told or message, "utter_handoff_added"))
        return Taken(None)

    def take_afterwards(self, request: Request, message: str, alarm_kind: str | None = None) -> Taken:
        """Return what becomes of a message while the request is a ticket or has been closed less than a day ago."""
        is_ticket = request.state == TIMED_OUT
        if alarm_kind and is_ticket:
            self.desk.from_visitors.raise_alarm(request.conversation, message, self.message_key)
            return Taken(None)
        if says("state", message) and names_request(message):
            return Taken(self.state(request))
        if says("withdraw", message) and names_request(message) and is_ticket:
            return Taken(self._withdraw(request))
        if self.asks_what_is_kept(message, NOT_READ) and not request.is_erased:
            return Taken(self.kept(request))
        if is_ticket and says("how_to_change", message):
            return Taken(self._draft(request, "utter_handoff_how_to_change"))
        if is_ticket and self._corrects(request, message, NOT_READ):
            return Taken(self._correct(request, message))
        told = self._told_before(request, message) if is_ticket else None
        is_told = adds_to_request(message) or request.number.casefold() in message.casefold()
        if told is not None or (is_ticket and is_told):
            return Taken(self._add(request, told or message, "utter_handoff_added"))
        return Taken(None)

    @property
    def _withdrawing(self) -> Option:
        said = (self.texts.say(f"utter_handoff_option_withdraw{part}") for part in ("", "_message"))
        return Option(*said)

    @staticmethod
    def asks_what_is_kept(message: str, read: ReadMessage) -> bool:
        """Return whether a message asks what is kept of the visitor, for how long, or who reads it."""
        is_read = read.intent == PRIVACY and read.confidence >= LIKELY and not read.sections
        return says("about_form", message) or says("what_is_kept", message) or is_read

    def kept(self, request: Request) -> DraftData:
        """Return the draft that says what is kept of a request, for how long, and who reads it."""
        settings = self.desk.settings
        said = self.texts.say(
            "utter_handoff_kept",
            number=request.number,
            question=_shortened(request.question or ""),
            name=request.name or self.texts.say("utter_handoff_no_name"),
            contact=", ".join(filter(None, (request.email, request.phone))),
            recipient=settings.contact_name,
            days=str(settings.handoff_retention_days),
        )
        return handoff_draft(said, request.number, request.state, options=(self._withdrawing,))

    def _add(self, request: Request, message: str, text: str) -> DraftData:
        """Put words into the request, and say so."""
        self.desk.from_visitors.add(request.conversation, message, key=self.message_key)
        return self._draft(request, text, value=message)

    def _correct(self, request: Request, message: str) -> DraftData:
        """Put a correction into the request: a number or an address in the place of what was given."""
        form = _as_form(request)
        found = with_new_contact(form, message, self.desk.settings.phone_region)
        if found == form:
            return self._add(request, message, "utter_handoff_correction_added")
        self.desk.from_visitors.correct_contact(
            request.conversation, message, found.email, found.phone, self.message_key
        )
        contact = ", ".join(filter(None, (found.email, found.phone)))
        said = self.texts.say(
            "utter_handoff_contact_corrected", number=request.number, value=_shortened(message), contact=contact
        )
        return handoff_draft(said, request.number, request.state)

    def _told_before(self, request: Request, message: str) -> str | None:
        """Return the words that a message puts into the request: those beside the button, or those said before it."""
        beside, _, after = self.texts.say("utter_handoff_option_add_message", message="\n").partition("\n")
        if message.startswith(beside) and message.endswith(after):
            return message[len(beside) : len(message) - len(after)].strip() or None
        if not adds_last(message):
            return None
        told = (entry.text for entry in reversed(self.history(request.conversation)) if entry.who == VISITOR)
        return next((text for text in told if not adds_last(text)), None)

    def _corrects(self, request: Request, message: str, read: ReadMessage) -> bool:
        """Return whether a message puts right what was sent: with a new address or number, or in other words."""
        if takes_back(message):
            return True
        is_complaint = read.intent in AGAINST_ASSISTANT and read.confidence >= SURE
        if is_complaint or (clearly_asks(message) and message.rstrip().endswith("?")):
            return False
        region = self.desk.settings.phone_region
        given = read_contact(message, region)
        form = _as_form(request)
        if edited(form, message, region).form != form or with_new_contact(form, message, region) != form:
            return True
        return given.is_given or bool(given.disowned) or field_said_wrong(message) is not None or corrects(message)

    def decorate(self, request: Request, message: str, draft: DraftData) -> DraftData:
        """Put the request's state on an answer of the assistant, and where it may be none, the way to pass it on."""
        handoff = status_of(request.number, request.state)
        if draft["kind"] == "handoff" or asks_how_it_stands(draft):
            state = self.state(request)
            return {**draft, "text": state["text"], "options": state["options"], "handoff": handoff}
        decorated: DraftData = {**without_offer(draft, self.texts), "handoff": handoff}
        return self.offering_to_add(message, decorated)

    def offering_to_add(self, message: str, draft: DraftData) -> DraftData:
        """Return a draft with the quick reply that puts the message into the request, where it may be meant for it."""
        return self._with_adding(message, draft) if may_be_for_person(message, draft) else draft

    def _with_adding(self, message: str, draft: DraftData) -> DraftData:
        payload = self.texts.say("utter_handoff_option_add_message", message=message.strip())
        if len(payload) > self.desk.settings.max_message_characters:
            payload = self.texts.say("utter_handoff_option_add_last")
        title = self.texts.say("utter_handoff_option_add")
        return {**draft, "options": [*draft["options"], {"title": title, "payload": payload}]}

    def _to_operator(self, request: Request, message: str, alarm_kind: str | None) -> DraftData:
        if says("withdraw", message) and names_request(message) and not alarm_kind:
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

    def _draft(self, request: Request, text: str, options: Sequence[Option] = (), value: str = "") -> DraftData:
        operator = request.operator_name or ""
        said = self.texts.say(text, number=request.number, operator=operator, value=_shortened(value))
        return handoff_draft(said, request.number, request.state, options=options)


def asks_how_it_stands(draft: DraftData) -> bool:
    """Return whether a message was read as one for how the visitor's own request stands, and nothing was answered."""
    return draft["kind"] == "smalltalk" and draft["understood"]["intent"] == REQUEST


def without_offer(draft: DraftData, texts: Texts) -> DraftData:
    """Return a draft without the words and the button that offer a person, who has been asked for already."""
    said = draft["text"]
    for offer in OFFERS:
        said = said.replace(texts.say(offer), "")
    person = texts.say("utter_handoff_option_person_message")
    options = [option for option in draft["options"] if option["payload"] != person]
    return {**draft, "text": said.replace("  ", " ").strip() or draft["text"], "options": options}


def _as_form(request: Request) -> Form:
    """Return what was answered at the form, to look up in it what a message calls wrong."""
    told = request.question, request.name, request.email, request.phone, request.language
    return Form(request.conversation, request.channel, *told)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN].rstrip()}…"
