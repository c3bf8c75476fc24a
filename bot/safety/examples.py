"""Read the examples that the alarm model learns from, `data/safety/alarms.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from bot.safety.alarm import KINDS
from bot.safety.model import NONE
from rareguide.settings import ROOT

ALARMS = ROOT / "data" / "safety" / "alarms.yml"
LOOK_ALIKE = "look_alike"
VERSION = "version"


class BadExamples(ValueError):
    """A file of examples is wrong; the message names file, line and remedy."""


def alarm_examples(path: Path = ALARMS) -> dict[str, list[str]]:
    """Return the texts of each kind of alarm, and under `NONE` those that only look like one.

    Raises `BadExamples` when the file is not as it must be.
    """
    document = _read(path, "safe")
    if not _is_as_it_must_be(document):
        # Only this reader, which takes twenty times as long, knows the lines.
        raise _what_is_wrong(_read(path, "rt"), path)
    return {NONE if key == LOOK_ALIKE else key: list(document[key]) for key in (*KINDS, LOOK_ALIKE)}


def _is_as_it_must_be(document: Any) -> bool:
    return (
        isinstance(document, dict)
        and document.keys() <= {*KINDS, LOOK_ALIKE, VERSION}
        and all(isinstance(document.get(key), list) and document[key] for key in (*KINDS, LOOK_ALIKE))
        and all(isinstance(text, str) and text.strip() for key in (*KINDS, LOOK_ALIKE) for text in document[key])
    )


def _what_is_wrong(document: Any, path: Path) -> BadExamples:
    """Return what to say about a document that is not as it must be, with the line."""
    if not isinstance(document, CommentedMap):
        return BadExamples(f"{path.name}: expected the lists {', '.join((*KINDS, LOOK_ALIKE))}.")
    for key in document:
        if key not in (*KINDS, LOOK_ALIKE, VERSION):
            line = document.lc.key(key)[0] + 1
            allowed = ", ".join((*KINDS, LOOK_ALIKE))
            return BadExamples(f"{path.name}, line {line}: {key!r} is no kind of alarm. Use one of: {allowed}.")
    for key in (*KINDS, LOOK_ALIKE):
        texts = document.get(key)
        if not isinstance(texts, CommentedSeq) or not texts:
            line = document.lc.key(key)[0] + 1 if key in document else 1
            return BadExamples(f"{path.name}, line {line}: {key} has no examples. Write each as `- a message`.")
        for position, text in enumerate(texts):
            if not isinstance(text, str) or not text.strip():
                line = texts.lc.item(position)[0] + 1
                return BadExamples(f"{path.name}, line {line}: this example is no text. Put it in quotation marks.")
    return BadExamples(f"{path.name} is not as it must be. Take it from the repository.")


def _read(path: Path, how: str) -> Any:
    try:
        return YAML(typ=how).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise BadExamples(f"{path.name} is missing in {path.parent.name}/. Take it from the repository.") from problem
    except MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise BadExamples(
            f"{path.name}, line {line}: {problem.problem}. Put an example with a colon or a quotation mark in quotes."
        ) from problem
