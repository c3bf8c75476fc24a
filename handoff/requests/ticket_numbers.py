"""Make the numbers that visitors know their requests by: short enough to say, too many to guess."""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are misread."""

LENGTH = 8


def new_number() -> str:
    """Return a ticket number with 40 random bits, such as RG-7K3M0QXZ."""
    return "RG-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_number(text: str) -> str:
    """Return a typed ticket number as it is stored: letters that are taken for digits become those digits."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper()).removeprefix("RG")
    return "RG-" + plain.translate(str.maketrans("ILO", "110"))
