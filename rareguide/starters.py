"""Read which starters the widget's first screen offers; their words stand in the domain."""

from __future__ import annotations

from rareguide.texts import Texts, load_texts

STARTER = "utter_starter_"
MOST = 4


class WrongStarters(ValueError):
    """A list of starters holds one that has no words, or too many."""


def names_of(text: str) -> list[str]:
    """Return the names in a list between commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def check_starters(text: str, texts: Texts | None = None) -> str:
    """Return a list of starters as it is.

    Raises `WrongStarters` when it has more than four, or one whose title or message the domain does not have.
    """
    names, known = names_of(text), texts or load_texts()
    if len(names) > MOST:
        raise WrongStarters(f"it names {len(names)}, and the first screen shows {MOST}")
    for name in names:
        for part in (f"{STARTER}{name}", f"{STARTER}{name}_message"):
            if not known.has(part):
                raise WrongStarters(f"domain.yml has no response {part}")
    return text
