"""Read the answer to the field that the form asks for, be it a name or consent, and say what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from handoff.form.agreement import agrees, agrees_and_tells
from handoff.form.contact_changes import with_given
from handoff.form.contact_details import (
    ContactDetails,
    is_written_as_name,
    leading_name,
    may_be_name,
    named_shortly,
    read_bare_name,
    read_introduction,
    read_name,
    read_name_alone,
    whole_name,
)
from handoff.form.corrections import with_more
from handoff.form.languages import OFFERED, answer_language, free_language, known_language, spoken_language
from handoff.form.phrases import (
    chosen,
    clearly_asks,
    is_sentence,
    phrases,
    plain,
    says,
    says_no,
    says_yes,
)
from handoff.form.read_message import SAID_IN_PASSING, SURE, ReadMessage, is_question, speaks_of_something_else
from handoff.form.sentences import EDGES, clauses, sentences
from handoff.form.wishes import tells_wish, wish_sentences, with_wish
from handoff.requests.records import Form

NOT_READ_AS = {
    "name": "utter_handoff_name_unclear",
    "contact": "utter_handoff_contact_missing",
    "language": "utter_handoff_language_unclear",
    "consent": "utter_handoff_consent_unclear",
}
"""What is said before a field is asked again, where the answer was none."""


FEWEST_WORDS_KEPT = 3
"""So many words tell something that nobody may lose."""
MOST_WORDS_OF_A_YES = 3
"""A yes of more words, where a name is asked for, is meant for all that is there."""


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
    """Hold an outcome, the form as it is then, and what goes before the next question.

    Attributes:
        lead: the name of a text, with the `value` that it speaks of.
        before: the name of another one that goes first.
        asks: what the message asks beside, which the assistant answers where it has its turn.
    """

    outcome: Outcome
    form: Form
    lead: str = ""
    value: str = ""
    before: str = ""
    asks: str = ""


def answered(form: Form, message: str, read: ReadMessage, details: ContactDetails) -> Step:
    """Return what a message that answers the field asked for does to the form."""
    if says("no_answer", message) and not details.is_given:
        return Step(Outcome.ASK, form, NOT_READ_AS[form.asks_for])
    if form.asks_for == "contact":
        return _contact(form, message, read, details)
    return {"name": _name, "language": _language, "consent": _consent}[form.asks_for](form, message, read)


def _name(form: Form, message: str, read: ReadMessage) -> Step:
    if all(says("skip", one) for one in sentences(message) or [message]):
        return Step(Outcome.ASK, replace(form, name=""))
    first = next(iter(sentences(message)), "")
    if says("skip", first) or says("without_name", next(iter(clauses(first)), "")):  # "skip. He takes warfarin"
        return Step(Outcome.ASK, replace(form, name=""))
    is_about = (read.sections and read.confidence >= SURE) or read.condition
    labelled = next(filter(None, map(named_shortly, clauses(message))), "")  # "I'm new here, name's Robin"
    names = () if is_about else (labelled,) if labelled else (leading_name(message), name_among(message))
    found = [name for name in names if may_be_name(name)]
    name = next((one for one in reversed(found) if found[0] in one), "") if found else ""
    if name:
        name = whole_name(name, message)
        return Step(Outcome.PASS_ON if clearly_asks(message) else Outcome.ASK, replace(form, name=name))
    if message.islower() and (language := known_language(message)):  # "english innit"
        return Step(Outcome.ASK, replace(form, language=language), "utter_handoff_noted")
    if told := agrees_and_tells(message):
        return Step(Outcome.ASK, with_more(form, told), "utter_handoff_added_to_form")
    if says("skip", next(iter(clauses(message)), "")) and not clearly_asks(message):  # "skip, but my initials are D.M."
        return Step(Outcome.ASK, replace(form, name=""))
    is_last = replace(form, name="").asks_for == "consent"
    is_meant = agrees(message) and (is_last or len(message.split()) > MOST_WORDS_OF_A_YES)
    if is_meant and not is_written_as_name(read_name(message)):  # it can be left out
        left = replace(form, name="")
        return Step(Outcome.ASK, left, "" if left.asks_for == "consent" else "utter_handoff_one_missing")
    if speaks_of_something_else(message, read) or (read.sections and read.condition):
        return Step(Outcome.PASS_ON, form)
    name = read_name_alone(message) or read_name(message)
    is_talk = len(name.split()) > 1 and read.intent in SAID_IN_PASSING and read.confidence >= SURE
    is_talk = is_talk or (
        not read_name_alone(message) and phrases().anywhere["states_no_name"].search(plain(message)) is not None
    )
    if says_yes(message) or is_talk or not may_be_name(name) or any(map(str.isdigit, message)):
        return Step(Outcome.ASK, form, "utter_handoff_name_unclear")
    return Step(Outcome.ASK, replace(form, name=name.title() if name.islower() else name))


def name_among(message: str) -> str:
    """Return the name that one of several sentences is ("Ana. Ana Lopez. With a z"), or the first of its clauses."""
    told = sentences(message)
    begun = [next(iter(clauses(one)), "") for one in told]
    whole = next(filter(None, map(read_bare_name, (*told, *begun))), "") if len(told) > 1 else ""
    first = next(iter(clauses(told[0])), "").strip() if told else ""
    if whole or first == message.strip() or clearly_asks(message):
        return whole
    alone = read_name_alone(first)
    name = alone if alone and alone in first else read_name(first)
    last = clauses(told[0])[-1].strip() if len(told) == 1 else ""
    if is_sentence(first) and not may_be_name(name) and is_written_as_name(last):  # "im his aunt, Roz"
        return last
    is_word = any(says(kind, first) for kind in ("filler", "opener", "thanks", "waits", "skip")) or says_yes(first)
    return name if is_written_as_name(name) and not (is_word or says_no(first) or known_language(first)) else ""


def _contact(form: Form, message: str, read: ReadMessage, details: ContactDetails) -> Step:
    if details.is_given:
        given = with_given(form, message, details)
        wishes = details.parts if tells_wish(message) else wish_sentences(details.parts)
        if wishes or details.others:
            return Step(Outcome.ASK, with_wish(given, wishes, details.others))
        around = (one.strip(EDGES) for one in details.parts)
        rest = "" if details.disowned else ", ".join(one for one in around if _tells_more(one))
        kept = with_more(given, rest) if rest else given
        return Step(Outcome.ASK, kept, "utter_handoff_kept_as_written" if rest else "")
    if details.wrong:
        return Step(Outcome.ASK, form, "utter_handoff_contact_wrong", details.wrong)
    if says("skip", message) or agrees(message):
        return Step(Outcome.ASK, form, "utter_handoff_contact_needed")
    if is_question(message, read) or speaks_of_something_else(message, read):
        return Step(Outcome.PASS_ON, form)
    name = read_name_alone(message) or read_bare_name(message)
    if name and may_be_name(name) and read.intent not in SAID_IN_PASSING:
        return Step(
            Outcome.ASK, replace(form, name=name), "utter_handoff_changed" if form.name else "utter_handoff_noted"
        )
    return Step(Outcome.ASK, form, "utter_handoff_contact_missing")


def _tells_more(around: str) -> bool:
    """Return whether the words around a way to be reached tell something beside it ("…, she must not know")."""
    is_value = bool(read_introduction(around) or named_shortly(around) or answer_language(around))
    told = phrases().joining.sub("", around)
    return is_sentence(told) and len(told.split()) >= FEWEST_WORDS_KEPT and not is_value


def _language(form: Form, message: str, read: ReadMessage) -> Step:
    index = chosen(message, len(OFFERED))
    if says_no(message):
        return Step(Outcome.ASK, form, "utter_handoff_language_unclear")
    language = OFFERED[index] if index is not None else known_language(message)
    if language is None and (says("skip", message) or says("same_language", message) or agrees(message)):
        language = spoken_language(read.language)
    if language is None and (is_question(message, read) or speaks_of_something_else(message, read)):
        return Step(Outcome.PASS_ON, form)
    is_talk = read.confidence >= SURE and read.intent in ("greet", "goodbye", "abuse")
    is_other = is_talk or says("waits", message) or is_sentence(message)
    language = language or (None if is_other else free_language(message))
    if language is None:
        return Step(Outcome.ASK, form, "utter_handoff_language_unclear")
    return Step(Outcome.ASK, replace(form, language=language))


def _consent(form: Form, message: str, read: ReadMessage) -> Step:
    if says_no(message):
        return Step(Outcome.DECLINED, form)
    if is_question(message, read) or speaks_of_something_else(message, read):
        return Step(Outcome.PASS_ON, form)
    name = "" if read.intent in SAID_IN_PASSING else read_bare_name(message) or read_name_alone(message)
    if name and may_be_name(name):
        return Step(Outcome.ASK, replace(form, name=name), "utter_handoff_changed")
    return Step(Outcome.ASK, form, "utter_handoff_consent_unclear")
