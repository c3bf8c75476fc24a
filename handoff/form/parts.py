"""Read each sentence of a message for what it does to the form, where the message as a whole says several things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from handoff.form.answers import FEWEST_WORDS_KEPT, NOT_READ_AS, Outcome, Step
from handoff.form.contact_details import (
    is_written_as_name,
    named_shortly,
    read_bare_name,
    read_contact,
    read_introduction,
    read_name_alone,
)
from handoff.form.corrections import correction, with_more
from handoff.form.edits import edited
from handoff.form.languages import answer_language, only_language
from handoff.form.near_address import spells_name, with_part_put_right
from handoff.form.phrases import clearly_asks, is_sentence, new_value, phrases, plain, says, says_yes, tells
from handoff.form.read_message import GOODBYE, LIKELY, NOT_READ, SAID_TO_ASSISTANT, ReadMessage, is_thanks
from handoff.form.sentences import clauses, marked_sentences, sentences, small_clauses
from handoff.form.steps import about_the_form
from handoff.form.wishes import without_leading
from handoff.requests.records import Form

NOTED = ("", "utter_handoff_noted", "utter_handoff_changed", "utter_handoff_added_to_form", "utter_handoff_wish_noted")
"""What is said to an answer, which may go before what is said to a question."""
VALUES = ("question", "name", "email", "phone", "language", "wish")
LONGEST_PARTED = 2000


def with_parts(form: Form, step: Step, message: str, read: ReadMessage, region: str) -> Step:
    """Return a step with what single sentences of the message do to fields that the step left as they were.

    A message that was not understood as a whole is met by what its parts say: a change, a name, a farewell.
    """
    if form.question is None or step.outcome not in (Outcome.ASK, Outcome.PASS_ON):
        return step
    is_unread = step.outcome is Outcome.ASK and step.lead in NOT_READ_AS.values()
    step = _with_told_beside(form, _with_answer(step, message), message, region)
    found = step.form
    for part in _parts(message, is_unread):
        found = _left_alone(form, step.form, found, told_by_itself(found, part, region))
    if found != step.form and step.outcome is Outcome.PASS_ON and is_thanks(read) and not step.asks:
        return Step(Outcome.ASK, found, "utter_handoff_noted")
    if found != step.form:
        is_new = is_unread or not step.lead
        lead = ("utter_handoff_changed" if _replaces(step.form, found) else "utter_handoff_noted") if is_new else ""
        return replace(step, form=found, lead=lead or step.lead)
    if is_unread and says_farewell(message, read):
        return replace(step, lead="utter_handoff_farewell")
    if is_unread and step.lead in NOT_READ_AS.values():
        return _passed_on_or_kept(step, message, read)
    is_passed_on = step.outcome is Outcome.PASS_ON and step.form == form and not step.asks
    return _passed_on_and_kept(step, message, read) if is_passed_on else step


def _passed_on_or_kept(step: Step, message: str, read: ReadMessage) -> Step:
    """Return a step that lets the assistant answer what asks amid an unread message, or keeps what it tells.

    What no rule reads goes with the question as it was written, so that whoever answers reads it.
    """
    is_order = phrases().anywhere["orders_change"].search(plain(message)) is not None
    if not is_order and any(_asks(one.strip()) for one in marked_sentences(message)):
        return replace(step, outcome=Outcome.PASS_ON, lead="")
    return _kept(step, message) if _tells(message, read) else step


def _passed_on_and_kept(step: Step, message: str, read: ReadMessage) -> Step:
    """Return a step that keeps what the assistant answers as well: a fact it took for a feeling, an order to change."""
    if phrases().anywhere["orders_change"].search(plain(message)) is not None:
        return replace(_kept(step, message), outcome=Outcome.ASK)
    asks = clearly_asks(message) or any(_asks(one.strip()) for one in marked_sentences(message))
    is_of_oneself = phrases().anywhere["of_oneself"].search(plain(message)) is not None
    is_kept = tells(message) and not (asks or is_of_oneself) and _tells(message, read)
    return _kept(step, message) if is_kept else step


def _with_told_beside(form: Form, step: Step, message: str, region: str) -> Step:
    """Return a step that also keeps what is told beside a value that a field took, and no field took itself."""
    is_value = step.form != form and step.form.question == form.question
    told = sentences(message[:LONGEST_PARTED])
    told = clauses(message[:LONGEST_PARTED]) if len(told) == 1 else told
    if not is_value or step.asks or len(told) < 2 or phrases().anywhere["of_values"].search(plain(told[-1])):
        return step
    names = {*f"{form.name or ''} {step.form.name or ''}".casefold().split()}
    words = names | {word for word in phrases().languages if len(word) > 2}
    left = (one.strip() for one in told if words.isdisjoint(plain(one).split()))
    if step.form.wish != form.wish:  # what stands beside a wish goes with it, but for the patient's case
        left = (one for one in left if phrases().anywhere["of_the_case"].search(plain(one)))
    kept = ", ".join(one for one in left if _is_left_over(step.form, one, region))
    before = step.lead if step.lead in NOTED else step.before
    return replace(_kept(step, kept), before=before) if kept else step


def _is_left_over(form: Form, part: str, region: str) -> bool:
    """Return whether a sentence tells something of the case, and nothing that a field has taken."""
    bare = without_leading(part)
    rules = phrases().anywhere
    is_other = any(rules[kind].search(plain(bare)) for kind in ("chat", "of_values")) or clearly_asks(part)
    is_value = read_contact(part, region, is_asked=True).is_given or edited(form, part, region).form != form
    return tells(bare) and _tells(bare, NOT_READ) and not (is_other or is_value)


def _kept(step: Step, message: str) -> Step:
    if phrases().anywhere["orders_removal"].search(plain(message)):
        return replace(step, outcome=Outcome.ASK, lead="utter_handoff_what_to_change")
    return replace(step, form=with_more(step.form, message), lead="utter_handoff_kept_as_written")


def _asks(sentence: str) -> bool:
    is_long = len(sentence.split()) >= FEWEST_WORDS_KEPT
    return is_long and sentence.endswith("?") and not says("no_answer", sentence)


def _tells(message: str, read: ReadMessage) -> bool:
    """Return whether a message tells something, and nothing of it is said to the assistant or puts the form off."""
    is_said_to_assistant = read.intent in SAID_TO_ASSISTANT and read.confidence >= LIKELY
    count, has_digit = len(message.split()), any(map(str.isdigit, message))
    is_number = has_digit and (count > 1 or message.strip().isdigit())
    is_long = is_number or (count >= FEWEST_WORDS_KEPT and is_sentence(message))
    told = small_clauses(message)
    is_order = any(phrases().anywhere["orders_change"].search(plain(one)) for one in told)
    begins = (*message.split()[:1], *told[:1])
    is_answer = any(says_yes(without_leading(one)) and not says("opener", one) for one in told) or (
        not is_order and any(says_yes(one) or says("cancel", one) for one in begins)
    )
    is_put_off = any(phrases().anywhere["not_told"].search(plain(one)) for one in told)
    return is_long and bool(told) and not (is_said_to_assistant or is_answer or is_put_off)


def _with_answer(step: Step, message: str) -> Step:
    """Return a step with what the form answers to a question in one of several sentences."""
    told = marked_sentences(message[:LONGEST_PARTED])
    is_open = step.outcome is Outcome.ASK and not step.asks and step.lead in (*NOTED, *NOT_READ_AS.values())
    if len(told) < 2 or not is_open:
        return step
    answers = (about_the_form(step.form, one.strip(), NOT_READ) for one in told if "?" in one)
    answer = next((one for one in answers if one is not None and one.lead), None)
    if answer is None:
        return step
    before = "" if step.lead in NOT_READ_AS.values() else step.lead
    return replace(step, lead=answer.lead, value=answer.value, before=before)


def with_plain_answers(form: Form, message: str, region: str) -> Form:
    """Return a form with what a message beside an alarm plainly says of it: a language asked for, a word put right."""
    for part in sentences(message[:LONGEST_PARTED]):
        question = new_value("question", part) if form.question is None else None
        form = replace(form, question=question or form.question)
        language = answer_language(part) or (only_language(part) if form.asks_for == "language" else None)
        form = replace(form, language=language) if language else edited(form, part, region).form
    return form


def with_question_beside(form: Form, message: str) -> Form:
    """Return a form with a message beside a warning as its question, if it asks something and none is there yet."""
    asks = form.question is None and any(map(clearly_asks, marked_sentences(message)))
    return replace(form, question=message.strip()) if asks else form


def told_by_itself(form: Form, part: str, region: str) -> Form:
    """Return the form with what a sentence says of it by itself, whatever is asked for."""
    is_own = phrases().anywhere["of_contact"].search(plain(part)) is not None  # "can you add my phone 0171 …"
    if (clearly_asks(part) and not (is_own and read_contact(part, region).is_given)) or spells_name(form, part):
        return form
    put = edited(form, part, region).form
    put = with_part_put_right(form, part, region).form if put == form else put
    if put != form:
        return put
    changed = correction(form, part, read_contact(part, region, is_asked=True))
    if changed is not None:
        name, whole = changed.form.name or "", read_introduction(part)
        return replace(changed.form, name=whole) if name and whole.startswith(f"{name} ") else changed.form
    is_new = form.name is None
    own = read_name_alone(part)
    if len(own.split()) > 1 and is_written_as_name(own):  # "gran is what he calls me, I'm Patricia Lowe"
        return replace(form, name=own)
    for name in filter(None, (named_shortly(part), read_bare_name(part), "" if is_new else read_introduction(part))):
        if is_new or {*name.casefold().split()} & {*(form.name or "").casefold().split()}:
            return replace(form, name=name)
    return form


def _parts(message: str, is_unread: bool) -> Iterator[str]:
    told = sentences(message)
    told = clauses(message) if len(told) == 1 and is_unread else told
    yield from (part.strip() for part in told) if len(told) > 1 else ()


def _left_alone(before: Form, step: Form, found: Form, told: Form) -> Form:
    """Return a form with those values of `told` which are new, and which the step did not change already."""
    new: dict[str, Any] = {
        field: value
        for field in VALUES
        if (value := getattr(told, field)) is not None and getattr(before, field) == getattr(step, field)
    }
    return replace(found, **new)


def _replaces(before: Form, found: Form) -> bool:
    pairs = ((getattr(before, field), getattr(found, field)) for field in VALUES)
    return any(old and old not in (new or "") for old, new in pairs)


def have_same_values(one: Form, other: Form) -> bool:
    """Return whether two forms would be sent alike."""
    return all(getattr(one, field) == getattr(other, field) for field in VALUES)


def says_farewell(message: str, read: ReadMessage) -> bool:
    """Return whether a message, or a part of it, takes leave."""
    told = (*sentences(message), *small_clauses(message))
    is_read = read.intent == GOODBYE and read.confidence >= LIKELY and not read.sections
    return is_read or any(says("farewell", one) for one in told)
