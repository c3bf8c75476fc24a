"""Hold the conversation of the form: what a message means at each field, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from handoff.form.contact_details import ContactDetails, read_contact, read_name
from handoff.form.languages import OFFERED, free_language, known_language
from handoff.form.phrases import (
    asks_first,
    chosen,
    clearly_asks,
    field_said_wrong,
    goes_back,
    is_sentence,
    new_value,
    says,
    says_how_to_answer,
    says_no,
    says_yes,
)
from handoff.requests.records import FIELDS, Form

PERSON = "ask_person"
SURE = 0.6
"""The least confidence in a reading that no form of the sentence supports."""

ABOUT_SERVICE = frozenset({"ask_bot", "ask_privacy", "ask_service_cost"})
"""Intents of questions about the assistant, which it answers itself whatever the form asks for."""
ASKING_NOTHING = frozenset({"abuse", "affirm", "deny", "greet", "noise", "not_helpful", "thank"})
"""Intents of a few words that are no question to a person."""
MOST_WORDS_ASKING_NOTHING = 5
MOST_WORDS_OF_A_NAME = 6


@dataclass(frozen=True)
class ReadMessage:
    """Hold how a message was read, without regard to what was said before; `condition` is a slug."""

    intent: str | None = None
    confidence: float = 0.0
    sections: tuple[str, ...] = ()
    condition: str | None = None
    language: str | None = None


class Outcome(Enum):
    """Say what becomes of a message."""

    ASK = "ask the next field"
    PASS_ON = "let the assistant answer"  # noqa: S105
    CANCELLED = "drop the form"
    FORGOTTEN = "drop the form, and say how to delete the rest"
    DECLINED = "drop the form, nothing is sent"
    AGREED = "make a request"


@dataclass(frozen=True)
class Step:
    """Hold an outcome, the form as it is then, and the name of a text that goes before the next question."""

    outcome: Outcome
    form: Form
    lead: str = ""
    value: str = ""


NOT_READ = ReadMessage()


def advance(form: Form, message: str, read: ReadMessage, region: str, offered: Sequence[str] = ()) -> Step:
    """Return what a message does to a form; `offered` are the earlier questions to choose from."""
    if says("forget", message):
        return Step(Outcome.FORGOTTEN, form)
    if says("cancel", message):
        return Step(Outcome.CANCELLED, form)
    if says("about_form", message):
        return Step(Outcome.ASK, form, "utter_handoff_about_form")
    if asks_first(message) and field_said_wrong(message) is None:
        return Step(Outcome.PASS_ON, form)
    if form.asks_for == "question" and read.intent == PERSON and says_how_to_answer(message):
        return _wish(form, message, region)
    is_correction = field_said_wrong(message) is not None
    asks_again = read.intent == PERSON and not (read.sections or clearly_asks(message) or is_correction)
    # An e-mail address alone, also a wrong one, reads like a wish for a person.
    if asks_again and not _is_about_contact(form, read_contact(message, region)):
        # An address that is written out ("anna at gmail") reads like one too.
        return Step(Outcome.ASK, form, "utter_handoff_contact_missing" if form.asks_for == "contact" else "")
    if form.asks_for == "question":
        return _question(form, message, read, offered)
    return _correction(form, message, region) or _answer(form, message, read, region)


def _is_about_contact(form: Form, details: ContactDetails) -> bool:
    """Return whether a message gives contact details, or at their field what looks like them."""
    return (
        details.is_given
        or (form.asks_for != "question" and "@" in (details.wrong or ""))
        or (form.asks_for == "contact" and details.wrong is not None)
    )


def _question(form: Form, message: str, read: ReadMessage, offered: Sequence[str]) -> Step:
    if goes_back(message):
        return Step(Outcome.CANCELLED, form)
    index = chosen(message, len(offered))
    earlier = offered[index] if index is not None else next((one for one in offered if one == message.strip()), None)
    if earlier is not None:  # it has been answered once
        return Step(Outcome.ASK, replace(form, question=earlier))
    name = read_name(new_value("name", message) or "")
    if name and _may_be_name(name):
        return Step(Outcome.ASK, replace(form, name=name))
    if read.confidence >= SURE and read.intent in ABOUT_SERVICE and not read.sections:
        return Step(Outcome.PASS_ON, form)
    if _asks_nothing(message, read):
        return Step(Outcome.ASK, form)
    taken = replace(form, question=message.strip())
    is_answerable = bool(read.sections) and read.condition is not None
    return Step(Outcome.PASS_ON if is_answerable else Outcome.ASK, taken)


def _asks_nothing(message: str, read: ReadMessage) -> bool:
    """Return whether a short message only greets, agrees, complains of the assistant or the like."""
    is_short = len(message.split()) <= MOST_WORDS_ASKING_NOTHING and "?" not in message
    return is_short and not read.sections and read.confidence >= SURE and read.intent in ASKING_NOTHING


def _wish(form: Form, message: str, region: str) -> Step:
    """Take a wish such as "please call me tomorrow at 5" for the question, and what it gives for the contact."""
    details = read_contact(message, region)
    email, phone = details.email or form.email, details.phone or form.phone
    return Step(Outcome.ASK, replace(form, question=message.strip(), email=email, phone=phone))


def _correction(form: Form, message: str, region: str) -> Step | None:
    """Return what a message changes of an earlier field, or `None`."""
    wrong = field_said_wrong(message)
    if wrong is not None:
        return Step(Outcome.ASK, _without(form, wrong))
    if goes_back(message):
        return Step(Outcome.ASK, _without(form, FIELDS[FIELDS.index(form.asks_for) - 1]))
    question = new_value("question", message)
    if question:
        return Step(Outcome.ASK, replace(form, question=question), "utter_handoff_changed")
    details = read_contact(message, region)
    if details.is_given or details.wrong:
        return _contact_out_of_turn(form, message, details) if form.asks_for != "contact" else None
    name = new_value("name", message)
    if name and form.asks_for != "name":
        return Step(Outcome.ASK, replace(form, name=read_name(name)), "utter_handoff_changed")
    language = new_value("language", message) or known_language(message)
    if language and form.asks_for == "consent":
        named = known_language(language) or language.title()
        return Step(Outcome.ASK, replace(form, language=named), "utter_handoff_changed")
    return None


def _contact_out_of_turn(form: Form, message: str, details: ContactDetails) -> Step | None:
    if clearly_asks(message) and not details.email:
        return None
    if details.is_given:
        found = replace(form, email=details.email or form.email, phone=details.phone or form.phone)
        if form.asks_for != "name":
            return Step(Outcome.ASK, found, "utter_handoff_changed")
        name = read_name(details.before)
        return Step(Outcome.ASK, replace(found, name=name) if _may_be_name(name) else found)
    if form.asks_for == "name" and "@" not in (details.wrong or ""):
        return None
    return Step(Outcome.ASK, _without(form, "contact"), "utter_handoff_contact_wrong", details.wrong or "")


def _name(form: Form, message: str, read: ReadMessage) -> Step:
    if says("skip", message):
        return Step(Outcome.ASK, replace(form, name=""))
    if clearly_asks(message) or (read.sections and read.condition):
        return Step(Outcome.PASS_ON, form)
    name = read_name(message)
    if says("no_answer", message) or says_yes(message) or not _may_be_name(name):
        return Step(Outcome.ASK, form, "utter_handoff_name_unclear")
    return Step(Outcome.ASK, replace(form, name=name))


def _may_be_name(name: str) -> bool:
    is_short = len(name.split()) <= MOST_WORDS_OF_A_NAME
    return is_short and any(letter.isalpha() for letter in name) and not is_sentence(name)


def _contact(form: Form, message: str, read: ReadMessage, region: str) -> Step:
    details = read_contact(message, region)
    if details.is_given:
        return Step(Outcome.ASK, replace(form, email=details.email, phone=details.phone))
    if details.wrong:
        return Step(Outcome.ASK, form, "utter_handoff_contact_wrong", details.wrong)
    if says("skip", message):
        return Step(Outcome.ASK, form, "utter_handoff_contact_needed")
    if is_question(message, read):
        return Step(Outcome.PASS_ON, form)
    return Step(Outcome.ASK, form, "utter_handoff_contact_missing")


def _language(form: Form, message: str, read: ReadMessage) -> Step:
    index = chosen(message, len(OFFERED))
    if says_no(message):
        return Step(Outcome.ASK, form, "utter_handoff_language_unclear")
    language = OFFERED[index] if index is not None else known_language(message)
    if language is None and says("skip", message):
        language = OFFERED[0]
    if language is None and is_question(message, read):
        return Step(Outcome.PASS_ON, form)
    is_talk = says_yes(message) or (read.confidence >= SURE and read.intent in ("greet", "thank", "goodbye", "abuse"))
    language = language or (None if is_talk or says("no_answer", message) else free_language(message))
    if language is None:
        return Step(Outcome.ASK, form, "utter_handoff_language_unclear")
    return Step(Outcome.ASK, replace(form, language=language))


def _consent(form: Form, message: str, read: ReadMessage) -> Step:
    if says_yes(message):
        return Step(Outcome.AGREED, form)
    if says_no(message):
        return Step(Outcome.DECLINED, form)
    if is_question(message, read):
        return Step(Outcome.PASS_ON, form)
    return Step(Outcome.ASK, form, "utter_handoff_consent_unclear")


def _answer(form: Form, message: str, read: ReadMessage, region: str) -> Step:
    if form.asks_for == "contact":
        return _contact(form, message, read, region)
    return {"name": _name, "language": _language, "consent": _consent}[form.asks_for](form, message, read)


def is_question(message: str, read: ReadMessage) -> bool:
    """Return whether a message asks something that the assistant may answer."""
    asks_section = bool(read.sections) and (read.confidence >= SURE or read.condition is not None)
    return asks_section or read.condition is not None or clearly_asks(message)


def _without(form: Form, field: str) -> Form:
    """Return the form with a field unanswered, so that it is asked again."""
    if field == "question":
        return replace(form, question=None)
    if field == "name":
        return replace(form, name=None)
    if field == "contact":
        return replace(form, email=None, phone=None)
    return replace(form, language=None)
