"""Find words in a value of the form, and put others in their place."""

from __future__ import annotations

import re

from handoff.form.edit_rules import straight

_EDGES = " \t\n,;:.!?\"“”'‘’()–-"


def found_in(value: str, old: str) -> tuple[int, int] | None:
    """Return where the first words of `old` stand in a value, more than half of them, apart from a possessive s."""
    words = old.strip(_EDGES).split()
    for count in range(len(words), (len(words) - 1) // 2, -1):  # "Marfan in there", but not "what I wrote"
        said = r"\s+".join(re.escape(re.sub(r"'s$", "", word)) for word in words[:count])
        found = re.search(rf"(?<![^\W_]){said}(?![^\W_])", straight(value), re.IGNORECASE)
        if found is not None:
            return found.span()
    return None


def put_at(value: str, place: tuple[int, int], put: str) -> str:
    """Return a value with new words at a place, without what stands there already: "12 weeks" in the place of 11."""
    return _before(value[: place[0]], put) + put + _after(value[place[1] :], put)


def _before(start: str, put: str) -> str:
    """Return what stands before new words, without those of it that they begin with."""
    words = put.split()
    for count in range(len(words) - 1, 0, -1):
        said = r"\s+".join(map(re.escape, words[:count]))
        if (found := re.search(rf"(?<![^\W_]){said}\s+$", start, re.IGNORECASE)) is not None:
            return start[: found.start()]
    return start


def _after(rest: str, put: str) -> str:
    """Return what follows new words, without those of it that they end with ("12 weeks" in the place of 11)."""
    words = put.split()
    for count in range(len(words) - 1, 0, -1):
        said = r"\s+".join(map(re.escape, words[-count:]))
        if (found := re.match(rf"\s+{said}(?![^\W_])", rest, re.IGNORECASE)) is not None:
            return rest[found.end() :]
    return rest
