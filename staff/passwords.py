"""Hash passwords, check them, and make new ones."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST = 12
LONGEST = 256
LONGEST_GUESSED = 72
"""How much of a password is judged, which is what zxcvbn takes; what follows makes it no weaker."""
FEWEST_GUESSES = 3
"""The lowest of zxcvbn's scores from 0 to 4 that will do: more than a hundred million guesses."""
SHORTEST_WORD = 4
PRODUCT = "RareGuide"
LOOK_ALIKES = str.maketrans("01!|i3457$@", "ollllEASTsa".lower())
"""What stands for letters, each for one; i, l and 1 are one sign."""
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
    """Return whether a password is the one that was hashed; takes as long for `None`, which nothing is."""
    try:
        return _hasher().verify(password_hash or _nobodys_hash(), password[: LONGEST + 1]) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def check_new_password(password: str, email: str, name: str, installation: str = "") -> None:
    """Raise `UnfitPassword` unless a password may be used.

    It may not have words of the account's address and name, or of the `installation`'s name, in it. How many guesses it
    would take is what zxcvbn estimates, which knows 30,000 common passwords, names, words, rows of keys and dates
    (Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016).
    """
    if len(password) < SHORTEST:
        raise UnfitPassword(f"The new password needs at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise UnfitPassword(f"The new password may have at most {LONGEST} characters.")
    known = _words(email, name, PRODUCT, installation)
    forms = _forms(password)
    if any(word in form for word in map(_undisguised, known) for form in map(_undisguised, forms)):
        raise UnfitPassword("The new password has your name or address in it, or the name of this installation.")
    if any(zxcvbn(form[:LONGEST_GUESSED], user_inputs=known)["score"] < FEWEST_GUESSES for form in forms):
        raise UnfitPassword("The new password is too easily guessed: it is a common one, or close to it.")


def _words(*names: str) -> list[str]:
    """Return the words of names that are long enough to tell something; those of a mail server's domain as well."""
    return sorted({word for name in names for word in re.findall(r"\w+", _letters(name)) if len(word) >= SHORTEST_WORD})


def _forms(password: str) -> tuple[str, ...]:
    """Return a password as it is, in plain letters, and without what stands between those and digits."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", password) if not _is_mark(sign))
    return password, plain, "".join(filter(str.isalnum, plain))


def _is_mark(sign: str) -> bool:
    """Return whether a sign is an accent, or not to be seen."""
    return unicodedata.category(sign) in ("Mn", "Cf")


def _undisguised(text: str) -> str:
    """Return a text with letters in the place of the digits and signs that often stand for them."""
    return _letters(text).translate(LOOK_ALIKES)


def _letters(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def new_password() -> str:
    """Return a random password of about 99 bits, in groups of five letters."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))
