"""What a text is, is told by the examples nearest to it as well."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.example_neighbours import ExampleNeighbours
from knowledge.sentence_encoder import encode

CLASSES = ("goodbye", "thank")
EXAMPLES = {
    "thank you, that was kind": "thank",
    "thanks, you are better than my doctor": "thank",
    "good night, I am off to bed": "goodbye",
}


@pytest.fixture(scope="module")
def neighbours() -> ExampleNeighbours:
    return ExampleNeighbours.learned(encode(list(EXAMPLES)), list(EXAMPLES.values()), CLASSES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_of_its_own_class(neighbours: ExampleNeighbours, example: str) -> None:
    (shares,) = neighbours.shares(encode([example]))

    assert CLASSES[shares.argmax()] == EXAMPLES[example]
    assert shares.max() > 0.99


def test_what_is_said_in_other_words_is_of_the_class_nearest_in_meaning(neighbours: ExampleNeighbours) -> None:
    shares = neighbours.shares(encode(["I go to sleep now", "thank you, you are kind"]))

    assert [CLASSES[place] for place in shares.argmax(axis=1)] == ["goodbye", "thank"]


@pytest.mark.parametrize(("evenness", "of_goodbye"), [(0.0, 1 / 3), (1.0, 1 / 2)])
def test_evenness_says_whether_classes_or_examples_count_alike(evenness: float, of_goodbye: float) -> None:
    same = np.repeat(encode(["well"]), 3, axis=0)
    neighbours = ExampleNeighbours.learned(same, ["thank", "goodbye", "thank"], CLASSES, evenness)

    assert neighbours.shares(same[:1])[0, 0] == pytest.approx(of_goodbye, abs=1e-4)


def test_what_is_kept_says_the_same(neighbours: ExampleNeighbours) -> None:
    kept = ExampleNeighbours.from_arrays(neighbours.arrays())

    text = encode(["so kind of you"])
    assert np.array_equal(kept.shares(text), neighbours.shares(text))


def test_without_one_of_its_arrays_it_cannot_be_read(neighbours: ExampleNeighbours) -> None:
    arrays = neighbours.arrays()
    del arrays["neighbours_starts"]

    with pytest.raises(KeyError, match="neighbours_starts"):
        ExampleNeighbours.from_arrays(arrays)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_beside_another_model_the_shares_are_probabilities(
    neighbours: ExampleNeighbours, likely: float, weight: float
) -> None:
    other = np.array([[likely, 1.0 - likely]])

    joined = neighbours.heard_beside(other, encode(["thanks and good night"]), weight)

    assert joined.sum() == pytest.approx(1.0)
    assert (joined >= 0.0).all()


def test_without_weight_the_other_model_decides_alone(neighbours: ExampleNeighbours) -> None:
    other = np.array([[0.8, 0.2]])

    assert neighbours.heard_beside(other, encode(["thank you, that was kind"]), 0.0) == pytest.approx(other)
