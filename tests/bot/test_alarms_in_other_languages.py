"""Alarms in the languages that the assistant apologises in are recognised, and questions in them are no alarm."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.nlu.language_detector import LANGUAGES
from bot.safety.alarm import KINDS as ALL_KINDS
from bot.safety.alarm import whom_to_call
from bot.safety.finder import trained_finder
from bot.safety.language_rules import LanguageRules, kind_in_other_language, load_rules
from bot.safety.patterns import find_alarm
from rareguide.rule_files import BadRules
from rareguide.texts import load_texts

MESSAGES: dict[str, list[str]] = YAML(typ="safe").load(
    Path(__file__).with_name("alarm_messages.yml").read_text("utf-8")
)["in_other_languages"]


@pytest.mark.parametrize(("message", "kind"), [(message, kind) for kind in ALL_KINDS for message in MESSAGES[kind]])
def test_an_alarm(message: str, kind: str) -> None:
    alarm = trained_finder().find(message)
    assert alarm is not None
    assert alarm.kind == kind


RULES = load_rules()


@pytest.mark.parametrize("rules", RULES, ids=[f"{rules.language}-{rules.kind}" for rules in RULES])
def test_the_examples_of_the_rules_raise_their_alarm_or_none(rules: LanguageRules) -> None:
    """The rules' own examples are tried when they are read; here messages are searched as visitors' are."""
    assert [message for message in rules.matches if kind_in_other_language(message) != rules.kind] == []
    assert [message for message in rules.misses if kind_in_other_language(message) is not None] == []


def test_every_language_that_is_answered_in_has_rules_of_every_kind_and_says_whom_to_call() -> None:
    texts = load_texts()
    answered = {language for language in LANGUAGES if texts.has(f"utter_other_language_{language}")}

    assert len(answered) == 17
    assert {(rules.language, rules.kind) for rules in RULES} == {(one, kind) for one in answered for kind in ALL_KINDS}
    for language in answered:
        known, unknown = (whom_to_call(language, region, texts) for region in ("US", ""))
        assert all(number in known for number in ("911", "988", "1-800-222-1222"))
        assert unknown != whom_to_call(None, "", texts)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("panic: {}", "expected the lists self_harm, poisoning, emergency"),
        ("emergency: {rules: [a], matches: [b]}", "expected the lists rules, matches, misses"),
        ('emergency: {rules: ["(a"], matches: [b], misses: [c]}', "line 1: .* is no pattern.*Fix its brackets"),
        ("emergency:\n  rules: [abc]\n  matches: [b]\n  misses: [c]", "line 2: no text of `matches` has 'abc'"),
        ("emergency:\n  rules: [abc]\n  matches: [abc]\n  misses:\n    - an abc", "line 5: 'abc' must not match"),
        ('emergency: ["a', "line 1"),
    ],
)
def test_a_wrong_file_of_rules_is_told_with_its_place(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "xx.yml").write_text(content, encoding="utf-8")

    with pytest.raises(BadRules, match=f"xx.yml.*{complaint}"):
        load_rules(tmp_path)


@pytest.mark.parametrize("message", MESSAGES["no_alarm"])
def test_a_question(message: str) -> None:
    assert find_alarm(message) is None
