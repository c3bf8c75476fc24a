"""Read which language a visitor wants to be answered in."""

from __future__ import annotations

import re

OFFERED = ("English", "Español")

_CODES = {"Español": "es"}
"""Languages that the domain has texts of the hand-over in, besides English."""

_NAMES = {
    "English": "english eng en inglés ingles",
    "Español": "spanish español espanol es castellano",
    "Français": "french français francais fr",
    "Deutsch": "german deutsch de",
    "Português": "portuguese português portugues pt",
    "Italiano": "italian italiano it",
    "Nederlands": "dutch nederlands nl",
    "Polski": "polish polski pl",
    "Русский": "russian русский ru",
    "Українська": "ukrainian українська uk",
    "العربية": "arabic العربية ar",
    "中文": "chinese mandarin cantonese 中文 zh",
    "日本語": "japanese 日本語 ja",
    "한국어": "korean 한국어 ko",
    "Tiếng Việt": "vietnamese vi",
    "Türkçe": "turkish türkçe tr",
    "हिन्दी": "hindi हिन्दी",
    "Tagalog": "tagalog filipino tl",
    "Kreyòl ayisyen": "haitian creole kreyòl",
}
_KNOWN = {word: name for name, words in _NAMES.items() for word in words.split()}
_FREE = re.compile(r"[^\W\d_]{3,}(?: [^\W\d_]{3,}){0,2}")
_AROUND = re.compile(
    r"^(?:in|i speak|i prefer|i'd prefer|i would like|i want|my language is|it's|please|use|only)\s+|"
    r"(?<!\s)\s+(?:please|is fine|is ok|is good|would be (?:good|fine|best)|language|thanks|thank you|works|only)$"
)


def language_code(language: str) -> str | None:
    """Return the code of a language by its own name, where the domain has texts in it besides English."""
    return _CODES.get(language)


def spoken_language(code: str | None) -> str:
    """Return by its own name the language of those offered that is spoken with a visitor."""
    return next((language for language, own in _CODES.items() if own == code), OFFERED[0])


def known_language(text: str) -> str | None:
    """Return the language that a short message names, in its own name, or `None`."""
    bare = _bare(text)
    if bare in _KNOWN:
        return _KNOWN[bare]
    named = {_KNOWN[word] for word in re.findall(r"[^\W\d_]{4,}", bare) if word in _KNOWN}
    return named.pop() if len(named) == 1 and len(bare.split()) <= 5 else None


def only_language(text: str) -> str | None:
    """Return the language that a message names and nothing else ("in Polish please"), or `None`."""
    return _KNOWN.get(_bare(text))


def free_language(text: str) -> str | None:
    """Return one to three words that may name a language that is not known here, or `None`."""
    bare = _bare(text)
    return bare.title() if _FREE.fullmatch(bare) else None


def _bare(text: str) -> str:
    bare = re.sub(r"\s+", " ", text.casefold().replace("’", "'")).strip(" .,!?")
    while (shorter := _AROUND.sub("", bare)) != bare:
        bare = shorter
    return bare
