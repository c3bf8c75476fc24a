"""Emergencies, poisonings and thoughts of self-harm in people's words, and what only looks like them."""

from __future__ import annotations

import time

import pytest

from bot.safety import Alarm, alarm_text, find_alarm
from rareguide.texts import load_texts

SELF_HARM = """
I want to kill myself
im going to kill myself tonight
I'm thinking about suicide
i feel suicidal
My daughter says she wants to die
I don't want to live anymore
dont want to be here anymore
I just want to end it all
I can't go on anymore
i cant take it anymore
I wish I was dead
i wish i had never been born
everyone would be better off without me
there is no point in living with this disease
there's nothing left to live for
my son has been cutting himself
He keeps saying he will hurt himself
i am tired of living
life is not worth living
she tried to take her own life
I want to die
I WANT TO DIE
i wanna die
kms
I feel like ending my life since the diagnosis
my husband talks about killing himself since he got Huntington's
He doesn't want to live any more
I'd rather be dead than go on like this
I keep having thoughts of suicide
thinking of ending it
I no longer want to live
im gonna jump off a bridge
i hate my life i just want to sleep forever
Her illness is so bad that she is talking about suicide
what is gaucher disease? i can't live like this anymore
""".strip().splitlines()

POISONING = """
my toddler swallowed drain cleaner
My son drank bleach
she ate rat poison
he swallowed a button battery
my daughter took all my pills
I took too many tablets
she took the whole bottle of tylenol
i took an overdose
he has been poisoned
my kid ate some berries from the garden and i think they are bad
grandma took her pills twice and took too much insulin
he took my medication by mistake
I think she overdosed
the baby got into the detergent
accidentally took double medicine
""".strip().splitlines()

EMERGENCY = """
my son is not breathing
my baby stopped breathing
I can't breathe
i cant breathe
he cannot breath
she's having trouble breathing
my baby is turning blue
her lips are blue
my husband won't wake up
I can't wake my mother
she is unconscious
he is unresponsive
he collapsed
my wife just passed out
my son is choking
I have severe chest pain
crushing chest pain and sweating
I think I'm having a heart attack
I think he is having a stroke
she is having a seizure and it wont stop
my daughter has been seizing for ten minutes
his seizure won't stop
the bleeding won't stop
he is bleeding heavily
she is vomiting blood
her face is drooping
my throat is closing
I need an ambulance
call 911
please send an ambulance
this is an emergency
MY SON IS NOT BREATHING
my son isn’t breathing
my sonnn is nottt breathing
help he is gasping for air
i can not breathe well please help what causes marfan
""".strip().splitlines()

NO_ALARM = """
what is sudden infant death syndrome
what are killer T cells
is it a deadly disease
is it fatal
my grandfather died of it
will I die from this
how long do people live with it
this wait is killing me
what kills the pain
I am dying to know more about it
what is blue rubber bleb nevus syndrome
does she have blue sclera
what is blue diaper syndrome
can gaucher disease cause seizures
what seizures does dravet syndrome have
stroke in CADASIL
is there a risk of heart attack
what are the breathing problems in Pompe disease
does it affect breathing
is shortness of breath a symptom of sarcoidosis
what is the treatment for chest pain in sickle cell
how is poisoning by lead treated
wilson disease is copper poisoning right?
my son takes pills for it, are there side effects
which tablets help
is fainting a symptom
life expectancy
I want to live a normal life
how do I live with this disease
I can't take gluten
the doctors can't tell me why
we lost our baby last year
he passed away from ALS
I can't go to work anymore
I can't walk anymore
my daughter can't eat by herself
she hurts when she walks
she cannot swallow well, is that a symptom
does it shorten life
hello
""".strip().splitlines()

BOTH = """
is trouble breathing a symptom of Pompe disease? my son is having trouble breathing
is it common that people with Huntington disease commit suicide
what to do if someone is having a seizure
my brother stopped breathing at birth, what causes ondine's curse?
my father had epilepsy and collapsed years ago, is it inherited?
do people with narcolepsy say she collapsed
""".strip().splitlines()


@pytest.mark.parametrize("message", SELF_HARM)
def test_a_thought_of_self_harm(message: str) -> None:
    alarm = find_alarm(message)
    assert alarm is not None
    assert alarm.kind == "self_harm"


@pytest.mark.parametrize("message", POISONING)
def test_a_poisoning(message: str) -> None:
    alarm = find_alarm(message)
    assert alarm is not None
    assert alarm.kind == "poisoning"


@pytest.mark.parametrize("message", EMERGENCY)
def test_an_emergency(message: str) -> None:
    alarm = find_alarm(message)
    assert alarm is not None
    assert alarm.kind == "emergency"


@pytest.mark.parametrize("message", NO_ALARM)
def test_what_only_looks_like_one(message: str) -> None:
    assert find_alarm(message) is None


@pytest.mark.parametrize("message", BOTH)
def test_a_question_that_mentions_an_alarming_sign_gets_both(message: str) -> None:
    alarm = find_alarm(message)
    assert alarm is not None
    assert alarm.is_in_passing


def test_an_acute_cry_gets_no_lecture() -> None:
    assert find_alarm("my son is not breathing") == Alarm("emergency", is_in_passing=False)
    assert find_alarm("I want to kill myself") == Alarm("self_harm", is_in_passing=False)


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
    "message", ["took " * 1000, "my " * 2000, "is is is not " * 400, "a" * 5000, "seizure " * 600, "i have been " * 400]
)
def test_no_message_makes_the_search_slow(message: str) -> None:
    started = time.perf_counter()
    find_alarm(message[:5000])
    # Far above what it takes (some milliseconds): only a search that blows up gets here.
    assert time.perf_counter() - started < 1
