"""Read which language a visitor wants to be answered in."""

from __future__ import annotations

import re

from handoff.form.phrases import phrases

OFFERED = ("English", "Español")

_CODES = {"Español": "es"}
"""Languages that the domain has texts of the hand-over in, besides English."""

_FREE = re.compile(r"[^\W\d_]{3,}(?: [^\W\d_]{3,}){0,2}")
_BETWEEN = re.compile(r"[.,;/!] ?| (?=(?:and|or|but) )")


def language_code(language: str) -> str | None:
    """Return the code of a language by its own name, where the domain has texts in it besides English."""
    return _CODES.get(language)


def spoken_language(code: str | None) -> str:
    """Return by its own name the language of those offered that is spoken with a visitor."""
    return next((language for language, own in _CODES.items() if own == code), OFFERED[0])


def known_language(text: str) -> str | None:
    """Return the language that a short message names, in its own name, or `None`."""
    if (only := only_language(text)) is not None:
        return only
    bare, known = _bare(text), phrases().languages
    named = {known[word] for word in re.findall(r"[^\W\d_]{4,}", bare) if word in known}
    return named.pop() if len(named) == 1 and len(bare.split()) <= 5 else None


def wished_language(text: str) -> str | None:
    """Return the language in which a longer message wishes to be spoken with ("a person, if possible in Spanish")."""
    known = phrases().languages
    named = (known.get(found["language"]) for found in phrases().anywhere["in_language"].finditer(text.casefold()))
    return next(filter(None, named), None)


def only_language(text: str) -> str | None:
    """Return the language that a message names and nothing else ("in Polish please"), or `None`.

    Of several the first is meant ("Polish. English works too").
    """
    known, bare = phrases().languages, _bare(text)
    if bare in known:
        return known[bare]
    named = [known.get(_bare(part)) for part in _BETWEEN.split(bare) if part.strip()]
    return named[0] if all(named) and named else None


def free_language(text: str) -> str | None:
    """Return one to three words that may name a language that is not known here, or `None`."""
    bare = _bare(text)
    return bare.title() if _FREE.fullmatch(bare) else None


def _bare(text: str) -> str:
    bare = re.sub(r"\s+", " ", text.casefold().replace("’", "'")).strip(" .,!?¿¡")
    around = phrases().anywhere["beside_language"]
    while (shorter := around.sub("", bare)) != bare:
        bare = shorter
    return bare
