"""Read an address or a number that is put right by a part of it alone: "sorry, it's ana.lopezz with two z"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from handoff.form.contact_details import read_contact
from handoff.form.edits import LONGEST_SENTENCE, Edited
from handoff.form.phrases import clearly_asks, phrases
from handoff.form.wishes import sentences, tells_wish
from handoff.requests.records import Form

SHORTEST_PART = 4
FEWEST_DIGITS = 2
LIKE = 0.8
"""From this likeness on a word is a part of the address that was mistyped."""

_PART = re.compile(r"[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,6}")


def with_part_put_right(form: Form, message: str, region: str) -> Edited:
    """Return a form with the part of its address or number that a message writes otherwise, and the rest of it."""
    left = []
    found = form
    for sentence in sentences(message):
        changed = _with_part(_with_digits(found, sentence), sentence, region)
        left += [sentence.strip()] if changed == found else []
        found = changed
    return Edited(found, ". ".join(left)) if found != form else Edited(form, message)


def _with_part(form: Form, sentence: str, region: str) -> Form:
    plain = sentence.casefold().replace("’", "'")
    if not form.email or "@" in plain or len(plain) > LONGEST_SENTENCE or clearly_asks(plain):
        return form
    is_told = _tells_spelling(plain)
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
    if len(digits) != len(told[0]) or len(changed) != 1:
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
