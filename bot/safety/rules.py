"""Read the rules of alarms from `data/safety/`.

English rules, and a few of other languages, are tried on every message (`in_any_message`), in the form of
`bot.safety.plain_words`. The other rules of a language are in `bot.safety.language_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from bot.safety.alarm import KINDS
from bot.safety.plain_words import plain_words
from rareguide.rule_files import (
    BadRules,
    check_examples,
    check_form,
    compiled,
    filled,
    fragments_of,
    read,
    read_mapping,
)
from rareguide.settings import ROOT

SAFETY = ROOT / "data" / "safety"
ANY_MESSAGE = "in_any_message"
ENGLISH = "en"
_WORD_BEGINS = r"\b(?:{})"
_WORD_BEGINS_OR_SENTENCE_ENDS = r"(?:\b|(?=[.?!]))(?:{})"
_WHOLE_WORDS = r"\b(?:{})\b"


@dataclass(frozen=True)
class Rule:
    """Hold a pattern, and the stems of which one must be in a text for it to be tried at all."""

    pattern: re.Pattern[str]
    stems: tuple[str, ...] = ()

    def is_in(self, text: str) -> bool:
        """Return whether the rule matches in a text of plain words."""
        # A loop, since a generator for each of two hundred rules is what reading a message for alarms would cost most.
        for stem in self.stems:
            if stem in text:
                return self.pattern.search(text) is not None
        return not self.stems and self.pattern.search(text) is not None


@lru_cache(maxsize=1)
def rules_for_any_message(folder: Path = SAFETY) -> dict[str, dict[str, tuple[Rule, ...]]]:
    """Return by language and kind of alarm the rules that are tried on every message; raise `BadRules`."""
    found: dict[str, dict[str, tuple[Rule, ...]]] = {}
    for path in sorted((folder / "rules").glob("*.yml")):
        entries = read_mapping(path).get(ANY_MESSAGE)
        if entries is None:
            continue
        if not isinstance(entries, dict) or not set(entries) <= set(KINDS):
            raise BadRules(f"{path.name}: expected the lists {', '.join(KINDS)} in {ANY_MESSAGE}.")
        fragments = safety_fragments(folder)
        found[path.stem] = {
            kind: tuple(_rule(path, entry, fragments, _WORD_BEGINS) for entry in _list(path, kind, rules))
            for kind, rules in entries.items()
        }
    return found


@lru_cache(maxsize=1)
def signs(folder: Path = SAFETY) -> dict[str, re.Pattern[str]]:
    """Return the groups of signs of which two are an emergency together; raise `BadRules`."""
    return _named(folder / "signs.yml", _WORD_BEGINS)


@lru_cache(maxsize=1)
def circumstances(folder: Path = SAFETY) -> dict[str, re.Pattern[str]]:
    """Return what tells a danger of here and now from one that is asked about or over; raise `BadRules`."""
    return _named(folder / "circumstances.yml", _WORD_BEGINS_OR_SENTENCE_ENDS)


@lru_cache(maxsize=1)
def exclusions(folder: Path = SAFETY) -> re.Pattern[str]:
    """Return one pattern for what holds a word of alarm and is none; raise `BadRules`."""
    path = folder / "exclusions.yml"
    fragments = safety_fragments(folder)
    rules = [_rule(path, entry, fragments, _WHOLE_WORDS) for entry in _list(path, "exclusions", read(path))]
    return re.compile("|".join(rule.pattern.pattern for rule in rules))


@lru_cache(maxsize=1)
def idioms(folder: Path = SAFETY) -> re.Pattern[str]:
    """Return one pattern for what sounds like an alarm and is said every day; raise `BadRules`."""
    path = folder / "idioms.yml"
    document = dict(read_mapping(path))
    fragments = fragments_of(path, document.pop("fragments", {}))
    rules = []
    for entry in document.values():
        check_form(path, entry)
        rules.append(compiled(path, entry["rule"], filled(path, entry["rule"], fragments)))
        check_examples(path, entry, partial(_is_found, rules[-1]))
    return re.compile("|".join(rule.pattern for rule in rules), re.IGNORECASE)


def _is_found(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _named(path: Path, frame: str) -> dict[str, re.Pattern[str]]:
    fragments = safety_fragments(path.parent)
    return {name: _rule(path, entry, fragments, frame).pattern for name, entry in read_mapping(path).items()}


@lru_cache(maxsize=2)
def safety_fragments(folder: Path = SAFETY) -> dict[str, str]:
    """Return the pieces that several rules share; raise `BadRules`."""
    path = folder / "fragments.yml"
    return fragments_of(path, read_mapping(path))


def _rule(path: Path, entry: Any, fragments: Mapping[str, str], frame: str) -> Rule:
    check_form(path, entry, frozenset({"stems"}))
    pattern = compiled(path, entry["rule"], frame.format(filled(path, entry["rule"], fragments)))
    rule = Rule(pattern, tuple(str(entry.get("stems", "")).split()))
    check_examples(path, entry, lambda text: rule.is_in(plain_words(text)))
    return rule


def _list(path: Path, name: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise BadRules(f"{path.name}, {name}: expected a list of rules. Write each as `- rule: …` below it.")
    return value
