"""Emergencies, poisonings and thoughts of self-harm in people's words, and what only looks like them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.safety.alarm import KINDS, Alarm, alarm_text
from bot.safety.patterns import find_alarm
from bot.safety.segments import sentences
from rareguide.texts import load_texts

MESSAGES: dict[str, list[str]] = YAML(typ="safe").load(
    Path(__file__).with_name("alarm_messages.yml").read_text("utf-8")
)


@pytest.mark.parametrize(("kind", "message"), [(kind, message) for kind in KINDS for message in MESSAGES[kind]])
def test_an_alarm(kind: str, message: str) -> None:
    alarm = find_alarm(message)
    assert alarm is not None
    assert alarm.kind == kind


@pytest.mark.parametrize("message", MESSAGES["no_alarm"])
def test_what_only_looks_like_one(message: str) -> None:
    assert find_alarm(message) is None


@pytest.mark.parametrize("message", MESSAGES["in_general"])
def test_a_question_that_mentions_an_alarming_sign_gets_both(message: str) -> None:
    alarm = find_alarm(message)
    assert alarm is not None
    assert alarm.is_general_mention


@pytest.mark.parametrize(
    "message",
    [
        "My baby is not breathing. What are the symptoms of Pompe disease?",
        "my baby is not breathing what are the symptoms of pompe disease",
        "is it normal that my baby is turning blue",
        "My uncle died by suicide years ago. I want to kill myself too.",
        "can this medicine make me suicidal",
        "is there a suicide hotline",
        "what is a lethal dose of insulin",
    ],
)
def test_no_question_beside_it_makes_a_cry_for_help_a_general_question(message: str) -> None:
    alarm = find_alarm(message)
    assert alarm is not None
    assert not alarm.is_general_mention


@pytest.mark.parametrize(
    "message",
    [
        "I CAN’T BREATHE",
        "i can` t breathe",
        "i can\u200bt breathe",
        "I  can't\n\tbreathe!!!",
        "i can't... breathe",
        "ｉ ｃａｎｔ ｂｒｅａｔｈｅ",
    ],
)
def test_the_way_of_writing_does_not_matter(message: str) -> None:
    assert find_alarm(message) == Alarm("emergency", is_general_mention=False)


def test_an_acute_cry_gets_no_lecture() -> None:
    assert find_alarm("my son is not breathing") == Alarm("emergency", is_general_mention=False)
    assert find_alarm("I want to kill myself") == Alarm("self_harm", is_general_mention=False)


@pytest.mark.parametrize(
    ("kind", "region", "number"),
    [
        ("emergency", "US", "911"),
        ("poisoning", "us", "1-800-222-1222"),
        ("self_harm", "US", "988"),
        ("emergency", "", "your local emergency number"),
        ("self_harm", "ZZ", "crisis line or emergency number near you"),
    ],
)
def test_the_numbers_are_those_of_the_region(kind: str, region: str, number: str) -> None:
    assert number in alarm_text(Alarm(kind, False), region, load_texts())


@pytest.mark.parametrize(
    "words", ["took ", "my ", "is is is not ", "a", "seizure ", "i have been ", "i ate my ", "if i ", "pain in chest "]
)
def test_no_message_makes_the_search_slow(words: str) -> None:
    message = (words * 20_000)[:20_000]
    seconds = []
    for _ in range(3):
        started = time.process_time()
        find_alarm(message)
        seconds.append(time.process_time() - started)
    # It takes some hundredths of a second of processor time: only a search that blows up gets here.
    assert min(seconds) < 0.4


@pytest.mark.parametrize(
    "message",
    [
        "bleeding from his nose for 2 hours and it will not stop. he has HHT",
        "cant brethe",
        "baby is floppy and grey",
        "I feel like im going to pass out",
    ],
)
def test_emergencies_that_were_missed_once(message: str) -> None:
    alarm = find_alarm(message)
    assert alarm is not None
    assert alarm.kind == "emergency"


@pytest.mark.parametrize(
    ("sentence", "without"),
    [
        ("My aunt, who has had it since she was small, cannot swallow.", "My aunt, cannot swallow."),
        ("My uncle, aged 54, born with it, collapsed.", "My uncle, collapsed."),
        ("My son (8, deletion of exon 45) is limp.", "My son is limp."),
        ("He is limp, which frightens us.", ""),
    ],
)
def test_what_is_told_in_passing_does_not_hide_what_happens(sentence: str, without: str) -> None:
    assert sentences(sentence)[0].without_asides == without
