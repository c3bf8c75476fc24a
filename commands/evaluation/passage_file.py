"""Read questions about one particular thing, with what the sentence that answers each holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.tsv import BadFile, read_text

THERE, NOT_THERE = "there", "not_there"
FORM = f'{{"{THERE}": [{{"say", "condition", "any_of"}}], "{NOT_THERE}": [{{"say", "condition"}}]}}'


@dataclass(frozen=True)
class PassageCase:
    """Hold a question about a condition (its slug), and words of which some stand in a sentence that answers it.

    No words mean that the condition's texts do not answer it.
    """

    message: str
    condition: str
    any_of: tuple[str, ...]

    def is_answered_by(self, sentence: str) -> bool:
        """Tell whether a sentence answers the question."""
        said = " ".join(sentence.split()).casefold()
        return any(words.casefold() in said for words in self.any_of)


def read_passage_cases(path: Path, names: ConditionNames) -> list[PassageCase]:
    """Return the questions of a JSON file (`FORM`), those that are answered first; raise `BadFile`."""
    try:
        data = json.loads(read_text(path))
    except json.JSONDecodeError as problem:
        raise BadFile(path, problem.lineno, f"it is no JSON ({problem.msg})", "correct the line") from None
    if not isinstance(data, dict) or not set(data) <= {THERE, NOT_THERE}:
        raise BadFile(path, None, "it has another form than expected", f"write {FORM}")
    cases = [
        _case(path, f"{kind}, entry {number}", entry, kind == THERE, names)
        for kind in (THERE, NOT_THERE)
        for number, entry in enumerate(data.get(kind, []), start=1)
    ]
    if not cases:
        raise BadFile(path, None, "there is no question in it", "add at least one")
    return cases


def _case(path: Path, where: str, entry: Any, is_answered: bool, names: ConditionNames) -> PassageCase:
    keys = ("say", "condition", *(["any_of"] if is_answered else []))
    if not isinstance(entry, dict) or any(not entry.get(key) for key in keys):
        raise BadFile(path, None, f"{where}: it lacks one of {', '.join(keys)}", "fill it in or remove the entry")
    words = entry.get("any_of", [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise BadFile(path, None, f"{where}: any_of is no list of texts", 'write ["some words", "or these"]')
    return PassageCase(str(entry["say"]), names.resolve(str(entry["condition"]), path, None), tuple(words))
