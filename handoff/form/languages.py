"""Read which language a visitor wants to be answered in."""

from __future__ import annotations

import re

from handoff.form.phrases import LONGEST_PHRASE, phrases, says, says_yes
from handoff.form.sentences import EDGES, LONGEST_SPLIT, clauses, marked_sentences, sentences

OFFERED = ("English", "Español")

_CODES = {"Español": "es"}
"""Languages that the domain has texts of the hand-over in, besides English."""
SHORTEST_NAME = 3
"""What is shorter is a language's code, and may be another word, too: "it", "no"."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_FREE = re.compile(r"[^\W\d_]{3,}(?: [^\W\d_]{3,}){0,2}")
_IN_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_BETWEEN = re.compile(r"[.,;/!] ?| (?=(?:and|or|but|oder|und|ou|o) )")


def language_code(language: str) -> str | None:
    """Return the code of a language by its own name, where the domain has texts in it besides English."""
    return _CODES.get(language)


def spoken_language(code: str | None) -> str:
    """Return by its own name the language of those offered that is spoken with a visitor."""
    return next((language for language, own in _CODES.items() if own == code), OFFERED[0])


def known_language(text: str) -> str | None:
    """Return the language that a short message names, in its own name, or `None`."""
    wished = _without_bad(text)
    if (only := only_language(wished)) is not None:
        return only
    if phrases().anywhere["no_language"].search(wished.casefold()):
        return answer_language(wished)
    bare, known = _bare(wished), phrases().languages
    named = {known[word] for word in re.findall(r"[^\W\d_]{4,}", bare) if word in known}
    return named.pop() if len(named) == 1 and len(bare.split()) <= 5 else answer_language(wished)


def wished_language(text: str) -> str | None:
    """Return the language in which a longer message wishes to be spoken with ("a person, if possible in Spanish")."""
    return _named_by("in_language", text)


def answer_language(text: str) -> str | None:
    """Return the language in which a message wishes to be answered ("could they write in Dutch?"), or `None`."""
    return _named_by("answer_language", _without_bad(text))


def only_language(text: str) -> str | None:
    """Return the language that a message names and nothing else ("in Polish please"), or `None`.

    Of several the first is meant ("Polish. English works too").
    """
    known, bare = phrases().languages, _bare(text)
    if len(bare) < SHORTEST_NAME and bare != text.casefold().strip(" .,!?"):  # "it is ok" is no code
        return None
    if bare in known or bare.replace(" ", "") in known:
        return known.get(bare) or known[bare.replace(" ", "")]
    named = [known.get(_bare(part)) for part in _BETWEEN.split(bare) if part.strip() and not says("skip", part)]
    return named[0] if all(named) and named else None


def several_languages(text: str) -> str:
    """Return what a message says of languages where it names more than one ("Arabic, or else French"), or nothing."""
    told = [clause.strip(EDGES) for sentence in sentences(text[:LONGEST_SPLIT]) for clause in clauses(sentence)]
    naming = [clause for clause in told if only_language(clause) is not None]
    known = phrases().languages
    named = {known[word] for clause in naming for word in _WORD.findall(clause.casefold()) if word in known}
    return ", ".join(naming) if len(named) > 1 else ""


def without_language(question: str) -> str:
    """Return a question without a last sentence that says in which language to answer it."""
    told = marked_sentences(question)
    return "".join(told[:-1]).strip(" .") if len(told) > 1 and answer_language(told[-1]) else question


def free_language(text: str) -> str | None:
    """Return one to three words that may name a language that is not known here, or `None`."""
    bare = _bare(text)
    is_polite = any(says_yes(word) or says("thanks", word) for word in bare.split())
    return bare.title() if _FREE.fullmatch(bare) and not is_polite else None


def _named_by(rule: str, text: str) -> str | None:
    known = phrases().languages
    found = phrases().anywhere[rule].finditer(text.casefold()[:LONGEST_PHRASE])
    return next(filter(None, (known.get(word) for one in found for word in one.groups() if word)), None)


def _without_bad(text: str) -> str:
    """Return a message without what stands in brackets, and the language that it says is spoken badly."""
    text = _IN_BRACKETS.sub("", text)
    return phrases().anywhere["spoken_badly"].sub("", text.casefold().replace("’", "'")[:LONGEST_PHRASE])


def _bare(text: str) -> str:
    bare = re.sub(r"\s+", " ", text.casefold().replace("’", "'")).strip(" .,!?¿¡")
    around = phrases().anywhere["beside_language"]
    while (shorter := around.sub("", bare)) != bare:
        bare = shorter
    return bare
