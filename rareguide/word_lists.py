"""Hold the everyday words that several parts understand: places in a list, yes and no, what begins a question.

They stand in `data/words.yml`, once for all; so do the rules of what tells of a death.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

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

WORDS = ROOT / "data" / "words.yml"
LISTS = ("yes", "no", "question_words", "question_verbs", "question_orders", "one_person", "leave", "outlook")

_SENTENCE_END = re.compile(r"[.!?;\n]+\s+|,\s+(?:and|but)\s+")
_SPEAKS_ON = re.compile(r"\W*(?:he|she|they|it|died)\b")


@dataclass(frozen=True)
class WordLists:
    """Hold the lists of a file.

    Attributes:
        ordinals: the place that each word names, counted from 0; -1 is the last.
        numbers: the same for words and digits that name a place only where nothing else can be meant.
        fragments: a pattern of each list, by its name, to be put into other patterns.
    """

    ordinals: Mapping[str, int]
    numbers: Mapping[str, int]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    fragments: Mapping[str, str]


def read_word_lists(path: Path) -> WordLists:
    """Return the lists of a file; raise `BadRules` where one is missing or is no list of words."""
    document = read_mapping(path)
    lists = {name: _words(path, name, document.get(name)) for name in LISTS}
    places = {name: _places(path, name, document.get(name)) for name in ("ordinals", "numbers")}
    fragments = {name: any_of(words) for name, words in (lists | places).items()}
    return WordLists(places["ordinals"], places["numbers"], lists["yes"], lists["no"], fragments)


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """Return the lists of `data/words.yml`, read once; raise `BadRules`."""
    return read_word_lists(WORDS)


def tells_of_death(text: str) -> bool:
    """Return whether a text tells that somebody has died; that nobody has, or nearly did, is no such telling."""
    rules = death_rules()
    return rules["told"].search(rules["denied"].sub(" ", _plain(text))) is not None


def tells_of_loss(text: str) -> bool:
    """Return whether a text tells of a death that its writer may mourn: not a patient's, nor a great-uncle's long ago.

    Of whom "he died at 19" speaks, the sentence before may tell.
    """
    before = ""
    for sentence in _SENTENCE_END.split(_plain(text)):
        told = f"{before} {sentence}" if _SPEAKS_ON.match(sentence) else sentence
        if tells_of_death(sentence) and not death_rules()["distant"].search(told):
            return True
        before = sentence
    return False


def disputes_a_death(text: str) -> bool:
    """Return whether a text says that nobody has died, or asks why that was spoken of: "what loss?"."""
    return not tells_of_death(text) and death_rules()["disputed"].search(_plain(text)) is not None


def refuses_person(text: str) -> bool:
    """Return whether a text says that no person is wanted to talk to."""
    return people_rules()["refused"].search(_plain(text)) is not None


@lru_cache(maxsize=1)
def death_rules(path: Path = WORDS) -> Mapping[str, re.Pattern[str]]:
    """Return the rules of deaths by their names, each tried on its examples; raise `BadRules`."""
    return _rules(path, "deaths", ("told", "denied", "distant", "disputed"))


@lru_cache(maxsize=1)
def people_rules(path: Path = WORDS) -> Mapping[str, re.Pattern[str]]:
    """Return the rules of people to talk to by their names, each tried on its examples; raise `BadRules`."""
    return _rules(path, "people", ("refused",))


def _rules(path: Path, section: str, names: tuple[str, ...]) -> Mapping[str, re.Pattern[str]]:
    document = read_mapping(path).get(section)
    if not isinstance(document, dict) or not set(names) <= set(document):
        wanted = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        raise BadRules(f"{path.name}, line 1: {section} needs {wanted}. Take it from the repository.")
    fragments = fragments_of(path, document.get("fragments", {}))
    found = {}
    for name in names:
        entry = document[name]
        check_form(path, entry)
        found[name] = compiled(path, entry["rule"], filled(path, entry["rule"], fragments))
        check_examples(path, entry, partial(_is_found, found[name]))
    return found


def _is_found(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return text.lower().replace("\u2019", "'")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


def _words(path: Path, name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
        at = place(path, f"{name}:") if value else f"{path.name}, line 1"
        raise BadRules(f"{at}: {name} is no list of words. Write [a, b], and digits in quotation marks.")
    return tuple(value)


def _places(path: Path, name: str, value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or not all(isinstance(at, int) and (at > 0 or at == -1) for at in value):
        raise BadRules(f"{path.name}, line 1: {name} needs places from 1 on, or -1 for the last, with their words.")
    return {word: max(at - 1, -1) for at, words in value.items() for word in _words(path, f"{name} {at}", words)}
