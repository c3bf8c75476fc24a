"""Take the values of a message that asks its question and answers other fields in one breath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handoff.form.contact_changes import with_given
from handoff.form.contact_details import (
    is_written_as_name,
    named_shortly,
    read_bare_name,
    read_contact,
    read_name_alone,
)
from handoff.form.languages import only_language
from handoff.form.parts import LONGEST_PARTED, told_by_itself
from handoff.form.phrases import new_value, phrases, plain, says, says_how_to_answer, wants_only_person
from handoff.form.sentences import clauses, marked_sentences
from handoff.form.wishes import tells_wish, with_wish, without_leading
from handoff.requests.records import Form

_AROUND = " ,;:-–"
POLITE = ("thanks", "farewell", "courtesy", "filler", "without_contact", "skip")


def without_values(form: Form, message: str, region: str) -> tuple[Form, str]:
    """Return a form with what sentences, and the clauses around a question, give, and what is left to be asked.

    "Can he fly? I'm Ana Lopez, ana@larkfield.example. Spanish please." asks one thing and gives three.
    """
    if len(message) > LONGEST_PARTED:
        return form, message
    told = [one for part in marked_sentences(message) for one in _parted(part.strip(), region)]
    values = [part for part in told if _gives_only(part, region)]
    is_contact_alone = len(told) == len(values) and read_contact(message, region).is_given
    if len(told) < 2 and not is_contact_alone:
        return form, message
    given = replace(form, question=message)  # so that the question is not asked for
    for part in values:
        given = _with_value(given, part.rstrip(" .!;"), region)
    found = replace(given, question=form.question)
    left = (part for part in told if part not in values and not wants_only_person(part))
    return (found, " ".join(map(_without_label, left))) if found != form else (form, message)


def _without_label(part: str) -> str:
    """Return what a sentence says that the question is ("and my question is whether …"), or the sentence."""
    question = new_value("question", without_leading(part)) or part
    if tells_wish(question):  # only its label says that "about Thursday" is the question
        return part
    return f"{question}?" if part.endswith("?") and not question.endswith("?") else question


def _with_value(form: Form, part: str, region: str) -> Form:
    """Return a form with what a part gives that gives nothing but values."""
    if language := only_language(part):
        return replace(form, language=language)
    name = read_name_alone(without_leading(part))
    if form.name is None and is_written_as_name(name):
        return replace(form, name=name)
    details = read_contact(part, region, is_asked=True)
    if details.is_given and not (form.email or form.phone):
        given = _with_around(with_given(form, part, details), details.parts)
        if len(clauses(part)) > 1:
            return told_by_itself(given, part, region)
        return with_wish(given, [one for one in details.parts if tells_wish(one)])
    return told_by_itself(form, part, region)


def _with_around(form: Form, around: Sequence[str]) -> Form:
    """Return a form with the name and the language that stand before and behind a way to be reached."""
    for part in (clause for one in around for clause in clauses(one)):
        form = replace(form, language=form.language or only_language(part.strip(_AROUND)))
        bare = part.strip(_AROUND)
        name = (read_bare_name(bare) or named_shortly(bare) or read_name_alone(bare)) if form.name is None else ""
        form = replace(form, name=name) if is_written_as_name(name) else form
    return form


def _parted(part: str, region: str) -> list[str]:
    """Return a sentence as what its first clauses and its last ones only give, and what stands between.

    It is left whole where none of them is a way to be reached.
    """
    told = _pieces(part, region)
    before = next((index for index in range(len(told)) if not _are_values(told[: index + 1], region)), len(told))
    ends = range(max(before, 1), len(told))
    after = next((index for index in ends if _are_values(told[index:], region)), len(told))
    values = (*told[:before], *told[after:])
    if before == len(told) or not any(read_contact(one, region, is_asked=True).is_given for one in values):
        return told if len(told) > len(clauses(part)) else [part]
    left = part[: part.rindex(told[after])] if after < len(told) else part
    left = left[left.index(told[before]) :].strip(_AROUND)
    is_of_contact = phrases().anywhere["of_contact"].search(plain(left)) is not None  # "my address, which I read daily"
    return [part] if is_of_contact else [*told[:before], left, *told[after:]]


def _pieces(part: str, region: str) -> list[str]:
    """Return the clauses of a sentence, and those of notes without commas ("name Ana phone 030 1234567")."""
    pieces: list[str] = []
    for clause in clauses(part):
        noted = [one.strip() for one in phrases().anywhere["field_label"].split(clause)]
        are_fields = all(_is_value(one, region) or new_value("question", one) for one in noted)
        pieces += noted if len(noted) > 1 and are_fields else [clause.strip()]
    return pieces


def _are_values(told: Sequence[str], region: str) -> bool:
    """Return whether some clauses only give something; a time is a wish only behind a way to be reached."""
    has_contact = False
    for clause in told:
        if not _is_value(clause, region, has_contact):
            return False
        has_contact = has_contact or read_contact(clause, region, is_asked=True).is_given
    return True


def _gives_only(part: str, region: str) -> bool:
    has_contact = read_contact(part, region, is_asked=True).is_given
    return all(_is_value(one, region, has_contact) for one in clauses(part))


def _is_value(clause: str, region: str, has_contact: bool = False) -> bool:
    """Return whether a clause gives a name, a language or a way to be reached, and asks for nothing."""
    bare = without_leading(clause.strip()).strip()
    if "?" in clause:
        return False
    is_name = _is_name(bare)
    is_polite = any(says(kind, bare) for kind in POLITE)
    details = read_contact(clause, region, is_asked=True)
    if details.is_given:  # and nothing beside it that would be thrown away
        return details.is_all or all(_is_taken(part, details.others) for part in details.parts)
    is_way = tells_wish(clause) and (has_contact or says_how_to_answer(clause) or says("extension", bare))
    return is_name or is_polite or is_way or only_language(clause) is not None


def _is_name(bare: str) -> bool:
    return bool(is_written_as_name(read_name_alone(bare)) or read_bare_name(bare) or named_shortly(bare))


def _is_taken(part: str, others: Sequence[str]) -> bool:
    """Return whether what stands beside a way to be reached only leads to it, or is taken as well."""
    for other in others:
        part = part.replace(other, " ")
    bare = part.strip(_AROUND)
    is_leading = phrases().anywhere["beside_way"].fullmatch(plain(bare)) is not None
    return is_leading or only_language(bare) is not None or _is_name(bare) or tells_wish(bare)
