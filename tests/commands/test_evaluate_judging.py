"""What counts as right: for a section, a condition, a name, a turn."""

from __future__ import annotations

from typing import Any

import pytest

from actions.reading import Reading
from bot.nlu.letters import Letter
from commands.evaluation.dialogues import differences
from commands.evaluation.letters import judge_letters, letter_report
from commands.evaluation.name_file import NameCase
from commands.evaluation.names import judge_name, name_report
from commands.evaluation.partial_names import PartialName, judge_partial_name
from commands.evaluation.passage_file import PassageCase
from commands.evaluation.passages import judge_passage, passage_report
from commands.evaluation.question_file import Question
from commands.evaluation.question_report import question_report
from commands.evaluation.questions import Judged, figures_of, judge_questions

CAUSE = Question(2, "Cause", "Why do people get it?")
NEITHER = Question(3, "Other", "When are you open?")
EITHER = Question(4, "Susceptibility", "Who gets it?")


@pytest.mark.parametrize(
    ("question", "sections", "is_right", "has_right"),
    [
        (CAUSE, ("causes",), True, True),
        (CAUSE, (), False, False),
        (CAUSE, ("symptoms",), False, False),
        (CAUSE, ("causes", "symptoms"), False, True),
        (EITHER, ("inheritance",), True, True),
        (EITHER, ("frequency",), True, True),
        (EITHER, ("inheritance", "frequency"), False, True),
        (NEITHER, (), True, True),
        (NEITHER, ("causes",), False, False),
    ],
)
def test_one_accepted_section_is_right_and_none_where_none_is(
    question: Question, sections: tuple[str, ...], is_right: bool, has_right: bool
) -> None:
    judged = Judged(question, sections, 0.5)

    assert (judged.is_right, judged.has_right) == (is_right, has_right)


class ReadAs:
    """Reads every message as the same."""

    def __init__(self, *entities: dict[str, Any]) -> None:
        self.entities = list(entities)

    def parse(self, message: str) -> dict[str, Any]:
        return {"text": message, "intent": {"name": "ask_causes", "confidence": 0.75}, "entities": self.entities}


def test_the_least_sure_section_gives_the_confidence() -> None:
    sure = {"entity": "section", "value": "causes", "confidence_entity": 0.9}
    unsure = {"entity": "section", "value": "symptoms", "confidence_entity": 0.4}

    assert [judged.confidence for judged in judge_questions(ReadAs(sure, unsure), [CAUSE])] == [0.4]
    assert [judged.confidence for judged in judge_questions(ReadAs(), [CAUSE])] == [0.75]


def test_conditions_count_only_where_the_file_says_which_is_meant() -> None:
    named = Question(5, "Cause", "What causes Tarn palsy?", "tarn-palsy")
    condition = {"entity": "condition", "value": "tarn-palsy", "start": 12, "end": 22}
    reader = ReadAs(condition, {"entity": "section", "value": "causes"})

    figures = figures_of(judge_questions(reader, [named, CAUSE]))

    assert (figures.condition.right, figures.condition.of) == (1, 1)
    assert (figures.both.right, figures.both.of) == (1, 1)
    assert (figures.section.right, figures.section.of) == (2, 2)


def test_two_conditions_are_not_the_one_that_is_meant() -> None:
    question = Question(5, "Cause", "What causes Tarn palsy?", "tarn-palsy")

    assert not Judged(question, ("causes",), 0.9, ("tarn-palsy", "ostrava-fever")).is_condition_right


def test_the_report_on_questions_counts_and_shows_the_surest_mistake_first() -> None:
    judged = [
        Judged(CAUSE, ("causes",), 0.9),
        Judged(CAUSE, ("symptoms",), 0.6),
        Judged(NEITHER, ("causes", "symptoms"), 0.8),
        Judged(EITHER, (), 0.3),
    ]

    report = question_report("questions", "Questions", {}, judged)

    assert report.data["figures"]["section_right"]["right"] == 1
    assert report.data["confusion"] == {
        "Cause": {"causes": 1, "symptoms": 1},
        "Other": {"several": 1},
        "Susceptibility": {"none": 1},
    }
    tables = {table.title: table for table in report.tables}
    assert [row[0] for row in tables["Worst cases"].rows] == ["3", "2", "4"]
    assert tables["Confusion matrix"].header == ("type", "causes", "symptoms", "none", "several")
    assert not tables["Worst cases"].is_printed


MEANT = NameCase("tarn palsey", "tarn-palsy", "typo")


@pytest.mark.parametrize(
    ("reading", "outcome"),
    [
        (Reading("", conditions=("tarn-palsy",)), "taken"),
        (Reading("", conditions=("ostrava-fever",)), "wrong"),
        (Reading("", conditions=("tarn-palsy", "ostrava-fever")), "wrong"),
        (Reading("", candidates=("ostrava-fever", "tarn-palsy")), "offered"),
        (Reading("", candidates=("tarn-palsy",)), "asked"),
        (Reading("", candidates=("ostrava-fever", "velmont-syndrome")), "wrong"),
        (Reading("", candidates=("a", "b", "c", "d", "tarn-palsy")), "wrong"),
        (Reading("", unknown_name="tarn palsey"), "none"),
        (Reading("", unknown_name="tarn palsey", guesses=("tarn-palsy", "ostrava-fever")), "asked"),
        (Reading("", unknown_name="tarn palsey", guesses=("ostrava-fever",)), "wrong"),
    ],
)
def test_what_becomes_of_a_name(reading: Reading, outcome: str) -> None:
    assert judge_name(MEANT, reading).outcome == outcome


def test_the_report_on_names_parts_by_kind() -> None:
    ordinary = NameCase("good morning", None, "ordinary sentence")
    judged = [
        judge_name(MEANT, Reading("", conditions=("tarn-palsy",))),
        judge_name(MEANT, Reading("", candidates=("tarn-palsy", "ostrava-fever"))),
        judge_name(ordinary, Reading("")),
        judge_name(ordinary, Reading("", conditions=("ostrava-fever",))),
    ]

    report = name_report({}, judged)

    assert {name: (share["right"], share["of"]) for name, share in report.data["figures"].items()} == {
        "taken": (1, 2),
        "reached": (2, 2),
        "wrong": (0, 2),
        "none_in_ordinary": (1, 2),
    }
    assert list(report.tables[0].rows) == [
        ("typo", "2", "1", "1", "0", "0", "0", "50.0%"),
        ("ordinary sentence", "2", "0", "0", "0", "1", "1", "50.0%"),
    ]


TURN: dict[str, Any] = {
    "kind": "answer",
    "text": "About Tarn palsy:",
    "condition": {"slug": "tarn-palsy", "name": "Tarn palsy"},
    "sections": [
        {"condition": {"slug": "tarn-palsy"}, "section": "causes"},
        {"condition": {"slug": "ostrava-fever"}, "section": "overview"},
    ],
    "missing": ["treatment"],
    "options": [{"title": "Symptoms", "payload": "What are the symptoms?"}],
}


def test_a_turn_that_is_as_expected_differs_in_nothing() -> None:
    expected = {
        "say": "why?",
        "kind": "answer",
        "condition": "tarn-palsy",
        "sections": ["causes", "ostrava-fever:overview"],
        "missing": ["treatment"],
        "text_has": "Tarn palsy",
        "options_have": ["Symptoms"],
    }

    assert differences(TURN, expected) == []
    assert differences(TURN, {"say": "why?"}) == []


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ({"kind": "clarify"}, "kind is 'answer' instead of 'clarify'"),
        ({"condition": None}, "condition is 'tarn-palsy' instead of None"),
        ({"sections": ["causes"]}, "sections is ['causes', 'ostrava-fever:overview'] instead of ['causes']"),
        ({"missing": []}, "missing is ['treatment'] instead of []"),
        ({"text_has": "Ostrava"}, "text lacks 'Ostrava'"),
        ({"text_lacks": "Tarn"}, "text has 'Tarn'"),
        ({"options_have": ["Causes"]}, "options lack ['Causes'], there are ['Symptoms']"),
    ],
)
def test_each_difference_is_told(expected: dict[str, Any], sentence: str) -> None:
    assert differences(TURN, {"say": "why?", **expected}) == [sentence]


def test_a_turn_without_a_condition_names_those_of_its_sections() -> None:
    turn = {**TURN, "condition": None}

    assert differences(turn, {"condition": None, "sections": ["tarn-palsy:causes", "ostrava-fever:overview"]}) == []


PALSIES = PartialName("palsy", frozenset({"tarn-palsy", "moor-palsy"}))
LACKING = PartialName("plum pox", frozenset())


@pytest.mark.parametrize(
    ("case", "reading", "outcome", "is_right"),
    [
        (PALSIES, Reading("", conditions=("moor-palsy",)), "taken", True),
        (PALSIES, Reading("", conditions=("moor-palsy", "ostrava-fever")), "another", False),
        (PALSIES, Reading("", candidates=("ostrava-fever", "tarn-palsy")), "offered", True),
        (PALSIES, Reading("", candidates=("a", "b", "c", "d", "tarn-palsy")), "another", False),
        (PALSIES, Reading("", unknown_name="palsy", guesses=("tarn-palsy",)), "offered", True),
        (PALSIES, Reading("", unknown_name="palsy", guesses=("ostrava-fever",)), "unknown", False),
        (PALSIES, Reading(""), "none", False),
        (LACKING, Reading("", unknown_name="plum pox", guesses=("ostrava-fever",)), "unknown", True),
        (LACKING, Reading(""), "none", True),
        (LACKING, Reading("", candidates=("ostrava-fever",)), "another", False),
        (LACKING, Reading("", conditions=("ostrava-fever",)), "another", False),
    ],
)
def test_what_becomes_of_a_part_of_a_name(case: PartialName, reading: Reading, outcome: str, is_right: bool) -> None:
    judged = judge_partial_name(case, reading)

    assert (judged.outcome, judged.is_right) == (outcome, is_right)


GENE = PassageCase("which gene?", "velmont-syndrome", ("VLM1", "Velmont gene"))
SINGER = PassageCase("which singer has it?", "velmont-syndrome", ())


def turn_with(kind: str, *highlights: str, slug: str = "velmont-syndrome") -> dict[str, Any]:
    return {"kind": kind, "text": "…", "condition": {"slug": slug}, "sections": [{"highlights": list(highlights)}]}


@pytest.mark.parametrize(
    ("case", "turn", "outcome"),
    [
        (GENE, turn_with("answer", "It is rare.", "The\nvlm1 gene is changed."), "found"),
        (GENE, turn_with("answer", "It is rare."), "only shown"),
        (GENE, turn_with("no_answer"), "denied"),
        (GENE, turn_with("no_answer", slug="tarn-palsy"), "another condition"),
        (SINGER, turn_with("answer"), "nothing"),
        (SINGER, turn_with("answer", "It is rare."), "highlighted"),
    ],
)
def test_a_sentence_is_found_by_its_words(case: PassageCase, turn: dict[str, Any], outcome: str) -> None:
    assert judge_passage(case, turn).outcome == outcome


def test_the_shares_of_passages() -> None:
    judged = [
        judge_passage(GENE, turn_with("answer", "The VLM1 gene.")),
        judge_passage(GENE, turn_with("no_answer")),
        judge_passage(SINGER, turn_with("answer", "It is rare.")),
    ]

    figures = passage_report({}, judged).data["figures"]

    assert {name: share["share"] for name, share in figures.items()} == {
        "found": 0.5,
        "denied": 0.5,
        "highlighted_for_nothing": 1.0,
    }


class _Reads:
    """Stand for the trained model: every letter is about `tarn-palsy`, and asks for its causes and its treatment."""

    def parse(self, message: str) -> dict[str, Any]:
        condition = {"entity": "condition", "value": "tarn-palsy", "start": 0, "end": 1}
        sections = [{"entity": "section", "value": one, "start": 2, "end": 3} for one in ("causes", "treatment")]
        return {
            "text": message,
            "intent": {"name": "ask_causes", "confidence": 1.0},
            "entities": [condition, *sections],
        }


class _Names:
    def slugs_of(self, name: str) -> set[str]:
        return {name} & {"tarn-palsy", "morbus-lune"}


def test_the_shares_of_letters() -> None:
    letters = [
        Letter("tarn-palsy", (("Why?", "causes"), ("And a cure?", "treatment"))),
        Letter("morbus-lune", (("Why?", "causes"), ("How long?", "prognosis"))),
        Letter("unknown-to-the-store", (("Is it inherited?", "inheritance"),)),
    ]

    judged = judge_letters(_Reads(), _Names(), letters)  # type: ignore[arg-type]
    figures = letter_report({}, judged).data["figures"]

    assert {name: share["share"] for name, share in figures.items()} == pytest.approx(
        {
            "condition": 1 / 2,
            "condition_taken": 1 / 2,
            "section": 2 / 3,
            "all_sections": 1 / 3,
            "both": 1 / 2,
            "about_another": 1 / 1,
            "not_asked_for": 3 / 6,
        }
    )
