"""Read the letters that the question model learns from, `data/letters/`, in which what is asked is marked.

`[words](section)` is asked, all else is told, and names of conditions stand in {braces}.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.nlu.clauses import sentences
from knowledge.masking import PLACEHOLDER
from knowledge.records import SECTION_TYPES
from rareguide.settings import ROOT

LETTERS = ROOT / "data" / "letters"
TOLD = "inform"

_ASKED = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<section>\w+)\)")
_NAME = re.compile(r"\{([^}]+)\}")


class BadLetters(ValueError):
    """A letter is not as it must be; the message names file, letter and remedy."""


@dataclass(frozen=True)
class Letter:
    """Hold a letter: the slug of the condition that it asks about, and its parts in order.

    Each part is a text and the section that it asks for, or `None` for what is told.
    """

    about: str
    parts: tuple[tuple[str, str | None], ...]

    @property
    def text(self) -> str:
        """Return the letter as it was written."""
        return _NAME.sub(r"\1", " ".join(words for words, _ in self.parts))

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the sections that it asks for, each once, in order."""
        return tuple(dict.fromkeys(section for _, section in self.parts if section is not None))

    @property
    def masked(self) -> str:
        """Return the letter in lower case with the names of conditions masked."""
        return _NAME.sub(PLACEHOLDER, " ".join(words for words, _ in self.parts)).lower()

    def examples(self) -> list[tuple[str, str]]:
        """Return its sentences in lower case, names masked, each with its intent."""
        found = []
        for words, section in self.parts:
            intent = TOLD if section is None else f"ask_{section}"
            masked = _NAME.sub(PLACEHOLDER, words).lower()
            found += [(one, intent) for one in ([masked] if section else sentences(masked)) if len(one) > 2]
        return found


def read_letters(folder: Path = LETTERS) -> list[Letter]:
    """Return the letters of all files of a folder, in the order of the files' names; raise `BadLetters`."""
    return [letter for path in sorted(folder.glob("*.yml")) for letter in _letters_of(path)]


def _letters_of(path: Path) -> list[Letter]:
    try:
        loaded = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        return [_letter(path.name, one["about"], " ".join(one["text"].split())) for one in loaded["letters"]]
    except (YAMLError, KeyError, TypeError, AttributeError) as problem:
        raise BadLetters(f"{path.name}: {problem}. Give each letter `about` and `text`.") from problem


def _letter(file: str, about: str, text: str) -> Letter:
    parts: list[tuple[str, str | None]] = []
    end = 0
    for found in _ASKED.finditer(text):
        if found["section"] not in SECTION_TYPES:
            raise BadLetters(
                f"{file}, the letter about {about}: no section {found['section']!r}. "
                f"Use one of: {', '.join(SECTION_TYPES)}."
            )
        parts += [(text[end : found.start()].strip(), None), (found["words"], found["section"])]
        end = found.end()
    parts.append((text[end:].strip(), None))
    return Letter(about, tuple((words, section) for words, section in parts if words))
