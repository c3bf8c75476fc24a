"""Read what a message changes of the form, or adds to it, whatever field is being asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handoff.form.contact_changes import is_in, with_contact
from handoff.form.contact_details import (
    ContactDetails,
    is_written_as_name,
    may_be_name,
    named_shortly,
    read_introduction,
    read_name,
)
from handoff.form.languages import answer_language, known_language, only_language, without_language
from handoff.form.phrases import (
    adds_to_request,
    clearly_asks,
    corrects,
    field_said_wrong,
    goes_back,
    goes_on,
    new_value,
    phrases,
    plain,
    says,
    says_no,
    says_wrong_contact,
)
from handoff.form.sentences import clauses, sentences
from handoff.form.wishes import tells_wish, wish_start, with_wish
from handoff.form.word_places import without_part
from handoff.requests.records import FIELDS, Form


@dataclass(frozen=True)
class Changed:
    """Hold the form as it is then, and the name of a text that says so, with the value that it speaks of."""

    form: Form
    lead: str = ""
    value: str = ""


def correction(form: Form, message: str, details: ContactDetails) -> Changed | None:
    """Return what a message changes of a field that is not asked for, or `None`; the question has been asked for."""
    return (
        _said_wrong(form, message)
        or _question(form, message, details)
        or _taken_out(form, message, details)
        or _several(form, message, details)
        or _contact(form, message, details)
        or _name(form, message, details)
        or _language(form, message)
        or _wish(form, message, details)
        or _said_wrong_among_others(form, message, details)
    )


def with_more(form: Form, message: str) -> Form:
    """Return a form with a message added to its question."""
    return replace(form, question="\n".join(filter(None, (form.question, message.strip()))))


def _said_wrong(form: Form, message: str) -> Changed | None:
    wrong = field_said_wrong(message)
    if wrong is not None:
        return Changed(_without(form, wrong))
    if goes_back(message):
        return Changed(_without(form, FIELDS[FIELDS.index(form.asks_for) - 1]))
    return None


def _said_wrong_among_others(form: Form, message: str, details: ContactDetails) -> Changed | None:
    """Return the form without what one sentence of several calls wrong, where none tells what is right."""
    if details.is_given or details.wrong or message.rstrip().endswith("?"):
        return None
    wrong = next(filter(None, map(field_said_wrong, sentences(message))), None)
    return None if wrong is None else Changed(_without(form, wrong))


def _question(form: Form, message: str, details: ContactDetails) -> Changed | None:
    part = phrases().begins["takes_part"].match(plain(message))
    if part is not None:
        return Changed(*without_part(form, part["which"], part["about"] or "", part["question"] is not None))
    question = new_value("question", message)
    if question:
        return Changed(replace(form, question=without_language(question)), "utter_handoff_changed")
    is_new_contact = details.is_given and corrects(message)
    is_more = adds_to_request(message) or any(map(goes_on, (message, *sentences(message)[:1])))
    if is_more and not is_new_contact:
        return Changed(with_more(form, message), "utter_handoff_added_to_form")
    return None


def _taken_out(form: Form, message: str, details: ContactDetails) -> Changed | None:
    """Return what a message changes that names an address or a number only as the wrong one."""
    disowned = details.disowned
    names_own = says_wrong_contact(message) and details.phone and form.phone and is_in(form.phone, (details.phone,))
    if names_own and not details.email:  # "0171 … is what you have there, and that number is wrong"
        disowned, details = (str(details.phone),), replace(details, phone=None, disowned=(str(details.phone),))
    if not disowned or details.is_given or details.wrong:
        return None
    left = with_contact(form, details)
    is_there = left != form
    return Changed(left, "utter_handoff_contact_out" if is_there else "utter_handoff_contact_not_there", disowned[0])


def _several(form: Form, message: str, details: ContactDetails) -> Changed | None:
    """Return the form with all that a message gives which answers several of its fields at once."""
    between = phrases().anywhere["next_field"]
    told = [
        clause
        for part in details.parts
        for sentence in sentences(part)
        for joined in clauses(sentence)
        for clause in between.split(joined)
    ]
    asks = clearly_asks(message) and not any(map(only_language, told))
    is_beside = _is_beside(message) and bool(_second_ways(form, details))
    if asks or is_beside or (details.wrong and not details.is_given) or only_language(message):
        return None
    found = with_contact(form, details) if details.is_given else form
    if details.is_given and says_wrong_contact(message):
        found = replace(found, phone=details.phone, email=details.email if details.phone is None else found.email)
    read_language = known_language if form.asks_for == "language" else only_language
    for place, clause in enumerate(told):
        language = read_language(new_value("language", clause) or clause)
        name = read_introduction(clause) or read_name(_new_name(clause) or "") or named_shortly(clause)
        is_first = found.language == form.language or any(says_no(one) or says("waits", one) for one in told[:place])
        found = replace(found, language=language if language and is_first else found.language)
        found = replace(found, name=name) if name and may_be_name(name) else found
    if tells_wish(message) or details.others:
        found = with_wish(found, details.parts, details.others)
    if (form.asks_for == "name" and found.name is None and len(told) > 1) or details.is_given:
        found = _with_leading_name(form, found, details)
    is_language_told = form.asks_for == "language" and found.language is not None
    is_own_name = form.asks_for != "name" and found.name != form.name and any(map(_names_itself, told))
    if _changed_fields(form, found) < 2 and not (is_language_told or is_own_name):
        return None
    return Changed(found, "utter_handoff_changed" if _replaces(form, found) else "utter_handoff_noted")


def _with_leading_name(form: Form, found: Form, details: ContactDetails) -> Form:
    """Return a form with the name that a message begins with which answers the question for it."""
    if form.asks_for != "name" or found.name is not None:
        return found
    first = next(iter(clauses(details.parts[0])), "")
    if says("skip", first):  # "no name, but 030 …"
        return replace(found, name="")
    name = _name_before(first)
    is_name = (
        may_be_name(name)
        and (name.islower() or is_written_as_name(name))
        and only_language(first) is None
        and wish_start(first) == len(first)
    )
    return replace(found, name=name) if is_name else found


def _changed_fields(form: Form, found: Form) -> int:
    return sum(before != after for before, after in zip(_values(form), _values(found), strict=True))


def _replaces(form: Form, found: Form) -> bool:
    """Return whether what was told before is no longer there."""
    pairs = zip(_values(form), _values(found), strict=True)
    return any(before and before not in (after or "") for before, after in pairs)


def _values(form: Form) -> tuple[str | None, ...]:
    contact = " ".join(filter(None, (form.email, form.phone)))
    return contact, form.name, form.language, form.wish


def _contact(form: Form, message: str, details: ContactDetails) -> Changed | None:
    """Return what contact details change that come while another field is asked for."""
    if form.asks_for == "contact" or not (details.is_given or details.wrong):
        return None
    if clearly_asks(message) and not details.is_given:
        return None
    if details.is_given:
        return _with_new_contact(form, message, details)
    if form.asks_for == "name" and "@" not in (details.wrong or ""):
        return None
    kept = replace(form, email=None) if "@" in (details.wrong or "") else replace(form, phone=None)
    return Changed(kept, "utter_handoff_contact_wrong", details.wrong or "")


def _with_new_contact(form: Form, message: str, details: ContactDetails) -> Changed:
    if _is_beside(message) and (others := _second_ways(form, details)):
        return Changed(with_wish(form, (message,), others), "utter_handoff_wish_noted")
    found = with_contact(form, details)
    if says_wrong_contact(message):  # "wrong number, write to ana@larkfield.example"
        found = replace(found, phone=details.phone, email=details.email if details.phone is None else found.email)
    if tells_wish(message) or details.others:
        found = with_wish(found, details.parts, details.others)
    if form.asks_for != "name":
        return Changed(found, "utter_handoff_changed")
    name = read_introduction(message) or _name_before(details.parts[0])
    return Changed(replace(found, name=name)) if may_be_name(name) else Changed(found, "utter_handoff_noted")


def _is_beside(message: str) -> bool:
    return phrases().anywhere["contact_beside"].search(message.lower()) is not None


def _second_ways(form: Form, details: ContactDetails) -> tuple[str, ...]:
    """Return the address and the number that come on top of one that is there."""
    pairs = ((form.email, details.email), (form.phone, details.phone))
    return tuple(new for old, new in pairs if old and new and old != new)


def _name_before(text: str) -> str:
    """Return the name that stands before an address or a number; "then use" is none."""
    told = clauses(text)
    own = [clause for clause in told if not (says_no(clause) or says("waits", clause) or clause.endswith("?"))]
    name = "" if phrases().anywhere["beside_contact"].search(text.lower()) else read_name(",".join(own))
    return name if len(own) == len(told) or is_written_as_name(name) else ""


def _name(form: Form, message: str, details: ContactDetails) -> Changed | None:
    name = read_name(_new_name(message) or "")
    if name and may_be_name(name) and form.asks_for != "name" and not details.is_given:
        return Changed(replace(form, name=name.title() if name.islower() else name), "utter_handoff_changed")
    return None


def _names_itself(clause: str) -> bool:
    return is_written_as_name(read_name(_new_name(clause) or ""))


def _new_name(message: str) -> str | None:
    """Return the new name in "change my name to Ana"; "make that Tuesday" gives none."""
    name = new_value("name", message)
    return name if name and wish_start(name) == len(name) else None


def _language(form: Form, message: str) -> Changed | None:
    if form.asks_for == "language" or (clearly_asks(message) and _own_language(message) is None):
        return None
    said = new_value("language", message) or message
    is_of_somebody = phrases().anywhere["language_of_somebody"].search(plain(message)) is not None
    read = _own_language if form.asks_for == "name" or is_of_somebody else known_language
    language = read(said) or (said.title() if form.asks_for == "consent" and said != message else None)
    if language is None:
        return None
    lead = "utter_handoff_noted" if form.language in (None, language) else "utter_handoff_changed"
    return Changed(replace(form, language=language), lead)


def _own_language(text: str) -> str | None:
    """Return the language that a message names and nothing else, or in which it wishes to be answered."""
    return only_language(text) or answer_language(text)


def _wish(form: Form, message: str, details: ContactDetails) -> Changed | None:
    if not tells_wish(message) or (form.asks_for == "contact" and (details.is_given or details.wrong)):
        return None
    wished = with_wish(form, details.parts)
    before = message[: wish_start(message)].rstrip()
    name = read_name(before) if form.asks_for == "name" else ""
    is_name = may_be_name(name) and (is_written_as_name(name) or before.endswith(","))
    return Changed(replace(wished, name=name) if is_name else wished, "utter_handoff_wish_noted")


def _without(form: Form, field: str) -> Form:
    """Return the form with a field unanswered, so that it is asked again."""
    if field == "question":
        return replace(form, question=None)
    if field == "name":
        return replace(form, name=None)
    if field == "contact":
        return replace(form, email=None, phone=None)
    return replace(form, language=None)
