"""Recognise short replies: to an offer of conditions ("any of them"), and to those talked of before ("the latter")."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from actions.message_form import sentences
from knowledge.names import normalise_name
from rareguide.rule_files import (
    BadRules,
    check_examples,
    check_form,
    compiled,
    filled,
    fragments_of,
    place,
    read_mapping,
)
from rareguide.settings import ROOT
from rareguide.word_lists import any_of, word_lists

REPLIES = ROOT / "data" / "replies.yml"
LONGEST_REPLY = 120
"""Longer messages are no short replies; it also bounds what the patterns have to try."""

Pattern = re.Pattern[str]

_ASKED = re.compile(r"[^.,;!?\n]*\?+")
_REMARK = re.compile(r"[.,;!\n]+(?=\s)")


class ReplyRules:
    """Hold the patterns and word lists of a file, each tried on its examples. Raises `BadRules` where it is wrong.

    Attributes:
        whole: the patterns of whole messages, by name.
        within: the patterns of parts of messages, by name.
        fillers: words around what chooses an option.
        generic: words of names that tell no condition by themselves.
        kinds: words that make a telling name of the one word before them.
        texted: words written as one letter, which is that of no type.
        circumstances: patterns of what somebody is beside being ill, each with the terms that texts have for it.
        ages: patterns of the ages asked about, each with the words that names of types have for them.
        relatives: words for relatives, each with the first word for the same one.
        pronouns: words that point back to relatives, each with those, by their first words.
    """

    def __init__(self, path: Path = REPLIES) -> None:
        document = read_mapping(path)
        self._path = path
        by_pronoun = {name: [line.split() for line in lines] for name, lines in document["relatives"].items()}
        self.relatives = {word: line[0] for lines in by_pronoun.values() for line in lines for word in line}
        self.pronouns = {
            word: frozenset(line[0] for line in by_pronoun.get(name, [[name]]))
            for name, words in document["pronouns"].items()
            for word in words
        }
        lists = {**word_lists().fragments, "relative": any_of(tuple(self.relatives))}
        self._fragments = fragments_of(path, document.get("fragments", {}), lists)
        self.whole = self._patterns(document, "whole_messages", is_whole=True)
        self.within = self._patterns(document, "within", is_whole=False)
        self.fillers = self._words(document, "fillers")
        self.generic = self._words(document, "generic")
        self.kinds = self._words(document, "kinds")
        self.texted = self._words(document, "texted")
        self.circumstances = self._with_terms(document, "circumstances")
        self.ages = self._with_terms(document, "ages")

    def _patterns(self, document: dict[str, Any], name: str, is_whole: bool) -> dict[str, Pattern]:
        rules = document.get(name)
        if not isinstance(rules, dict):
            raise BadRules(
                f"{self._path.name}, line 1: {name} is missing or has no rules. Take it from the repository."
            )
        return {rule: self._pattern(entry, is_whole) for rule, entry in rules.items()}

    def _with_terms(self, document: dict[str, Any], name: str) -> list[tuple[Pattern, tuple[str, ...]]]:
        entries = document.get(name)
        if not isinstance(entries, list) or not all(
            isinstance(entry, dict) and entry.get("terms") for entry in entries
        ):
            raise BadRules(f"{place(self._path, f'{name}:')}: {name} needs a list of rules with terms.")
        rules = [{key: value for key, value in entry.items() if key != "terms"} for entry in entries]
        return [
            (self._pattern(rule, is_whole=False), tuple(entry["terms"]))
            for rule, entry in zip(rules, entries, strict=True)
        ]

    def _pattern(self, entry: Any, is_whole: bool) -> Pattern:
        check_form(self._path, entry)
        pattern = compiled(self._path, entry["rule"], filled(self._path, entry["rule"], self._fragments))
        tried = pattern.fullmatch if is_whole else pattern.search
        check_examples(self._path, entry, lambda text: tried(normalise_name(text)) is not None)
        return pattern

    def _words(self, document: dict[str, Any], name: str) -> frozenset[str]:
        words = document.get(name)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            at = place(self._path, f"{name}:")
            raise BadRules(f"{at}: {name} is no list of words. Write [a, b], and digits in quotation marks.")
        return frozenset(words)


@lru_cache(maxsize=1)
def reply_rules() -> ReplyRules:
    """Return the rules of `data/replies.yml`, read once; raise `BadRules`."""
    return ReplyRules()


def replies(what: str, message: str) -> bool:
    """Return whether a whole message is one of the replies by that name, such as `more` or `not_known`."""
    said = normalise_name(message[: LONGEST_REPLY + 1])
    return len(message) <= LONGEST_REPLY and reply_rules().whole[what].fullmatch(said) is not None


def first_sentence(message: str) -> str:
    """Return the beginning of a message, before a remark that stands behind it ("too long, I am on my break")."""
    return _REMARK.split(message, maxsplit=1)[0]


def says(what: str, message: str) -> bool:
    """Return whether a short message has words of what is said anywhere in it."""
    said = normalise_name(message[: LONGEST_REPLY + 1])
    return len(message) <= LONGEST_REPLY and reply_rules().within[what].search(said) is not None


def names_feeling(feeling: str, message: str) -> bool:
    """Return whether a message has a word that names a feeling, given by its intent; one without words is named."""
    rule = reply_rules().within.get(feeling)
    return rule is None or rule.search(normalise_name(message)) is not None


def told_of_somebody(message: str) -> str | None:
    """Return the last sentence of a short message where it tells something of somebody else ("Ta. He limps.")."""
    last = sentences(message.strip(" .!"))[-1]
    is_told = "?" not in message and len(message) <= LONGEST_REPLY and says("of_somebody", last)
    return last if is_told else None


def tells_of_help(message: object) -> bool:
    """Return whether a message tells, beside what it asks, that somebody is called or comes to be with the writer."""
    return isinstance(message, str) and len(message) <= LONGEST_REPLY and says("help_comes", _ASKED.sub(" ", message))


def terms_of_circumstances(message: str) -> tuple[str, ...]:
    """Return the terms that texts have for what a message tells of somebody beside the illness, such as a pregnancy."""
    said = normalise_name(message)
    return tuple(term for pattern, terms in reply_rules().circumstances if pattern.search(said) for term in terms)


def ages_named(message: str) -> tuple[str, ...]:
    """Return the words that names of types have for the ages that a message asks about ("in children")."""
    said = normalise_name(message)
    return tuple(term for pattern, terms in reply_rules().ages if pattern.search(said) for term in terms)


def words_of_ages() -> frozenset[str]:
    """Return all words that names of types have for ages."""
    return frozenset(term for _, terms in reply_rules().ages for term in terms)


def two_names(named: str) -> tuple[str, str] | None:
    """Return the two names of which one, read as a whole, is made ("x and y"); `None` where there are not two."""
    match = reply_rules().whole["two_names"].fullmatch(named.lower())
    return None if match is None else (named[slice(*match.span("name"))], named[slice(*match.span("other"))])
