"""Recognise an alarm in words that no pattern has: linear models over words, meaning and the patterns' clues.

They are trained from `data/safety/alarms.yml` and the ordinary examples of `data/nlu/`. One reads words and clues
only, in a tenth of the time, and tells of a long message which sentences the other one has to read.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import hstack
from sklearn.svm import LinearSVC

from bot.nlu.example_neighbours import ExampleNeighbours
from bot.nlu.linear_scores import LinearScores, fit_side_by_side
from bot.nlu.model_file import BadModelFile, ModelContent, read_model_file, write_model_file
from bot.nlu.question_model import probabilities, term_features
from bot.safety.disguises import deobfuscated
from bot.safety.patterns import RULE_FEATURES
from bot.safety.respelling import Respelling
from bot.safety.rule_features import rule_features_of
from bot.safety.rules import idioms
from knowledge.sentence_encoder import encode

ALARM_MODEL = "alarm_model.npz"
"""Its file in the archive of the assistant's model."""
REMEDY = "Make it with: make train"
NONE = "none"
"""The class of every message that is no alarm."""
RULE_FEATURES_WEIGHT = 0.3
"""How much the patterns' clues count beside words and meaning; from 0.15 to 0.5 the results are alike."""
MEANING_WEIGHT = 1.5
SAID_EVERY_DAY = "so"
"""Stands for an idiom that sounds like an alarm, as the model reads it."""
TOLERANCE = 0.01
"""When training stops; with 0.0001 it takes a third longer, and no probability differs by more than 0.002."""
SHARPNESS = 2.5
"""How fast the probability grows with the distance from the other classes."""

NEIGHBOURS_WEIGHT = 0.35
"""How much the examples that are nearest in meaning count beside the linear model."""
EVENNESS = 0.5
"""How far each kind counts like the ordinary messages, of which there are ten times as many examples."""

Numbers = npt.NDArray[Any]
RuleFeatures = Sequence[Sequence[float]] | Numbers
"""What the patterns see in each text, as `bot.safety.patterns.RuleMatches` has it."""


class NoAlarmModel(RuntimeError):
    """There is no alarm model, or it cannot be read; the message tells the remedy."""


@dataclass(frozen=True)
class AlarmModel:
    """Hold what corrects words, and the weights of the two classifiers.

    `words` scores a text by both of them; `by_words`, shape (`RULE_FEATURES`, kinds), and `by_meaning`, shape
    (`RULE_FEATURES` + `DIMENSIONS`, kinds), are the weights of the rest.
    """

    respelling: Respelling
    words: LinearScores
    by_words: Numbers
    by_meaning: Numbers
    neighbours: ExampleNeighbours
    names: tuple[str, ...]

    def likelihoods(self, texts: Sequence[str], rule_features: RuleFeatures) -> list[float]:
        """Return for each text how probable an alarm is by its words and clues alone, from 0 to 1."""
        if not texts:
            return []
        scores, _ = self.words.of([_as_learned(text) for text in texts])
        shares = probabilities(scores + _weighed(rule_features) @ self.by_words, SHARPNESS)
        return [1.0 - float(share) for share in shares[:, self.names.index(NONE)]]

    def kinds(self, texts: Sequence[str], rule_features: RuleFeatures) -> list[dict[str, float]]:
        """Return for each text the probability of each kind of alarm and of `NONE`; they add up to 1."""
        if not texts:
            return []
        learned = [_as_learned(text) for text in texts]
        _, scores = self.words.of(learned)
        embeddings = encode(learned)
        scores = scores + _weighed(rule_features) @ self.by_meaning[:RULE_FEATURES]
        shares = probabilities(scores + MEANING_WEIGHT * embeddings @ self.by_meaning[RULE_FEATURES:], SHARPNESS)
        shares = self.neighbours.heard_beside(shares, embeddings, NEIGHBOURS_WEIGHT)
        return [dict(zip(self.names, map(float, row), strict=True)) for row in shares]


def train_alarm_model(
    examples: Mapping[str, Sequence[str]], ordinary: Sequence[str], kept: Path | None = None
) -> AlarmModel:
    """Return a model that was trained on examples by their kind (`NONE` for look-alikes) and ordinary messages.

    What the rules see in them is kept in the file `kept` for the next training.
    """
    labelled = [(deobfuscated(text), kind) for kind, texts in examples.items() for text in texts]
    labelled += [(text, NONE) for text in ordinary]
    texts = [text for text, _ in labelled]
    kinds = [kind for _, kind in labelled]
    learned = [_as_learned(text) for text in texts]
    words = term_features()
    by_words = hstack([words.fit_transform(learned), _weighed(rule_features_of(texts, kept))])
    embeddings = encode(learned)
    by_meaning = hstack([by_words, MEANING_WEIGHT * embeddings])
    classifiers = fit_side_by_side([(_classifier(), rows.tocsr(), kinds) for rows in (by_words, by_meaning)])
    scores, (of_rules, of_all) = LinearScores.trained(words, classifiers)
    names = tuple(map(str, classifiers[0].classes_))
    neighbours = ExampleNeighbours.learned(embeddings, kinds, names, EVENNESS)
    return AlarmModel(Respelling.trained(texts), scores, of_rules, of_all, neighbours, names)


def _as_learned(text: str) -> str:
    """Return a text in small letters without idioms, and without a full stop at its end.

    Who writes one is in no less danger.
    """
    return without_idioms(text.lower()).rstrip(" .")


def without_idioms(text: str) -> str:
    """Return a text in which a placeholder stands for what is said every day and only sounds like an alarm."""
    return idioms().sub(SAID_EVERY_DAY, text.replace("\u2019", "'"))


def _classifier() -> LinearSVC:
    return LinearSVC(C=1.0, random_state=1, tol=TOLERANCE)


def _weighed(rule_features: RuleFeatures) -> Numbers:
    return RULE_FEATURES_WEIGHT * np.array(rule_features, np.float64)


def save_alarm_model(model: AlarmModel, path: Path) -> None:
    """Write a model to a file."""
    words = model.words.content()
    of_meaning = {"by_meaning": model.by_meaning, **model.neighbours.arrays()}
    arrays = {**words.arrays, "by_words": model.by_words, **of_meaning}
    described = {"words": words.described, "names": model.names, "respelling": model.respelling.described()}
    write_model_file(path, ModelContent(arrays, described))


def load_alarm_model(path: Path) -> AlarmModel:
    """Return the alarm model that `rasa train` left in the archive of the assistant's model.

    Raises `NoAlarmModel` when the archive is missing or damaged, or holds none.
    """
    try:
        content = read_model_file(_member(path))
        words = LinearScores.from_content(ModelContent(content.arrays, content.described["words"]))
        respelling = Respelling.from_described(content.described["respelling"])
        by_words, by_meaning = content.arrays["by_words"], content.arrays["by_meaning"]
        neighbours = ExampleNeighbours.from_arrays(content.arrays)
        return AlarmModel(respelling, words, by_words, by_meaning, neighbours, tuple(content.described["names"]))
    except FileNotFoundError as problem:
        raise NoAlarmModel(f"The model {path.name} is missing. {REMEDY}") from problem
    except StopIteration as problem:
        raise NoAlarmModel(f"The model {path.name} holds no alarm model. {REMEDY}") from problem
    except (OSError, EOFError, tarfile.TarError, zlib.error, BadModelFile, KeyError, TypeError, ValueError) as problem:
        remedy = f"Make it again with: rareguide train --force ({type(problem).__name__})"
        raise NoAlarmModel(f"The alarm model in {path.name} cannot be read. {remedy}") from problem


def _member(archive: Path) -> IO[bytes]:
    """Return the file of the alarm model in an archive; raise `StopIteration` when it has none."""
    with tarfile.open(archive) as model:
        file = model.extractfile(next(member for member in model if Path(member.name).name == ALARM_MODEL))
        if file is None:
            raise BadModelFile("its alarm model is no file")
        return BytesIO(file.read())
