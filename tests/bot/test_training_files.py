"""What a training reads: the examples, and what it keeps of the rules' work for the next one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasa.shared.exceptions import YamlException
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from bot.safety import rule_features
from bot.safety.patterns import match_rules
from bot.safety.rule_features import rule_features_of
from bot.training import CONFIG, DATA, DOMAIN
from bot.training_files import ExampleReader, Examples, TrainingFiles

TEXTS = ["my son cannot breathe", "what causes it?"]


@pytest.mark.parametrize("path", sorted((DATA / "nlu").glob("*.yml")), ids=lambda path: path.stem)
def test_a_file_is_read_as_rasa_reads_it(path: Path) -> None:
    own, of_rasa = ExampleReader().read(path), RasaYAMLReader().read(path)

    assert isinstance(own, Examples)
    assert [one.data for one in own.training_examples] == [one.data for one in of_rasa.training_examples]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("version: '3.1'\nnlu:\n- intent: greet\n  exmples: |\n    - hello\n", 3),
        ("version: '3.1'\nnlu:\n- intent: greet\n  examples: |\n    - hello\n  - hi\n", 6),
    ],
)
def test_of_a_wrong_file_the_line_is_told(content: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "greetings.yml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(YamlException) as caught:
        ExampleReader().read(path)

    assert "greetings.yml" in str(caught.value)
    assert f":{line}:" in str(caught.value) or f"line {line}" in str(caught.value)


def test_a_training_reads_no_stories() -> None:
    files = TrainingFiles(str(CONFIG), str(DOMAIN), [str(DATA)])

    assert files.get_stories().is_empty()
    assert "action_turn" in files.get_domain().user_actions


@pytest.fixture
def read_by_rules(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []

    def noted(text: str) -> object:
        read.append(text)
        return match_rules(text)

    monkeypatch.setattr(rule_features, "match_rules", noted)
    return read


def test_what_the_rules_saw_in_a_text_is_kept_for_the_next_training(tmp_path: Path, read_by_rules: list[str]) -> None:
    before = rule_features_of(TEXTS, tmp_path / "kept.npz")
    read_by_rules.clear()
    after = rule_features_of([*TEXTS, "a new one"], tmp_path / "kept.npz")

    assert read_by_rules == ["a new one"]
    assert np.array_equal(after[:2], before)
    assert np.array_equal(before, [match_rules(text).rule_features for text in TEXTS])


def test_other_rules_read_all_texts_again(
    tmp_path: Path, read_by_rules: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_features_of(TEXTS, tmp_path / "kept.npz")
    read_by_rules.clear()
    monkeypatch.setattr(rule_features, "_digest_of_rules", lambda: "another")
    rule_features_of(TEXTS, tmp_path / "kept.npz")

    assert read_by_rules == TEXTS
