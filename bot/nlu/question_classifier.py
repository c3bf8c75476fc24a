"""Tell what a message asks: its intent, and the sections that it wants, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clause_reading import Asked, Thresholds
from bot.nlu.clauses import SEGMENTS, Segments
from bot.nlu.condition_finder import UNKNOWN
from bot.nlu.dialogue_acts import without_denied
from bot.nlu.language_detector import foreign_language
from bot.nlu.letter_subject import without_bystanders
from bot.nlu.message_segmenter import MessageSegmenter
from bot.nlu.question_model import QuestionModel, train_model
from bot.nlu.question_reading import read_question
from bot.nlu.question_rules import rule
from bot.nlu.section_layers import section_layers
from bot.nlu.sentence_embedding_featurizer import embedding_of_segments
from bot.slash_commands import looks_like_a_command
from bot.training import model_path
from knowledge.masking import mask_spans
from rareguide.word_lists import tells_of_loss

MODEL_FILE = "question_model.npz"
SECTION = "section"
LANGUAGE = "language"
ACT = "dialogue_act"
ASKING = "asking"
PART = "part"
OTHER_LANGUAGE = "other_language"
RANKED_INTENTS = 10
OWN_CASE = "own_case"
"""Role of a section that is asked for only for somebody's own case."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(GraphComponent):
    """Set a message's intent and add one `section` entity for every section that it asks for.

    A `dialogue_act` entity tells what a sentence does beside: how the visitor feels, a wish for a person. An `asking`
    entity has the words that ask by their form, where no section is asked for.

    The model learns from the examples as `MessageSegmenter` gives them, and from the sentence embeddings that a
    featurizer gives for these.
    """

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        thresholds: Thresholds,
        model: QuestionModel | None = None,
    ) -> None:
        self._thresholds = thresholds
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what must stand before it in the pipeline."""
        return [MessageSegmenter, DenseFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the thresholds that hold where `config.yml` declares none."""
        return asdict(Thresholds())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionClassifier:
        """Return a classifier that still has to learn."""
        return cls(model_storage, resource, thresholds_of(config))

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
            model = QuestionModel.load(folder / MODEL_FILE)
        return cls(model_storage, resource, thresholds_of(config), model)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Have Rasa train again when one of the files has changed that it does not look at."""
        return model_path().name

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the intent examples, and keep the model."""
        examples = training_data.intent_examples
        texts = [example.get(SEGMENTS).text for example in examples]
        embeddings = np.concatenate([embedding_of_segments(example)[:1] for example in examples])
        self._model = train_model(texts, embeddings, [example.get(INTENT) for example in examples])
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder / MODEL_FILE)
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
        # A sentence of another language may itself be taken for a name that the store does not have.
        known = [entity for entity in entities if entity["entity"] != UNKNOWN]
        foreign = foreign_language(mask_spans(text, known).lower())
        if foreign is not None:
            language, confidence = foreign
            message.set(INTENT, {"name": OTHER_LANGUAGE, "confidence": confidence}, add_to_output=True)
            entity = _entity(LANGUAGE, language, _stretch_between(text, entities), confidence)
            message.set(ENTITIES, [*entities, entity], add_to_output=True)
            return
        segments: Segments = message.get(SEGMENTS)
        read = self._model.read(segments.texts, embedding_of_segments(message), section_layers().read)
        is_of_a_sign = rule("asks_of_a_sign").search(segments.text) is not None
        is_no_loss = not tells_of_loss(text)
        is_smiling = rule("smiling").search(segments.text) is not None
        readings = {
            one: without_denied(one, reading, is_of_a_sign, is_no_loss, is_smiling)
            for one, reading in zip(segments.texts, read, strict=True)
        }
        question = read_question(segments, readings, self._thresholds)
        ranked = [{"name": name, "confidence": confidence} for name, confidence in question.intents[:RANKED_INTENTS]]
        message.set(INTENT, ranked[0], add_to_output=True)
        message.set("intent_ranking", ranked, add_to_output=True)
        named = [entity["value"] for entity in sorted(entities, key=lambda one: one["start"])]
        entities = without_bystanders(entities, question, text, masked)
        place = _stretch_between(text, entities)
        found = [_section_entity(asked, place, named) for asked in question.sections]
        found += [_entity(ACT, act, place, question.intents[0][1]) for act in question.acts]
        found += [_entity(ASKING, question.asking, place, question.intents[0][1])] if question.asking else []
        found += [{**_entity(PART, part, place, 1.0), "role": section} for part, section in question.parts]
        message.set(ENTITIES, entities + found, add_to_output=True)


def thresholds_of(config: Mapping[str, Any]) -> Thresholds:
    """Return the thresholds of a component's configuration; raise `InvalidConfigException` for one that is none."""
    values = {}
    for name in QuestionClassifier.get_default_config():
        value = config[name]
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise InvalidConfigException(
                f"config.yml, {QuestionClassifier.__name__}: {name} is {value!r}. Write a number from 0 to 1."
            )
        values[name] = float(value)
    return Thresholds(**values)


def _stretch_between(text: str, entities: list[dict[str, Any]]) -> tuple[int, int]:
    """Return start and end of the longest stretch of a text that no entity covers: Rasa's entities do not overlap.

    It is the whole text when entities cover all of it.
    """
    edges = [0, *sorted(edge for entity in entities for edge in (entity["start"], entity["end"])), len(text)]
    stretches = [(start, end, text[start:end].strip()) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    start, _, longest = max(stretches, key=lambda one: len(one[2]))
    if not longest:
        return 0, len(text)
    first = text.index(longest, start)
    return first, first + len(longest)


def _entity(name: str, value: str, place: tuple[int, int], confidence: float) -> dict[str, Any]:
    """Return what was found at a place of a text in the form of Rasa's entities."""
    return {
        "entity": name,
        "value": value,
        "start": place[0],
        "end": place[1],
        "confidence_entity": confidence,
        "extractor": QuestionClassifier.__name__,
    }


def _section_entity(asked: Asked, place: tuple[int, int], named: list[Any]) -> dict[str, Any]:
    """Return a section that is asked for; its group is the one condition of several that it is asked about.

    Its clause is what asks for it, with conditions masked.
    """
    entity = _entity(SECTION, asked.section, place, asked.confidence)
    entity["clause"] = asked.clause
    if asked.is_own_case:
        entity["role"] = OWN_CASE
    if asked.about is not None and asked.about < len(named) and len({str(name) for name in named}) > 1:
        entity["group"] = str(named[asked.about])
    return entity
