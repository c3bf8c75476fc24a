"""Hold dialogues with the assistant, and compare each turn with what must be true of it.

A dialogue is a list of turns in YAML: what the visitor says, and what is expected of the turn that answers it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from commands.evaluation.assistant import Answering
from commands.evaluation.tsv import BadFile, read_text
from knowledge.records import SECTION_TYPES
from rareguide.turn import SectionData, Turn

KINDS = ("answer", "clarify", "no_answer", "handoff", "emergency", "smalltalk")
LISTS = ("sections", "missing", "options_have")
KEYS = ("say", "kind", "condition", "sections", "missing", "text_has", "text_lacks", "options_have")
"""What a turn of a dialogue may hold; only `say` must be there."""


@dataclass(frozen=True)
class Dialogue:
    """Hold a dialogue of a file; each turn is a dictionary with some of `KEYS`."""

    path: Path
    name: str
    turns: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class HeldTurn:
    """Hold what was said, what came, and in what it differs from what was expected."""

    said: str
    turn: Turn
    differences: tuple[str, ...]


@dataclass(frozen=True)
class HeldDialogue:
    """Hold a dialogue with the turns that came."""

    dialogue: Dialogue
    turns: tuple[HeldTurn, ...]

    @property
    def is_right(self) -> bool:
        """Return whether every turn is as expected."""
        return not any(turn.differences for turn in self.turns)


def differences(turn: Turn, expected: dict[str, Any]) -> list[str]:
    """Return one sentence for everything in which a turn is not as expected; none when it is.

    `sections` are types in order, `slug:type` for a section of another condition than the turn's; `text_has` must
    stand in the turn's own words and `text_lacks` must not; `options_have` are titles that must be offered, among
    others or not.
    """
    slug = turn["condition"]["slug"] if turn["condition"] else None
    came = {
        "kind": turn["kind"],
        "condition": slug,
        "sections": [_named(section, slug) for section in turn["sections"]],
        "missing": list(turn["missing"]),
    }
    found = [
        f"{key} is {value!r} instead of {expected[key]!r}"
        for key, value in came.items()
        if key in expected and value != expected[key]
    ]
    if expected.get("text_has", "") not in turn["text"]:
        found.append(f"text lacks {expected['text_has']!r}")
    if "text_lacks" in expected and expected["text_lacks"] in turn["text"]:
        found.append(f"text has {expected['text_lacks']!r}")
    titles = [option["title"] for option in turn["options"]]
    lacking = [title for title in expected.get("options_have", ()) if title not in titles]
    if lacking:
        found.append(f"options lack {lacking!r}, there are {titles!r}")
    return found


def hold_dialogues(
    assistant: Answering, dialogues: Iterable[Dialogue], on_dialogue: Callable[[], None] = lambda: None
) -> list[HeldDialogue]:
    """Hold each dialogue to its end in a conversation of its own, also after a turn that differs."""
    held = []
    for dialogue in dialogues:
        sender = f"evaluation-{uuid.uuid4().hex}"
        turns = []
        for expected in dialogue.turns:
            turn = assistant.answer(sender, expected["say"])
            turns.append(HeldTurn(expected["say"], turn, tuple(differences(turn, expected))))
        held.append(HeldDialogue(dialogue, tuple(turns)))
        on_dialogue()
    return held


def read_dialogues(paths: Sequence[Path]) -> list[Dialogue]:
    """Return the dialogues of files, and of all `.yml` files in folders; raise `BadFile`."""
    dialogues = []
    for path in paths:
        files = sorted([*path.glob("*.yml"), *path.glob("*.yaml")]) if path.is_dir() else [path]
        if not files:
            raise BadFile(path, None, "there is no .yml file in this folder", "name a folder of dialogues, or a file")
        for file in files:
            dialogues += _read_file(file)
    return dialogues


def _read_file(path: Path) -> list[Dialogue]:
    text = read_text(path)
    try:
        return _dialogues(path, YAML(typ="safe").load(text))
    except (BadFile, YAMLError):
        # Ten times as slow, but it knows the lines.
        return _dialogues(path, _loaded_with_lines(path, text))


def _loaded_with_lines(path: Path, text: str) -> Any:
    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else None
        raise BadFile(path, line, f"it is not YAML ({problem.problem})", "mend the line") from None
    except YAMLError:
        raise BadFile(path, None, "it is not YAML", "write it anew as plain UTF-8 text") from None


def _dialogues(path: Path, loaded: Any) -> list[Dialogue]:
    if not isinstance(loaded, list) or not loaded:
        raise BadFile(path, 1, "it is no list of dialogues", "let each begin with `- name:`")
    return [_dialogue(path, entry, _line(loaded, number)) for number, entry in enumerate(loaded)]


def _dialogue(path: Path, entry: Any, line: int) -> Dialogue:
    if not isinstance(entry, dict) or set(entry) != {"name", "turns"}:
        raise BadFile(path, line, "a dialogue has other keys than `name` and `turns`", "write just these two")
    turns = entry["turns"]
    if not isinstance(turns, list) or not turns:
        raise BadFile(path, line, f"the dialogue {str(entry['name'])!r} has no turns", "list them with `- say:`")
    for number, turn in enumerate(turns):
        _check_turn(path, _line(turns, number), turn)
    return Dialogue(path, str(entry["name"]), tuple(dict(turn) for turn in turns))


def _line(entries: Any, number: int) -> int:
    """Return the line on which an entry of a loaded list begins, the first being 1, as far as the loader knew it."""
    return int(entries.lc.item(number)[0]) + 1 if hasattr(entries, "lc") else 1


def _check_turn(path: Path, line: int, turn: Any) -> None:
    if not isinstance(turn, dict) or not isinstance(turn.get("say"), str):
        raise BadFile(path, line, "a turn says nothing", "begin it with `say:` and a text, in quotes if need be")
    unknown = [str(key) for key in turn if key not in KEYS]
    if unknown:
        raise BadFile(path, line, f"no such key: {unknown[0]!r}", f"use only {', '.join(KEYS)}")
    if "kind" in turn and turn["kind"] not in KINDS:
        raise BadFile(path, line, f"no such kind: {turn['kind']!r}", f"write one of {', '.join(KINDS)}")
    for key in LISTS:
        if key in turn and not isinstance(turn[key], list):
            raise BadFile(path, line, f"`{key}` is no list", f"write it as `{key}: [one, other]`")
    named = [str(name) for key in ("sections", "missing") for name in turn.get(key, ())]
    wrong = [name for name in named if name.rpartition(":")[2] not in SECTION_TYPES]
    if wrong:
        raise BadFile(path, line, f"no such section: {wrong[0]!r}", f"write one of {', '.join(SECTION_TYPES)}")


def _named(section: SectionData, slug: str | None) -> str:
    own = section["condition"]["slug"] == slug
    return str(section["section"]) if own else f"{section['condition']['slug']}:{section['section']}"
