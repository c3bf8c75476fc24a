"""Read each sentence of a message for what it does to the form, where the message as a whole says several things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any

from handoff.form.agreement import clauses_of
from handoff.form.answers import NOT_READ_AS, Outcome, Step
from handoff.form.contact_changes import with_given
from handoff.form.contact_details import (
    is_written_as_name,
    named_shortly,
    read_bare_name,
    read_contact,
    read_introduction,
    read_name_alone,
)
from handoff.form.corrections import correction
from handoff.form.edits import edited
from handoff.form.languages import only_language
from handoff.form.near_address import with_part_put_right
from handoff.form.phrases import clearly_asks, phrases, plain, says, says_how_to_answer
from handoff.form.read_message import LIKELY, NOT_READ, ReadMessage, is_thanks
from handoff.form.steps import about_the_form
from handoff.form.wishes import clauses, sentences, tells_wish, without_leading
from handoff.requests.records import Form

NOTED = ("", "utter_handoff_noted", "utter_handoff_changed", "utter_handoff_added_to_form", "utter_handoff_wish_noted")
"""What is said to an answer, which may go before what is said to a question."""
VALUES = ("question", "name", "email", "phone", "language", "wish")
GOODBYE = "goodbye"
LONGEST_PARTED = 2000
_BETWEEN = re.compile(r"(?<=[.!?;])(?<!\b[A-Z]\.)(?<!\b[DM][rs]\.)(?<!\bMrs\.)\s+|\n+")


def with_parts(form: Form, step: Step, message: str, read: ReadMessage, region: str) -> Step:
    """Return a step with what single sentences of the message do to fields that the step left as they were.

    A message that was not understood as a whole is met by what its parts say: a change, a name, a farewell.
    """
    if form.question is None or step.outcome not in (Outcome.ASK, Outcome.PASS_ON):
        return step
    is_unread = step.outcome is Outcome.ASK and step.lead in NOT_READ_AS.values()
    step = _with_answer(step, message)
    found = step.form
    for part in _parts(message, is_unread):
        found = _left_alone(form, step.form, found, _told(found, part, region))
    if found != step.form and step.outcome is Outcome.PASS_ON and is_thanks(read) and not step.asks:
        return Step(Outcome.ASK, found, "utter_handoff_noted")
    if found != step.form:
        is_new = is_unread or not step.lead
        lead = ("utter_handoff_changed" if _replaces(step.form, found) else "utter_handoff_noted") if is_new else ""
        return replace(step, form=found, lead=lead or step.lead)
    if is_unread and _says_farewell(message, read):
        return replace(step, lead="utter_handoff_farewell")
    return step


def _with_answer(step: Step, message: str) -> Step:
    """Return a step with what the form answers to a question in one of several sentences."""
    told = _BETWEEN.split(message[:LONGEST_PARTED].strip())
    is_open = step.outcome is Outcome.ASK and not step.asks and step.lead in (*NOTED, *NOT_READ_AS.values())
    if len(told) < 2 or not is_open:
        return step
    answers = (about_the_form(step.form, one.strip(), NOT_READ) for one in told if "?" in one)
    answer = next((one for one in answers if one is not None and one.lead), None)
    if answer is None:
        return step
    before = "" if step.lead in NOT_READ_AS.values() else step.lead
    return replace(step, lead=answer.lead, value=answer.value, before=before)


def without_values(form: Form, message: str, region: str) -> tuple[Form, str]:
    """Return a form with what sentences, and last clauses, give that tell nothing else, and what is left to be asked.

    "Can he fly? I'm Ana Lopez, ana@larkfield.example. Spanish please." asks one thing and gives three.
    """
    if len(message) > LONGEST_PARTED:
        return form, message
    whole = [part.strip() for part in _BETWEEN.split(message) if part.strip()]
    told = [one for part in whole for one in _parted(part, region)]
    if len(told) < 2:
        return form, message
    values = [part for part in told if _gives_only(part, region)]
    given = replace(form, question=message)  # so that the question is not asked for
    for part in values:
        given = _with_value(given, part.rstrip(" .!;"), region)
    found = replace(given, question=None)
    return (found, " ".join(part for part in told if part not in values)) if found != form else (form, message)


def with_plain_answers(form: Form, message: str, region: str) -> Form:
    """Return a form with what a message beside an alarm plainly says of it: a language asked for, a word put right."""
    for part in sentences(message[:LONGEST_PARTED]):
        language = only_language(part) if form.asks_for == "language" else None
        form = replace(form, language=language) if language else edited(form, part, region).form
    return form


def _with_value(form: Form, part: str, region: str) -> Form:
    """Return a form with what a part gives that gives nothing but values."""
    if language := only_language(part):
        return replace(form, language=language)
    details = read_contact(part, region)
    if details.is_given and not (form.email or form.phone):
        given = with_given(form, part, details)
        return given if len(clauses(part)) == 1 else _told(given, part, region)
    return _told(form, part, region)


def _parted(part: str, region: str) -> list[str]:
    """Return a sentence and the clauses at its end that only give something, one of them a way to be reached."""
    told = clauses(part)
    values = list(takewhile(lambda clause: _is_value(clause, region, has_contact=False), reversed(told[1:])))[::-1]
    if not any(read_contact(one, region).is_given for one in values):
        return [part]
    left = part[: part.rindex(values[0].strip())].rstrip(" ,;:-")
    is_of_contact = phrases().anywhere["of_contact"].search(plain(left)) is not None  # "my address, which I read daily"
    return [part] if is_of_contact else [left, *(one.strip() for one in values)]


def _gives_only(part: str, region: str) -> bool:
    has_contact = read_contact(part, region).is_given
    return all(_is_value(one, region, has_contact) for one in clauses(part))


def _is_value(clause: str, region: str, has_contact: bool) -> bool:
    """Return whether a clause gives a name, a language or a way to be reached, and asks for nothing."""
    bare = without_leading(clause.strip()).strip()
    if "?" in clause:
        return False
    is_name = bool(is_written_as_name(read_name_alone(bare)) or read_bare_name(bare) or named_shortly(bare))
    is_polite = any(says(kind, bare) for kind in ("thanks", "farewell", "courtesy", "filler", "without_contact"))
    is_way = read_contact(clause, region).is_given or (
        tells_wish(clause) and (has_contact or says_how_to_answer(clause))
    )
    return is_name or is_polite or is_way or only_language(clause) is not None


def _parts(message: str, is_unread: bool) -> Iterator[str]:
    told = sentences(message)
    told = clauses(message) if len(told) == 1 and is_unread else told
    yield from (part.strip() for part in told) if len(told) > 1 else ()


def _told(form: Form, part: str, region: str) -> Form:
    """Return the form with what a sentence says of it by itself, whatever is asked for."""
    if clearly_asks(part):
        return form
    put = edited(form, part, region).form
    put = with_part_put_right(form, part, region).form if put == form else put
    if put != form:
        return put
    changed = correction(form, part, read_contact(part, region, is_asked=True))
    if changed is not None:
        name, whole = changed.form.name or "", read_introduction(part)
        return replace(changed.form, name=whole) if name and whole.startswith(f"{name} ") else changed.form
    name = read_bare_name(part) or named_shortly(part)
    is_new = form.name is None or bool({*name.casefold().split()} & {*form.name.casefold().split()})
    return replace(form, name=name) if name and is_new else form


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


def _says_farewell(message: str, read: ReadMessage) -> bool:
    told = (*sentences(message), *clauses_of(message))
    is_read = read.intent == GOODBYE and read.confidence >= LIKELY and not read.sections
    return is_read or any(says("farewell", one) for one in told)
