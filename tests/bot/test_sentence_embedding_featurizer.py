"""The sentence encoder is a featurizer like Rasa's own: what comes with Rasa learns and predicts with its features."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.core.agent import Agent
from rasa.engine.exceptions import GraphSchemaValidationException
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.model_training import train_nlu
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML

from bot.nlu.clauses import SEGMENTS, Segments
from bot.nlu.sentence_embedding_featurizer import SentenceEmbeddingFeaturizer, embedding_of_segments
from knowledge.sentence_encoder import DIMENSIONS, MOST_TOKENS, encode

FEATURIZER = "bot.nlu.sentence_embedding_featurizer.SentenceEmbeddingFeaturizer"
EXAMPLES = {
    "greet": ["hello there", "good morning", "hi", "good evening to you"],
    "order_pizza": ["I want a pizza", "a large margherita please", "can I have two pizzas", "pizza with olives"],
    "ask_weather": ["will it rain today", "is it sunny tomorrow", "how warm does it get", "do I need an umbrella"],
}


def trained(folder: Path, *pipeline: dict[str, Any]) -> str | None:
    """Train a model of Rasa's with a pipeline on the examples above."""
    blocks = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in texts)} for name, texts in EXAMPLES.items()
    ]
    YAML().dump({"version": "3.1", "nlu": blocks}, folder / "nlu.yml")
    config = {"recipe": "default.v1", "assistant_id": "stock", "language": "en", "pipeline": list(pipeline)}
    YAML().dump(config, folder / "config.yml")
    return train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))


@pytest.mark.training
def test_a_stock_classifier_learns_from_the_features(tmp_path: Path) -> None:
    model = trained(
        tmp_path,
        {"name": "WhitespaceTokenizer"},
        {"name": FEATURIZER, "alias": "minilm"},
        {"name": "LogisticRegressionClassifier"},
    )
    agent = Agent.load(model)

    said = {
        "greet": "good afternoon",
        "order_pizza": "we would like three pizzas with mushrooms",
        "ask_weather": "are there any thunderstorms",
    }
    told = {intent: asyncio.run(agent.parse_message(text))["intent"]["name"] for intent, text in said.items()}
    assert told == {intent: intent for intent in said}


@pytest.mark.training
def test_our_classifier_is_refused_without_what_it_reads(tmp_path: Path) -> None:
    with pytest.raises(GraphSchemaValidationException, match=r"require a DenseFeaturizer: .*QuestionClassifier"):
        trained(
            tmp_path,
            {"name": "bot.nlu.message_segmenter.MessageSegmenter"},
            {"name": "bot.nlu.question_classifier.QuestionClassifier"},
        )


def featurized(message: Message) -> Message:
    config = SentenceEmbeddingFeaturizer.get_default_config()
    context = ExecutionContext(GraphSchema({}), node_name="featurizer")
    (given,) = SentenceEmbeddingFeaturizer.create(config, None, None, context).process([message])  # type: ignore[arg-type]
    return given


def features(message: Message, attribute: str = "text") -> list[Any]:
    return [None if one is None else one.features for one in message.get_dense_features(attribute)]


def test_a_text_has_one_row_and_each_token_its_own() -> None:
    message = Message({"text": "What causes achondroplasia?"})
    _, alone = features(featurized(Message({"text": message.get("text")})))
    WhitespaceTokenizer(WhitespaceTokenizer.get_default_config()).process([message])
    sequence, sentence = features(featurized(message))

    assert alone.shape == (1, DIMENSIONS)
    np.testing.assert_array_equal(sentence, alone)
    assert sequence.shape == (3, DIMENSIONS)
    assert np.abs(sequence).sum(axis=1).min() > 0


def test_tokens_behind_what_the_encoder_reads_have_rows_of_zeros() -> None:
    message = Message({"text": "word " * (MOST_TOKENS + 10)})
    WhitespaceTokenizer(WhitespaceTokenizer.get_default_config()).process([message])
    sequence, _ = features(featurized(message))

    assert len(sequence) == MOST_TOKENS + 10
    assert sequence[0].any()
    assert not sequence[-1].any()


def test_segments_have_a_row_each_and_the_text_that_of_its_plain_writing() -> None:
    segments = Segments("wht causes xcondition", told=("one", "another"))
    message = featurized(Message({"text": "Wht causes Marfan syndrome", SEGMENTS: segments}))

    expected = encode(["wht causes this disease", "one", "another"])
    np.testing.assert_array_equal(embedding_of_segments(message), expected)
    np.testing.assert_array_equal(features(message)[1], expected[:1])


def test_a_message_without_segments_has_no_embedding_of_them() -> None:
    with pytest.raises(LookupError, match=r"put a featurizer before in config\.yml"):
        embedding_of_segments(featurized(Message({"text": "hi"})))
