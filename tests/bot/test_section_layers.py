"""What the tuned upper layers of the encoder tell of the sections that texts ask for."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.question_model import NO_SECTION
from bot.nlu.section_layers import section_layers
from knowledge.records import SECTION_TYPES
from knowledge.sentence_encoder import BATCH


def test_every_section_and_no_section_have_a_probability():
    read = section_layers().read(["what brings xcondition about?", "good morning to you all"])
    assert set(read) == {NO_SECTION, *SECTION_TYPES}
    assert np.exp(np.array(list(read.values()))).sum(axis=0) == pytest.approx([1, 1], abs=1e-4)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("for what reason did he come down with xcondition?", "causes"),
        ("which medicines are given against xcondition?", "treatment"),
        ("thank you so much for this", NO_SECTION),
    ],
)
def test_the_likeliest_section_is_what_the_text_asks_for(text: str, section: str):
    read = section_layers().read([text])
    assert max(read, key=lambda name: float(read[name][0])) == section


def test_texts_read_together_are_read_as_each_alone():
    texts = [f"{'my doctor said something. ' * (place % 5)}how is xcondition treated?" for place in range(BATCH + 5)]
    together = section_layers().read(texts)["treatment"]
    alone = [float(section_layers().read([text])["treatment"][0]) for text in texts]
    assert together.tolist() == pytest.approx(alone, abs=1e-3)


def test_no_text_is_read_as_nothing():
    assert {len(rows) for rows in section_layers().read([]).values()} == {0}
