"""Bring messages into plain writing and split them into the segments that are read each by itself."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clauses import SEGMENTS, Segments, segments_of
from bot.nlu.letters import BadLetters, examples_of_letters
from bot.nlu.model_file import BadModelFile, ModelContent, read_model_file, write_model_file
from bot.nlu.text_normalizer import TextNormalizer
from bot.slash_commands import looks_like_a_command
from bot.training import model_path
from knowledge.masking import mask_spans

MODEL_FILE = "words.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class MessageSegmenter(GraphComponent):
    """Set the attribute `segments` of each message: its text with conditions masked, its sentences and clauses.

    It learns which words the examples hold, towards which misspelt words are corrected. In training every example is
    one segment, and the sentences of `data/letters/` are added to the examples.
    """

    def __init__(self, model_storage: ModelStorage, resource: Resource, writing: TextNormalizer | None = None) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._writing = writing or TextNormalizer({})

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageSegmenter:
        """Return a segmenter that knows no words yet."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageSegmenter:
        """Return the segmenter that was trained; raise `BadModelFile` for a file that is none of it."""
        with model_storage.read_from(resource) as folder:
            described = read_model_file(folder / MODEL_FILE).described
        try:
            return cls(model_storage, resource, TextNormalizer(described["words"]))
        except KeyError as problem:
            raise BadModelFile(f"it lacks {problem}") from problem

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Have Rasa train again when one of the files has changed that it does not look at."""
        return model_path().name

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of the examples and of the letters, and keep them.

        Raises `InvalidConfigException` where `data/letters/` is wrong.
        """
        texts = [_masked(example) for example in training_data.intent_examples]
        self._writing = TextNormalizer.learned([*texts, *(text for text, _ in _examples_of_letters())])
        with self._model_storage.write_to(self._resource) as folder:
            write_model_file(folder / MODEL_FILE, ModelContent({}, {"words": dict(self._writing.counts)}))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Return the examples, and the letters' sentences after them, each as one segment."""
        letters = [Message({TEXT: text, INTENT: intent}) for text, intent in _examples_of_letters()]
        extended = TrainingData(
            [*training_data.training_examples, *letters],
            training_data.entity_synonyms,
            training_data.regex_features,
            training_data.lookup_tables,
            training_data.responses,
        )
        for example in extended.intent_examples:
            example.set(SEGMENTS, Segments(self._writing.of(_masked(example))))
        return extended

    def process(self, messages: list[Message]) -> list[Message]:
        """Split each message; one that is empty, or has the form of a command, gets no segments."""
        for message in messages:
            text = _masked(message).strip()
            if text and not looks_like_a_command(message.get(TEXT)):
                message.set(SEGMENTS, segments_of(self._writing.of(text)))
        return messages


def _masked(message: Message) -> str:
    return mask_spans(message.get(TEXT) or "", message.get(ENTITIES, [])).lower()


def _examples_of_letters() -> list[tuple[str, str]]:
    try:
        return examples_of_letters()
    except BadLetters as problem:
        raise InvalidConfigException(str(problem)) from problem
