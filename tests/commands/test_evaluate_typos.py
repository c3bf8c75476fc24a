"""Questions with mistyped names, made from the store's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.typos import AS_WRITTEN, MISTAKES, QUESTIONS, mistyped_questions, ordinary_cases
from knowledge.names import normalise_name
from tests.support.made_up_store import CONDITIONS, made_up_store


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> ConditionNames:
    return ConditionNames(made_up_store(tmp_path_factory.mktemp("store")))


def test_the_same_seed_makes_the_same_questions(names: ConditionNames) -> None:
    assert mistyped_questions(names, 4, seed=1) == mistyped_questions(names, 4, seed=1)
    assert mistyped_questions(names, 4, seed=1) != mistyped_questions(names, 4, seed=2)


def test_no_condition_comes_twice(names: ConditionNames) -> None:
    conditions = [question.case.condition for question in mistyped_questions(names, 100)]

    assert sorted(conditions, key=str) == sorted(CONDITIONS)


@given(seed=st.integers(0, 10_000))
def test_a_mistyped_name_is_no_name_of_the_store(names: ConditionNames, seed: int) -> None:
    for question in mistyped_questions(names, 4, seed):
        own = normalise_name(CONDITIONS[str(question.case.condition)][0])
        message = normalise_name(question.case.message)

        assert (own in message) == (question.case.kind == AS_WRITTEN)
        assert question.case.kind in MISTAKES
        assert question.section in QUESTIONS


def test_ordinary_sentences_are_the_examples_without_a_condition(tmp_path: Path) -> None:
    examples = "- good morning\n- same for [sarcoidosis](condition)\n- good morning\n- who are you\n"
    block = "\n".join(f"      {line}" for line in examples.splitlines())
    (tmp_path / "small_talk.yml").write_text(f"nlu:\n  - intent: greet\n    examples: |\n{block}\n")

    assert [(case.message, case.condition) for case in ordinary_cases(tmp_path)] == [
        ("good morning", None),
        ("who are you", None),
    ]


def test_the_project_has_ordinary_sentences() -> None:
    assert len(ordinary_cases()) > 500


def test_only_sections_that_a_condition_has_are_asked_for(names: ConditionNames) -> None:
    has = {"velmont-syndrome": {"causes", "support"}, "tarn-palsy": set()}

    questions = mistyped_questions(names, 100, sections=has)

    assert [(question.case.condition, question.section) for question in questions] == [("velmont-syndrome", "causes")]
