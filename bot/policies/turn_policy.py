"""Lead every message to the one action that decides on the turn.

The conversation's logic is in `actions/`, where it can be read and tested without Rasa; a policy that learns
which action comes next would have nothing to choose from.
"""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

TURN_ACTION = "action_turn"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class TurnPolicy(Policy):
    """Predict `action_turn` after a message, and after it wait for the next message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings that Rasa wants of every policy."""
        return {"priority": 1, "max_history": 1}

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TurnPolicy:
        """Return the policy; there is nothing to load."""
        return cls(config, model_storage, resource, execution_context)

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Learn nothing: the policy is fixed."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict the action that follows, with certainty."""
        has_answered = tracker.latest_action_name == TURN_ACTION
        following = ACTION_LISTEN_NAME if has_answered else TURN_ACTION
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(following)] = 1.0
        return self._prediction(probabilities)
