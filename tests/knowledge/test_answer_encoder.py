"""Questions lie near the sentences that answer them, whatever their words."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.answer_encoder import answer_encoder_name, encode_for_answers
from knowledge.sentence_encoder import BATCH, DIMENSIONS

PAGE = [
    "Loss of vision comes slowly, often in the thirties.",
    "It is passed on in an autosomal dominant manner.",
    "The liver and the spleen are enlarged in most children.",
    "A blood smear shows the vacuoles.",
    "Splints and stretching keep the joints supple.",
    "Fewer than a hundred families are known.",
]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("will he go blind?", PAGE[0]),
        ("could my daughter get it from me", PAGE[1]),
        ("why is her belly so big", PAGE[2]),
        ("what do they look for under the microscope", PAGE[3]),
        ("what can we do for his stiff fingers", PAGE[4]),
        ("are there others like us?", PAGE[5]),
    ],
)
def test_a_question_in_lay_words_lies_nearest_to_what_answers_it(question: str, answer: str) -> None:
    nearness = encode_for_answers(PAGE) @ encode_for_answers([question])[0]

    assert PAGE[int(nearness.argmax())] == answer


def test_texts_encoded_together_are_encoded_as_each_alone_with_length_1() -> None:
    texts = [f"{'it comes and goes. ' * (place % 4)}which gene is changed?" for place in range(BATCH + 3)]
    together = encode_for_answers(texts)

    assert together.shape == (len(texts), DIMENSIONS)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-4)
    assert together == pytest.approx(np.vstack([encode_for_answers([text]) for text in texts]), abs=1e-3)


def test_the_layers_have_a_name_by_their_content() -> None:
    assert len(answer_encoder_name()) == len("12ab34cd")
