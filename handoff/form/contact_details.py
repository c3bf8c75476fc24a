"""Read e-mail addresses, telephone numbers and names out of what visitors type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from handoff.form.phrases import LONGEST_PHRASE, is_sentence, new_value, phrases, says
from handoff.form.sentences import sentences
from handoff.form.telephone_numbers import find_telephone_numbers
from rareguide.word_lists import word_lists

LONGEST_NAME = 80
MOST_WORDS_OF_A_NAME = 6
SHORTEST_OWN_WORD = 3
"""Letters of the shortest word of a name by which an address tells it."""
LONGEST_ANSWER = 400
"""Characters of an answer in which a name is looked for; over more of them the patterns would take seconds."""

_ADDRESS = re.compile(r"(?<![^\s<>(),;:])[^\s<>(),;:]*@[^\s<>(),;]*")
_SIGN = re.compile(r"(?:^|\s)@|@(?:\s|$)|@[\w.-]+(?: \.|\. )")
"""The sign of an address apart from what stands around it, or a point behind it that is."""
_CLAUSE_BEFORE = re.compile(r"(?:^|[,.;:!?\n] ?)(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,2})[ ,:;(–-]*$")
_CLAUSE_AFTER = re.compile(r"[ ,;)–-]+(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,2})(?=$|[,.;:!?\n])")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_EDGES = " \t\n.,;:!?()<>[]\"'“”‘’-–"
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)?$")


@dataclass(frozen=True)
class ContactDetails:
    """Hold what was read.

    Attributes:
        phone: a telephone number as it was written.
        wrong: the part that looks like an address or a number and is none.
        disowned: addresses and numbers that are named as the ones not to use.
        others: further addresses and numbers, which stand in `parts`.
        parts: what stands before, between and after those that were read.
    """

    email: str | None = None
    phone: str | None = None
    wrong: str | None = None
    disowned: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def is_given(self) -> bool:
        """Return whether there is a way to reach the visitor."""
        return self.email is not None or self.phone is not None

    @property
    def is_all(self) -> bool:
        """Return whether nothing but words such as "my number is" stands around."""
        return self.is_given and self._stands_alone

    @property
    def is_all_wrong(self) -> bool:
        """Return whether a message gives nothing but what looks like an address or a number and is none."""
        return self.wrong is not None and not self.is_given and self._stands_alone

    @property
    def _stands_alone(self) -> bool:
        around = " ".join(self.parts).replace("\u2019", "'").strip()
        return phrases().joining.match(phrases().anywhere["before_name"].sub("", around)) is not None


def read_contact(text: str, region: str, is_asked: bool = False) -> ContactDetails:
    """Read an e-mail address, checked without asking its domain, and a telephone number.

    `region` is the one whose numbers have no country's code, or empty. `is_asked` tells that the text answers the
    question for contact details, so that any row of digits is meant for a telephone number.
    """
    found = sorted(_found_in(text, region, is_asked), key=lambda one: one.start)
    disowned = _disowned(text, found)
    kept = [one for one in found if one not in disowned]
    email = next((one.valid for one in kept if one.is_address and one.valid), None)
    phone = next((one.valid for one in kept if not one.is_address and one.valid), None)
    numbers_count = phone is None  # beside a number that can be dialled, other digits are something else
    wrong = next((one.written for one in kept if not one.valid and (one.is_address or numbers_count)), None)
    taken_out = tuple(one.valid or one.written for one in disowned)
    # A second number stays with the words around it: "the mobile 0171 … after five".
    cut = [one for one in found if one in disowned or not one.valid or one.valid in (email, phone)]
    others = tuple(text[one.start : one.end] for one in found if one not in cut)
    return ContactDetails(email, phone, wrong, taken_out, others, _parts(text, cut, disowned))


@dataclass(frozen=True)
class _Found:
    """Hold a part of a text that looks like an address or a number; `valid` is the form it is kept in, if any."""

    written: str
    valid: str | None
    start: int
    end: int
    is_address: bool


def _found_in(text: str, region: str, is_asked: bool) -> Iterator[_Found]:
    is_spoken = is_asked and (_SIGN.search(text) is not None or "@" not in text)
    spoken = list(_spoken_addresses(text)) if is_spoken else []
    yield from spoken
    for found in _ADDRESS.finditer(text):
        if any(one.start <= found.start() < one.end for one in spoken):
            continue
        written = found.group().strip(_EDGES)
        try:
            # Only what every mail server takes: a name in ASCII, and the domain as the network knows it.
            valid = validate_email(written, check_deliverability=False, allow_smtputf8=False).ascii_email
        except EmailNotValidError:
            valid = None
        yield _Found(written, valid, found.start(), found.end(), is_address=True)
    without_addresses = _ADDRESS.sub(lambda found: " " * len(found.group()), text)
    for number in find_telephone_numbers(without_addresses, region, is_asked):
        valid = number.written if number.is_dialled else None
        yield _Found(number.written, valid, number.start, number.end, is_address=False)


def _spoken_addresses(text: str) -> Iterator[_Found]:
    """Give the addresses that are written as they are spoken: "rosa dot green at larkfield dot example"."""
    for found in phrases().anywhere["spoken_address"].finditer(text.lower()):
        told = f"{found['user']}@{found['domain']}"
        for sign, word in phrases().spoken_signs.items():
            told = re.sub(word, sign, told)
        try:
            address = validate_email(told, check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            continue
        yield _Found(found[0], address.ascii_email, found.start(), found.end(), is_address=True)


def _disowned(text: str, found: Sequence[_Found]) -> list[_Found]:
    """Return those that the words around them name as wrong, old or replaced by the next."""
    rules = phrases().anywhere
    plain = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text).replace("\u2019", "'")
    disowned = []
    for index, one in enumerate(found):
        start, end = _quotation(text, one)
        before = plain[found[index - 1].end if index else 0 : start][-LONGEST_PHRASE:]
        following = found[index + 1].start if index + 1 < len(found) else None
        after = plain[end : following or end + LONGEST_PHRASE]
        is_replaced = following is not None and rules["taken_back"].search(after) is not None
        if is_replaced or rules["disowned_before"].search(before) or rules["disowned_after"].search(after):
            disowned.append(one)
    return disowned


def _quotation(text: str, one: _Found) -> tuple[int, int]:
    """Return where the quotation begins and ends that a number or an address stands in, or the part itself."""
    for quoted in _QUOTED.finditer(text):
        if quoted.start() < one.start and one.end < quoted.end():
            return quoted.span()
    return one.start, one.end


def _parts(text: str, found: Sequence[_Found], disowned: Sequence[_Found]) -> tuple[str, ...]:
    """Return what stands before, between and after some parts; a quotation of a disowned one is left out as well."""
    spans = sorted(_quotation(text, one) if one in disowned else (one.start, one.end) for one in found)
    parts, place = [], 0
    for start, end in spans:
        parts.append(text[place:start])
        place = max(place, end)
    return (*parts, text[place:])


def with_capital_names(text: str) -> str:
    """Return a text with the capitals of a name that stands in small letters beside an address which has a word of it.

    "ana lopez, ana.l@larkfield.example" needs no other word to be read.
    """
    spoken = [(one.written, one.start, one.end) for one in _spoken_addresses(text)]
    for address, start, end in [*spoken, *((one[0], *one.span()) for one in _ADDRESS.finditer(text))]:
        user = address.lower().partition("@")[0]
        before, after = _CLAUSE_BEFORE.search(text[:start]), _CLAUSE_AFTER.match(text[end:])
        for found, place in ((before, 0), (after, end)):
            name = found["name"] if found else ""
            is_told = any(word in user for word in name.split() if len(word) >= SHORTEST_OWN_WORD)
            if found and is_told and name.islower() and may_be_name(name):
                at = place + found.start("name")
                text = text[:at] + name.title() + text[at + len(name) :]
    return text


def read_introduction(text: str) -> str:
    """Return the name in "I'm Mrs Green, please call me" or "Thanks, Jo", or nothing."""
    straight = text.replace("\u2019", "'")
    signed = phrases().anywhere["signed"].search(straight[-LONGEST_PHRASE:])
    found = phrases().anywhere["introduced"].search(straight) or signed
    return whole_name(found["name"].strip(_EDGES)[:LONGEST_NAME], straight) if found else ""


def whole_name(name: str, text: str) -> str:
    """Return a name with the last name that stands behind it somewhere else ("I am Graham. Graham Pike")."""
    said = rf"(?<![\w-]){re.escape(name)}(?: {phrases().particles.pattern}[A-Z][\w'-]+){{1,3}}(?=$|[^\w'-])"
    found = re.search(said, text[:LONGEST_ANSWER]) if name else None
    return found[0] if found else name


def read_name_alone(text: str) -> str:
    """Return the name in a message that gives nothing else ("I am Tom"), or nothing."""
    found = phrases().name_alone.fullmatch(text.replace("\u2019", "'").strip(_EDGES)[:LONGEST_PHRASE])
    name = found["name"].strip(_EDGES) if found else ""
    return name.title() if name.islower() else name


def named_shortly(text: str) -> str:
    """Return the name in a sentence of notes ("name tomasz", "Name: Ana Lopez"), or nothing."""
    bare = phrases().joining.sub("", _IN_BRACKETS.sub("", text).strip(_EDGES)[:LONGEST_PHRASE])
    found = phrases().anywhere["named_shortly"].fullmatch(bare)
    name = found["name"].strip(_EDGES) if found else ""
    return name.title() if name.islower() else name


def may_be_name(name: str) -> bool:
    """Return whether some words may be somebody's name, rather than a sentence."""
    words = name.split()
    is_short = len(words) <= MOST_WORDS_OF_A_NAME and words[:1] != [] and words[0].lower() not in word_lists().numbers
    is_plain = any(map(str.isalpha, name)) and not any(mark in "?!@" or mark.isdigit() for mark in name)
    return is_short and is_plain and not (is_sentence(name) or says("filler", name))


def read_bare_name(text: str) -> str:
    """Return the name in a message of nothing else ("Ana Lopez", "just Ana"), in capitals as names are, or nothing."""
    bare = phrases().anywhere["simply"].sub("", text.strip(_EDGES))
    name = read_name(bare)
    is_enough = len(name.split()) > 1 or bare != text.strip(_EDGES)
    return name if is_enough and is_written_as_name(name) else ""


def is_written_as_name(name: str) -> bool:
    """Return whether up to four words have the capitals of a name, and are no words that begin a sentence."""
    words = name.split()
    joining = [word for word in words if word == "&" or phrases().particles.fullmatch(f"{word} ")]
    is_capital = all(word[:1].isupper() for word in words if word not in joining) and len(words) <= 4
    return bool(words) and is_capital and _may_begin_name(words[0]) and may_be_name(name)


def names_itself(text: str) -> bool:
    """Return whether a message says by what name to call the visitor ("call me Al")."""
    name = read_name(new_value("name", text) or "")
    return bool(name) and _may_begin_name(name) and may_be_name(name)


def _may_begin_name(name: str) -> bool:
    return phrases().anywhere["named"].search(name) is not None


def leading_name(text: str) -> str:
    """Return the name that a sentence begins with ("Robert Hale and no more questions"), or nothing.

    What comes after it, a comma or a word such as "and", must end it; without capitals it must be introduced.
    """
    one_line = " ".join(text[:LONGEST_ANSWER].replace("\u2019", "'").split())
    found = phrases().anywhere["leading_name"].match(one_line)
    if found is None:
        return read_introduction(one_line)
    name = found["name"] or found["introduced"]
    return name.title() if name.islower() else name


def read_name(text: str) -> str:
    """Return the name in "My name is Maria Gomez." or "Maria, my e-mail is", or nothing; always one line."""
    one_line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_ANSWER]
    plain = phrases().anywhere["before_name"].sub("", one_line.replace("’", "'").strip(_EDGES))
    label, _, named = plain.partition(": ")  # "Meno: Peter Novák"
    plain = named if named[:1].isupper() and " " not in label else plain
    introduced = phrases().anywhere["introduces"].match(plain.lower())
    plain = plain[introduced.end() if introduced else 0 :]
    plain = next(iter(sentences(plain)), "") if introduced or "?" not in plain else plain
    plain = _IN_BRACKETS.sub("", phrases().anywhere["not_another"].sub("", phrases().anywhere["simply"].sub("", plain)))
    plain = phrases().joining.sub("", phrases().anywhere["after_name"].sub("", plain)).strip(_EDGES)
    return plain[:LONGEST_NAME]
