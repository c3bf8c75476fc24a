"""Tell by its words what form a message has: a question, a claim, an order, or something told.

The words stand in `data/words.yml`; messages are in small letters, with their conditions masked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.asked_names import LETTER
from rareguide.word_lists import word_lists

_CLAIM = re.compile(r"^\W*(?:so|(?:and|but) so)\b|\bright\W*$")
_END = re.compile(r"(?<=[.?!;])\s+")
_CLAUSE_END = re.compile(r"[.?!;,:\n]+")
_SENTENCE = r"(?:[\w'’-]+\W+){3}\w"


def sentences(text: str) -> list[str]:
    """Return the sentences of a message, those that ask and those that tell."""
    return _END.split(text)


def clauses(text: str) -> list[str]:
    """Return what stands between the stops and the commas of a message."""
    return _CLAUSE_END.split(text)


def is_letter(text: str) -> bool:
    """Return whether a message has so many words that much of it only tells something."""
    return len(text.split()) >= LETTER


def sentence_of(clause: str, text: str) -> str:
    """Return the sentence of a letter in which some words stand; a short message as a whole."""
    own = [sentence for sentence in sentences(text) if clause and clause in sentence]
    return own[0] if own and is_letter(text) else text


def is_question(text: str) -> bool:
    """Return whether a message asks, or claims something that may be wrong ("so it skips boys")."""
    return _asks().search(text) is not None or _CLAIM.search(text) is not None


def is_telling(text: str) -> bool:
    """Return whether a message tells something, of a person or in a sentence, rather than asking or ordering."""
    return _asks().search(text) is None and _tells().search(text) is not None


def is_of_one_person(text: str) -> bool:
    """Return whether a message speaks of one person."""
    return re.search(rf"\b{word_lists().fragments['one_person']}\b", text) is not None


def is_of_what_lies_ahead(text: str) -> bool:
    """Return whether a message speaks of one person, with a word for an outlook ("how long have we got")."""
    return is_of_one_person(text) and re.search(rf"\b{word_lists().fragments['outlook']}\b", text) is not None


def asks_leave(text: str) -> bool:
    """Return whether a message asks if one person may or ought to do something ("may he drive?")."""
    return _leave().search(text) is not None


def asks_what_to_do(text: str) -> bool:
    """Return whether a message asks what to do, and not whether to do one thing or how much of it."""
    return _what_to_do().search(text) is not None


@lru_cache(maxsize=1)
def _asks() -> re.Pattern[str]:
    return re.compile(
        r"\?|\bhow (?:often|many|common)\b|\b(?:is|was|are|were) (?:that|this|it|these|those)\b|"
        r"^\W*(?:(?:and|but|so|then|ok|okay|hi|hello|please) )*(?:whats?|hows?|why|when|where|which|who|whom|is|are|"
        r"was|does|do|did|can|could|will|would|should|may|might|must|has|have)\b"
    )


@lru_cache(maxsize=1)
def _tells() -> re.Pattern[str]:
    fragments = word_lists().fragments
    order, person = (
        rf"(?:(?:please|ok|okay|and|so|then|now|well|hey|just) )*{fragments['question_orders']}\b",
        rf"{fragments['one_person']}\b",
    )
    return re.compile(rf"^\W*(?!{order})(?:{person}|{_SENTENCE})")


@lru_cache(maxsize=1)
def _leave() -> re.Pattern[str]:
    fragments = word_lists().fragments
    person, leave = fragments["one_person"], fragments["leave"]
    is_whole = rf"(?<!\w )\b{leave} {person}\b|\b(?:and|but|so|now|then|please) {leave} {person}\b"
    return re.compile(rf"{is_whole}|\b(?:whether|if) {person}(?: \w+)? {leave}\b")


@lru_cache(maxsize=1)
def _what_to_do() -> re.Pattern[str]:
    fragments = word_lists().fragments
    return re.compile(rf"\bwhat (?:else )?(?:(?:do|{fragments['leave']}) {fragments['one_person']}|to) do\b")
