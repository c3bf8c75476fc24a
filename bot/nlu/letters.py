"""Read the letters that the question model learns from, `data/letters/`, in which what is asked is marked.

`[words](section)` is asked, `[words](feeling)` tells a feeling, all else is told, and names of conditions stand in
{braces}.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.nlu.clauses import sentences
from knowledge.masking import PLACEHOLDER
from knowledge.records import SECTION_TYPES
from rareguide.settings import ROOT

LETTERS = ROOT / "data" / "letters"
TOLD = "inform"
FEELINGS = ("anger", "exhaustion", "fear", "grief", "guilt", "loneliness")

_MARKED = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<mark>\w+)\)")
_NAME = re.compile(r"\{([^}]+)\}")


class BadLetters(ValueError):
    """A letter is not as it must be; the message names file, letter and remedy."""


@dataclass(frozen=True)
class Letter:
    """Hold a letter: the slug of the condition that it asks about, and its parts in order.

    Each part is a text and the section that it asks for, one of `FEELINGS`, or `None` for what is told.
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
        return tuple(dict.fromkeys(mark for _, mark in self.parts if mark in SECTION_TYPES))

    @property
    def masked(self) -> str:
        """Return the letter in lower case with the names of conditions masked."""
        return _NAME.sub(PLACEHOLDER, " ".join(words for words, _ in self.parts)).lower()

    def examples(self) -> list[tuple[str, str]]:
        """Return its sentences in lower case, names masked, each with its intent."""
        found = []
        for words, mark in self.parts:
            masked = _NAME.sub(PLACEHOLDER, words).lower()
            told = [masked.rstrip(" .")] if mark else sentences(masked)
            found += [(one, _intent(mark)) for one in told if len(one) > 2]
        return found


def read_letters(folder: Path = LETTERS) -> list[Letter]:
    """Return the letters of all files of a folder, in the order of the files' names; raise `BadLetters`."""
    return [letter for path in sorted(folder.glob("*.yml")) for letter in _letters_of(path)]


@lru_cache(maxsize=1)
def examples_of_letters() -> list[tuple[str, str]]:
    """Return the sentences of all letters of `data/letters/`, in lower case, names masked, each with its intent.

    Raises `BadLetters`.
    """
    return [sentence for letter in read_letters() for sentence in letter.examples()]


def _letters_of(path: Path) -> list[Letter]:
    try:
        loaded = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        return [_letter(path.name, one["about"], " ".join(one["text"].split())) for one in loaded["letters"]]
    except (YAMLError, KeyError, TypeError, AttributeError) as problem:
        raise BadLetters(f"{path.name}: {problem}. Give each letter `about` and `text`.") from problem


def _intent(mark: str | None) -> str:
    if mark is None:
        return TOLD
    return f"express_{mark}" if mark in FEELINGS else f"ask_{mark}"


def _letter(file: str, about: str, text: str) -> Letter:
    parts: list[tuple[str, str | None]] = []
    end = 0
    for found in _MARKED.finditer(text):
        if found["mark"] not in (*SECTION_TYPES, *FEELINGS):
            raise BadLetters(
                f"{file}, the letter about {about}: no section or feeling {found['mark']!r}. "
                f"Use one of: {', '.join((*SECTION_TYPES, *FEELINGS))}."
            )
        parts += [(text[end : found.start()].strip(), None), (found["words"], found["mark"])]
        end = found.end()
    parts.append((text[end:].strip(), None))
    return Letter(about, tuple((words, mark) for words, mark in parts if words))
