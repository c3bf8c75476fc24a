"""Fit what tells of which sections a sentence speaks: `.venv/bin/python -m tools.bench.passages.sections`.

It learns from the examples of `telling.yml`, and from the sentences of the shipped content and of MedQuAD: one speaks
of the section that it stands in, and of no other unless the other's pattern (`tells` in `passages.yml`) is found in
it. Every fifth condition of MedQuAD (by a checksum of its slug) is left out, so that there are pages to measure on. It
writes `knowledge/section_model.npz`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import typer
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression

from commands.evaluation import SHARED
from knowledge.passage_rules import passage_rules
from knowledge.passages import sentences_of
from knowledge.records import SECTION_TYPES
from knowledge.section_model import SECTION_MODEL, SectionModel
from knowledge.sentence_encoder import encode, encoder_name
from knowledge.store import KnowledgeStore
from rareguide.console import out
from tools.bench.passages.stores import opened_stores

TELLING = Path(__file__).with_name("telling.yml")
SECTIONS = tuple(name for name in SECTION_TYPES if name != "overview")
LEFT_OUT = 5
OVERVIEW, NONE = "overview", "none"
WEIGHTS = {"examples": 3.0, "content": 1.0, "medquad": 0.5}
OF_OVERVIEW = 0.3
"""What a sentence of an overview counts: that no pattern is found in it is a guess."""
MOST_AGAINST = 2.0
"""How many times as much as those that speak of a section the others may count in all."""
REGULARISATION = 2.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Told:
    """Hold an embedding, what it counts, and for each section whether it speaks of it: 1, 0, or NaN where unknown."""

    vector: npt.NDArray[np.float32]
    weight: float
    speaks: tuple[float, ...]


def main(
    shared: Path = typer.Option(SHARED, envvar="RAREGUIDE_SHARED_DIR", help="The folder that has MedQuAD."),  # noqa: B008
) -> None:
    """Fit the model and write it."""
    told = list(_examples())
    with opened_stores(shared) as stores:
        of_content = _slugs(stores.by_name["content"])
        of_medquad = {slug for slug in _slugs(stores.by_name["medquad"]) - of_content if not is_left_out(slug)}
        told += _of_store("content", stores.by_name["content"], of_content)
        told += _of_store("medquad", stores.by_name["medquad"], of_medquad)
    model = fit(told)
    model.write(SECTION_MODEL)
    out.print(f"Sentences: {len(told)}. Written: {SECTION_MODEL}", markup=False)


def is_left_out(slug: str) -> bool:
    """Tell whether nothing is learnt from a condition of MedQuAD."""
    return zlib.crc32(slug.encode()) % LEFT_OUT == 0


def fit(told: list[Told]) -> SectionModel:
    """Return the model that is fitted on sentences."""
    vectors = np.array([one.vector for one in told])
    speaks = np.array([one.speaks for one in told])
    weights = np.array([one.weight for one in told])
    fitted = [_fitted(vectors, speaks[:, number], weights) for number in range(len(SECTIONS))]
    return SectionModel(
        SECTIONS,
        np.array([weights for weights, _ in fitted], np.float32),
        np.array([bias for _, bias in fitted], np.float32),
        encoder_name(),
    )


def _fitted(vectors: npt.NDArray[np.float32], speaks: Floats, weights: Floats) -> tuple[Floats, float]:
    known = ~np.isnan(speaks)
    wanted, counts = speaks[known] == 1, weights[known].copy()
    counts[~wanted] *= min(1.0, MOST_AGAINST * counts[wanted].sum() / counts[~wanted].sum())
    regression = LogisticRegression(C=REGULARISATION, max_iter=300).fit(vectors[known], wanted, sample_weight=counts)
    return regression.coef_[0], float(regression.intercept_[0])


def _examples() -> Iterator[Told]:
    data = YAML(typ="safe").load(TELLING.read_text(encoding="utf-8"))
    sentences = [(text, {name.strip() for name in names.split(",")}) for names, texts in data.items() for text in texts]
    unknown = set().union(*(names for _, names in sentences)) - {*SECTIONS, NONE}
    if unknown:
        raise typer.BadParameter(f"{TELLING}: there is no section {sorted(unknown)[0]!r}. Remedy: correct its name")
    vectors = encode([text for text, _ in sentences])
    for (_, names), vector in zip(sentences, vectors, strict=True):
        yield Told(vector, WEIGHTS["examples"], tuple(float(name in names) for name in SECTIONS))


def _slugs(store: KnowledgeStore) -> set[str]:
    return {name.slug for name in store.names()}


def _of_store(name: str, store: KnowledgeStore, slugs: set[str]) -> Iterator[Told]:
    may = passage_rules().tells
    for slug in sorted(slugs):
        whole = sentences_of(store, slug)
        for (stored, start, end), vector in zip(whole.places, whole.vectors, strict=True):
            own, text = stored.section.type, stored.section.body[start:end]
            found = {section for section in SECTIONS if may[section].search(text)}
            is_sure = name == "content" or own in found
            speaks = tuple(
                (1.0 if section == own and is_sure else np.nan) if section in {own, *found} else 0.0
                for section in SECTIONS
            )
            yield Told(vector, WEIGHTS[name] if own != OVERVIEW or name == "content" else OF_OVERVIEW, speaks)


if __name__ == "__main__":
    typer.run(main)
