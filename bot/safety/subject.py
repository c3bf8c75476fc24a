"""Tell whose danger a message speaks of, so that the words that answer it are for the right person.

The rules are `data/safety/subjects.yml`, by language. Where they find nobody, or both, nothing is told, and the words
have to fit either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.safety.alarm import OTHER, WRITER
from bot.safety.plain_words import plain_in_any_script, plain_words
from bot.safety.rules import ENGLISH, SAFETY, safety_fragments
from rareguide.rule_files import BadRules, check_examples, check_form, compiled, filled, read_mapping

SUBJECTS = SAFETY / "subjects.yml"
ASIDE = "aside"
_RULES = (ASIDE, WRITER, OTHER)

Rules = Mapping[str, re.Pattern[str]]


def subject_of(texts: Iterable[str], language: str = ENGLISH) -> str | None:
    """Return `WRITER` or `OTHER` where the parts of a message that raise an alarm speak of one of them alone."""
    found = {one for text in texts if (one := _subject_in(text, language)) is not None}
    return found.pop() if len(found) == 1 else None


def _subject_in(text: str, language: str) -> str | None:
    rules = subject_rules().get(language)
    if rules is None:
        return None
    plain = _form_of(language)(text)
    if ASIDE in rules:
        plain = rules[ASIDE].sub(" ", plain)
    is_writer, is_other = (rules[name].search(plain) is not None for name in (WRITER, OTHER))
    return None if is_writer == is_other else WRITER if is_writer else OTHER


def _form_of(language: str) -> Callable[[str], str]:
    return plain_words if language == ENGLISH else plain_in_any_script


@lru_cache(maxsize=1)
def subject_rules(path: Path = SUBJECTS) -> dict[str, Rules]:
    """Return the rules by language, each tried on its examples; raise `BadRules`."""
    return {language: _of_language(path, language, entries) for language, entries in read_mapping(path).items()}


def _of_language(path: Path, language: str, entries: Any) -> Rules:
    if not isinstance(entries, dict) or not {WRITER, OTHER} <= set(entries) <= set(_RULES):
        raise BadRules(f"{path.name}: expected {WRITER} and {OTHER} for {language}, and {ASIDE} where it is needed.")
    return {name: _rule(path, language, entry) for name, entry in entries.items()}


def _rule(path: Path, language: str, entry: Any) -> re.Pattern[str]:
    check_form(path, entry)
    pattern = compiled(path, entry["rule"], rf"\b(?:{filled(path, entry['rule'], safety_fragments())})\b")
    check_examples(path, entry, lambda text: pattern.search(_form_of(language)(text)) is not None)
    return pattern
