"""Say what visitors read: the responses of `domain.yml`, filled in.

The texts live in the domain so that editors can change and translate them. Both the actions and the gate
take them from here, so that they do not depend on the model that happens to be loaded.
"""

from __future__ import annotations

import random
import string
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from rareguide.settings import ROOT

DOMAIN_FILE = ROOT / "domain.yml"


class UnknownText(KeyError):
    """The domain has no response by that name."""


class Texts:
    """Hold the responses of a domain file."""

    def __init__(self, path: Path = DOMAIN_FILE) -> None:
        domain: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        self._variants: dict[str, list[str]] = {
            name: [variant["text"].strip() for variant in variants] for name, variants in domain["responses"].items()
        }

    def say(self, name: str, /, **values: str) -> str:
        """Return the text `name` with its `{places}` filled; one of its variants where it has several.

        Raises `UnknownText`, and `KeyError` when a place has no value. Braces in values stay as they are.
        """
        if name not in self._variants:
            raise UnknownText(name)
        return string.Formatter().vformat(random.choice(self._variants[name]), (), values)  # noqa: S311

    def has(self, name: str) -> bool:
        """Return whether the domain has a response by that name."""
        return name in self._variants


@lru_cache(maxsize=1)
def load_texts() -> Texts:
    """Return the texts of the project's domain, read once."""
    return Texts()
