"""Read a name, an address or a number that is put right by a part alone: "sorry, it's ana.lopezz with two z"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from handoff.form.contact_details import read_contact, whole_name
from handoff.form.edits import LONGEST_SENTENCE, Edited
from handoff.form.phrases import clearly_asks, phrases
from handoff.form.sentences import clauses, sentences
from handoff.form.wishes import tells_wish
from handoff.requests.records import Form

SHORTEST_PART = 4
FEWEST_DIGITS = 2
LIKE_A_NAME = 0.7
LIKE = 0.8
"""From this likeness on a word is a part of the address that was mistyped."""

_NAME = re.compile(r"[^\W\d_][\w'’-]*[^\W_]")
_PART = re.compile(r"[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,6}")


def with_part_put_right(form: Form, message: str, region: str) -> Edited:
    """Return a form with the part of a name, address or number that a message writes otherwise, and the rest."""
    left = []
    found = form
    for sentence in sentences(message):
        changed, rest = _with_name(found, sentence)
        changed = _with_part(_with_digits(found, sentence), sentence, region) if changed == found else changed
        left += [sentence.strip()] if changed == found else rest
        found = changed
    return Edited(found, ". ".join(left)) if found != form else Edited(form, message)


def _with_name(form: Form, sentence: str) -> tuple[Form, list[str]]:
    """Return a form with the word of its name that a sentence writes otherwise, and the clauses that tell no name."""
    own = (form.name or "").split()
    if not own or not tells_name(sentence) or "@" in sentence or sentence.rstrip().endswith("?"):
        return form, []
    if (longer := whole_name(form.name or "", sentence)) != form.name:
        return replace(form, name=longer), []
    parts = {part for word in own for part in (word, *word.split("-"))}  # of what is there nothing is new
    told = [word for word in _NAME.findall(sentence) if word[0].isupper() and word not in parts]
    pairs = [(old, new) for old in own for new in told if old in new.split("-") or _likeness(old, new) >= LIKE_A_NAME]
    if not pairs:
        return form, []
    wrong, right = max(pairs, key=lambda pair: _likeness(*pair))
    rest = (one.strip() for one in clauses(sentence) if right not in one and not tells_name(one))
    return replace(form, name=" ".join(right if word == wrong else word for word in own)), list(rest)


def tells_name(sentence: str) -> bool:
    """Return whether a sentence speaks of the visitor's own name, or of letters."""
    plain = sentence[:LONGEST_SENTENCE].lower().replace("’", "'")
    return phrases().anywhere["named_anew"].search(plain) is not None


def spells_name(form: Form, sentence: str) -> bool:
    """Return whether a sentence tells how a word of the name is written which the form has."""
    is_of_name = tells_name(sentence) and "mail" not in sentence.lower()
    return is_of_name and not {*_NAME.findall(sentence)}.isdisjoint((form.name or "").split())


def _with_part(form: Form, sentence: str, region: str) -> Form:
    plain = sentence.casefold().replace("’", "'")
    is_told = _tells_spelling(plain)
    asks = clearly_asks(plain) and (plain.endswith("?") or not is_told)  # "is ana.lopez without point" tells
    if not form.email or "@" in plain or len(plain) > LONGEST_SENTENCE or asks or spells_name(form, sentence):
        return form
    for old, new in sorted(_pairs(form.email, plain), key=lambda pair: -_likeness(*pair)):
        is_marked = not new.isalpha()  # a dot, a digit or a hyphen is in no other word
        put = form.email.replace(old, new) if is_told or is_marked else form.email
        if put != form.email and (email := read_contact(put, region).email):
            return replace(form, email=email)
    return form


def _with_digits(form: Form, sentence: str) -> Form:
    """Return a form whose number ends with the digits of a sentence ("it should be 332"), if one of them is new."""
    told = [] if "@" in sentence else re.findall(r"(?<!\w)\d+(?!\w)", sentence[:LONGEST_SENTENCE])
    digits = [found.start() for found in re.finditer(r"\d", form.phone or "")][-len(told[0]) :] if told else []
    is_part = len(told) == 1 and len(digits) >= FEWEST_DIGITS and _tells_spelling(sentence.casefold())
    if not is_part or tells_wish(sentence):
        return form
    number = list(form.phone or "")
    changed = [place for place, digit in zip(digits, told[0], strict=False) if number[place] != digit]
    ends = phrases().anywhere["at_the_end"].search(sentence.lower()) is not None
    if len(digits) != len(told[0]) or not (len(changed) == 1 or (changed and ends)):
        return form
    for place, digit in zip(digits, told[0], strict=True):
        number[place] = digit
    return replace(form, phone="".join(number))


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new).ratio()


def _pairs(email: str, plain: str) -> Iterator[tuple[str, str]]:
    """Give the parts of an address with the words that are like them."""
    local, _, domain = email.casefold().partition("@")
    words = [found[0] for found in _PART.finditer(plain) if len(found[0]) >= SHORTEST_PART]
    for old in (local, domain, *local.split(".")):
        for word in words:
            is_new = word not in email and not _tells_spelling(word) and (old != domain or "." in word)
            if is_new and len(old) >= SHORTEST_PART and _likeness(old, word) >= LIKE:
                yield old, word


def _tells_spelling(text: str) -> bool:
    return phrases().anywhere["spelled_anew"].search(text) is not None
