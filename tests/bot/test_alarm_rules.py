"""The rules of alarms are data: read and checked once, refused with a place, and as fast on any text."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.safety.language_rules import load_rules
from bot.safety.model import without_idioms
from bot.safety.respelling import Respelling
from bot.safety.rules import (
    SAFETY,
    circumstances,
    exclusions,
    rules_for_any_message,
    signs,
)
from rareguide.rule_files import BadRules

LONG = 15_000
"""Signs: what takes a tenth of a second if its time grows with the text takes minutes if it grows with the square."""
SECONDS = 0.3
"""Of processor time, for one rule and one long text."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rules, to be spoilt."""
    for name in ("fragments.yml", "signs.yml", "circumstances.yml", "exclusions.yml"):
        shutil.copy(SAFETY / name, tmp_path)
    (tmp_path / "rules").mkdir()
    return tmp_path


def test_a_rule_is_tried_on_its_examples_when_it_is_read(folder: Path) -> None:
    (folder / "rules" / "en.yml").write_text(
        "in_any_message:\n  emergency:\n    - rule: (?:cant|cannot) breathe\n      stems: breath\n"
        "      matches: I can't breathe\n      misses: I breathe\n",
        encoding="utf-8",
    )

    (rule,) = rules_for_any_message(folder)["en"]["emergency"]

    assert rule.is_in("help i cant breathe")
    assert not rule.is_in("i can breathe")


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ("{rule: (ab, matches: ab, misses: b}", "en.yml, line 3: .*is no pattern.*Fix its brackets"),
        ("{rule: ab, matches: cd, misses: b}", "en.yml, line 3: the rule does not match 'cd'.*Correct"),
        ("{rule: ab, matches: ab, misses: xab ab}", "en.yml, line 3: the rule must not match 'xab ab'.*Narrow"),
        ("{rule: ab, matches: ab}", "en.yml, line 3: a rule needs rule, matches and misses"),
        ("{rule: '{nobody} ab', matches: ab, misses: b}", "en.yml, line 3: there is no fragment 'nobody'.*Define it"),
    ],
)
def test_a_wrong_rule_is_told_with_its_place_and_remedy(folder: Path, rule: str, complaint: str) -> None:
    (folder / "rules" / "en.yml").write_text(f"in_any_message:\n  emergency:\n    - {rule}\n", encoding="utf-8")

    with pytest.raises(BadRules, match=complaint):
        rules_for_any_message(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "signs.yml").unlink()

    with pytest.raises(BadRules, match=r"signs\.yml is missing in .*Take it from the repository"):
        signs(folder)


def all_patterns() -> Iterator[re.Pattern[str]]:
    for kinds in rules_for_any_message().values():
        yield from (rule.pattern for rules in kinds.values() for rule in rules)
    yield from (pattern for rules in load_rules() for pattern in rules.patterns)
    yield from (*signs().values(), *circumstances().values(), exclusions())


def long_texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """A pattern's own words over and over, and signs that many patterns take: all with an end that fits nothing."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\\.", " ", pattern.pattern))[:40] or ["a"]
    for part in ("a", "a ", f"{words[0]} ", " ".join(words[:4]) + " a ", " ".join(words) + " "):
        yield (part * (LONG // len(part) + 1))[:LONG] + "§"


def seconds_of(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    pattern.search(text)
    return time.process_time() - begun


def test_no_rules_time_grows_with_the_square_of_a_text() -> None:
    slow = {
        pattern.pattern[:60]: text[:40]
        for pattern in dict.fromkeys(all_patterns())
        for text in long_texts(pattern)
        if seconds_of(pattern, text) > SECONDS
    }

    assert slow == {}


def test_a_pattern_whose_time_grows_with_the_square_would_be_seen() -> None:
    quadratic = re.compile(r"\btook (?:\w+ )*(?:some |many )?(?:\w+ )?pills")

    assert max(seconds_of(quadratic, text) for text in long_texts(quadratic)) > SECONDS


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("Before I go on. Boy smokes", "so. Boy smokes"),
        ("“I’m such a burden”, he says every day. How does it go on?", "“so. How does it go on?"),
        ("I won’t be here tomorrow, I’m flying to Spain", "so"),
        ("I won't be here tomorrow, I'm going to my mother in heaven", None),
        ("Before I go, tell my mother that I love her", None),
        ("I put the pills away for Saturday", None),
        ("Our puppy will be the death of me, honestly", "so"),
        ("This illness will be the death of me", None),
    ],
)
def test_everyday_sayings_are_taken_out_before_a_message_is_parted(message: str, left: str | None) -> None:
    assert without_idioms(message) == (message if left is None else left)


def test_an_abbreviation_alone_is_no_misspelt_word() -> None:
    respelling = Respelling.trained(["she needs air", "no air", "get air"] * 5)
    assert respelling.of("AIP") == "AIP"
    assert respelling.of("no aer") == "no air"
