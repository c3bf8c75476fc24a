"""Begin a form with what a message gives that asks for a person, or says how to be reached beside a question."""

from __future__ import annotations

from dataclasses import replace

from handoff.form.all_at_once import without_values
from handoff.form.contact_changes import with_given
from handoff.form.contact_details import ContactDetails, with_capital_names
from handoff.form.languages import answer_language, only_language, wished_language
from handoff.form.phrases import new_value, phrases, tells_topic
from handoff.form.sentences import clauses, sentences
from handoff.form.wishes import tells_wish, wish_sentences, with_other_languages, with_wish
from handoff.requests.records import Form


def opened(form: Form, message: str, details: ContactDetails, region: str) -> Form:
    """Return an empty form with what a wish for a person gives: a number, a name, when to call, what it is about."""
    message = with_capital_names(message)
    found, left = without_values(form, message, region)
    given = with_given(found, message, details)
    given = with_other_languages(form, replace(given, language=given.language or _language_wished(message)), message)
    if tells_wish(message):
        told = [one for part in wish_sentences(details.parts) for one in clauses(part) if tells_wish(one)]
        given = with_wish(given, told or details.parts)
    if question := _question_named(message):
        return replace(given, question=question)
    topic = left.strip() or message.strip()
    is_topic = (details.is_given and tells_topic(message)) or _hands_in(message)
    return replace(given, question=topic) if is_topic else given


def opened_beside(form: Form, message: str, details: ContactDetails, condition: str, region: str) -> Form:
    """Return an empty form for a message that asks about a condition and says how to be reached."""
    message = with_capital_names(message)
    found, left = without_values(form, message, region)
    question = _question_named(message) or left.strip() or message.strip()
    language = found.language or _language_wished(message)
    given = replace(with_given(found, message, details), question=question, language=language)
    given = with_other_languages(form, given, message)
    if tells_wish(message):
        given = with_wish(given, details.parts)
    is_condition = given.name is not None and given.name.casefold() in condition.casefold()  # "This is Marfan."
    return replace(given, name=None) if is_condition else given


def _hands_in(message: str) -> bool:
    """Return whether a message hands in a question, and says what it is ("I wish to submit an enquiry regarding …")."""
    found = phrases().anywhere["submits"].search(message.lower().replace("\u2019", "'"))
    return found is not None and phrases().anywhere["handed_in"].search(found.string[found.end() :]) is not None


def _question_named(message: str) -> str | None:
    """Return what a sentence of a message says that the question is ("Question: who pays for it?"), or `None`."""
    for told in sentences(message):
        question = new_value("question", told.strip())
        if question and told != message:
            mark = message[message.index(told) + len(told) :][:1]
            return f"{question}{mark if mark in '?!' else ''}"
    return None


def _language_wished(message: str) -> str | None:
    told = (clause for sentence in sentences(message) for clause in clauses(sentence))
    return wished_language(message) or answer_language(message) or next(filter(None, map(only_language, told)), None)
