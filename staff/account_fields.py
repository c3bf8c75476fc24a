"""Say what an account's address, name, roles and team may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from staff.roles import ROLES

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
LONGEST_EMAIL = 254
LONGEST_NAME = 100
LONGEST_SUBJECT = 255  # OpenID Connect Core 1.0, 2
DIRECTIONS = frozenset("LRE RLE LRO RLO PDF LRI RLI FSI PDI".split())
"""Classes of Unicode's characters that turn the direction of writing."""


class UnfitAccount(ValueError):
    """The account cannot be made or changed so; the message says why."""


def plain_email(email: str) -> str:
    """Return an address in the form in which it is kept."""
    return email.strip().lower()


def fit_roles(roles: str | Iterable[str]) -> str:
    """Return roles in the form in which they are kept, each once, in the order of `ROLES`; raise `UnfitAccount`."""
    named = {roles} if isinstance(roles, str) else set(roles)
    if not named or not named <= set(ROLES):
        raise UnfitAccount(f"The role must be one of {', '.join(ROLES)}; an account may have several.")
    return " ".join(role for role in ROLES if role in named)


def fit_name(name: str) -> str:
    """Return a name without space around it; raise `UnfitAccount`."""
    if not name.strip():
        raise UnfitAccount("The account needs a name of at most 100 characters.")
    return _fit_line(name, "name")


def fit_team(team: str) -> str:
    """Return a team's name without space around it, empty for none; raise `UnfitAccount`."""
    return _fit_line(team, "team")


def check_email(email: str) -> None:
    """Raise `UnfitAccount` where an address cannot be one."""
    if not is_email(email):
        raise UnfitAccount("This is not an e-mail address.")


def is_email(email: str) -> bool:
    """Return whether a text may be an account's address."""
    return bool(ADDRESS.fullmatch(email.strip())) and email.strip().isprintable() and len(email) <= LONGEST_EMAIL


def is_subject(told: object) -> bool:
    """Return whether something may be what a provider knows a person as."""
    return isinstance(told, str) and 0 < len(told) <= LONGEST_SUBJECT and told.isprintable()


def _fit_line(words: str, what: str) -> str:
    bare = words.strip()
    if len(bare) > LONGEST_NAME:
        raise UnfitAccount(f"The {what} may have at most {LONGEST_NAME} characters.")
    if any(_is_unfit_in_names(letter) for letter in bare):
        raise UnfitAccount(f"The {what} has a character that cannot be seen; type it again.")
    return bare


def as_fit_name(name: str) -> str:
    """Return what of a name may be an account's; empty where nothing may."""
    return "".join(letter for letter in name if not _is_unfit_in_names(letter)).strip()[:LONGEST_NAME].strip()


def _is_unfit_in_names(letter: str) -> bool:
    """Return whether a character would let a name look like another one, or turn the words around it."""
    is_control = unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
    turns_direction = letter in "\u061c\u200e\u200f" or unicodedata.bidirectional(letter) in DIRECTIONS
    return is_control or turns_direction
