"""Train the alarm model with the rest of the assistant, so that one archive holds all that a server needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.letters import BadLetters, examples_of_letters
from bot.safety.examples import BadExamples, alarm_examples
from bot.safety.language_rules import check_rules
from bot.safety.model import ALARM_MODEL, save_alarm_model, train_alarm_model
from bot.training import model_path
from knowledge.masking import NAMED_AS, PLACEHOLDER, mask_spans
from rareguide.rule_files import BadRules

RULE_FEATURES_FILE = "rule_features.npz"
"""What the rules see in all examples, beside the models."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AlarmClassifier(GraphComponent):
    """Learn alarms from `data/safety/alarms.yml`; examples of `data/nlu/` and letters' sentences are ordinary to it.

    The gate searches every message with what it learned (`bot/safety/finder.py`) before Rasa reads it, so it leaves the
    messages that reach the pipeline as they are.
    """

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AlarmClassifier:
        """Return what trains the model."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AlarmClassifier:
        """Return the component without its model, which the gate has loaded."""
        return cls(model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Have Rasa train again when one of the files has changed that it does not look at."""
        return model_path().name

    def train(self, training_data: TrainingData) -> Resource:
        """Learn, and keep the model.

        Raises `InvalidConfigException` where a file of `data/safety/` or `data/letters/` is wrong.
        """
        try:
            check_rules()
            examples = alarm_examples()
            ordinary = dict.fromkeys([*ordinary_messages(training_data), *sentences_of_letters()])
        except (BadExamples, BadRules, BadLetters) as problem:
            raise InvalidConfigException(str(problem)) from problem
        model = train_alarm_model(examples, list(ordinary), model_path().with_name(RULE_FEATURES_FILE))
        with self._model_storage.write_to(self._resource) as folder:
            save_alarm_model(model, folder / ALARM_MODEL)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Return the messages as they are."""
        return messages


def ordinary_messages(training_data: TrainingData) -> list[str]:
    """Return the examples, each once, in lower case and with conditions masked, as the sentence encoder reads them."""
    return _as_encoded(mask_spans(one.get(TEXT), one.get(ENTITIES, [])) for one in training_data.intent_examples)


def sentences_of_letters() -> list[str]:
    """Return the sentences of `data/letters/`, each once, in the same form; raise `BadLetters`.

    Most of what a letter tells of an illness is lasting or over, which questions alone do not teach.
    """
    return _as_encoded(sentence for sentence, _ in examples_of_letters())


def _as_encoded(masked: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text.replace(PLACEHOLDER, NAMED_AS).strip().lower() for text in masked))
