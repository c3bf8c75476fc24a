"""Decide, before Rasa is asked, what a message means for the form or the request; decorate what Rasa answered.

The gate calls this in a thread while it holds the conversation's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from handoff.drafts import (
    ASKS_FOR_PERSON,
    asks_for_section,
    asks_how_it_stands,
    asks_nothing_else,
    below,
    brings_no_help,
    gives_contact,
    offering_person,
    opens_form,
    points_to_person,
    wishes_person,
    with_person,
)
from handoff.form.agreement import agrees
from handoff.form.answers import Outcome, Step
from handoff.form.asides import advance_and_ask, changed_and_agreed
from handoff.form.contact_changes import with_given
from handoff.form.contact_details import ContactDetails, read_contact
from handoff.form.corrections import with_more
from handoff.form.leaving import asked_on_leaving, surely_leaves
from handoff.form.opening import opened, opened_beside
from handoff.form.parts import have_same_values, with_plain_answers, with_question_beside
from handoff.form.phrases import asks_of_the_case, asks_something, plain, says, wants_only_person
from handoff.form.prompts import consent_text, options_of
from handoff.form.read_message import NOT_READ, ReadMessage
from handoff.form_drafts import FormDrafts
from handoff.requests.desk import Desk
from handoff.requests.history import History, HistoryEntry, context_of, was_shown
from handoff.requests.limits import TooManyRequests
from handoff.requests.open_request import OpenRequest, Taken, handoff_draft, without_offer
from handoff.requests.records import Form, Request, UnknownRequest
from handoff.requests.states import CANCELLED, COLLECTING, OPEN, TIMED_OUT, NotAllowed
from rareguide.settings import Settings
from rareguide.texts import Texts
from rareguide.turn import DraftData

_LEFT = {
    Outcome.CANCELLED: "utter_handoff_cancelled",
    Outcome.DECLINED: "utter_handoff_declined",
    Outcome.FORGOTTEN: "utter_handoff_forget",
}
"""What is said when the form is dropped."""
_UNSEEN = "unseen"
"""The step of a form whose summary is not what was said last."""


def no_history(conversation: str) -> Sequence[HistoryEntry]:
    """Stand in where nothing is known of what was said."""
    return ()


class HandoffStatus(Enum):
    """Tell how a conversation stands with the hand-over: while something is open, its messages must be read."""

    NONE = "none"
    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True)
class VisitorDesk:
    """Take visitors' messages.

    Attributes:
        history: gives what was said before the present message.
        message_key: what the present message is known by; one that comes again under it is not added twice.
        was_alarmed: an alarm was raised in the conversation shortly before.
        network: where the message comes from; `None` where nothing is limited by it.
    """

    desk: Desk
    texts: Texts
    settings: Settings
    history: History = no_history
    message_key: str | None = None
    was_alarmed: bool = False
    network: str | None = None

    def in_language(self, code: str) -> VisitorDesk:
        """Return the same desk that speaks another language, as far as the domain has its texts in that."""
        return replace(self, desk=self.desk.in_language(code), texts=self.texts.in_language(code))

    def handoff_status(self, conversation: str) -> HandoffStatus:
        """Return how a conversation stands with the hand-over."""
        request = self.desk.requests.of(conversation)
        if request is not None:
            is_open = request.state in OPEN or self.desk.forms.of(conversation) is not None
            return HandoffStatus.OPEN if is_open else HandoffStatus.CLOSED
        return HandoffStatus.NONE if self.desk.forms.of(conversation) is None else HandoffStatus.OPEN

    def take(self, conversation: str, message: str, read: ReadMessage | None, alarm_kind: str | None = None) -> Taken:
        """Return the draft that answers a message, or no draft when Rasa is to answer it.

        `alarm_kind` is that of an alarm which the message mentions beside its question.
        """
        reading = read or NOT_READ
        if self._asks_for_person(message):
            reading = replace(reading, intent="ask_person", sections=())  # however the words are read
        request = self.desk.requests.of(conversation)
        if request is not None and self._has_taken(request):
            return Taken(self._says.submitted(request))
        if request is not None and request.state in OPEN:
            try:
                return self._at_request.take(request, message, reading, alarm_kind)
            except UnknownRequest:  # closed, or made a ticket, in this moment
                return self.take(conversation, message, read, alarm_kind)
        form = self.desk.forms.of(conversation)
        if form is not None:
            if self._has_taken(form):
                return Taken(self._says.asking(form, ""))
            if alarm_kind:  # what comes with an alarm is no answer to a field, but for a clear yes to what was shown
                is_agreed = form.asks_for == "consent" and form.step_key != _UNSEEN and agrees(message)
                self._note_alarm(conversation, message)
                noted = with_question_beside(self.desk.forms.of(conversation) or form, message)
                changed = changed_and_agreed(noted, message, self.settings.phone_region)
                is_as_shown = have_same_values(form, changed.form if changed else noted)
                # Below the answer stands the summary as it is then.
                form = self.desk.forms.save(replace(changed.form if changed else noted, step_key=None))
                if is_agreed and is_as_shown:
                    return Taken(self._submit(form, message))
                if surely_leaves(message):
                    return self._leave(Step(Outcome.CANCELLED, form, asks=asked_on_leaving(message)))
                return Taken(None)
            return self._take_for_form(form, message, reading)
        return Taken(None) if request is None else self._at_request.take_afterwards(request, message, alarm_kind)

    def after(
        self, conversation: str, channel: str, message: str, draft: DraftData, above: DraftData | None = None
    ) -> DraftData:
        """Return Rasa's draft with what the hand-over adds: the form's next question, or the offer of a person.

        `above` is what the hand-over has said already to another part of the message.
        """
        added = self._added(conversation, channel, message, draft)
        return added if above is None else below(above, added)

    def _added(self, conversation: str, channel: str, message: str, draft: DraftData) -> DraftData:
        request = self.desk.requests.of(conversation)
        if request is not None and request.state in OPEN:
            return self._at_request.decorate(request, message, draft)
        if (form := self.desk.forms.of(conversation)) is not None:
            return self._resume(form, draft, message)
        given = read_contact(message, self.settings.phone_region)
        is_given = gives_contact(given, draft, message)
        is_all = opens_form(draft) or (is_given and asks_nothing_else(draft))
        if is_all or self._asks_for_person(message):
            return self._open(conversation, channel, message, draft)
        if asks_how_it_stands(draft, message):
            return with_person(self._state_of(request, draft), self.texts)
        if is_given:
            return self._open_beside(conversation, channel, message, given, draft)
        is_wished = wishes_person(draft, message) or points_to_person(draft, message, self.texts)
        if is_wished and draft["kind"] != "emergency":
            return self._open(conversation, channel, message, draft)
        if request is not None and request.state == TIMED_OUT:
            return self._at_request.offering_to_add(message, without_offer(draft, self.texts))
        return offering_person(draft, self.history(conversation), self.texts)

    def on_alarm(self, conversation: str, message: str) -> bool:
        """Note an alarm that is answered alone: what would be sent is shown again before a yes sends it."""
        is_noted = self._note_alarm(conversation, message)
        if (form := self.desk.forms.of(conversation)) is not None:
            self.desk.forms.save(replace(form, step_key=_UNSEEN))
        return is_noted

    def _note_alarm(self, conversation: str, message: str) -> bool:
        """Put a request before all others and give the operator the message, or keep it with the form until consent.

        Tells whether there is either; without them nothing is kept. An open form that has no way to reach the visitor
        takes the one that the message gives; a word put right, or a language asked for, is taken, too.
        """
        if (form := self.desk.forms.of(conversation)) is not None:
            given = read_contact(message, self.settings.phone_region)
            is_new = given.is_given and form.email is None and form.phone is None
            found = with_given(form, message, given) if is_new else form
            self.desk.forms.save(with_plain_answers(found, message, self.settings.phone_region))
        return self.desk.from_visitors.note_alarm(conversation, message, self.message_key)

    @property
    def _at_request(self) -> OpenRequest:
        return OpenRequest(self.desk, self.texts, self.history, self.message_key)

    @property
    def _says(self) -> FormDrafts:
        return FormDrafts(self.desk, self.texts, self.settings, self.history)

    def _has_taken(self, kept: Form | Request) -> bool:
        """Return whether a message comes again that has done its work: its answer was lost on the way."""
        return self.message_key is not None and kept.step_key == self.message_key

    def _take_for_form(self, form: Form, message: str, read: ReadMessage) -> Taken:
        is_unseen = form.step_key == _UNSEEN
        form = replace(form, step_key=None) if is_unseen else form
        offered = self._says.offered(form)
        step = advance_and_ask(form, message, read, self.settings.phone_region, offered)
        if step.outcome is Outcome.PASS_ON:
            self.desk.forms.save(step.form)
            lead = self._says.lead(step)
            return Taken(None, step.asks, handoff_draft(lead, None, COLLECTING) if lead else None)
        if step.outcome is Outcome.AGREED and is_unseen:
            step = Step(Outcome.ASK, step.form, "utter_handoff_changed_and_agreed" if step.form != form else "")
        if step.outcome is Outcome.ASK:
            kept = self.desk.forms.save(replace(step.form, step_key=self.message_key))
            return Taken(self._says.asking(kept, self._says.lead(step)))
        if step.outcome is Outcome.AGREED:
            return Taken(self._submit(step.form, message))
        return self._leave(step)

    def _leave(self, step: Step) -> Taken:
        """Drop a form that is left; what the message asks beside is for the assistant."""
        self.desk.forms.drop(step.form.conversation)
        said = self.texts.say(_LEFT[step.outcome], contact=self.settings.contact_name)
        left = handoff_draft(said, None, CANCELLED)
        return Taken(None, step.asks, left) if step.asks else Taken(left)

    def _submit(self, form: Form, message: str) -> DraftData:
        agreed = consent_text(form, self.texts, self.settings, self.desk.repository.kinds)
        context = context_of(self.history(form.conversation))
        with_context = replace(form, context=context, step_key=self.message_key)
        try:
            request = self.desk.requests.submit(with_context, agreed, self.network)
        except TooManyRequests:
            kept = self.desk.forms.save(form)
            said = self.texts.say("utter_handoff_too_many", contact=self.settings.contact_name)
            return handoff_draft(said, None, COLLECTING, kept.asks_for, options_of(kept, self.texts, ()))
        except NotAllowed:  # made meanwhile, by the same message sent twice
            known = self.desk.requests.of(form.conversation)
            if known is None:
                raise
            request = known
        return self._says.submitted(request, message)

    def _open(self, conversation: str, channel: str, message: str, draft: DraftData) -> DraftData:
        """Begin the form with what the wish for a person gives: a number, a name, when to call, what it is about."""
        given = read_contact(message, self.settings.phone_region)
        form = opened(self._new_form(conversation, channel), message, given, self.settings.phone_region)
        opening = self.texts.say(
            "utter_handoff_opening" if self.desk.queue.is_live() else "utter_handoff_opening_ticket"
        )
        if form.language is not None:
            opening = f"{self.texts.say('utter_handoff_opening_language', value=form.language)} {opening}"
        asking = self._says.asking(self.desk.forms.save(form), opening)
        is_asked = asks_something(message) and not wants_only_person(message) and asks_for_section(draft)
        is_new = draft["kind"] == "answer" and is_asked and not was_shown(draft["sections"], self.history(conversation))
        if (draft["missing"] and is_asked) or is_new:  # what was asked beside, or that the page lacks it
            return self._says.above(draft, asking)
        is_wish_alone = wants_only_person(message) or draft["kind"] != "answer"
        return self._says.in_place_of(draft if is_wish_alone else {**draft, "sections": []}, asking)

    def _open_beside(
        self, conversation: str, channel: str, message: str, given: ContactDetails, draft: DraftData
    ) -> DraftData:
        """Begin the form below an answer, where a message that asks something also says how to be reached."""
        about = draft["condition"]["name"] if draft["condition"] else ""
        new, region = self._new_form(conversation, channel), self.settings.phone_region
        form = self.desk.forms.save(opened_beside(new, message, given, about, region))
        told = ", ".join(filter(None, (form.name, form.email, form.phone, form.wish, form.language)))
        return self._says.above(
            draft, self._says.asking(form, self.texts.say("utter_handoff_opening_beside", given=told))
        )

    def _new_form(self, conversation: str, channel: str) -> Form:
        # Of an alarm before the form only that there was one is known.
        return Form(conversation, channel, alarm="" if self.was_alarmed else None)

    def _state_of(self, request: Request | None, draft: DraftData) -> DraftData:
        """Return how the conversation's own request stands, or that there is none."""
        if request is None:
            return {**draft, "kind": "smalltalk", "text": self.texts.say("utter_ask_request"), "options": []}
        return self._at_request.state(request)

    def _resume(self, form: Form, draft: DraftData, message: str) -> DraftData:
        is_kept = brings_no_help(draft) and (form.question or "\n") in message  # a person will answer it
        if opens_form(draft) or is_kept:
            return self._says.in_place_of(draft, self._says.asking(form, ""))
        if asks_how_it_stands(draft, ""):  # of the request, which is not sent yet
            lead = self._says.lead(Step(Outcome.ASK, form, "utter_handoff_when_answered"))
            return self._says.in_place_of(draft, self._says.asking(form, lead))
        is_for_person = draft["kind"] == "no_answer" and form.question is not None and asks_of_the_case(message)
        kept = self.desk.forms.save(with_more(form, message)) if is_for_person else form
        resume = self.texts.say(f"utter_handoff_resume{'_kept' if is_for_person else ''}")
        return self._says.above(draft, self._says.asking(kept, resume))

    def _asks_for_person(self, message: str) -> bool:
        """Return whether a message is the button's, or asks for a person in words that Rasa does not read."""
        return says("person", message) or plain(message) == plain(self.texts.say(ASKS_FOR_PERSON))
