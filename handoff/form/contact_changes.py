"""Put contact details, and the name beside them, into a form that is being filled in or has been sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handoff.form.contact_details import (
    ContactDetails,
    is_written_as_name,
    may_be_name,
    named_shortly,
    read_contact,
    read_introduction,
    read_name,
)
from handoff.form.edits import edited
from handoff.form.near_address import with_part_put_right
from handoff.form.phrases import corrects, phrases, puts_instead, says_wrong_contact
from handoff.form.sentences import clauses, sentences
from handoff.requests.records import Form


def with_given(form: Form, message: str, details: ContactDetails) -> Form:
    """Return a form with the contact details and the name that a message gives beside something else."""
    given = with_contact(form, details)
    name = (read_introduction(message) or _name_before_contact(details)) if form.name is None else ""
    if form.name is None and not name:
        told = (clause for sentence in sentences(message) for clause in clauses(sentence))
        name = next(filter(None, map(named_shortly, told)), "")
    return replace(given, name=name) if name and may_be_name(name) else given


def _name_before_contact(details: ContactDetails) -> str:
    """Return the name in the last clause before an address or a number ("…, RN Lopez, lopez@larkfield.example")."""
    told = clauses(details.parts[0]) if details.is_given else []
    name = read_name(told[-1].rpartition(":")[2]) if len(told) > 1 else ""
    return name if is_written_as_name(name) else ""


def with_contact(form: Form, details: ContactDetails) -> Form:
    """Return a form with the contact details that were read, without those called wrong; what is not named stays."""
    email = None if form.email in details.disowned else form.email
    phone = None if form.phone and is_in(form.phone, details.disowned) else form.phone
    return replace(form, email=details.email or email, phone=details.phone or phone)


def with_new_contact(form: Form, message: str, region: str) -> Form:
    """Return a form, once sent, with the number or the address that a message puts in the place of what was given.

    What is given on top of that ("you can also ring …") fills a gap, and takes no other's place.
    """
    changed = edited(form, message, region).form
    changed = with_part_put_right(form, message, region).form if changed == form else changed
    if (changed.email or changed.phone) and (changed.email, changed.phone) != (form.email, form.phone):
        return replace(form, email=changed.email, phone=changed.phone)
    alone = read_contact(message, region, is_asked=True)  # "sorry, it's 555-0199"
    details = alone if alone.is_all else read_contact(message, region)
    is_more = phrases().anywhere["contact_beside"].search(message.lower()) is not None
    is_own = details.is_all or is_more or corrects(message) or puts_instead(message)
    if not details.is_given or not is_own:
        return form
    if is_more:
        return replace(form, email=form.email or details.email, phone=form.phone or details.phone)
    found = with_contact(form, details)
    if puts_instead(message):
        return replace(found, phone=details.phone, email=details.email)
    return replace(found, phone=details.phone) if says_wrong_contact(message) else found


def is_in(number: str, others: Sequence[str]) -> bool:
    """Return whether a number is one of some others, however they are written."""
    return _digits(number) in map(_digits, others)


def _digits(number: str) -> str:
    return "".join(letter for letter in number if letter.isdigit())
