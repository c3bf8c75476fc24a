"""Tell what a text asks: two linear models over words, pieces of words and a sentence embedding.

One knows the conversation's acts (a question about a section, a greeting, thanks …), the other the sections.
They are apart because the acts are told by few words that say nothing about sections, and the other way round.
Beside the first, the nearest examples have a say (`bot/nlu/example_neighbours.py`). Where the second is not sure, the
tuned layers of `bot/nlu/section_layers.py` are asked, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from bot.nlu.example_neighbours import ExampleNeighbours
from bot.nlu.linear_scores import LinearScores, fit_side_by_side
from bot.nlu.model_file import BadModelFile, ModelContent, read_model_file, write_model_file
from knowledge.records import SECTION_TYPES
from knowledge.sentence_encoder import Vectors

ASK = "ask_"
ASK_SECTION = "ask_section"
NO_SECTION = "none"
HARD_QUESTIONS = {"ask_death": "prognosis", "ask_fault": "causes", "ask_noticed": "symptoms"}
"""Intents that a section answers, after a kind word ("will she die?", "is it my fault?", "did we miss the signs?")."""
SECTIONS_OF_ACTS = {"ask_own_diagnosis": "diagnosis", **HARD_QUESTIONS}
"""Intents of their own that ask about a section all the same ("do I have it?")."""
UNTOLD = ""
SECTION_UNTOLD = frozenset({"abuse", "ask_advice", "compare", "correct_section"})
"""Intents whose examples may ask for a section, but do not say which: only the acts are learned from them."""
WORD_PATTERN = r"(?u)\b\w+\b|[?!]"
EMBEDDING_WEIGHT = 1.5
"""How much the embedding counts beside words and characters; from 1 to 2.5 the results are alike, 4 is worse."""
TOLERANCE = 0.1
"""When training stops; with 0.0001 it takes a quarter longer, and unseen examples are read no better."""
SHARPNESS = 2.1
"""How fast the probability grows with the distance from the other classes (temperature scaling, Guo et al. 2017)."""
NEIGHBOURS_WEIGHT = 0.2
"""How much the nearest examples count beside the linear model of the acts; with 0.35 it gains less."""
SHARPNESS_BESIDE = 0.82
"""How sure both are together: on the messages of the dialogues as sure, on average, as the linear model alone."""
LAYERS_WEIGHT = 0.3
"""How much the tuned layers count beside the linear model of the sections; 0.5 gives the same, neither alone does."""
SHARPNESS_TOGETHER = 1.15
"""How much surer both together are than their mean; from 1 to 1.3 more is found, and more that is not asked for."""
SURE_ALONE = 0.8
"""From this probability of its likeliest section on the linear model is believed; the layers would change nothing."""
FEWEST_WORDS = 6
"""From so many words on the layers are asked: what a few words mean in a conversation, the examples know alone."""

SHARES = {
    "treatment": 0.23,
    "overview": 0.17,
    "prognosis": 0.12,
    "complications": 0.11,
    "diagnosis": 0.08,
    "inheritance": 0.07,
    "frequency": 0.07,
    "symptoms": 0.05,
    "causes": 0.05,
    "support": 0.05,
    "research": 0.05,
}
"""How often real questions ask for each section: 762 questions sent to GARD (Roberts et al. 2014), none below 5 %."""
LEAST_SHARE = 0.04
SHARE_WEIGHT = 0.5
"""How much that counts; fully it would keep the rarely asked sections from being found, not at all is 1 % worse."""

Ranking = list[tuple[str, float]]
Layers = Callable[[Sequence[str]], Mapping[str, Vectors]]
"""Give the logarithms of each section's probability for texts, as `SectionLayers.read` does."""


@dataclass(frozen=True)
class TextReading:
    """Hold what a text was read as: its intents with their probabilities, the likeliest first, and its section.

    `likeliest_section` is the one that it asks for if it asks for any, with its probability.
    """

    intents: Ranking
    section: str | None
    section_confidence: float
    likeliest_section: tuple[str, float] = ("overview", 0.0)

    @property
    def intent(self) -> tuple[str, float]:
        """Return the likeliest intent and its probability."""
        return self.intents[0]


@dataclass(frozen=True)
class QuestionModel:
    """Hold what was learned, and the names of both models' classes; it reads texts as `Segments` has them.

    `scores` are those of the acts first, then those of the sections, by words and characters; `by_meaning`, shape
    (`DIMENSIONS`, acts and sections), are the weights of the sentence embedding.
    """

    scores: LinearScores
    by_meaning: npt.NDArray[np.float32]
    neighbours: ExampleNeighbours
    acts: Sequence[str]
    sections: Sequence[str]
    shares: Mapping[str, float]

    def read(self, texts: Sequence[str], embeddings: Vectors, layers: Layers | None = None) -> list[TextReading]:
        """Return what each text was read as; `embeddings` has a row for each.

        Where the linear model is not sure of the section, `layers` are asked, too. Read together texts take less time
        than one by one.
        """
        if not texts:
            return []
        by_meaning = np.asarray(embeddings, np.float64) @ self.by_meaning
        of_acts, of_sections = (
            probabilities(by_words + by_meaning[:, start : start + by_words.shape[1]])
            for by_words, start in zip(self.scores.of(texts), (0, len(self.acts)), strict=True)
        )
        of_acts = self.neighbours.heard_beside(of_acts, embeddings, NEIGHBOURS_WEIGHT, SHARPNESS_BESIDE)
        unsure = [
            place
            for place, (text, row) in enumerate(zip(texts, of_sections, strict=True))
            if row.max() < SURE_ALONE and len(text.split()) >= FEWEST_WORDS
        ]
        if layers is not None and unsure:
            read = layers([texts[place] for place in unsure])
            by_layers = np.column_stack([read[name] for name in self.sections])
            together = (1 - LAYERS_WEIGHT) * np.log(of_sections[unsure]) + LAYERS_WEIGHT * by_layers
            of_sections[unsure] = probabilities(together, SHARPNESS_TOGETHER)
        told = of_sections * np.power([self.shares.get(name, LEAST_SHARE) for name in self.sections], SHARE_WEIGHT)
        rankings = _ranked(self.acts, of_acts), _ranked(self.sections, told / told.sum(axis=1, keepdims=True))
        return [_reading(*ranking) for ranking in zip(*rankings, strict=True)]

    def save(self, path: Path) -> None:
        """Write the model to a file of plain data."""
        scores = self.scores.content()
        described = {
            "acts": list(self.acts),
            "sections": list(self.sections),
            "shares": dict(self.shares),
            "scores": scores.described,
        }
        arrays = {**scores.arrays, **self.neighbours.arrays(), "by_meaning": self.by_meaning}
        write_model_file(path, ModelContent(arrays, described))

    @classmethod
    def load(cls, path: Path) -> QuestionModel:
        """Return the model of a file that `save` wrote; raise `BadModelFile` for another, or `FileNotFoundError`."""
        content = read_model_file(path)
        described = content.described
        try:
            return cls(
                scores=LinearScores.from_content(ModelContent(content.arrays, described["scores"])),
                by_meaning=content.arrays["by_meaning"],
                neighbours=ExampleNeighbours.from_arrays(content.arrays),
                acts=described["acts"],
                sections=described["sections"],
                shares=described["shares"],
            )
        except KeyError as problem:
            raise BadModelFile(f"it lacks {problem}") from problem


def train_model(
    texts: Sequence[str],
    embeddings: Vectors,
    intents: Sequence[str],
    shares: Mapping[str, float] = MappingProxyType(SHARES),
) -> QuestionModel:
    """Return a model that was trained on masked texts in plain writing, their embeddings and their intents.

    `shares` tells how often each section is asked for; a section that it leaves out is as rare as the others left out.
    """
    acts = [act_of(intent) for intent in intents]
    sections = np.array([section_label(intent) for intent in intents])
    features = term_features()
    rows = hstack([features.fit_transform(texts), EMBEDDING_WEIGHT * embeddings], format="csr")
    is_labelled = sections != UNTOLD
    classifiers = fit_side_by_side(
        [(_classifier(), rows, acts), (_classifier(), rows[is_labelled], sections[is_labelled])]
    )
    scores, by_meaning = LinearScores.trained(features, classifiers)
    return QuestionModel(
        scores=scores,
        by_meaning=EMBEDDING_WEIGHT * np.concatenate(by_meaning, axis=1),
        neighbours=ExampleNeighbours.learned(embeddings, acts, classifiers[0].classes_),
        acts=classifiers[0].classes_.tolist(),
        sections=classifiers[1].classes_.tolist(),
        shares=dict(shares),
    )


def act_of(intent: str) -> str:
    """Return an intent's class among the acts: all sections are asked for by one act."""
    return intent if section_of_intent(intent) is None else ASK_SECTION


def section_label(intent: str) -> str:
    """Return an intent's class among the sections, `UNTOLD` where its examples say nothing of them."""
    if intent in SECTION_UNTOLD:
        return UNTOLD
    return section_of_intent(intent) or SECTIONS_OF_ACTS.get(intent, NO_SECTION)


def section_of_intent(intent: str | None) -> str | None:
    """Return the section that an intent asks for, or `None` for the other intents."""
    section = (intent or "").removeprefix(ASK)
    return section if section in SECTION_TYPES else None


def term_features() -> FeatureUnion:
    """Return TF-IDF of words (1–2) and of characters (2–5), as the alarm model has them, too."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=WORD_PATTERN)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    return FeatureUnion([("words", words), ("characters", characters)])


def _classifier() -> LinearSVC:
    """Return an untrained classifier: as accurate here as logistic regression, and trained in a quarter of the time."""
    return LinearSVC(C=0.5, random_state=1, tol=TOLERANCE)


def _ranked(classes: Sequence[str], probabilities: npt.NDArray[Any]) -> list[Ranking]:
    return [[(classes[column], float(row[column])) for column in np.argsort(-row)] for row in probabilities]


def probabilities(margins: npt.NDArray[Any], sharpness: float = SHARPNESS) -> npt.NDArray[Any]:
    """Turn distances from the classes' borders, shape (texts, classes), into probabilities of the same shape."""
    weights = np.exp(sharpness * (margins - margins.max(axis=1, keepdims=True)))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _reading(acts: Ranking, sections: Ranking) -> TextReading:
    """Join both models' rankings; the probability that a section is asked for is shared out among the sections."""
    shares = dict(acts)
    asking = shares.pop(ASK_SECTION, 0.0)
    named = [(name, share) for name, share in sections if name != NO_SECTION]
    whole = sum(share for _, share in named) or 1.0
    shares.update({f"{ASK}{name}": asking * share / whole for name, share in named})
    likeliest, confidence = sections[0]
    return TextReading(
        intents=sorted(shares.items(), key=lambda item: -item[1]),
        section=None if likeliest == NO_SECTION else likeliest,
        section_confidence=confidence,
        likeliest_section=named[0],
    )
