"""Hash passwords, check them, and make new ones."""

from __future__ import annotations

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 256
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike: first passwords are copied by hand."""


class UnfitPassword(ValueError):
    """The password is too short, too long or too easily guessed; the message says which."""


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_hex())


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _hasher().hash(password)


def is_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is the one that was hashed; takes as long for `None`, which nothing is."""
    try:
        return _hasher().verify(password_hash or _nobodys_hash(), password[: LONGEST + 1]) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def check_new_password(password: str, email: str, name: str) -> None:
    """Raise `UnfitPassword` unless a password may be used."""
    if len(password) < SHORTEST:
        raise UnfitPassword(f"The new password needs at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise UnfitPassword(f"The new password may have at most {LONGEST} characters.")
    if password.casefold() in (email.casefold(), name.casefold()) or len(set(password)) < 4:
        raise UnfitPassword("The new password is too easily guessed.")


def new_password() -> str:
    """Return a random password of about 99 bits, in groups of five letters."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))
