"""The thresholds of reading a question stand in `config.yml`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from rasa.shared.exceptions import InvalidConfigException
from ruamel.yaml import YAML

from bot.nlu.clause_reading import Asked, Thresholds
from bot.nlu.clauses import segments_of
from bot.nlu.question_classifier import QuestionClassifier, thresholds_of
from bot.nlu.question_model import TextReading
from bot.nlu.question_reading import read_question
from rareguide.settings import ROOT

ASKED = "how does one come by such an illness"


UNSURE = TextReading([("ask_causes", 0.5)], "causes", 0.5)
"""A question about the causes, half sure."""


def test_config_declares_every_threshold_as_it_is_by_default() -> None:
    (declared,) = [
        component
        for component in YAML(typ="safe").load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
        if component.pop("name").endswith(QuestionClassifier.__name__)
    ]

    assert declared == QuestionClassifier.get_default_config() == asdict(Thresholds())


@pytest.mark.parametrize(("least", "asked"), [(0.4, [Asked("causes", 0.5, clause=ASKED)]), (0.9, [])])
def test_a_reading_counts_from_the_declared_threshold_on(least: float, asked: list[Asked]) -> None:
    changed = {"least_sure": least, "sure_asking": least, "sure_clause": 0.9}
    thresholds = thresholds_of({**asdict(Thresholds()), **changed})

    assert read_question(segments_of(ASKED), {ASKED: UNSURE}, thresholds).sections == asked


@pytest.mark.parametrize("value", ["high", None, True, 1.5, -0.1])
def test_a_threshold_that_is_none_is_refused(value: Any) -> None:
    with pytest.raises(InvalidConfigException, match=r"sure_act is .*Write a number from 0 to 1"):
        thresholds_of({**asdict(Thresholds()), "sure_act": value})


@pytest.mark.parametrize(
    ("text", "sections", "acts"),
    [
        ("and his sleep", ["symptoms"], ()),
        ("ok, what about my left hip?", ["symptoms"], ()),
        ("he is not asleep", [], ("tells_hardship",)),
    ],
)
def test_few_words_that_ask_on_are_a_question_rather_than_a_feeling(
    text: str, sections: list[str], acts: tuple[str, ...]
) -> None:
    intents = [("express_fear", 0.2), ("express_grief", 0.15), ("greet", 0.1)]
    segments = segments_of(text)
    read = {one: TextReading(intents, None, 0.4) for one in segments.texts}
    read[segments.text] = TextReading(intents, "symptoms", 0.9, ("symptoms", 0.9))
    question = read_question(segments, read, Thresholds(sure_clause=1.0, sure_short_clause=1.0))

    assert [one.section for one in question.sections] == sections
    assert question.acts == acts


GRIEVING = TextReading([("express_grief", 0.3), ("inform", 0.1), ("ask_causes", 0.05)], None, 0.1)
ASKING = TextReading([("ask_causes", 0.9)], "causes", 0.9, ("causes", 0.9))


@pytest.mark.parametrize(
    ("told", "acts"), [("she died of it in spring.", ("express_grief",)), ("she had it at nineteen.", ())]
)
def test_grief_is_believed_sooner_where_a_death_is_told(told: str, acts: tuple[str, ...]) -> None:
    segments = segments_of(f"{told} What causes it?")
    read = {one: GRIEVING if told.startswith(one.rstrip(".")) else ASKING for one in segments.texts}

    assert read_question(segments, read, Thresholds()).acts == acts


@pytest.mark.parametrize(("whole", "acts"), [("ask_causes", ("not_helpful",)), ("abuse", ())])
def test_annoyance_is_told_beside_something_else_only(whole: str, acts: tuple[str, ...]) -> None:
    segments = segments_of("no use at all. What causes it?")
    annoyed = TextReading([("not_helpful", 0.3), ("abuse", 0.2)], None, 0.1)
    read = {one: annoyed if one.startswith("no use at all") else ASKING for one in segments.texts}
    read[segments.text] = TextReading([(whole, 0.9)], None, 0.0)

    assert read_question(segments, read, Thresholds()).acts == acts


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("her parents died, do we need a guardian", "do we need a guardian"),
        ("and cheese? she loves it, it breaks my heart to say no", "and cheese?"),
        ("they live far away now. i was asking is cheese ok for her", "i was asking is cheese ok for her"),
        ("he is at the ward. later on, can he still play", "can he still play"),
        ("it was so hard for all of us, you know?", ""),
        ("what a sad day", ""),
    ],
)
def test_what_has_the_form_of_a_question_asks_whatever_is_told_beside(text: str, asking: str) -> None:
    segments = segments_of(text)
    sad = TextReading([("express_grief", 0.8), ("inform", 0.2)], None, 0.1)
    unsure = TextReading([("ask_not_covered", 0.3), ("inform", 0.2), ("express_grief", 0.1)], None, 0.1)
    read = {one: unsure if one in segments.by_form else sad for one in segments.texts}

    assert read_question(segments, read, Thresholds()).asking == asking


def test_a_feeling_in_the_form_of_a_question_asks_for_nothing() -> None:
    segments = segments_of("he was our only one, what have we done")
    sad = TextReading([("express_guilt", 0.8), ("inform", 0.2)], None, 0.1)

    assert read_question(segments, dict.fromkeys(segments.texts, sad), Thresholds()).asking == ""


@pytest.mark.parametrize(
    ("behind", "sections"), [("how do i proceed?", []), ("how do i proceed with the infusions?", ["treatment"])]
)
def test_what_to_do_to_reach_a_person_asks_for_no_section(behind: str, sections: list[str]) -> None:
    segments = segments_of(f"i should like to speak to a person. {behind}")
    person, treatment = [("ask_person", 0.8)], [("ask_treatment", 0.7), ("ask_person", 0.2)]
    read = {
        one: TextReading(treatment, "treatment", 0.9, ("treatment", 0.9))
        if one.startswith("how do")
        else TextReading(person, None, 0.0)
        for one in segments.texts
    }

    assert [one.section for one in read_question(segments, read, Thresholds()).sections] == sections
