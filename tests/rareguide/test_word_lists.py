"""The everyday words of `data/words.yml`, and what is said of a wrong file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from actions.options import ordinal
from handoff.form.phrases import chosen, clearly_asks, says_no, says_yes
from rareguide.rule_files import BadRules
from rareguide.word_lists import (
    WORDS,
    death_rules,
    disputes_a_death,
    read_word_lists,
    tells_of_death,
    tells_of_loss,
    word_lists,
)


@pytest.mark.parametrize("word", word_lists().ordinals | word_lists().numbers)
def test_the_conversation_and_the_form_know_the_same_places(word: str) -> None:
    place = ordinal(f"the {word} please")

    assert place == (word_lists().ordinals | word_lists().numbers)[word]
    assert chosen(f"the {word}", 9) == place % 9


@pytest.mark.parametrize("said", ["no one", "No one!"])
def test_nobody_is_no_place_in_a_list(said: str) -> None:
    assert ordinal(said) is None
    assert chosen(said, 3) is None


def test_every_word_that_agrees_or_declines_is_an_answer() -> None:
    assert [word for word in word_lists().yes if not says_yes(word) or says_no(word)] == []
    assert [word for word in word_lists().no if not says_no(word) or says_yes(word)] == []


def test_every_word_of_a_question_begins_one() -> None:
    names = ("question_words", "question_verbs", "question_orders")
    begins = re.compile("|".join(word_lists().fragments[name] for name in names))
    for said in ("what is known of it", "who's it named after", "has it a cure", "describe the treatment of it"):
        assert begins.match(said)
        assert clearly_asks(said)


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("yes: [y, yes,", "yes: [y, 1,", "yes is no list of words.*in quotation marks"),
        ("no: [n, no, nope, nah]", "no: nope", "no is no list of words"),
        ("question_orders:", "orders:", "line 1: question_orders is no list of words"),
        ("  1: [first, 1st]", "  0: [first, 1st]", "ordinals needs places from 1 on"),
        ("  1: [one, '1']", "  1: [one, 1]", "numbers 1 is no list of words"),
    ],
)
def test_a_wrong_list_is_told(tmp_path: Path, right: str, wrong: str, complaint: str) -> None:
    text = WORDS.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "words.yml"
    path.write_text(text.replace(right, wrong), encoding="utf-8")

    with pytest.raises(BadRules, match=rf"words\.yml.*{complaint}"):
        read_word_lists(path)


@pytest.mark.parametrize(
    "text",
    [
        "My grandmother passed away in spring.",
        "we lost our youngest to it",
        "She’s gone.",
        "it killed two of my uncles, and he died too",
        "We buried him on Monday",
        "our daughter would have been nine today",
    ],
)
def test_a_death_is_told(text: str) -> None:
    assert tells_of_death(text)
    assert not disputes_a_death(text)


@pytest.mark.parametrize(
    "text",
    [
        "He fell asleep in the car.",
        "she has lost her speech and her balance",
        "I lost my licence over it",
        "Is it passed down?",
        "the fever has gone",
        "could she drop dead",
        "nobody in our family has died of it",
        "he almost died last winter",
        "I go to the clinic without him",
    ],
)
def test_no_death_is_told(text: str) -> None:
    assert not tells_of_death(text)


@pytest.mark.parametrize(
    ("text", "is_loss"),
    [
        ("My mother died of it three weeks ago. Will I get it?", True),
        ("My brother died in 1988.", True),
        ("Mother of pt: stroke at 52, died. Likely related?", False),
        ("My wife's uncle had it. He died at 30.", False),
        ("My great-aunt died of it, and our little girl died in May.", True),
        ("There was an aunt of Walter's; she died in 1971.", False),
        ("When I am gone, and one day when she is gone too, who looks after him?", False),
    ],
)
def test_a_death_of_a_patients_kin_or_long_ago_is_no_loss_of_the_writer(text: str, is_loss: bool) -> None:
    assert tells_of_loss(text) == is_loss


@pytest.mark.parametrize(
    "text", ["What loss??", "why are you sorry for my loss", "my mother isn’t dead", "no one has died"]
)
def test_a_death_is_disputed(text: str) -> None:
    assert disputes_a_death(text)


def test_wrong_rules_of_deaths_are_told(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    path.write_text(WORDS.read_text(encoding="utf-8").replace("  disputed:", "  doubted:"), encoding="utf-8")
    with pytest.raises(BadRules, match=r"words\.yml, line 1: deaths needs told, denied, distant and disputed"):
        death_rules(path)
