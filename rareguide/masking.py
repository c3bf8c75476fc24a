"""Show values of settings in sentences, and nothing of them that is secret."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

LONGEST_SHOWN = 80
"""How many characters of a value are shown."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*://)?(.*)", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(?:[\w.-]+|\[[\da-f:.]+\])?(?::\d{1,5})?", re.IGNORECASE)
_SHOWN_OPTIONS = frozenset({"starttls", "host", "port", "sslmode", "db"})


def shown(value: str) -> str:
    """Return a value as it stands in a sentence."""
    return repr(value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…")


def hidden(value: str) -> str:
    """Return what may be said of a secret: how long it is."""
    return f"{len(value)} characters that are not shown here"


def masked(url: str) -> str:
    """Return an address without the user, the password and most options, also where it is written wrongly.

    What cannot be told from a password is not shown.
    """
    found = _SCHEME.fullmatch(url)
    scheme, rest = (found[1] or "", found[2]) if found else ("", url)
    _, at, place = rest.rpartition("@")
    place, mark, options = place.partition("?")
    authority, slash, path = place.partition("/")
    if not _AUTHORITY.fullmatch(authority) or authority.startswith(":"):
        return f"{scheme}***"
    named = parse_qsl(options, keep_blank_values=True)
    options = "&".join(f"{name}={value if name in _SHOWN_OPTIONS else '***'}" for name, value in named)
    return f"{scheme}{'***' if at else ''}{at}{authority}{slash}{path}{mark}{options}"
