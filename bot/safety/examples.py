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
    document = _read(path)
    if not isinstance(document, CommentedMap):
        raise BadExamples(f"{path.name}: expected the lists {', '.join((*KINDS, LOOK_ALIKE))}.")
    for key in document:
        if key not in (*KINDS, LOOK_ALIKE, VERSION):
            line = document.lc.key(key)[0] + 1
            allowed = ", ".join((*KINDS, LOOK_ALIKE))
            raise BadExamples(f"{path.name}, line {line}: {key!r} is no kind of alarm. Use one of: {allowed}.")
    return {NONE if key == LOOK_ALIKE else key: _texts_of(document, key, path) for key in (*KINDS, LOOK_ALIKE)}


def _texts_of(document: Any, key: str, path: Path) -> list[str]:
    texts = document.get(key)
    if not isinstance(texts, CommentedSeq) or not texts:
        line = document.lc.key(key)[0] + 1 if key in document else 1
        raise BadExamples(f"{path.name}, line {line}: {key} has no examples. Write each as `- a message` below it.")
    for position, text in enumerate(texts):
        if not isinstance(text, str) or not text.strip():
            line = texts.lc.item(position)[0] + 1
            raise BadExamples(f"{path.name}, line {line}: this example is no text. Put it in quotation marks.")
    return list(texts)


def _read(path: Path) -> Any:
    try:
        return YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise BadExamples(f"{path.name} is missing in {path.parent.name}/. Take it from the repository.") from problem
    except MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise BadExamples(
            f"{path.name}, line {line}: {problem.problem}. Put an example with a colon or a quotation mark in quotes."
        ) from problem
