"""Tell what a message asks: its intent, and the sections that it wants, in order."""

from __future__ import annotations

import re
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.commands import looks_like_a_command
from bot.nlu.clauses import asking_sentences, clauses
from bot.nlu.masking import STAND_IN, mask_spans
from bot.nlu.question_model import QuestionModel, section_of_intent, train_models

SECTION = "section"
RANKED_INTENTS = 10
SHORT_CLAUSE = 3
"""Up to this many words a clause is a bare naming of its section ("the treatment")."""
SURE_SHORT_CLAUSE = 0.35
SURE_CLAUSE = 0.5
"""How sure of its section a clause must be to count."""
NAMING_ACTS = frozenset({"compare", "correct_condition", "earlier_condition", "name_condition", "same_for"})
"""Intents that name a condition for what was asked before ("what about …?"), not for an overview of it."""
MAY_ASK_TOO = frozenset({"ask_advice", "compare", "correct_section", "greet", "thank"})
"""Intents that a section may be asked for beside, even in a single clause."""
LEAST_SURE = 0.25
"""Below this the intent of a whole message says nothing."""
SURE_ACT = 0.6
"""From this on a single clause of another intent asks for no section ("where did that come from?")."""
_TURNED_DOWN = re.compile(r"(?:no|nope)?\W*(?:not|i (?:did ?n.?t|do ?n.?t) (?:ask|mean|want))\b")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(GraphComponent):
    """Set a message's intent and add one `section` entity for every section that it asks for.

    The model learns from `data/nlu/`, with every annotated condition replaced by one stand-in.
    """

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: QuestionModel | None = None) -> None:
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
        self._model = train_models(texts, [example.get(INTENT) for example in examples])
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
        if looks_like_a_command(text):
            message.set(INTENT, {"name": "noise", "confidence": 1.0}, add_to_output=True)
            message.set(ENTITIES, [], add_to_output=True)
            return
        entities = message.get(ENTITIES, [])
        masked = mask_spans(text, entities).lower().strip()
        if self._model is None or not masked:
            return
        ranking = self._model.intents(masked)
        ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking[:RANKED_INTENTS]]
        message.set(INTENT, ranked[0], add_to_output=True)
        message.set("intent_ranking", ranked, add_to_output=True)
        found = [
            {
                "entity": SECTION,
                "value": section,
                "start": 0,
                "end": len(text),
                "confidence_entity": confidence,
                "extractor": QuestionClassifier.__name__,
            }
            for section, confidence in asked_sections(self._model, masked, ranking[0])
        ]
        message.set(ENTITIES, entities + found, add_to_output=True)


def asked_sections(model: QuestionModel, text: str, intent: tuple[str, float]) -> list[tuple[str, float]]:
    """Return the sections that a masked text asks for with their confidence, in the order asked.

    Clauses that are sure of their section count. Where none is, the text as a whole decides, by its intent.
    """
    if not text.replace(STAND_IN, "").strip(" ?!.,"):
        return []
    parts = [clause for sentence in asking_sentences(text) for clause in clauses(sentence)]
    if (
        len(parts) < 2
        and intent[0] not in MAY_ASK_TOO
        and section_of_intent(intent[0]) is None
        and intent[1] >= SURE_ACT
    ):
        return []
    wanted = [clause for clause in parts if not _TURNED_DOWN.match(clause)]
    found: dict[str, float] = {}
    for clause, (section, confidence) in zip(wanted, model.section_of_each(wanted), strict=True):
        sure = SURE_SHORT_CLAUSE if len(clause.split()) <= SHORT_CLAUSE else SURE_CLAUSE
        if section is not None and confidence >= sure:
            found[section] = max(confidence, found.get(section, 0.0))
    if intent[0] in NAMING_ACTS:
        found.pop("overview", None)
    whole = section_of_intent(intent[0])
    if whole is not None and intent[1] >= LEAST_SURE and (len(parts) < 2 or not found):
        return [(whole, intent[1])]
    return list(found.items())
