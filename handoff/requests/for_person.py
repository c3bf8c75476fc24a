"""Tell what a visitor says for the person who answers a request from what is said to the assistant."""

from __future__ import annotations

from handoff.form.phrases import adds_to_request, clearly_asks, says, tells_how_to_reach
from handoff.form.read_message import FEWEST_WORDS_TELLING, SAID_TO_ASSISTANT, SURE, ReadMessage
from handoff.form.wishes import tells_wish, wish_start, without_leading
from handoff.requests.history import FEELING
from rareguide.turn import DraftData

TELLING = frozenset({"inform", "tell_circumstance", "tell_good_news", "tell_name"})
"""Intents of messages that tell a fact and ask for nothing."""

UNREAD = (None, "noise", "other_language")
"""Intents of messages of which nothing was understood."""

MOST_WORDS_OF_A_WISH = 8


def is_for_person(message: str, read: ReadMessage) -> bool:
    """Return whether a message is told for whoever answers the request; all else is said to the assistant."""
    if adds_to_request(message):
        return True
    if read.sections or read.feeling is not None or clearly_asks(message):
        return tells_how_to_reach(message) and not read.sections
    return tells_how_to_answer(message) or (read.intent in TELLING and read.confidence >= SURE)


def may_be_for_person(message: str, draft: DraftData) -> bool:
    """Return whether a message to which the assistant found no answer may have been told for the person."""
    intent = draft["understood"]["intent"]
    if message.startswith("/") or draft["kind"] == "emergency" or intent in SAID_TO_ASSISTANT:
        return False
    if draft["kind"] in ("clarify", "no_answer"):
        return True
    tells = intent in TELLING or (intent or "").startswith(FEELING)
    return not draft["sections"] and (
        intent in UNREAD or (tells and len(message.split()) >= FEWEST_WORDS_TELLING and not clearly_asks(message))
    )


def tells_how_to_answer(message: str) -> bool:
    """Return whether a message tells whoever answers what to do ("please ring my sister"), rather than asks for one."""
    told = without_leading(message)
    is_short = len(told.split()) <= MOST_WORDS_OF_A_WISH
    begins_with_wish = tells_wish(told) and not told[: wish_start(told)].strip()
    return tells_how_to_reach(message) or (is_short and begins_with_wish)


def asks_about_request(message: str) -> bool:
    """Return whether a message asks how a request stands, says that no answer came, or withdraws it."""
    is_about_own = names_request(message) and (says("state", message) or says("withdraw", message))
    return is_about_own or says("never_answered", message) or says("was_sent", message)


def names_request(message: str) -> bool:
    """Return whether a message speaks of the request itself, once nothing is open any more."""
    words = message.casefold()
    return any(word in words for word in ("ticket", "request", "queue", "case", "rg-"))
