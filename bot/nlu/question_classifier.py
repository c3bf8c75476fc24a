"""Tell what a message asks: its intent, and the sections that it wants, in order."""

from __future__ import annotations

import logging
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.pipeline import Pipeline

from bot.nlu.clauses import clauses, sentences
from bot.nlu.masking import mask_spans
from bot.nlu.question_model import build_model, rank
from knowledge.records import SECTION_TYPES

logger = logging.getLogger(__name__)

SECTION = "section"
ASK = "ask_"
SURE_CLAUSE = 0.55
"""How sure a clause's section must be before it counts beside another one."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(GraphComponent):
    """Set a message's intent and add one `section` entity for every section that it asks for.

    The model learns from `data/nlu/`, with every annotated condition replaced by one stand-in.
    """

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: Pipeline | None = None) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionClassifier:
        """Return a classifier that still has to learn."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> QuestionClassifier:
        """Return the classifier that was trained with the assistant's model."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / "model.joblib"))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the intent examples, and keep the model."""
        examples = training_data.intent_examples
        texts = [mask_spans(example.get(TEXT), example.get(ENTITIES, [])).lower() for example in examples]
        self._model = build_model().fit(texts, [example.get(INTENT) for example in examples])
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "model.joblib")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and sections of each message."""
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        entities = message.get(ENTITIES, [])
        masked = mask_spans(text, entities).lower().strip()
        if self._model is None or not masked:
            return
        ranking = rank(self._model, [masked])[0]
        sections = asked_sections(self._model, masked, ranking)
        ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking[:10]]
        message.set(INTENT, ranked[0], add_to_output=True)
        message.set("intent_ranking", ranked, add_to_output=True)
        found = [
            {"entity": SECTION, "value": section, "start": 0, "end": len(text), "confidence_entity": confidence}
            for section, confidence in sections
        ]
        message.set(ENTITIES, entities + found, add_to_output=True)


def asked_sections(model: Pipeline, text: str, ranking: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return the sections that a masked text asks for with their confidence, in the order asked.

    A text of one clause has the section of its own intent. Otherwise the clauses that are sure of theirs
    count, if they come to several sections; if they do not, the text as a whole decides.
    """
    whole = _section_of(ranking[0])
    parts = [clause for sentence in sentences(text) for clause in clauses(sentence)]
    if len(parts) > 1:
        found: dict[str, float] = {}
        for clause_ranking in rank(model, parts):
            section = _section_of(clause_ranking[0])
            if section is not None and clause_ranking[0][1] >= SURE_CLAUSE:
                found[section] = max(clause_ranking[0][1], found.get(section, 0.0))
        if len(found) > 1 or (found and whole is None):
            return list(found.items())
    return [(whole, ranking[0][1])] if whole is not None else []


def _section_of(ranked: tuple[str, float]) -> str | None:
    section = ranked[0].removeprefix(ASK)
    return section if section in SECTION_TYPES else None
