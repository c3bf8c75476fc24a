"""Serve without TensorFlow, which takes 400 MB of memory and some seconds of the start.

Of all that a server imports of Rasa, three modules need it, for classes that only training uses. Stand-ins of those
modules take their place in serving processes; whatever imports TensorFlow itself still gets it.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

ONLY_FOR_TRAINING = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    # A model's file names all that it was trained with, and this checked its configuration.
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator", "RasaDataGenerator"),
}
"""Modules, and the classes of them that others import."""


class _OnlyForTraining:
    """Stand in for a class that training uses."""

    def __init__(self, *_: Any, **__: Any) -> None:
        raise RuntimeError("This process serves; models are trained by: rareguide train")


def serve_without_tensorflow() -> None:
    """Put the stand-ins in place; to be called before Rasa is imported, else nothing is changed."""
    if "tensorflow" in sys.modules or "rasa" in sys.modules:
        return
    for module, names in ONLY_FOR_TRAINING.items():
        stand_in = ModuleType(module)
        for name in names:
            setattr(stand_in, name, _OnlyForTraining)
        sys.modules[module] = stand_in
