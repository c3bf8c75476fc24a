"""Give Rasa's training the files that it learns from, each read once."""

from __future__ import annotations

from functools import cached_property

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class TrainingFiles(RasaFileImporter):
    """Read examples, stories and domain at the first use and keep them.

    Several parts of a training ask for them, and `RasaFileImporter` reads all files anew each time, which takes a fifth
    of the whole training. What `rasa train` puts around an importer for end-to-end stories and retrieval intents, of
    which there are none here, copies all examples seven times more.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the examples; all are in the assistant's one language."""
        return self._examples

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Return all stories."""
        return self._stories

    def get_domain(self) -> Domain:
        """Return the domain."""
        return self._domain

    @cached_property
    def _examples(self) -> TrainingData:
        return super().get_nlu_data()

    @cached_property
    def _stories(self) -> StoryGraph:
        return super().get_stories()

    @cached_property
    def _domain(self) -> Domain:
        return super().get_domain()
