"""Read e-mail addresses, telephone numbers and names out of what visitors type."""

from __future__ import annotations

import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from handoff.form.phrases import LONGEST_PHRASE, is_sentence, phrases
from handoff.form.telephone_numbers import find_telephone_numbers

LONGEST_NAME = 80
MOST_WORDS_OF_A_NAME = 6
LONGEST_ANSWER = 400
"""Characters of an answer in which a name is looked for; over more of them the patterns would take seconds."""

_ADDRESS = re.compile(r"(?<![^\s<>(),;:])[^\s<>(),;:]*@[^\s<>(),;]*")
_EDGES = " \t\n.,;:!?()<>[]\"'“”‘’-–"
_INTRODUCTION = re.compile(
    r"^(?:(?:well|hi|hello|sure|ok|okay|yes)[,.! ]+)?(?:my (?:full )?name(?:'s| is)|i am|i'm|im|this is|it's|it is|"
    r"call me|name:?|you can call me|they call me)\s+(?:called\s+)?",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"(?:[,;.:!()\s]|\b(?:and|or|my|e-?mail|mail|phone|telephone|mobile|cell|number|address|is|at|the|reach me|"
    r"contact me|call(?: me| us)?|ring(?: me| us)?|text(?: me)?|write to|under|on|by|via|it's|its|you can|please|pls|"
    r"thanks|thx|sorry|wrong|right|correct|no|oh|wait|actually|his|her|our)\b)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ContactDetails:
    """Hold what was read.

    Attributes:
        phone: a telephone number as it was written.
        wrong: the part that looks like an address or a number and is none.
        before: what stands before the first of them.
        rest: what stands around them.
    """

    email: str | None = None
    phone: str | None = None
    wrong: str | None = None
    before: str = ""
    rest: str = ""

    @property
    def is_given(self) -> bool:
        """Return whether there is a way to reach the visitor."""
        return self.email is not None or self.phone is not None

    @property
    def is_all(self) -> bool:
        """Return whether nothing but words such as "my number is" stands around."""
        return self.is_given and _JOINING.match(self.rest.replace("\u2019", "'")) is not None


def read_contact(text: str, region: str, is_asked: bool = False) -> ContactDetails:
    """Read an e-mail address, checked without asking its domain, and a telephone number.

    `region` is the one whose numbers have no country's code, or empty. `is_asked` tells that the text answers the
    question for contact details, so that any row of digits is meant for a telephone number.
    """
    email, phone, wrong = None, None, None
    found_at: list[tuple[int, int]] = []
    for found in _ADDRESS.finditer(text):
        found_at.append(found.span())
        candidate = found.group().strip(_EDGES)
        try:
            # Only what every mail server takes: a name in ASCII, and the domain as the network knows it.
            found_email = validate_email(candidate, check_deliverability=False, allow_smtputf8=False)
            email = email or found_email.ascii_email
        except EmailNotValidError:
            wrong = wrong or candidate
    without_addresses = _ADDRESS.sub(lambda found: " " * len(found.group()), text)
    numbers = list(find_telephone_numbers(without_addresses, region, is_asked))
    found_at += [(number.start, number.end) for number in numbers]
    phone = next((number.written for number in numbers if number.is_dialled), None)
    if numbers and phone is None:
        wrong = wrong or numbers[0].written
    return ContactDetails(email, phone, wrong, *_around(text, sorted(found_at)))


def _around(text: str, found_at: list[tuple[int, int]]) -> tuple[str, str]:
    """Return what stands before the first of some places in a text, and all that stands around them."""
    if not found_at:
        return text, text
    ends = [0, *(end for _, end in found_at)]
    starts = [*(start for start, _ in found_at), len(text)]
    return text[: starts[0]], " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def read_introduction(text: str) -> str:
    """Return the name in "I'm Mrs Green, please call me" or "Thanks, Jo", or nothing."""
    straight = text.replace("\u2019", "'")
    signed = phrases().anywhere["signed"].search(straight[-LONGEST_PHRASE:])
    found = phrases().anywhere["introduced"].search(straight) or signed
    return found["name"].strip(_EDGES)[:LONGEST_NAME] if found else ""


def read_name_alone(text: str) -> str:
    """Return the name in a message that gives nothing else ("I am Tom"), or nothing."""
    found = phrases().name_alone.fullmatch(text.replace("\u2019", "'").strip(_EDGES)[:LONGEST_PHRASE])
    name = found["name"].strip(_EDGES) if found else ""
    return name.title() if name.islower() else name


def may_be_name(name: str) -> bool:
    """Return whether some words may be somebody's name, rather than a sentence."""
    is_short = len(name.split()) <= MOST_WORDS_OF_A_NAME
    return is_short and any(letter.isalpha() for letter in name) and not is_sentence(name)


def read_name(text: str) -> str:
    """Return the name in "My name is Maria Gomez." or "Maria, my e-mail is", or nothing; always one line."""
    one_line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_ANSWER]
    plain = one_line.replace("’", "'").strip(_EDGES)
    plain = _INTRODUCTION.sub("", plain)
    plain = _JOINING.sub("", plain).strip(_EDGES)
    return plain[:LONGEST_NAME]
