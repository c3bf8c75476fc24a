"""Find words of alarm in other languages than English: `data/safety/rules/<language>.yml`.

Both rules and messages are brought into one form, lower case without accents and marks, in any alphabet. The rules
are tried only on what is not plainly English, so that they cost other messages nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.nlu.language_detector import likely_languages
from bot.safety.alarm import KINDS
from bot.safety.disguises import is_known
from bot.safety.plain_words import plain_in_any_script, without_marks
from bot.safety.rules import ANY_MESSAGE, SAFETY, circumstances, exclusions, idioms, rules_for_any_message, signs
from bot.safety.segments import segment_rules
from bot.safety.subject import subject_rules
from rareguide.rule_files import BadRules, compiled, place, read, texts

RULES = SAFETY / "rules"
ENGLISH_SHARE = 0.75
"""A text with a greater share of usual English words is English."""
MOST_LANGUAGES = 5
"""The rules of so many languages are tried, the likeliest."""
SHORT = 25
"""Of a text of up to so many letters the language is not told well enough: all rules are tried."""
_GAP = r"(?:\S+ ){0,4}"
_GAP_WITHOUT_BLANKS = r".{0,8}?"
_WORD = re.compile(r"[^\W\d_]+")
_PARTS = ("rules", "matches", "misses")
HAS_BLANKS = "blanks_between_words"


@dataclass(frozen=True)
class LanguageRules:
    """Hold what one file says of one kind of alarm, with messages that match and others that must not."""

    language: str
    kind: str
    patterns: tuple[re.Pattern[str], ...]
    matches: tuple[str, ...]
    misses: tuple[str, ...]


def kind_in_other_language(text: str, kinds: tuple[str, ...] = KINDS) -> str | None:
    """Return which of the kinds of alarm a text in another language raises, the first of them, or `None`."""
    if is_english(text):
        return None
    plain = plain_in_any_script(text)
    most = MOST_LANGUAGES if len(plain) > SHORT else len(_joined()) * 2
    likely = [_joined()[language] for language in likely_languages(text, most) if language in _joined()]
    return next((kind for kind in kinds if any(joined[kind].search(plain) for joined in likely)), None)


def is_english(text: str) -> bool:
    """Tell by its words alone whether a text is surely English."""
    words = _WORD.findall(text.lower())
    return sum(map(is_known, words)) > ENGLISH_SHARE * len(words)


def check_rules() -> None:
    """Read all rules of alarms, and of parting messages, and try each on its examples; raise `BadRules`."""
    load_rules()
    rules_for_any_message()
    signs()
    circumstances()
    exclusions()
    idioms()
    segment_rules()
    subject_rules()


@lru_cache(maxsize=1)
def load_rules(folder: Path = RULES) -> tuple[LanguageRules, ...]:
    """Return all rules; raise `BadRules` where a file is not as it must be, or a rule and the examples disagree."""
    return tuple(rules for path in sorted(folder.glob("*.yml")) for rules in _of_file(path))


def _of_file(path: Path) -> list[LanguageRules]:
    document = read(path)
    if not isinstance(document, dict) or set(document) - {*KINDS, HAS_BLANKS, ANY_MESSAGE}:
        raise BadRules(f"{path.name}: expected the lists {', '.join(KINDS)}, and `{HAS_BLANKS}: false` where it is so.")
    has_blanks = document.get(HAS_BLANKS, True)
    return [_of_kind(path, kind, document[kind], has_blanks) for kind in KINDS if kind in document]


def _of_kind(path: Path, kind: str, content: Any, has_blanks: bool) -> LanguageRules:
    if not isinstance(content, dict) or set(content) != set(_PARTS) or not all(content[name] for name in _PARTS):
        raise BadRules(f"{path.name}, {kind}: expected the lists {', '.join(_PARTS)}, each with at least one entry.")
    matches, misses = texts(content["matches"]), texts(content["misses"])
    patterns = tuple(_checked(path, rule, matches, misses, has_blanks) for rule in texts(content["rules"]))
    return LanguageRules(path.stem, kind, patterns, tuple(matches), tuple(misses))


def _checked(path: Path, rule: str, matches: list[str], misses: list[str], has_blanks: bool) -> re.Pattern[str]:
    pieces = [without_marks(piece) for piece in rule.split("…")]
    joined = (
        rf"\b(?:{f' {_GAP}'.join(piece.strip() for piece in pieces)})"
        if has_blanks
        else _GAP_WITHOUT_BLANKS.join(pieces)
    )
    known = compiled(path, rule, joined)
    if not any(known.search(plain_in_any_script(text)) for text in matches):
        raise BadRules(f"{place(path, rule)}: no text of `matches` has {rule!r}. Add one that has.")
    for text in misses:
        if known.search(plain_in_any_script(text)):
            raise BadRules(f"{place(path, text)}: {rule!r} must not match {text!r}. Narrow the rule, or move the text.")
    return known


@lru_cache(maxsize=1)
def _joined() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return by language one pattern for each kind of alarm."""
    joined: dict[str, dict[str, re.Pattern[str]]] = {}
    for rules in load_rules():
        alternatives = "|".join(f"(?:{pattern.pattern})" for pattern in rules.patterns)
        joined.setdefault(rules.language, {})[rules.kind] = re.compile(alternatives)
    return joined
