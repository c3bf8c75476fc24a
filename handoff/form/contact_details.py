"""Read e-mail addresses, telephone numbers and names out of what visitors type."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

LONGEST_NAME = 80
LONGEST_ANSWER = 400
"""Characters of an answer in which a name is looked for; over more of them the patterns would take seconds."""

_ADDRESS = re.compile(r"(?<![^\s<>(),;:])[^\s<>(),;:]*@[^\s<>(),;]*")
_DIGITS = re.compile(r"\+?\d[\d\s()./-]{3,}\d")
_EDGES = " \t\n.,;:!?()<>[]\"'“”‘’-–"
_INTRODUCTION = re.compile(
    r"^(?:(?:well|hi|hello|sure|ok|okay|yes)[,.! ]+)?(?:my (?:full )?name(?:'s| is)|i am|i'm|im|this is|it's|it is|"
    r"call me|name:?|you can call me|they call me)\s+(?:called\s+)?",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"(?:[,;\s]|\b(?:and|or|my|e-?mail|mail|phone|telephone|mobile|cell|number|address|is|at|the|reach me|"
    r"contact me|call|call me|text|write to|under|on|by|via|it's|you can)\b)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ContactDetails:
    """Hold what was read.

    Attributes:
        wrong: the part that looks like an address or a number and is none.
        before: what stands before the first of them.
    """

    email: str | None = None
    phone: str | None = None
    wrong: str | None = None
    before: str = ""

    @property
    def is_given(self) -> bool:
        """Return whether there is a way to reach the visitor."""
        return self.email is not None or self.phone is not None


def read_contact(text: str, region: str) -> ContactDetails:
    """Read an e-mail address, checked without asking its domain, and a telephone number of a region's form."""
    email, phone, wrong = None, None, None
    starts = []
    for found in _ADDRESS.finditer(text):
        starts.append(found.start())
        candidate = found.group().strip(_EDGES)
        try:
            # Only what every mail server takes: a name in ASCII, and the domain as the network knows it.
            found_email = validate_email(candidate, check_deliverability=False, allow_smtputf8=False)
            email = email or found_email.ascii_email
        except EmailNotValidError:
            wrong = wrong or candidate
    without_addresses = _ADDRESS.sub(lambda found: " " * len(found.group()), text)
    for match in phonenumbers.PhoneNumberMatcher(without_addresses, region or None):
        starts.append(match.start)
        phone = phone or phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    digits = _DIGITS.search(without_addresses)
    if digits is not None and phone is None:
        starts.append(digits.start())
        wrong = wrong or digits.group().strip()
    before = text[: min(starts)] if starts else text
    return ContactDetails(email, phone, wrong, before)


def read_name(text: str) -> str:
    """Return the name in "My name is Maria Gomez." or "Maria, my e-mail is", or nothing; always one line."""
    one_line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_ANSWER]
    plain = one_line.replace("’", "'").strip(_EDGES)
    plain = _INTRODUCTION.sub("", plain)
    plain = _JOINING.sub("", plain).strip(_EDGES)
    return plain[:LONGEST_NAME]
