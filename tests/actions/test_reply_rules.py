"""The rules of `data/replies.yml`, and what is said of a wrong file."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.reply_rules import REPLIES, ReplyRules, terms_of_circumstances
from rareguide.rule_files import BadRules


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("  more:\n    rule:", "  more:\n    rules:", "a rule needs rule, matches and misses"),
        ("misses: [more pain, no more]", "misses: [more]", "the rule must not match 'more'"),
        ("matches: [symptoms of the latter]", "matches: [the last]", "the rule does not match 'the last'"),
        ("within:", "somewhere:", "within is missing or has no rules"),
        ("generic: [syndrome,", "generic: [1,", "generic is no list of words"),
        ("    terms: [pregnancy, pregnant, pregnancies]\n", "", "circumstances needs a list of rules with terms"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, right: str, wrong: str, complaint: str) -> None:
    text = REPLIES.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "replies.yml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(BadRules, match=rf"replies\.yml.*{complaint}"):
        ReplyRules(path)


def test_texts_speak_of_a_pregnancy_in_words_of_their_own() -> None:
    assert "pregnancy" in terms_of_circumstances("I'm expecting, by the way")
    assert terms_of_circumstances("I expect nothing") == ()
