"""No text makes a regular expression search for long: every pattern, with texts of its own words."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import bot.nlu
import bot.safety
import handoff
import knowledge
from bot.nlu.question_rules import question_rules
from bot.safety.rules import circumstances, exclusions, idioms, rules_for_any_message, signs
from bot.safety.segments import segment_rules
from bot.safety.subject import subject_rules
from handoff.form import phrases
from handoff.form.contact_details import LONGEST_ANSWER, read_contact, read_name
from handoff.form.edits import LONGEST_SENTENCE, edited
from handoff.form.near_address import with_part_put_right
from handoff.form.sentences import LONGEST_SPLIT
from handoff.requests.records import Form
from knowledge.context_rules import MOST_AROUND, context_rules
from knowledge.passage_rules import passage_rules
from rareguide.settings import Settings

PACKAGES = (bot.safety, bot.nlu, handoff, knowledge)
LONGEST = Settings.__fields__["max_message_characters"].default
SHORTENED = {
    "handoff.form.phrases": phrases.LONGEST_PHRASE,
    "handoff.form.agreement": phrases.LONGEST_PHRASE,
    "handoff.form.sentences": LONGEST_SPLIT,
    "handoff.form.near_address": LONGEST_SENTENCE,
    "handoff.form.contact_details": LONGEST_ANSWER,
    "knowledge.context_rules": MOST_AROUND,
}
"""Modules that read no more of a text than this."""
READ_FROM_FILES: dict[str, tuple[Callable[[], Any], ...]] = {
    "bot.safety.rules": (rules_for_any_message, signs, circumstances, exclusions, idioms),
    "bot.safety.subject": (subject_rules,),
    "bot.nlu.question_rules": (question_rules,),
    "bot.safety.segments": (lambda: segment_rules().patterns,),
    "knowledge.context_rules": (context_rules,),
    "knowledge.passage_rules": (passage_rules,),
    "handoff.form.phrases": (lambda: vars(phrases.phrases()),),
}
"""What reads the patterns that stand in data files."""
TRIED_WHOLE = ("_NAME_IN_QUESTION", "_RUN_TOGETHER")
"""Tuples of patterns that only `fullmatch` is used with."""
SECONDS = 2.0
"""Of processor time, for one pattern and one text."""
ANY_PATTERN = (
    "a",
    " ",
    "1",
    "a ",
    "a,",
    "(",
    "[",
    "<",
    "-",
    "'",
    "@a",
    "a.",
    "\n",
    "not ",
    "and ",
    "é",
    "?!",
    "1-",
    "**",
    "[1]",
)


def modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def patterns_in(value: Any, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, dict):
        yield from patterns_in(list(value.values()), depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from patterns_in(part, depth - 1)
    elif depth and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        yield from patterns_in([getattr(value, name, None) for name in value.__dataclass_fields__], depth - 1)


def patterns_of(module: ModuleType) -> Iterator[re.Pattern[str]]:
    yield from patterns_in(list(vars(module).values()))
    for read in READ_FROM_FILES.get(module.__name__, ()):
        yield from patterns_in(read(), depth=8)


def texts_against(pattern: str, longest: int) -> Iterator[str]:
    """Texts that make a pattern try again and again: its own words over and over, with an end that does not fit."""
    words = list(dict.fromkeys(re.findall(r"[a-z][a-z' ]*[a-z]", re.sub(r"\\.|\(\?\w+\)", " ", pattern))))[:60]
    for part in (*ANY_PATTERN, *(f"{word} " for word in words), " ".join(words) + " "):
        yield (part * (longest // len(part) + 1))[: longest - 1] + "§"


def is_only_matched(module: ModuleType, pattern: re.Pattern[str]) -> bool:
    """Return whether a pattern is only tried at one place of a text, as the sources say, and never searched for."""
    if any(pattern in getattr(module, name, ()) for name in TRIED_WHOLE):
        return True
    names = [name for name, value in vars(module).items() if value is pattern]
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    uses = {use for name in names for use in re.findall(rf"\b{name}\.(\w+)", source)}
    return bool(uses) and uses <= {"match", "fullmatch", "pattern"}


def slow_ones(module: ModuleType, known: Iterable[re.Pattern[str]]) -> list[str]:
    longest = SHORTENED.get(module.__name__, LONGEST)
    found = []
    for pattern in known:
        tried = pattern.match if is_only_matched(module, pattern) else pattern.search
        for text in texts_against(pattern.pattern, longest):
            begun = time.process_time()
            tried(text)
            if time.process_time() - begun > SECONDS:
                found.append(f"{module.__name__}: {pattern.pattern[:60]!r} with {text[:40]!r}")
    return found


@pytest.mark.timeout(240)
@pytest.mark.parametrize("module", [pytest.param(module, id=module.__name__) for module in modules()])
def test_no_pattern_takes_long_over_any_text(module: ModuleType) -> None:
    known = list({pattern.pattern: pattern for pattern in patterns_of(module)}.values())

    assert slow_ones(module, known) == []


def test_the_patterns_are_found() -> None:
    known = {module.__name__: list(patterns_of(module)) for module in modules()}

    assert sum(map(len, known.values())) > 100
    assert known["bot.nlu.question_rules"]
    assert known["bot.safety.rules"]
    assert known["knowledge.passage_rules"]
    assert known["handoff.form.phrases"]


def test_an_exponential_pattern_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SHORTENED, "re", 24)

    assert max(_seconds(re.compile(r"(?:a|a)*b"), text) for text in texts_against("(?:a|a)*b", 24)) > 0.2


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    pattern.fullmatch(text)
    return time.process_time() - begun


FORM = Form(
    "c1", "widget", "Can she fly?", "Ada Moss", "ada.moss@larkfield.example", "030 5550144", "English", "at six"
)
PARTS = ["no thanks ", "thank you ", "1", "1-", "a@", "my name is ", "please ", "(1) ", "1 ", ",and ", "on "]


@pytest.mark.parametrize("part", PARTS)
def test_no_answer_to_the_form_takes_long(part: str) -> None:
    for length in (phrases.LONGEST_PHRASE, LONGEST):
        text = (part * length)[: length - 1] + "§"
        begun = time.process_time()
        read_contact(text, "US")
        read_name(text)
        phrases.says_yes(text)
        phrases.says_no(text)
        phrases.field_said_wrong(text)
        phrases.goes_back(text)
        phrases.clearly_asks(text)
        edited(FORM, text, "US")
        with_part_put_right(FORM, text, "US")
        for field in ("name", "language", "question"):
            phrases.new_value(field, text)
        assert time.process_time() - begun < SECONDS
