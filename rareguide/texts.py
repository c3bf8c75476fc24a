"""Say what visitors read: the responses of `domain.yml`, filled in.

The texts live in the domain so that editors can change and translate them. Both the actions and the gate
take them from here, so that they do not depend on the model that happens to be loaded.
"""

from __future__ import annotations

import copy
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


class BadText(ValueError):
    """A response cannot be said as it is written; the message names file, line and remedy."""


class Texts:
    """Hold the responses of a domain file; raise `BadText` where one has more than plain texts.

    What Rasa lets a response have besides (`condition`, `channel`, `buttons`, `image`, `custom`) would be left out of
    a turn without a word, so it is refused: the actions decide what is said, and quick replies are a turn's options.
    """

    def __init__(self, path: Path = DOMAIN_FILE) -> None:
        domain: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        self._variants: dict[str, list[str]] = {
            name: [_text_of(path, name, variant) for variant in variants or [None]]
            for name, variants in domain["responses"].items()
        }

    def say(self, name: str, /, **values: str) -> str:
        """Return the text `name` with its `{places}` filled; one of its variants where it has several.

        Raises `UnknownText`, and `KeyError` when a place has no value. Braces in values stay as they are.
        """
        return _filled_in(random.choice(self._of(name)), values)  # noqa: S311

    def say_in_turn(self, name: str, times: int, /, **values: str) -> str:
        """Return the variant of a text whose turn it is when it has been said so many times; after the last the first.

        Raises as `say` does.
        """
        variants = self._of(name)
        return _filled_in(variants[times % len(variants)], values)

    def in_language(self, code: str) -> Texts:
        """Return the same texts, each in a language where the domain has it: `utter_x_es` stands for `utter_x`."""
        texts = copy.copy(self)
        ending = f"_{code}"
        own = {name[: -len(ending)]: said for name, said in self._variants.items() if name.endswith(ending)}
        texts._variants = {**self._variants, **own}
        return texts

    def has(self, name: str) -> bool:
        """Return whether the domain has a response by that name."""
        return name in self._variants

    def _of(self, name: str) -> list[str]:
        if name not in self._variants:
            raise UnknownText(name)
        return self._variants[name]


def _filled_in(text: str, values: dict[str, str]) -> str:
    return string.Formatter().vformat(text, (), values)


def _text_of(path: Path, name: str, variant: Any) -> str:
    if not isinstance(variant, dict) or not isinstance(variant.get("text"), str):
        raise BadText(f"{_place(path, name)}: {name} has no text. Write it as `- text: …` below it.")
    unread = [key for key in variant if key != "text"]
    if unread:
        remedy = "Remove it: a response has texts only, docs/editors.md says what they may hold"
        raise BadText(f"{_place(path, name)}: {name} has {unread[0]!r}, which is not read. {remedy}.")
    return str(variant["text"]).strip()


def _place(path: Path, name: str) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if line.strip().startswith(f"{name}:")]
    return f"{path.name}, line {found[0] if found else 1}"


@lru_cache(maxsize=1)
def load_texts() -> Texts:
    """Return the texts of the project's domain, read once."""
    return Texts()
