"""Choosing an option by clicking it, typing it, or naming its place."""

from __future__ import annotations

import pytest

from actions.options import Choice, chosen, ordinal

OFFERED = [
    Choice("Causes", "What causes Velmont syndrome?", "velmont-syndrome", ("causes",)).as_slot(),
    Choice("Treatment", "How is Velmont syndrome treated?", "velmont-syndrome", ("treatment",)).as_slot(),
    Choice("Tarn palsy", "What is Tarn palsy?", "tarn-palsy").as_slot(),
]


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("How is Velmont syndrome treated?", "Treatment"),
        ("treatment", "Treatment"),
        ("  Treatment! ", "Treatment"),
        ("the second one", "Treatment"),
        ("second", "Treatment"),
        ("2", "Treatment"),
        ("2.", "Treatment"),
        ("number 2 please", "Treatment"),
        ("the 2nd", "Treatment"),
        ("option two", "Treatment"),
        ("the last one", "Tarn palsy"),
        ("tarn palsy", "Tarn palsy"),
        ("the first one please", "Causes"),
    ],
)
def test_an_option_is_chosen(message: str, title: str) -> None:
    choice = chosen(message, OFFERED)

    assert choice is not None
    assert choice.title == title


@pytest.mark.parametrize(
    "message", ["", "the seventh one", "9", "none of these", "what is the second most common cause?", "two of my sons"]
)
def test_no_option_is_chosen(message: str) -> None:
    assert chosen(message, OFFERED) is None


def test_nothing_is_chosen_where_nothing_was_offered() -> None:
    assert chosen("the first one", []) is None
    assert ordinal("the first one") == 0
