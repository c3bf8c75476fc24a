"""Give Rasa's training the files that it learns from, each read once."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

OF_A_FILE = frozenset({"version", "nlu"})
OF_AN_INTENT = frozenset({"intent", "examples"})


class Examples(TrainingData):
    """Hold the examples of one training; Rasa tells them apart by fingerprints, which takes far longer."""

    @staticmethod
    def sanitize_examples(examples: list[Message]) -> list[Message]:
        """Return each text once for each intent."""
        return list({(one.get(TEXT), one.get(INTENT)): one for one in reversed(examples)}.values())[::-1]


class ExampleReader(RasaYAMLReader):
    """Read a file of `data/nlu/`, one of the plain form that all have in a fifth of the time that Rasa takes.

    Rasa reads each twice more, to tell the lines of what is wrong; this leaves to it any file of another form.
    """

    def reads(self, string: str, **kwargs: Any) -> TrainingData:
        """Return the examples of a file's content; raise Rasa's `YamlException`, with its line, where it is wrong."""
        try:
            document = YAML(typ="safe").load(string)
        except YAMLError:
            document = None
        if not _is_plain(document):
            return super().reads(string, **kwargs)
        self._parse_nlu(document["nlu"])
        return Examples(self.training_examples)


def _is_plain(document: Any) -> bool:
    return (
        isinstance(document, dict)
        and document.keys() == OF_A_FILE
        and document["version"] == "3.1"
        and isinstance(document["nlu"], list)
        and all(isinstance(one, dict) and one.keys() == OF_AN_INTENT for one in document["nlu"])
        and all(isinstance(value, str) and value for one in document["nlu"] for value in one.values())
    )


class TrainingFiles(RasaFileImporter):
    """Read examples and domain at the first use and keep them, and no stories, from which the policy learns nothing.

    Several parts of a training ask for them, and `RasaFileImporter` reads all files anew each time, which takes a fifth
    of the whole training. What `rasa train` puts around an importer for end-to-end stories and retrieval intents, of
    which there are none here, copies all examples seven times more.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the examples; all are in the assistant's one language."""
        return self._examples

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Return no stories: `data/stories/` is for Rasa's own test."""
        return StoryGraph([])

    def get_domain(self) -> Domain:
        """Return the domain."""
        return self._domain

    @cached_property
    def _examples(self) -> Examples:
        files = [ExampleReader().read(path) for path in self._nlu_files]
        return Examples(list(chain.from_iterable(file.training_examples for file in files)))

    @cached_property
    def _domain(self) -> Domain:
        return super().get_domain()
