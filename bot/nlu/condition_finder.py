"""Find the conditions that a message names, among all names and synonyms of the store."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.database import migrate, open_database
from knowledge.following import Following
from knowledge.name_index import Mention, NameIndex
from knowledge.store import KnowledgeStore
from knowledge.unknown_names import find_unknown_name
from rareguide.settings import load_settings

CONDITION = "condition"
CANDIDATES = "condition_candidates"
UNKNOWN = "unknown_condition"
_SET_ASIDE = re.compile(r"\b(?:not|isn['’]?t|wasn['’]?t)\s+(?:the\s+|about\s+)?$", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ConditionFinder(GraphComponent):
    """Add an entity for every name in a message.

    `condition` carries a slug, `condition_candidates` the slugs of a name that several conditions share, and
    `unknown_condition` the words of a name that the store does not have.
    """

    def __init__(self, store: KnowledgeStore) -> None:
        self._index: Following[NameIndex] = Following(store, lambda store: NameIndex(store.names()))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConditionFinder:
        """Open the store that the settings name."""
        engine = open_database(load_settings().store_url)
        migrate(engine)
        return cls(KnowledgeStore(engine))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities to each message; the store is looked at no more than once a second."""
        for message in messages:
            text = message.get(TEXT) or ""
            mentions = _without_turned_down(text, self._index.get().find(text))
            entities = [_entity(mention) for mention in mentions]
            if not entities:
                entities = _unknown_entities(text)
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages


def _without_turned_down(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out the names that a message sets aside for another one ("not Noonan, Turner")."""
    meant = [mention for mention in mentions if not _SET_ASIDE.search(text[: mention.start])]
    return meant or mentions


def _entity(mention: Mention) -> dict[str, Any]:
    return {
        "entity": CANDIDATES if mention.is_ambiguous else CONDITION,
        "value": list(mention.slugs) if mention.is_ambiguous else mention.slugs[0],
        "start": mention.start,
        "end": mention.end,
        "match": mention.match,
        "extractor": ConditionFinder.__name__,
    }


def _unknown_entities(text: str) -> list[dict[str, Any]]:
    name = find_unknown_name(text)
    if name is None:
        return []
    start = text.find(name)
    return [
        {
            "entity": UNKNOWN,
            "value": name,
            "start": start,
            "end": start + len(name),
            "extractor": ConditionFinder.__name__,
        }
    ]
