"""Find the sentences of a condition's sections that answer a question.

Every sentence has an embedding, which is made when its condition is first asked about and kept in the store beside its
section: it goes when the section does, and is made anew when the condition's names or the encoder have changed.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML
from sqlalchemy import delete, insert
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge import tables
from knowledge.answer_encoder import answer_encoder_name, encode_both, encode_for_answers
from knowledge.name_keys import SMALL_WORDS, is_marker, plain_word
from knowledge.names import normalise_name
from knowledge.passage_features import (
    FEATURES,
    ParticularQuestion,
    Rows,
    Sentence,
    Vectors,
    feature_rows,
    is_elsewhere,
    masked_sentence,
    on_subject,
    pattern_of_names,
)
from knowledge.passage_rules import passage_rules
from knowledge.sentence_encoder import DIMENSIONS, Encoded, encode, encoder_name
from knowledge.sentences import item_spans, sentence_spans
from knowledge.shown_sections import StoredSection
from knowledge.store import KnowledgeStore
from rareguide.database import writing_at_once

WEIGHTS = Path(__file__).with_name("passage_weights.yml")
MOST_PASSAGES = 3
"""How many sentences of a condition are given; the turn contract has no more."""
BELOW_BEST = 1.5
"""A sentence whose score is further below the best one's is none that answers too."""
ELSEWHERE = -100.0
"""The score of a sentence that speaks of another place in the body, however like the question it is otherwise."""
MOST_LOOKED_AT = 10
SAID_ALREADY = 3.0
SHORTEST_IN_IE = 4
"""Longer words that end in "ie" have lost the "s" of "bodies"."""
_KEPT_AS = np.dtype("<f2")
_KEPT_VALUES = 2 * DIMENSIONS
"""Of each sentence what the encoder makes of it, and then what the layers do that are tuned for answers."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PassageWeights:
    """Hold each feature's weight, its mean and spread where it was fitted, and from which sum on a sentence answers."""

    features: Mapping[str, float]
    means: Mapping[str, float]
    spreads: Mapping[str, float]
    bias: float
    answers: float


@lru_cache(maxsize=1)
def passage_weights() -> PassageWeights:
    """Return the fitted weights; read once for the process."""
    return PassageWeights(**YAML(typ="safe").load(WEIGHTS.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Passage:
    """Hold a sentence that answers, word for word, with the section that it stands in and its score, from 0 on.

    `is_on_subject` tells that it has a word or the kind of thing asked for, and speaks of the section asked for.
    """

    stored: StoredSection
    start: int
    text: str
    score: float
    is_on_subject: bool


@dataclass(frozen=True)
class SentencesOfCondition:
    """Hold all sentences of a condition, with their embeddings, shape (sentences, dimensions), and their sections.

    By `vectors` sentences lie near that are about the same things, by `for_answers` near the questions they answer.
    """

    places: list[tuple[StoredSection, int, int]]
    sentences: list[Sentence]
    vectors: Vectors
    for_answers: Vectors
    begins: list[bool]

    def rows(self, question: ParticularQuestion) -> Rows:
        """Return the features of each sentence, as `feature_rows` has them."""
        sections = [stored.section.type for stored, _, _ in self.places]
        asked = encode([question.to_encode])[0]
        answering = self.for_answers @ encode_for_answers([question.to_encode])[0]
        return feature_rows(question, asked, self.sentences, self.vectors, answering, sections, self.begins)


def find_passages(store: KnowledgeStore, slug: str, question: ParticularQuestion) -> list[Passage]:
    """Return the sentences that answer a question about a condition, the best first; raise `UnknownCondition`."""
    scored = scored_passages(store, slug, question)
    if not scored:
        return []
    scores = np.array([one.score for one in scored])
    least = max(0.0, float(scores.max()) - BELOW_BEST)
    return [scored[number] for number in _unlike(scores, sentences_of(store, slug).vectors, least)]


def scored_passages(store: KnowledgeStore, slug: str, question: ParticularQuestion) -> list[Passage]:
    """Return all sentences of a condition, in their order, with their scores, below 0 where they hardly answer."""
    whole = sentences_of(store, slug)
    if not whole.places:
        return []
    weights = passage_weights()
    means = np.array([weights.means[name] for name in FEATURES])
    spreads = np.array([weights.spreads[name] for name in FEATURES])
    factors = np.array([weights.features[name] for name in FEATURES])
    scores = (whole.rows(question) - means) / spreads @ factors + weights.bias - weights.answers
    scores[[is_elsewhere(question, sentence) for sentence in whole.sentences]] = ELSEWHERE
    is_on_subject = on_subject(question, whole.sentences, whole.vectors)
    return [
        Passage(stored, start, stored.section.body[start:end], float(score), is_on)
        for (stored, start, end), score, is_on in zip(whole.places, scores, is_on_subject, strict=True)
    ]


def passages_saying(store: KnowledgeStore, slug: str, term: str) -> list[Passage]:
    """Return the sentences of a condition that say a term, in the order of its page; else the signs listed that do.

    Its words must stand one after the other; where they do so nowhere, all in one sentence. Types may be numbered in
    either way ("type 4", "type IV").
    """
    words = _plain_words(term)
    if not words:
        return []
    sections = store.sections(slug)
    for spans in (sentence_spans, item_spans):
        found = [
            Passage(stored, span.start, span.of(stored.section.body), 0.0, True)
            for stored in sections
            for span in spans(stored.section.body)
        ]
        phrase = f" {' '.join(words)} "
        said = [one for one in found if phrase in f" {' '.join(_plain_words(one.text))} "]
        if not said and not any(map(is_marker, words)):
            said = [one for one in found if set(words) <= set(_plain_words(one.text))]
        if said:
            return said
    return []


def passages_explaining(store: KnowledgeStore, slug: str, term: str) -> list[Passage]:
    """Return the sentences or signs that say what a term means, else those that say more than the term."""
    said = passages_saying(store, slug, term)
    more = [one for one in said if not set(_plain_words(one.text)) <= set(_plain_words(term))]
    explained = passage_rules().explaining(term)
    return [one for one in more if explained.search(one.text)] or more


@lru_cache(maxsize=8_192)
def _plain_words(text: str) -> tuple[str, ...]:
    words = (plain_word(word) for word in normalise_name(text).split() if word not in SMALL_WORDS)
    return tuple(f"{word[:-2]}y" if len(word) > SHORTEST_IN_IE and word.endswith("ie") else word for word in words)


def _unlike(scores: Rows, vectors: Vectors, least: float) -> list[int]:
    """Return the numbers of the sentences that score well, the best first; one that says the same again comes later.

    Each next one is that whose score is the highest less `SAID_ALREADY` times its likeness to the nearest before it
    (maximal marginal relevance; Carbonell and Goldstein 1998, doi:10.1145/290941.291025).
    """
    left = [int(number) for number in np.argsort(-scores, kind="stable")[:MOST_LOOKED_AT] if scores[number] >= least]
    chosen: list[int] = []
    said = np.zeros(len(scores))
    while left:
        best = max(left, key=lambda number: scores[number] - SAID_ALREADY * said[number])
        chosen.append(best)
        left.remove(best)
        said = np.maximum(said, vectors @ vectors[best])
    return chosen


def sentences_of(store: KnowledgeStore, slug: str, encode_texts: Encoded = encode_both) -> SentencesOfCondition:
    """Return all sentences of a condition; embeddings that are not kept yet are made and kept."""
    condition = store.condition(slug)
    names = (condition.name, *condition.synonyms)
    sections = store.sections(slug)
    parted = [(stored, _parted(stored.section.body, names)) for stored in sections]
    places = [(stored, start, end) for stored, parts in parted for start, end, _ in parts]
    sentences = [sentence for _, parts in parted for _, _, sentence in parts]
    begins = [number == 0 for _, parts in parted for number in range(len(parts))]
    vectors, for_answers = np.split(_embeddings(store, parted, names, encode_texts), 2, axis=1)
    return SentencesOfCondition(places, sentences, vectors, for_answers, begins)


@lru_cache(maxsize=1_024)
def _parted(body: str, names: tuple[str, ...]) -> tuple[tuple[int, int, Sentence], ...]:
    pattern = pattern_of_names(names)
    return tuple((span.start, span.end, masked_sentence(span.of(body), pattern)) for span in sentence_spans(body))


Parted = Sequence[tuple[StoredSection, Sequence[tuple[int, int, Sentence]]]]


def _embeddings(store: KnowledgeStore, parted: Parted, names: Iterable[str], encode_texts: Encoded) -> Vectors:
    masked = hashlib.sha256(repr(sorted(names)).encode()).hexdigest()[:16]
    made_with = f"{encoder_name()} {answer_encoder_name()} {masked}"
    kept = store.embeddings([stored.id for stored, parts in parted if parts], made_with)
    new = [(stored.id, parts) for stored, parts in parted if parts and len(kept.get(stored.id, ())) != len(parts)]
    if new:
        texts = [sentence.masked for _, parts in new for _, _, sentence in parts]
        made = iter(encode_texts(texts).astype(_KEPT_AS))
        made_here = {number: [(start, end, next(made)) for start, end, _ in parts] for number, parts in new}
        _keep(store.engine, made_here, made_with)
        kept.update({number: [vector.tobytes() for _, _, vector in rows] for number, rows in made_here.items()})
    flat = b"".join(vector for stored, parts in parted if parts for vector in kept[stored.id])
    return np.frombuffer(flat, _KEPT_AS).astype(np.float32).reshape(-1, _KEPT_VALUES)


def _keep(engine: Engine, made: dict[int, list[tuple[int, int, Vectors]]], made_with: str) -> None:
    """Keep embeddings; where the store cannot be written now they are made again next time."""
    rows = [
        {
            "section_id": number,
            "position": position,
            "start": start,
            "end": end,
            "made_with": made_with,
            "embedding": vector.tobytes(),
        }
        for number, parts in made.items()
        for position, (start, end, vector) in enumerate(parts)
    ]
    try:
        with writing_at_once(engine) as connection:
            connection.execute(delete(tables.passage).where(tables.passage.c.section_id.in_(list(made))))
            connection.execute(insert(tables.passage), rows)
    except SQLAlchemyError as problem:
        logger.info("The embeddings of %d sections are not kept now: %s", len(made), type(problem).__name__)
