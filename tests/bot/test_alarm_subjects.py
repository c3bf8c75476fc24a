"""Whose danger a message tells of, and the words that answer it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety.alarm import KINDS, OTHER, SELF_HARM, WRITER, Alarm, alarm_text
from bot.safety.finder import AlarmFinder
from bot.safety.subject import subject_of, subject_rules
from rareguide.rule_files import BadRules
from rareguide.texts import load_texts

OTHERS = """
my mum told me she wants to die
I found my husband on the floor and I can't wake him
our neighbor swallowed bleach, what should I do
she says she will kill herself tonight and I am not there
I think my baby has stopped breathing
i gave my son ten times the dose by mistake
he can't breathe when I lay him down
the girl next door wants to hang herself
""".strip().splitlines()
WRITERS = """
I want to die
my chest hurts and my left arm is numb
i took all my pills
my husband says I look grey and I can't breathe
my throat is closing
""".strip().splitlines()
UNSURE = """
took all the pills
cannot breathe
my wife left me and I want to die because she hates me
""".strip().splitlines()
FOREIGN = {
    ("mi madre dice que se quiere morir", "es"): OTHER,
    ("no puedo respirar, tengo mucho dolor", "es"): WRITER,
    ("mon fils ne respire plus", "fr"): OTHER,
    ("je veux mourir", "fr"): WRITER,
    ("minha filha não respira", "pt"): OTHER,
    ("quero morrer", "pt"): WRITER,
    ("mein Sohn atmet nicht", "de"): OTHER,
    ("ich will nicht mehr leben", "de"): WRITER,
    ("mio figlio non respira", "it"): None,
}


@pytest.mark.parametrize(
    ("message", "subject"),
    [*((one, OTHER) for one in OTHERS), *((one, WRITER) for one in WRITERS), *((one, None) for one in UNSURE)],
)
def test_whose_danger_it_is(message: str, subject: str | None) -> None:
    assert subject_of([message]) == subject


@pytest.mark.parametrize(("message", "language"), list(FOREIGN))
def test_whose_danger_it_is_in_other_languages(message: str, language: str) -> None:
    assert subject_of([message], language) == FOREIGN[message, language]


def test_parts_that_tell_of_both_tell_of_nobody_surely() -> None:
    assert subject_of(["she took my pills", "I want to die"]) is None


def test_the_part_that_raises_the_alarm_decides() -> None:
    alarm = AlarmFinder().find("My brother is a nurse and lives with us. I want to kill myself.")
    assert alarm is not None
    assert alarm.subject == WRITER


@pytest.mark.parametrize("language", [None, "es", "fr", "pt", "de"])
def test_a_thought_of_self_harm_is_answered_for_whoever_has_it(language: str | None) -> None:
    alarms = [Alarm(SELF_HARM, False, language, subject) for subject in (WRITER, OTHER, None)]
    said = {alarm_text(alarm, "US", load_texts()) for alarm in alarms}

    assert len(said) == 3
    assert all("988" in text and "911" in text for text in said)


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_with_somebody_in_danger_is_asked_to_stay(kind: str) -> None:
    assert "stay with them" in alarm_text(Alarm(kind, False, subject=OTHER), "US", load_texts())
    assert "You are not alone" not in alarm_text(Alarm(kind, False, subject=OTHER), "US", load_texts())


def test_rules_for_somebody_unknown_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "subjects.yml"
    path.write_text("en:\n  nobody: {rule: a, matches: a, misses: b}\n", encoding="utf-8")

    with pytest.raises(BadRules, match=r"subjects\.yml: expected writer and other for en"):
        subject_rules(path)
