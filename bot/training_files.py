"""Give Rasa's training the files that it learns from, each read once."""

from __future__ import annotations

from functools import cached_property
from itertools import chain

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.training import model_path


class Examples(TrainingData):
    """Hold the examples of one training.

    Rasa asks for a fingerprint of all of them after each component, for a cache that a forced training does not read,
    and tells examples apart by theirs; the two took a tenth of the whole training.
    """

    def fingerprint(self) -> str:
        """Return the digest in the name of the model, which is made from all that is learned from."""
        return model_path().name.split(".")[0].rsplit("-")[-1]

    @staticmethod
    def sanitize_examples(examples: list[Message]) -> list[Message]:
        """Return each text once for each intent."""
        return list({(one.get(TEXT), one.get(INTENT)): one for one in reversed(examples)}.values())[::-1]


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
    def _examples(self) -> Examples:
        files = [load_data(path) for path in self._nlu_files]
        return Examples(list(chain.from_iterable(file.training_examples for file in files)))

    @cached_property
    def _stories(self) -> StoryGraph:
        return super().get_stories()

    @cached_property
    def _domain(self) -> Domain:
        return super().get_domain()
