"""Whose danger a message tells of, and the words that answer it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.alarm_workers import look_for_alarm
from bot.safety.alarm import (
    COLLAPSED,
    EMERGENCY,
    FUMES,
    KINDS,
    OTHER,
    POISONING,
    SELF_HARM,
    VIOLENCE,
    WRITER,
    Alarm,
    alarm_text,
)
from bot.safety.finder import AlarmFinder
from bot.safety.patterns import with_circumstance
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
my mother counts her pills and thinks about taking them all
he would rather be with her in the grave
she has velmont syndrome and lies on the carpet and does not react to me
grandpa is awake but he no longer recognises us and his mouth hangs
""".strip().splitlines()
WRITERS = """
I want to die
my chest hurts and my left arm is numb
i took all my pills
just injected myself with ten times the insulin
i swallowed thirty of my heart tablets
my husband says I look grey and I can't breathe
I have his leftover tablets and think about swallowing them
I want to take all of her morphine
I hope I will join him soon
they would be better off without a father like me
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


@pytest.mark.parametrize("language", [None, "es", "fr", "pt", "de"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_alarm_has_words_for_whoever_is_in_danger(kind: str, language: str | None) -> None:
    said = {alarm_text(Alarm(kind, False, language, subject), "US", load_texts()) for subject in (WRITER, OTHER, None)}

    assert len(said) == 3


def test_who_took_too_much_is_spoken_to_and_told_of_the_crisis_line() -> None:
    text = alarm_text(Alarm(POISONING, False, subject=WRITER), "US", load_texts())

    assert "If you feel faint" in text
    assert "988" in text


COLLAPSES = """
our aunt swallowed all her heart pills and nobody can wake her
they injected ten times the morphine, now his breathing is slow
i drank bleach and i cannot breathe
my sister took forty tablets and is lying on the bathroom floor
she cut her wrists and does not answer
mon frère a avalé tous les comprimés et il ne respire plus
""".strip().splitlines()


@pytest.mark.parametrize("message", COLLAPSES)
def test_where_a_collapse_is_told_the_emergency_number_stands_first_without_a_condition(message: str) -> None:
    alarm = look_for_alarm(AlarmFinder(), message).alarm
    assert alarm is not None
    assert alarm.circumstance == COLLAPSED
    text = alarm_text(replace(alarm, language=None), "US", load_texts())
    own_number = "1-800-222-1222" if alarm.kind == POISONING else "988"

    assert 0 < text.index("call 911") < text.index(own_number)
    assert "If they have collapsed" not in text


@pytest.mark.parametrize(
    "message", ["my son swallowed bleach, he is awake and cries", "I took 40 of my seizure tablets", "I want to die"]
)
def test_where_no_collapse_is_told_the_words_say_when_to_call_whom(message: str) -> None:
    alarm = look_for_alarm(AlarmFinder(), message).alarm
    assert alarm is not None
    assert alarm.circumstance is None


@pytest.mark.parametrize(
    ("message", "circumstance"),
    [
        ("my husband has a knife and says he will kill us", VIOLENCE),
        ("someone broke in and has a gun", VIOLENCE),
        ("we smell gas in the flat and my wife has a headache", FUMES),
        ("the carbon monoxide alarm is ringing", FUMES),
        ("our house is on fire", FUMES),
    ],
)
def test_who_is_to_leave_first_is_told_so(message: str, circumstance: str) -> None:
    alarm = look_for_alarm(AlarmFinder(), message).alarm
    assert alarm is not None
    assert alarm.circumstance == circumstance
    text = alarm_text(alarm, "US", load_texts())

    assert "911" in text
    assert "stay with them" not in text


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("I am going to stab my neighbour tonight", EMERGENCY),
        ("I want to kill my brother, I have a gun", EMERGENCY),
        ("my wife left and I want to kill myself", SELF_HARM),
        ("I want to die, I don't want to hurt her", SELF_HARM),
    ],
)
def test_a_threat_to_somebody_else_is_no_thought_of_self_harm(message: str, kind: str) -> None:
    assert with_circumstance(Alarm(SELF_HARM, False), message).kind == kind


def test_a_question_in_general_has_no_circumstance() -> None:
    alarm = Alarm(POISONING, is_general_mention=True)

    assert with_circumstance(alarm, "can a child that swallowed bleach stop breathing?") == alarm


@pytest.mark.parametrize(("kind", "number"), [(SELF_HARM, "988"), (POISONING, "1-800-222-1222"), (EMERGENCY, "911")])
def test_what_is_mentioned_in_passing_is_warned_of_in_case_it_is_so(kind: str, number: str) -> None:
    text = alarm_text(Alarm(kind, is_general_mention=True), "US", load_texts())

    assert text.startswith("In case")
    assert number in text


def test_who_may_be_abroad_is_told_of_the_number_there() -> None:
    assert "911 or your local emergency number" in alarm_text(Alarm(EMERGENCY, False), "US", load_texts())
    assert "local emergency number" in alarm_text(Alarm(EMERGENCY, False), "", load_texts())


def test_english_words_stand_apart_below_those_of_the_visitors_language() -> None:
    own, english = alarm_text(Alarm(SELF_HARM, False, "es", WRITER), "US", load_texts()).split("\n\n")

    assert own.startswith("Me preocupa")
    assert english.startswith("In English: I am worried")


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_with_somebody_in_danger_is_asked_to_stay(kind: str) -> None:
    assert "stay with them" in alarm_text(Alarm(kind, False, subject=OTHER), "US", load_texts())
    assert "You are not alone" not in alarm_text(Alarm(kind, False, subject=OTHER), "US", load_texts())


def test_rules_for_somebody_unknown_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "subjects.yml"
    path.write_text("en:\n  nobody: {rule: a, matches: a, misses: b}\n", encoding="utf-8")

    with pytest.raises(BadRules, match=r"subjects\.yml: expected writer and other for en"):
        subject_rules(path)
