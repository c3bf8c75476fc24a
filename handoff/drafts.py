"""Tell of a draft of Rasa's what the hand-over may add to it, and make that of a pushed message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handoff.form.contact_details import ContactDetails, read_contact, read_introduction
from handoff.form.phrases import phrases, says_how_to_answer, wants_only_person, wants_person
from handoff.form.read_message import ABOUT_SERVICE, PERSON, PRIVACY, REQUEST
from handoff.requests.for_person import UNREAD, asks_about_request
from handoff.requests.history import (
    HistoryEntry,
    is_no_help,
    may_be_no_help,
    may_have_been_no_help,
    was_no_help,
    was_offered,
)
from handoff.requests.open_request import status_of
from handoff.requests.records import Message
from handoff.requests.states import COLLECTING
from rareguide.texts import Texts
from rareguide.turn import ConditionRef, Draft, DraftData, Option, PushedDraft
from rareguide.word_lists import refuses_person

ASKS_FOR_PERSON = "utter_handoff_option_person_message"
"""The text that the button for a person sends in the visitor's name."""
ANSWERED = ABOUT_SERVICE | {PRIVACY}
"""Intents of questions about the assistant and people behind it, whose answers stand by themselves."""


def adds_to(draft: DraftData, message: str) -> bool:
    """Return whether `VisitorDesk.after` may add something to Rasa's draft where the hand-over has nothing yet."""
    return (
        opens_form(draft)
        or may_bring_no_help(draft)
        or is_unread(draft)
        or asks_how_it_stands(draft, message)
        or gives_contact(read_contact(message, ""), draft, message)
        or wishes_person(draft, message)
    )


def asks_how_it_stands(draft: DraftData, message: str) -> bool:
    """Return whether a message asks how the visitor's own request stands, and nothing that was answered."""
    if draft["kind"] in ("answer", "emergency"):
        return False
    return draft["understood"]["intent"] == REQUEST or asks_about_request(message)


def gives_contact(given: ContactDetails, draft: DraftData, message: str) -> bool:
    """Return whether a message gives a telephone number, or an address to write to, for a person to answer by."""
    if draft["kind"] == "emergency":
        return False
    is_left = given.is_all or says_how_to_answer(message) or bool(read_introduction(message))
    return given.phone is not None or (given.email is not None and is_left)


def asks_for_section(draft: DraftData) -> bool:
    """Return whether a message that asks for a person also asks for a section, or was read as another question."""
    return bool(draft["understood"]["sections"]) or draft["understood"]["intent"] != PERSON


def asks_nothing_else(draft: DraftData) -> bool:
    """Return whether a message that gives contact details asks nothing beside that was answered."""
    intent = draft["understood"]["intent"]
    return intent in UNREAD or (intent == PERSON and (brings_no_help(draft) or is_unread(draft)))


def opens_form(draft: DraftData) -> bool:
    """Return whether a message asks for a person and for nothing else."""
    return draft["kind"] == "handoff" and "handoff" in draft and draft["handoff"]["status"] == COLLECTING


def brings_no_help(draft: Mapping[str, Any]) -> bool:
    """Return whether nothing was found, or the visitor said that it does not help."""
    return draft["kind"] != "emergency" and is_no_help(draft["kind"], draft["understood"]["intent"])


def may_bring_no_help(draft: Mapping[str, Any]) -> bool:
    """Return whether a draft brings the visitor no further."""
    return draft["kind"] != "emergency" and may_be_no_help(draft["kind"], draft["understood"]["intent"])


def is_unread(draft: Mapping[str, Any]) -> bool:
    """Return whether Rasa could not read a message, which may ask for a person in another language."""
    return draft["kind"] == "clarify" or draft["understood"]["intent"] in UNREAD


def wishes_person(draft: DraftData, message: str) -> bool:
    """Return whether a message wishes for a person, be it beside something else, by its words or as Rasa read it.

    "What does it cost to talk to a person?" is answered, and wishes for none yet.
    """
    intent = draft["understood"]["intent"]
    if draft["kind"] == "smalltalk" and intent in ANSWERED and not wants_only_person(message):
        return False
    return wants_person(message) or (intent == PERSON and not _wants_none(message))


def points_to_person(draft: DraftData, message: str, texts: Texts) -> bool:
    """Return whether Rasa's draft found nothing and points to a person, whom the message does not refuse."""
    return brings_no_help(draft) and texts.say("utter_person_beside") in draft["text"] and not _wants_none(message)


def _wants_none(message: str) -> bool:
    """Return whether a message refuses a person, or looks for others like the visitor."""
    return refuses_person(message) or phrases().anywhere["other_people"].search(message.lower()) is not None


def with_person(draft: DraftData, texts: Texts) -> DraftData:
    """Return a draft that offers a person among its options."""
    offered = Option(texts.say("utter_handoff_option_person"), texts.say(ASKS_FOR_PERSON))
    options = list(draft["options"])
    if offered.payload not in [option["payload"] for option in options]:
        options.append({"title": offered.title, "payload": offered.payload})
    return {**draft, "options": options}


def offering_person(draft: DraftData, history: Sequence[HistoryEntry], texts: Texts) -> DraftData:
    """Offer a person where nothing was found, or after two turns in a row that brought the visitor no further.

    When nothing was found twice in a row, it is said in words, once until a turn has helped again.
    """
    if not brings_no_help(draft) and not (may_bring_no_help(draft) and may_have_been_no_help(history)):
        return draft
    if brings_no_help(draft) and was_no_help(history) and not was_offered(history):
        draft = {**draft, "text": f"{draft['text']} {texts.say('utter_handoff_offer')}"}
    return with_person(draft, texts)


def below(above: DraftData, draft: DraftData) -> DraftData:
    """Return a draft with the words of another above its own, and with its state of the hand-over, if it has none."""
    said: DraftData = {**draft, "text": f"{above['text']}\n\n{draft['text']}"}
    return said if draft.get("handoff") else {**said, "handoff": above["handoff"]}


def turn_of(message: Message) -> PushedDraft:
    """Return the draft of a pushed message, with its author and its place among all."""
    sections = tuple((message.turn or {}).get("sections", ()))
    condition = ConditionRef(**sections[0]["condition"]) if sections else None
    draft = Draft(
        "answer" if sections else "handoff",
        message.text or "…",
        condition=condition,
        sections=sections,
        handoff=status_of(message.number, message.status),
    ).as_dict()
    if message.author != "operator":
        return {**draft, "author": "bot", "sequence": message.sequence}
    named: PushedDraft = {**draft, "author": "operator", "sequence": message.sequence}
    return {**named, "author_name": message.operator_name} if message.operator_name else named
