"""Read what a message puts in the place of something that was told before, or takes out, whatever is being asked for.

"Harry, not Henry" is looked up in all fields: what it calls wrong must stand in one of them, or nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from handoff.form.contact_details import is_written_as_name, may_be_name, read_contact, read_introduction, read_name
from handoff.form.edit_rules import edit_rules, straight
from handoff.form.languages import known_language, without_language
from handoff.form.phrases import adds_to_request, field_said_wrong, new_value, tells
from handoff.form.sentences import clauses, sentences
from handoff.form.wishes import with_time
from handoff.form.word_places import found_in, put_at
from handoff.requests.records import Form

LONGEST_SENTENCE = 300
"""Longer sentences are no such edit; it also bounds what the patterns have to try."""
MOST_WORDS_PUT_IN = 8
FEWEST_DIGITS = 2
"""Digits of the shortest part of a number that may be called wrong; one alone counts something else."""
SHORTEST_PART = 3
"""Letters of the shortest part of an address that may be called wrong."""
_EDGES = " \t\n,;:.!?\"“”'‘’()–-"


@dataclass(frozen=True)
class Edited:
    """Hold the form after the edits of a message, and the words of it that were none."""

    form: Form
    rest: str


def edited(form: Form, message: str, region: str) -> Edited:
    """Return a form with what a message puts in the place of something else or takes out, and the rest of the message.

    `region` is the one whose telephone numbers have no country's code, or empty.
    """
    is_label = _has_label(message)
    if not is_label and (message.rstrip(' "”').endswith("?") or new_value("question", message)):
        return Edited(form, message)
    if (named := _with_name_put_right(form, message)) != form:
        return Edited(named, "")
    found, left = _with_sentences(form, message, region)
    before, question = _with_question(message)
    ordered = edit_rules().puts_that.search(question)
    if ordered is not None:  # "… Could you put that as my question, and my name is Ana?"
        name = read_introduction(ordered[0]) if form.name is None else ""
        form, question = replace(form, name=name or form.name), question[: ordered.start()]
    if question and form.question is not None and found.question == form.question:
        found, left = _with_sentences(replace(form, question=question), before, region)
    if found == form:
        return Edited(form, message)
    rest = (
        one for one in left if field_said_wrong(one) is None and not edit_rules().repeats.fullmatch(one.strip(_EDGES))
    )
    return Edited(found, ". ".join(rest))


def _with_name_put_right(form: Form, message: str) -> Form:
    """Return a form with the name that follows a clause which calls the one that is there wrong or incomplete."""
    told = [clause.strip() for sentence in sentences(straight(message)) for clause in clauses(sentence)]
    wrong = next((index for index, clause in enumerate(told) if field_said_wrong(clause) == "name"), None)
    if wrong is None:
        return form
    name = _name_told([clause.rpartition(":")[2] for clause in told[wrong + 1 :]])
    return replace(form, name=_with_last_name(form.name or "", name, told[wrong])) if name else form


def _with_sentences(form: Form, text: str, region: str) -> tuple[Form, list[str]]:
    left = []
    for sentence in sentences(text):
        form, rest = _with_sentence(form, sentence.strip(), region)
        left += [rest] if rest.strip(_EDGES) else []
    return form, left


def _with_sentence(form: Form, sentence: str, region: str) -> tuple[Form, str]:
    """Return a form after one sentence, and what of the sentence changed nothing."""
    if len(sentence) > LONGEST_SENTENCE:
        return form, sentence
    plain = straight(sentence)
    tail = plain.partition(": ")[2]  # "all right save one thing: …"
    ends = (plain[stop.end() :].strip() for stop in reversed(list(re.finditer(",", plain))))
    told = dict.fromkeys(filter(None, (tail, *ends, plain, *(clause.strip() for clause in clauses(plain)))))
    for pattern, text in product(edit_rules().replaces, told):
        said = pattern.fullmatch(text)
        if said is not None and (changed := _put(form, said["old"], said["new"], text, region)) != form:
            return changed, ", ".join(one for one in clauses(plain) if one.strip() != text and adds_to_request(one))
    for made in filter(None, map(edit_rules().makes_it.fullmatch, told)):
        if (changed := _with_number(form, made["new"], made["unit"])) != form:
            return changed, ""
    for part in filter(None, (plain, tail, *clauses(plain))):
        if form.name and (changed := _with_name(form, part)) != form:
            return changed, ""
    found, left = form, []
    for clause in clauses(sentence):
        found, kept = _without_parts(found, clause)
        left += [kept] if kept else []
    if found.name == "" != form.name and (name := _name_told(left)):
        return replace(found, name=name), ""
    return found, ", ".join(left)


def _with_number(form: Form, new: str, unit: str | None) -> Form:
    """Return a form with a new number in its question, where just one stands there that counts the same."""
    question = form.question or ""
    found = list(re.finditer(rf"(?<![\w.]){edit_rules().number.pattern}(?![\w.]\w)\b", question, re.IGNORECASE))
    counted = [one for one in found if unit and re.match(rf"[\s-]+{unit}\b", question[one.end() :], re.IGNORECASE)]
    alike = counted if unit else found
    if len(alike) != 1:
        return form
    place = alike[0]
    return replace(form, question=put_at(question, place.span(), new))


def _with_question(message: str) -> tuple[str, str]:
    """Return what stands before the question that a message tells by that name, and the question, if there is one."""
    rules, is_wrong = edit_rules(), False
    if rules.names_question.search(message) is None:  # what follows takes long over a long letter
        return message, ""
    for start in _starts(message):
        text = straight(message[start:].strip())
        said = rules.labels["question"].fullmatch(text) or (rules.anew.fullmatch(text) if is_wrong else None)
        is_wrong = is_wrong or any(field_said_wrong(one) == "question" for one in sentences(text)[:1])
        told = (
            without_language(said["new"].strip(_EDGES[:-1] + "-")) if said and field_said_wrong(said[0]) is None else ""
        )
        if told and not _is_about_wrong(told) and new_value("question", f"the question is {told}"):
            return message[:start], told + ("?" if said and said["new"].rstrip(_EDGES[:6] + '"”').endswith("?") else "")
    return message, ""


def _has_label(message: str) -> bool:
    return bool(_with_question(message)[1])


def _is_about_wrong(told: str) -> bool:
    first = next(iter(sentences(told.removeprefix("still "))), "")
    return field_said_wrong(f"the question is {first.strip()}") is not None


def _starts(message: str) -> Iterator[int]:
    """Give the places where a sentence or a clause begins."""
    yield 0
    for stop in re.finditer(r"[.!?;,\n]\s+", message):
        yield stop.end()


def _with_name(form: Form, sentence: str) -> Form:
    """Return a form with the name that a sentence gives by that word, or without one that it calls wrong."""
    tail = sentence.rpartition(": ")[2]
    is_like = tail != sentence and is_written_as_name(tail) and tail.split()[0] == (form.name or "").split()[0]
    if is_like:  # "not like that: Ana Kamau"
        return replace(form, name=tail)
    said = edit_rules().labels["name"].fullmatch(sentence)
    if said is not None and field_said_wrong(sentence) is None:
        name = read_name(edit_rules().leads.sub("", said["new"], count=1) or said["new"])
        if may_be_name(name) and name[:1].isupper():
            return replace(form, name=_with_last_name(form.name or "", name, said[0]))
    first, *others = clauses(sentence) or [sentence]
    wrong = edit_rules().disowns_name.fullmatch(first.strip())
    if wrong is None or (wrong["old"] and found_in(form.name or "", wrong["old"]) is None):
        return form
    return replace(form, name=_name_told(others) or None)


def _with_last_name(name: str, new: str, sentence: str) -> str:
    """Return a new name, or the old one with a new first or last name where a sentence gives just that."""
    rules, old = edit_rules(), name.split()
    if len(new.split()) > 1 or len(old) < 2:
        return new
    if rules.first_name.search(sentence):
        return " ".join((new, *old[1:]))
    return " ".join((*old[:-1], new)) if rules.last_name.search(sentence) else new


def _name_told(told: Sequence[str]) -> str:
    """Return the name that one of some clauses gives, beside one that takes a name out."""
    for clause in told:
        given = new_value("name", clause.strip()) or read_introduction(clause)
        name = read_name(given or clause)
        if may_be_name(name) and (given or name[:1].isupper()):
            return name
    return ""


def _without_parts(form: Form, clause: str) -> tuple[Form, str]:
    """Return a form without what a clause takes out of it, or one of those that an "and" joins, and what it kept."""
    if (changed := _without(form, straight(clause))) != form:
        return changed, ""
    kept = []
    for part in re.split(r"\s+and\s+", clause.strip()):
        changed = _without(form, straight(part))
        kept += [part] if changed == form else []
        form = changed
    return form, " and ".join(kept)


def _without(form: Form, clause: str) -> Form:
    """Return a form without what a clause takes out of it."""
    things = edit_rules().takes_out
    out = [thing for thing, pattern in things.items() if pattern.fullmatch(clause.strip(_EDGES)) is not None]
    for thing in out:
        if getattr(form, thing):
            return _with(form, thing, "" if thing == "name" else None)
    return form


def _put(form: Form, old: str, new: str, sentence: str, region: str) -> Form:
    """Return a form with new words in the place of old ones, in the first field that has those."""
    leads, edges = edit_rules().leads, _EDGES.replace(".", "")
    right, wrong = leads.sub("", new, count=1).strip(edges), leads.sub("", old, count=1).strip(edges)
    if wrong.isdigit() and len(numbers := re.findall(r"\d+", right)) == 1:  # "not 6, he is 7"
        right = numbers[0]
    if not right or not wrong or len(right.split()) > MOST_WORDS_PUT_IN:
        return form
    if wrong.casefold().split()[0] in edit_rules().named_by["wish"] and (wished := with_time(form, right)) != form:
        return wished  # "the day is wrong, it should be Thursday"
    # What a sentence names goes first; an address goes last, since it may hold the name.
    named_by = edit_rules().named_by
    named = [field for field, words in named_by.items() if any(word in sentence.lower() for word in words)]
    own = read_name(new_value("name", new) or "") if "name" in named else ""
    if may_be_name(own) and found_in(form.name or "", wrong) is None:  # "call me Benny, not Ben": no part of an address
        return replace(form, name=own)
    for field in dict.fromkeys((*named, *named_by)):
        changed = _put_into(form, field, wrong, right, region)
        if changed is not None:
            return changed
        if field == "name" and found_in(form.name or "", wrong) is not None:
            return form  # no other field is meant by the visitor's own name
    return form


def _put_into(form: Form, field: str, old: str, new: str, region: str) -> Form | None:
    value = getattr(form, field)
    if not value:
        return None
    if field == "language":
        language = known_language(new)
        return replace(form, language=language) if language and known_language(old) == value else None
    if field in ("email", "phone"):
        return _put_into_contact(form, field, value, old, new, region)
    place = found_in(value, old)
    if field == "question" and tells(new) and not tells(old):  # "the girl is nine, not my son"
        return None
    if place is None or (field == "name" and not may_be_name(new)):
        return None
    put = read_name(new) if field == "name" else new
    whole = put_at(value, place, put)
    return _with(form, field, put if field == "name" and _covers(put, old) else whole)


def _with(form: Form, field: str, value: str | None) -> Form:
    changed: dict[str, Any] = {field: value}
    return replace(form, **changed)


def _covers(new: str, old: str) -> bool:
    """Return whether a new name stands for the whole of the old one, since it has more words than what it replaces."""
    return len(new.split()) > len(old.split())


def _put_into_contact(form: Form, field: str, value: str, old: str, new: str, region: str) -> Form | None:
    wrong, right = old.split()[-1].strip(_EDGES.replace(".", "")), new.split()[-1]
    if field == "phone":
        wrong, right = re.sub(r"\D", "", old), " ".join(re.findall(r"[\d ()/+-]*\d", new)).strip()
        digits = list(re.finditer(r"\d", value))
        at = "".join(digit[0] for digit in digits).rfind(wrong) if len(wrong) >= FEWEST_DIGITS else -1
        span = (digits[at].start(), digits[at + len(wrong) - 1].end()) if at >= 0 else None
    else:
        at = value.casefold().rfind(wrong.casefold()) if len(wrong) >= SHORTEST_PART else -1
        span = (at, at + len(wrong)) if at >= 0 else None
    if span is None or not right:
        return None
    whole = value[: span[0]] + right + value[span[1] :]
    details = read_contact(whole, region, is_asked=True)
    read = details.email if field == "email" else details.phone
    return _with(form, field, read) if read else None
