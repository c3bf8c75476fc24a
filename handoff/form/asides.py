"""Part a message that answers the form and asks something beside: "Karl, wait, who reads this?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handoff.form.agreement import agrees, agrees_and_tells, agrees_politely, beside_yes, clause_ends, told_beside_yes
from handoff.form.all_at_once import without_values
from handoff.form.answers import Outcome, Step
from handoff.form.contact_details import names_itself, read_contact, with_capital_names
from handoff.form.corrections import correction, with_more
from handoff.form.edits import edited
from handoff.form.languages import only_language
from handoff.form.leaving import surely_leaves
from handoff.form.parts import says_farewell, with_parts
from handoff.form.phrases import (
    adds_to_request,
    clearly_asks,
    field_said_wrong,
    goes_on,
    is_subordinate,
    new_value,
    phrases,
    says,
    says_no,
    says_yes,
)
from handoff.form.read_message import GOODBYE, NOT_READ, ReadMessage
from handoff.form.sentences import marked_sentences, sentences
from handoff.form.steps import about_the_form, advance
from handoff.form.wishes import tells_wish, wish_start, with_other_languages
from handoff.requests.records import Form

LONGEST_IN_TWO = 400
"""Longer messages are taken as one; it also bounds what the patterns have to try."""

LONGEST_BEFORE = 40
"""Characters before a question in which words such as "by the way" are looked for."""

FAREWELL = (GOODBYE, "thank")
"""Intents of a farewell, which is no question, however much is said with it."""
_LEFT = (Outcome.CANCELLED, Outcome.FORGOTTEN)


def partings(message: str) -> Iterator[tuple[str, str]]:
    """Give what a message tells, and the question that it goes on with, for each place where one begins."""
    straight = message.replace("’", "'")
    if len(straight) > LONGEST_IN_TWO:
        return
    for stop in phrases().anywhere["goes_on_here"].finditer(straight):
        rest = straight[stop.end() :].lstrip()
        found = phrases().aside.match(rest)
        if found is None:
            continue
        asked = rest[found.start("asked") :].strip()
        told = straight[: stop.end()].strip(" ,;\n")
        goes_on_so = tells_wish(told) and wish_start(asked) < len(asked) and "?" not in asked  # "and so are Fridays"
        if (found["sure"] or (clearly_asks(asked) and not is_subordinate(asked))) and not (
            goes_on_so or _answers(asked)
        ):
            yield told, asked


def _last_sentence(message: str) -> Iterator[tuple[str, str]]:
    """Give the last of several sentences with what stands before it, however it begins."""
    told = marked_sentences(message) if len(message) <= LONGEST_IN_TWO else []
    if len(told) > 1:
        yield "".join(told[:-1]).strip(), told[-1].strip()


def question_beside(message: str) -> str | None:
    """Return the question that a message puts beside an answer, or `None`."""
    return next((asked for _, asked in partings(message)), None)


def advance_and_ask(form: Form, message: str, read: ReadMessage, region: str, offered: Sequence[str] = ()) -> Step:
    """Return what a message does to a form, of which each part may be an answer, a change or a question."""
    if surely_leaves(message):
        return advance(form, message, read, region, offered)
    step = _read_in_parts(form, with_capital_names(message), read, region, offered)
    found = with_other_languages(form, step.form, message)
    if step.outcome is Outcome.AGREED and found != step.form:  # it is sent when that has been seen
        return Step(Outcome.ASK, found, "utter_handoff_changed_and_agreed")
    return replace(step, form=found)


def _read_in_parts(form: Form, message: str, read: ReadMessage, region: str, offered: Sequence[str]) -> Step:
    if form.asks_for == "question":
        if read.intent in FAREWELL and says_farewell(message, read) and not any(map(clearly_asks, sentences(message))):
            return Step(Outcome.ASK, form, "utter_handoff_farewell")
        found, rest = without_values(form, message, region)
        if not rest:
            return Step(Outcome.ASK, found, "utter_handoff_noted")
        two = (*partings(rest), *_last_sentence(rest))
        beside = (_asked_beside_question(found, rest, told, asked, read, region) for told, asked in two)
        taken = next(filter(None, beside), None) or _as_a_whole(found, rest, read, region, offered)
        # "Is Ada safe? I'm Ada." asks about no name that was none.
        is_own = form.name is None and found.name is not None and taken.form.name is None
        return replace(taken, form=replace(taken.form, name=found.name)) if is_own else taken
    step = _several_questions(form, message) or _as_a_whole(form, message, read, region, offered)
    return with_parts(form, step, message, read, region)


def _several_questions(form: Form, message: str) -> Step | None:
    """Return what answers a message of nothing but questions: those of the form here, the rest by the assistant."""
    between, told = phrases().anywhere["next_question"], marked_sentences(message[:LONGEST_IN_TWO])
    asked = [one.strip(" ,;:") for part in told for one in between.split(part) if one.strip(" ,;:")]
    answers = [about_the_form(form, one, NOT_READ) for one in asked]
    is_value = any(_answers(one) or new_value("question", one) or says("other_question", one) for one in asked)
    asks = all(clearly_asks(one) or answer for one, answer in zip(asked, answers, strict=True))
    if len(asked) < 2 or is_value or not asks:
        return None
    leads = dict.fromkeys(answer.lead for answer in answers if answer and answer.lead and answer.form == form)
    if not leads:
        return None
    rest = [one for one, answer in zip(asked, answers, strict=True) if answer is None or answer.lead not in leads]
    *_, before, lead = ("", *leads)
    return Step(Outcome.PASS_ON if rest else Outcome.ASK, form, lead, before=before, asks=" ".join(rest))


def _as_a_whole(form: Form, message: str, read: ReadMessage, region: str, offered: Sequence[str]) -> Step:
    """Return what a message does to a form, of which one part may be an answer and the other a question."""
    if form.asks_for == "consent" and agrees(message):  # no part of it asks: "please do send it"
        is_plain = agrees_politely(message)
        shown = None if is_plain else changed_and_agreed(form, message, region) or _told_and_agreed(form, message)
        return shown or advance(form, message, read, region, offered)
    beside = read.beside or NOT_READ
    passed_on = None
    for told, asked in () if agrees(message) else partings(message):
        step = _in_two(form, told, asked, beside, region)
        if step is not None and step.outcome is not Outcome.PASS_ON:  # what the form answers goes first
            return step
        passed_on = passed_on or step
        beside = NOT_READ  # it is that of the first parting
    if passed_on is not None:
        return passed_on
    two = changed_and_agreed(form, message, region) or _answered_and_told(form, message, region)
    is_yes = form.asks_for == "consent" and not any(map(clearly_asks, marked_sentences(message)))
    two = two or (_told_and_agreed(form, message) if is_yes else None)  # "yes. He takes warfarin"
    if two is not None:
        return two
    return advance(form, message, read, region, offered)


def _in_two(form: Form, told: str, asked: str, beside: ReadMessage, region: str) -> Step | None:
    """Return what an answer does and what becomes of the question, or `None` where the first part is no answer."""
    is_hedge = says_yes(told) or says_no(told)  # "yes but who gets it?" agrees to nothing yet
    given = Step(Outcome.ASK, form) if is_hedge else advance(form, told, NOT_READ, region)
    if given.outcome in _LEFT:
        return replace(given, asks=asked)
    is_answer = given.outcome is Outcome.ASK and given.form != form
    if form.asks_for == "question":
        return None  # all of it is what the person is to be asked
    kept = replace(given, asks=asked) if is_answer else Step(Outcome.ASK, form, asks=asked)
    answered = about_the_form(kept.form, asked, beside)
    if answered is not None and answered.lead:
        return replace(answered, before=kept.lead, value=answered.value or kept.value)
    is_new_question = is_answer and kept.form.question != form.question  # which may be two
    if is_new_question or not (is_answer or is_hedge or says("waits", told)):
        return None
    return replace(kept, outcome=Outcome.PASS_ON)


def _asked_beside_question(
    form: Form, message: str, told: str, asked: str, read: ReadMessage, region: str
) -> Step | None:
    """Return what becomes of a question to the assistant below the one for the person: "… By the way, who reads this?".

    What the form answers is none of the person's business; the rest is kept for the person too.
    """
    about = about_the_form(form, asked, NOT_READ)
    before = message[: message.rfind(asked)] if asked in message else told
    is_aside = phrases().anywhere["by_the_way"].search(before[-LONGEST_BEFORE:].lower()) is not None
    is_service = is_aside or says("service_cost", asked)
    if not ((about and about.lead) or is_service):
        return None
    given = advance(form, message if is_service else told, replace(read, sections=(), condition=None), region)
    if given.outcome is not Outcome.ASK or given.form.question is None:
        return None
    if about and about.lead:
        return replace(about, form=given.form)
    return replace(given, outcome=Outcome.PASS_ON, asks=asked)


def _answered_and_told(form: Form, message: str, region: str) -> Step | None:
    """Return the form with an answer and what goes to the question beside it ("Ana, but don't tell my mother")."""
    if form.question is None:
        return None
    for before, told in clause_ends(message):
        is_more = adds_to_request(told) or goes_on(told)
        question = None if is_more else new_value("question", told)
        if not (is_more or question):
            continue
        given = advance(form, before, NOT_READ, region)
        if given.outcome is Outcome.ASK and given.form != form and given.form.question == form.question:
            put = with_more(given.form, told) if is_more else replace(given.form, question=question)
            return replace(given, form=put, lead=given.lead or "utter_handoff_added_to_form")
    return None


def changed_and_agreed(form: Form, message: str, region: str) -> Step | None:
    """Return the form with what a message changes that also agrees; it is sent when that has been seen."""
    rest = beside_yes(message) if form.asks_for == "consent" and agrees_and_tells(message) is None else None
    if rest is None or (clearly_asks(rest) and not names_itself(rest)):
        return None
    put = edited(form, rest, region).form
    changed = correction(form, rest, read_contact(rest, region, is_asked=True)) if put == form else None
    found = changed.form if changed else put
    if found == form:
        return None
    return Step(Outcome.ASK, found, "utter_handoff_changed_and_agreed" if found.asks_for == "consent" else "")


def _told_and_agreed(form: Form, message: str) -> Step | None:
    """Return the form with what a message tells of the case that also agrees; it is sent when that has been seen."""
    told = "" if agrees_and_tells(message) else told_beside_yes(message)
    return Step(Outcome.ASK, with_more(form, told), "utter_handoff_changed_and_agreed") if told else None


def _answers(asked: str) -> bool:
    """Return whether what has the form of a question gives or changes something: "can you ring after four?"."""
    is_value = field_said_wrong(asked) is not None or any(new_value(field, asked) for field in ("name", "language"))
    is_value = (
        is_value or only_language(asked) is not None or any(says("same_language", one) for one in sentences(asked))
    )
    is_spelling = "?" not in asked and phrases().anywhere["spelled_anew"].search(asked.lower()) is not None
    return is_value or is_spelling or adds_to_request(asked) or tells_wish(asked) or read_contact(asked, "").is_given
