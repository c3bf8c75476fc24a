"""Hold the conversation of the form: what a message means at each field, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handoff.form.agreement import agrees, agrees_and_tells
from handoff.form.answers import Outcome, Step, answered, name_among
from handoff.form.contact_changes import with_contact, with_given
from handoff.form.contact_details import (
    ContactDetails,
    is_written_as_name,
    leading_name,
    may_be_name,
    names_itself,
    read_contact,
    read_name,
    read_name_alone,
)
from handoff.form.corrections import correction, with_more
from handoff.form.edits import edited
from handoff.form.languages import only_language
from handoff.form.leaving import asked_on_leaving, leaves, surely_leaves, wants_nobody
from handoff.form.near_address import with_part_put_right
from handoff.form.phrases import (
    adds_to_request,
    asks_first,
    asks_whether_needed,
    chosen,
    clearly_asks,
    field_said_wrong,
    goes_back,
    is_sentence,
    is_subordinate,
    new_value,
    says,
    says_how_to_answer,
    says_no,
    wants_only_person,
    wants_person,
)
from handoff.form.read_message import (
    ABOUT_SERVICE,
    ASKING_NOTHING,
    FEWEST_WORDS_TELLING,
    LIKELY,
    NOT_READ,
    PERSON,
    PRIVACY,
    REQUEST,
    SURE,
    ReadMessage,
    is_thanks,
)
from handoff.form.sentences import clauses, sentences
from handoff.form.wishes import tells_wish, wish_sentences, wish_start, with_wish
from handoff.requests.records import FIELDS, Form

CERTAIN = 0.9
"""From this confidence on a question about the request is one, whatever section is read in it beside."""

TELLING = "inform"
MOST_WORDS_ASKING_NOTHING = 7
ASKED_AGAIN = {"question": "utter_handoff_few_words", "contact": "utter_handoff_contact_missing"}
"""What is said before a field is asked again, where a person was asked for once more."""


def advance(form: Form, message: str, read: ReadMessage, region: str, offered: Sequence[str] = ()) -> Step:
    """Return what a message does to a form; `offered` are the earlier questions to choose from.

    `region` is the one whose telephone numbers have no country's code, or empty.
    """
    if says("forget", message):
        return Step(Outcome.FORGOTTEN, form)
    if form.asks_for == "consent" and says("leaves_as_is", message):
        return Step(Outcome.ASK, form, "utter_handoff_what_to_change")
    if says("cancel", message) or leaves(message, region) or wants_nobody(message, region):
        return Step(Outcome.CANCELLED, form)
    if surely_leaves(message):
        return Step(Outcome.CANCELLED, form, asks=asked_on_leaving(message))
    if says("restart", message):
        return Step(Outcome.ASK, Form(form.conversation, form.channel, alarm=form.alarm))
    if form.asks_for == "consent" and (told := agrees_and_tells(message)):
        return Step(Outcome.AGREED, with_more(form, told))
    if form.asks_for == "consent" and agrees(message):
        return Step(Outcome.AGREED, form)
    step = (
        _edited(form, message, region)
        or about_the_form(form, message, read)
        or _filled_in(form, message, read, region, offered)
    )
    return _without_name_for_question(form, step)


def _without_name_for_question(form: Form, step: Step) -> Step:
    """Return a step that asks for the question again where the name shows that what was taken for it is the name."""
    name, question = step.form.name, step.form.question
    if step.outcome is not Outcome.ASK or not name or not question or name == form.name:
        return step
    is_name = set(question.casefold().split()) <= set(name.casefold().split())
    return Step(Outcome.ASK, replace(step.form, question=None), "utter_handoff_noted") if is_name else step


def _edited(form: Form, message: str, region: str) -> Step | None:
    """Return what becomes of a message that puts something in the place of something else, or takes it out.

    What it says beside is taken as an answer; consent is asked for again, so that what was changed is seen.
    """
    changed = edited(form, message, region)
    if changed.form == form and not message.rstrip().endswith("?"):
        changed = with_part_put_right(form, message, region)
    if changed.form == form:
        return None
    asked_again = Step(Outcome.ASK, changed.form, "utter_handoff_changed")
    if not changed.rest:
        return asked_again
    step = _filled_in(changed.form, changed.rest, NOT_READ, region, ())
    is_more = step.outcome is Outcome.ASK and step.form != changed.form
    told = replace(step, lead=step.lead or asked_again.lead)
    return told if is_more or step.outcome is Outcome.PASS_ON else asked_again


def about_the_form(form: Form, message: str, read: ReadMessage) -> Step | None:
    """Return what answers a question about the form, or one that is put before it goes on."""
    is_privacy = read.intent == PRIVACY and read.confidence >= LIKELY and not read.sections
    if says("without_name", message):
        return Step(Outcome.ASK, replace(form, name=""), "utter_handoff_without_name")
    if says("without_contact", message) and not says("cancel", message):
        is_open = form.asks_for in FIELDS[: FIELDS.index("contact") + 1]
        return Step(Outcome.ASK, form, "utter_handoff_contact_either" if is_open else "utter_handoff_contact_there")
    if says("without_conversation", message):
        return Step(Outcome.ASK, form, "utter_handoff_conversation_goes")
    if says("about_form", message) or says("what_is_kept", message) or is_privacy:
        return Step(Outcome.ASK, form, "utter_handoff_about_form")
    if form.question is not None and says("what_noted", message):
        return Step(Outcome.ASK, form, "utter_handoff_so_far", form.question)
    if says("how_to_change", message):
        return Step(Outcome.ASK, form, "utter_handoff_what_to_change")
    if form.asks_for == "contact" and asks_whether_needed(message):
        return Step(Outcome.ASK, form, "utter_handoff_contact_needed")
    is_certain = read.confidence >= CERTAIN and read.condition is None  # a section beside is a guess then
    is_request = read.intent == REQUEST and read.confidence >= LIKELY and (is_certain or not read.sections)
    if says("state", message) or is_request:
        return Step(Outcome.ASK, form, "utter_handoff_when_answered")
    if says("farewell", message):
        return Step(Outcome.ASK, form, "utter_handoff_farewell")
    if says("thanks", message) and not (says_no(message) or says("skip", message) or is_thanks(read)):
        return Step(Outcome.ASK, form, "utter_handoff_welcome")
    is_first = asks_first(message) and field_said_wrong(message) is None and not adds_to_request(message)
    return Step(Outcome.PASS_ON, form) if is_first else None


def _filled_in(form: Form, message: str, read: ReadMessage, region: str, offered: Sequence[str]) -> Step:
    if form.name and read_name(message).casefold() == form.name.casefold():
        is_meant = form.asks_for == "question" and not (read_name_alone(message) or new_value("name", message))
        # Said again, it is nothing that the assistant should look for, or no name.
        return Step(Outcome.ASK, replace(form, name=None, question=message.strip()) if is_meant else form)
    details = read_contact(message, region, is_asked=form.asks_for != "question")
    is_call = says_how_to_answer(message) and not (details.is_all or names_itself(message))
    if form.asks_for == "question" and read.intent == PERSON and is_call:
        return _call_wanted(form, message, details)
    is_correction = field_said_wrong(message) is not None or names_itself(message)
    is_name = form.asks_for == "name" and bool(leading_name(message) or name_among(message))
    is_person = wants_only_person(message) or (read.intent == PERSON and not is_name)
    asks_again = is_person and not (read.sections or clearly_asks(message) or is_correction)
    # An e-mail address alone, also a wrong one, reads like a wish for a person.
    if asks_again and not (_is_about_contact(form, details) or tells_wish(message)):
        # An address that is written out ("anna at gmail") reads like one too.
        is_on_the_way = form.asks_for != "question" and wants_person(message)
        lead = "utter_handoff_on_the_way" if is_on_the_way else ASKED_AGAIN.get(form.asks_for, "")
        return Step(Outcome.ASK, form, lead)
    if form.asks_for == "question":
        return _question(form, message, read, details, offered)
    changed = correction(form, message, details)
    if changed is not None:
        return Step(Outcome.ASK, changed.form, changed.lead, changed.value)
    if says("unfinished", message):
        return Step(Outcome.ASK, form, "utter_handoff_what_to_change")
    is_named = form.asks_for == "name" and name_among(message)
    if _tells_more(message, read, details) and not is_named:
        return Step(Outcome.ASK, with_more(form, message), "utter_handoff_added_to_form")
    return answered(form, message, read, details)


def _tells_more(message: str, read: ReadMessage, details: ContactDetails) -> bool:
    """Return whether a whole sentence tells something of the case, where a field was asked for."""
    tells = read.intent == TELLING and read.confidence >= SURE and read.feeling is None and not read.sections
    is_sentence_of_its_own = len(message.split()) >= FEWEST_WORDS_TELLING and is_sentence(message)
    return tells and is_sentence_of_its_own and not (details.is_given or details.wrong or clearly_asks(message))


def _is_about_contact(form: Form, details: ContactDetails) -> bool:
    """Return whether a message gives contact details, or at their field what looks like them."""
    return (
        details.is_given
        or (form.asks_for != "question" and "@" in (details.wrong or ""))
        or (form.asks_for == "contact" and details.wrong is not None)
    )


def _question(form: Form, message: str, read: ReadMessage, details: ContactDetails, offered: Sequence[str]) -> Step:
    if goes_back(message):
        return Step(Outcome.CANCELLED, form)
    index = chosen(message, len(offered))
    earlier = offered[index] if index is not None else next((one for one in offered if one == message.strip()), None)
    if earlier is not None:  # it has been answered once
        return Step(Outcome.ASK, replace(form, question=earlier))
    if (noted := _no_question(form, message, read, details)) is not None:
        return noted
    if read.confidence >= SURE and read.intent in ABOUT_SERVICE and not read.sections:
        return Step(Outcome.PASS_ON, form)
    if says("no_answer", message) or says("skip", message) or not any(letter.isalpha() for letter in message):
        return Step(Outcome.ASK, form, "utter_handoff_few_words")
    if _asks_nothing(message, read):
        is_begun = form.name is not None or form.email or form.phone
        return Step(Outcome.ASK, form, "utter_handoff_one_missing" if is_begun and agrees(message) else "")
    question = new_value("question", message) or message.strip()
    # A name that is asked about was none: "How much is Kuvan?".
    kept = form if not form.name or form.name.casefold() not in message.casefold() else replace(form, name=None)
    taken = replace(with_given(kept, message, details), question=question)
    if details.is_given:
        wishes = wish_sentences(details.parts)
        taken = with_wish(taken, wishes, details.others) if wishes else taken
    is_answerable = bool(read.sections) and read.condition is not None
    return Step(Outcome.PASS_ON if is_answerable else Outcome.ASK, taken)


def _no_question(form: Form, message: str, read: ReadMessage, details: ContactDetails) -> Step | None:
    """Take what answers another field before the question is asked for, or give `None`."""
    told = [clause for sentence in sentences(message) for clause in clauses(sentence)]
    if details.is_all:
        return Step(Outcome.ASK, with_contact(form, details), "utter_handoff_noted")
    if details.is_all_wrong:
        return Step(Outcome.ASK, form, "utter_handoff_contact_wrong", str(details.wrong))
    name = read_name(new_value("name", message) or "") or read_name_alone(message)
    if name and may_be_name(name) and wish_start(name) == len(name):
        return Step(Outcome.ASK, replace(form, name=name), "utter_handoff_noted")
    language = only_language(message)
    if language is not None:
        return Step(Outcome.ASK, replace(form, language=language), "utter_handoff_noted")
    if name := _unknown_name(message, read):
        return Step(Outcome.ASK, replace(form, name=name), "utter_handoff_noted_as_name", name)
    questions = (one for one in told if clearly_asks(one) and not is_subordinate(one) and "@" not in one)
    asks = "?" in message or any(questions)
    if details.is_given and leading_name(message) and not (asks or read.condition):
        given = replace(with_given(form, message, details), name=leading_name(message))
        wishes = wish_sentences(details.parts)
        return Step(Outcome.ASK, with_wish(given, wishes, details.others), "utter_handoff_noted")
    if tells_wish(message) and not (any(map(clearly_asks, told)) or new_value("question", message)):
        return Step(
            Outcome.ASK, with_wish(with_given(form, message, details), details.parts), "utter_handoff_wish_noted"
        )
    return None


def _unknown_name(message: str, read: ReadMessage) -> str:
    """Return what is written as a name is and is known as nothing else ("Wagner"), or nothing.

    An abbreviation ("RNU4-2") is a question; a medicine reads the same, so the visitor is told what it was taken for.
    """
    name = read_name(message)
    is_all = read.term is not None and read.term.casefold() == name.casefold()
    is_known = bool(read.sections) or read.condition is not None or clearly_asks(message)
    is_spelt_out = any(word[1:].islower() for word in name.split())
    return name if is_all and not is_known and is_spelt_out and is_written_as_name(name) else ""


def _asks_nothing(message: str, read: ReadMessage) -> bool:
    """Return whether a short message only greets, agrees, complains of the assistant or the like."""
    if says("back_again", message) or says("unfinished", message) or agrees(message):
        return True
    is_short = len(message.split()) <= MOST_WORDS_ASKING_NOTHING and "?" not in message
    return is_short and not read.sections and read.confidence >= SURE and read.intent in ASKING_NOTHING


def _call_wanted(form: Form, message: str, details: ContactDetails) -> Step:
    """Take a wish such as "please call me tomorrow at 5" for the question, and what it gives for the contact."""
    return Step(Outcome.ASK, replace(with_given(form, message, details), question=message.strip()))
