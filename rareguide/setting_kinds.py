"""Say what a setting may be: each kind in words, and as a function that reads it or says what is wrong with it."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rareguide.masking import hidden, shown

HIGHEST_PORT = 65535
SHORTEST_SECRET = 16
HOW_TO_MAKE_A_SECRET = "made once with: openssl rand -hex 32"  # noqa: S105
HOW_TO_MAKE_A_FERNET_KEY = (
    "make one with: .venv/bin/python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
)
LONGEST_LINE = 500
STAFF_ROLES = ("operator", "editor", "administrator")
"""The roles of the staff site; `staff/roles.py` says what each may do."""
NEAR_ENOUGH = 0.75
"""How like another name, from 0 to 1, one must be to be proposed."""

_FERNET_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")  # 32 bytes in URL-safe base 64
_SCOPES = re.compile(r"[!#-\[\]-~]+(?: [!#-\[\]-~]+)*")  # RFC 6749, 3.3
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}


class Unfit(ValueError):
    """A value that a setting may not have; the message, which may be empty, says what of it is wrong."""


@dataclass(frozen=True)
class Kind:
    """Hold what a setting may be, in words that follow "must be", and how it is read and shown.

    `read` returns the value, or raises `ValueError`; `show` returns what may be seen of a wrong one.
    """

    may_be: str
    read: Callable[[str], Any]
    show: Callable[[str], str] = shown

    def or_empty(self, meaning: str = "") -> Kind:
        """Return the kind that an empty text is of too."""
        ending = f"empty {meaning}".strip()
        return Kind(f"{self.may_be}, or {ending}", lambda text: self.read(text) if text.strip() else "", self.show)


def number(lowest: float, highest: float, unit: str = "", *, is_whole: bool = True) -> Kind:
    """Return the kind of a number between two, both included."""

    def read(text: str) -> float:
        value = int(text) if is_whole else float(text)
        if not lowest <= value <= highest:  # which "nan" is not either
            raise Unfit
        return value

    words = f"a {'whole ' if is_whole else ''}number{f' of {unit}' if unit else ''} from {lowest} to {highest}"
    return Kind(words, read)


def choice(*allowed: str) -> Kind:
    """Return the kind of one of some words; upper and lower case are the same."""
    as_declared = {word.casefold(): word for word in allowed}

    def read(text: str) -> str:
        if text.strip().casefold() not in as_declared:
            raise Unfit
        return as_declared[text.strip().casefold()]

    return Kind(" or ".join(filter(None, (", ".join(allowed[:-1]), allowed[-1]))), read)


def _truth(text: str) -> bool:
    try:
        return _TRUTHS[text.strip().lower()]
    except KeyError as problem:
        raise Unfit from problem


def _line(text: str) -> str:
    if not text.strip():
        raise Unfit
    if len(text) > LONGEST_LINE or not text.isprintable():
        raise Unfit(f"it is longer than {LONGEST_LINE} characters, or has others than letters, digits and signs")
    return text


def _paragraph(text: str) -> str:
    if not text.strip():
        raise Unfit
    if not all(sign.isprintable() or sign in "\n\t" for sign in text):
        raise Unfit("it has others than letters, digits, signs, line ends and tabs")
    return text


def _phone(text: str) -> str:
    if sum(sign.isdigit() for sign in text) < 3:  # the shortest of numbers, such as 911
        raise Unfit("it has fewer than three digits")
    return _line(text)


def _folder_to_write(text: str) -> Path:
    from rareguide.settings import ROOT

    folder = ROOT / text
    if not text.strip() or "\0" in text or any(_is_no_folder(one) for one in (folder, *folder.parents)):
        raise Unfit
    return Path(text)


def _is_no_folder(path: Path) -> bool:
    """Return whether something else than a folder is there, or can never be, such as under a name that is too long."""
    try:
        return path.exists() and not path.is_dir()
    except OSError as problem:
        raise Unfit(str(problem.strerror)) from problem


def _folder_to_read(text: str) -> str:
    from rareguide.settings import ROOT

    folder = ROOT / text
    if "\0" in text or _is_no_folder(folder) or not folder.exists():
        raise Unfit(f"{folder} is no folder")
    return text


def secret(shortest: int = 1) -> Kind:
    """Return the kind of a secret text of printable ASCII signs, which is never shown."""

    def read(text: str) -> str:
        if len(text.strip()) < shortest:
            raise Unfit(f"it is too short; one is {HOW_TO_MAKE_A_SECRET}")
        if not text.isascii() or not text.isprintable() or text != text.strip():
            raise Unfit("it has signs other than the printable ones of ASCII, or a space at its begin or end")
        return text

    length = f"of at least {shortest} letters, digits and signs" if shortest > 1 else "of letters, digits and signs"
    return Kind(f"a text {length}", read, hidden)


def _fernet_keys(text: str) -> str:
    keys = list(filter(None, map(str.strip, text.split(","))))
    if not keys:
        raise Unfit("there is no key in it")
    for place, key in enumerate(keys, start=1):
        if not _FERNET_KEY.fullmatch(key):
            raise Unfit(f"number {place} is none; {HOW_TO_MAKE_A_FERNET_KEY}")
    return text


def _business_hours(text: str, country: str = "") -> str:
    from rareguide.business_hours import BusinessHours, WrongBusinessHours

    if text and not text.strip(" ;"):
        raise Unfit("it has no days")
    try:
        BusinessHours(text, "UTC", country)
    except WrongBusinessHours as problem:
        raise Unfit(str(problem)) from problem
    return text


def _holidays(text: str) -> str:
    _business_hours("", text)
    return text


def _phone_region(text: str) -> str:
    import phonenumbers

    if text not in phonenumbers.SUPPORTED_REGIONS:
        raise Unfit("no telephone numbers are known of it")
    return text


def _starters(text: str) -> str:
    from rareguide.starters import WrongStarters, check_starters

    try:
        return check_starters(text)
    except WrongStarters as problem:
        raise Unfit(str(problem)) from problem


def _time_zone(text: str) -> str:
    names = zoneinfo.available_timezones()
    if text not in names:
        cities = {name.rpartition("/")[2].casefold(): name for name in sorted(names)}
        near = difflib.get_close_matches(text.casefold().replace(" ", "_"), cities, n=1, cutoff=NEAR_ENOUGH)
        raise Unfit(f"did you mean {cities[near[0]]}?" if near else "")
    return text


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """Return the question after the nearest of some names, or nothing where none is near."""
    near = difflib.get_close_matches(text, list(names), n=1, cutoff=NEAR_ENOUGH)
    return f"did you mean {near[0]}?" if near else ""


def roles_by_claim(text: str) -> dict[str, tuple[str, ...]]:
    """Return the staff's roles that each value of a claim gives, from `value=role; value=role`; raise `Unfit`.

    A value may have commas and signs of equality in it, as names of groups in a directory do.
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        value, _, role = (side.strip() for side in part.rpartition("="))
        if not value or role not in STAFF_ROLES:
            raise Unfit(f"{shown(part)} is not a value, =, and one of {', '.join(STAFF_ROLES)}")
        found[value] = (*found.get(value, ()), role)
    if not found:
        raise Unfit("no value gives a role")
    return found


def _roles_by_claim(text: str) -> str:
    roles_by_claim(_line_of_any_length(text))
    return text


def _line_of_any_length(text: str) -> str:
    if not text.isprintable():
        raise Unfit("it has others than letters, digits and signs")
    return text


def _scopes(text: str) -> str:
    if "openid" not in text.split() or not _SCOPES.fullmatch(text):
        raise Unfit("openid must be among them, and none may have other signs than those of ASCII")
    return text


PORT = number(1, HIGHEST_PORT)
TRUTH = Kind("true or false", _truth)
LINE = Kind("a line of text, and not empty", _line)
PARAGRAPH = Kind("a text, and not empty", _paragraph)
PHONE = Kind("a telephone number", _phone)
FOLDER_TO_WRITE = Kind("a folder, or one that can be made", _folder_to_write)
FOLDER_TO_READ = Kind("a folder that there is", _folder_to_read)
SECRET = secret()
OWN_SECRET = secret(SHORTEST_SECRET)
FERNET_KEYS = Kind("Fernet keys, separated by commas", _fernet_keys, hidden)
REGION = choice("US")  # those whose emergency numbers are known
PHONE_REGION = Kind("two capital letters of a region, such as US or GB", _phone_region)
BUSINESS_HOURS = Kind("days and hours, such as Mon-Fri 09:00-17:00; Sat 10:00-12:00", _business_hours)
HOLIDAYS = Kind("a country, or a part of one, such as US or US-NY", _holidays)
STARTERS = Kind("names of starters, separated by commas, such as diagnosed, person", _starters)
TIME_ZONE = Kind("the name of a time zone, such as America/New_York", _time_zone)
ROLES_BY_CLAIM = Kind("values with roles, such as help-desk=operator; it-team=administrator", _roles_by_claim)
SCOPES = Kind("scopes with a blank between, such as openid email profile", _scopes)
