"""Of which sections a sentence speaks, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.records import SECTION_TYPES
from knowledge.section_model import SectionModel, section_model
from knowledge.sentence_encoder import DIMENSIONS, encode, encoder_name

SPEAKS = {
    "treatment": ("The valve can be replaced by a surgeon.", "Steroids are tried when the swelling does not go down."),
    "inheritance": ("A mother who is a carrier hands it on to half of her sons.", "It is an X-linked recessive trait."),
    "prognosis": ("Few babies live to their first birthday.", "The weakness gets worse from year to year."),
    "diagnosis": ("A blood test for the enzyme shows it.", "Doctors confirm it by looking at a piece of muscle."),
    "frequency": ("About one in 30,000 babies is born with it.", "Fewer than fifty families are known to have it."),
    "causes": ("A fault in the GENE2 gene brings it about.", "A bacterium that lives in soil is the cause."),
    "symptoms": ("Signs are a red rash, fever and swollen knees.", "Children have weak legs and fall often."),
}
TELLS_NOTHING = ("The iris is the colored part of the eye.", "It is also called by the names of two physicians.")


@pytest.mark.parametrize("section", SPEAKS)
def test_a_sentence_speaks_of_its_section_more_than_sentences_about_others_do(section: str) -> None:
    others = [text for name, texts in SPEAKS.items() if name != section for text in texts]
    odds = section_model().speaks_of(section, encode([*SPEAKS[section], *others, *TELLS_NOTHING]))

    own, rest = odds[: len(SPEAKS[section])], odds[len(SPEAKS[section]) :]
    assert own.min() > 0
    assert own.min() > np.sort(rest)[-2], "at most one other sentence may seem to speak of it as well"
    assert own.min() > rest[-len(TELLS_NOTHING) :].max()


def test_it_was_fitted_on_the_encoder_that_is_used_and_knows_every_section_but_the_overview() -> None:
    assert section_model().encoder == encoder_name(), "run .venv/bin/python -m tools.bench.passages.sections"
    assert set(section_model().sections) == set(SECTION_TYPES) - {"overview"}


def test_nothing_is_told_of_a_section_that_it_does_not_know() -> None:
    vectors = encode(["It is treated with rest."])

    assert not section_model().speaks_of(None, vectors).any()
    assert not section_model().speaks_of("overview", vectors).any()


def test_a_written_model_is_the_same_when_it_is_read(tmp_path: Path) -> None:
    model = SectionModel(("causes",), np.full((1, DIMENSIONS), 0.5, np.float32), np.zeros(1, np.float32), "an encoder")
    model.write(tmp_path / "model.npz")

    assert SectionModel.read(tmp_path / "model.npz").speaks_of("causes", np.ones((1, DIMENSIONS), np.float32)) == 6.0
