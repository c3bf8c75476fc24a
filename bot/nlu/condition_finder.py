"""Find the conditions that a message names, among all names and synonyms of the store."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.asked_names import LETTER
from knowledge.context_rules import is_effect, set_aside, standing
from knowledge.mentions import Mention, UnknownName
from knowledge.name_index import NameIndex
from knowledge.revision_cache import RevisionCache
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database, shared_database
from rareguide.settings import load_settings

CONDITION = "condition"
CANDIDATES = "condition_candidates"
UNKNOWN = "unknown_condition"
TERM = "term"
EFFECT = "effect"
"""A condition of which it is asked what the one spoken of has to do with it."""
MEANING = "meaning"
"""Role of a term of which it is asked what it means."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ConditionFinder(GraphComponent):
    """Add an entity for every name in a message.

    `condition` carries a slug, `condition_candidates` the slugs of a name that several conditions share,
    `unknown_condition` the words of a name that the store does not have, with the slugs that may be meant by it under
    `guesses`; the role of each is how it is named beside a condition talked of (`knowledge.context_rules.standing`).
    `term` is what a message asks about that is no name, such as a gene; `effect` the condition that is named only for
    what the one spoken of has to do with it, which is what is asked about where none was spoken of.
    """

    def __init__(self, index: RevisionCache[NameIndex]) -> None:
        self._index = index

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConditionFinder:
        """Open the store that the settings name."""
        url = load_settings().store_url
        migrate_store(open_database(url))
        return cls(name_index(url))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities to each message; the store is looked at no more than once a second."""
        for message in messages:
            text = message.get(TEXT) or ""
            entities = entities_of(text, self._index.get())
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages


@lru_cache(maxsize=1)
def name_index(url: str) -> RevisionCache[NameIndex]:
    """Return the index of all names of a store, which the process holds once: it is large."""
    store = KnowledgeStore(shared_database(url))
    return RevisionCache(store, lambda store: NameIndex(store.names(), store.members()))


def entities_of(text: str, index: NameIndex) -> list[dict[str, Any]]:
    """Return the entities of a text: the names of the store, and one that it does not have.

    What is only set aside ("not Noonan, Turner"; "called MS at the time") is left out where something else is named;
    so is what may come of the condition spoken of ("can it turn into liver cancer?"), which the question is about. Of a
    letter all names are given that the store does not have, of another message the first.
    """
    names = index.read(text)
    missing = [one for one in names.unknown if not is_effect(text, one.start, one.end)]
    missing = missing if len(text.split()) >= LETTER else missing[:1]
    named = [mention for mention in names.mentions if not is_effect(text, mention.start, mention.end)]
    aside = {mention.slugs for mention in named if set_aside(text, mention.start, mention.end)}
    meant = [mention for mention in named if mention.slugs not in aside]
    if meant:
        missing = [one for one in missing if not set_aside(text, one.start, one.end)]
    mentions = meant if meant or missing else named
    entities = [_entity(text, mention) for mention in mentions]
    entities += [_unknown_entity(text, one) for one in missing]
    left = [slug for slugs in aside for slug in slugs] if meant or missing else []
    if left:
        entities[0] = {**entities[0], "aside": left}
    if not entities:
        entities = [{**_entity(text, one), "entity": EFFECT} for one in names.mentions if not one.is_ambiguous]
    return [*entities, *(_term_entity(text, term, names.asks_meaning) for term in names.terms[:1])]


def _entity(text: str, mention: Mention) -> dict[str, Any]:
    return {
        "entity": CANDIDATES if mention.is_ambiguous else CONDITION,
        "value": list(mention.slugs) if mention.is_ambiguous else mention.slugs[0],
        "start": mention.start,
        "end": mention.end,
        "match": mention.match,
        "extractor": ConditionFinder.__name__,
        **_role(text, mention.start, mention.end),
    }


def _role(text: str, start: int, end: int) -> dict[str, str]:
    role = standing(text, start, end)
    return {} if role is None else {"role": role}


def _term_entity(text: str, term: str, asks_meaning: bool) -> dict[str, Any]:
    start = text.index(term)
    role = {"role": MEANING} if asks_meaning else {}
    return {
        "entity": TERM,
        "value": term,
        "start": start,
        "end": start + len(term),
        "extractor": ConditionFinder.__name__,
        **role,
    }


def _unknown_entity(text: str, unknown: UnknownName) -> dict[str, Any]:
    return {
        "entity": UNKNOWN,
        "value": text[unknown.start : unknown.end],
        "start": unknown.start,
        "end": unknown.end,
        "guesses": list(unknown.guesses),
        "extractor": ConditionFinder.__name__,
        **_role(text, unknown.start, unknown.end),
    }
