"""Find the condition that a question names (`question_names.yml`); a guess is worse than none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.names import normalise_name

_FILE = Path(__file__).with_name("question_names.yml")
_MOST_WORDS = 12
_LONGEST_QUESTION = 300


@dataclass(frozen=True)
class _Patterns:
    names: tuple[re.Pattern[str], ...]
    not_at_beginning: re.Pattern[str]
    not_within: re.Pattern[str]
    behind: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = YAML(typ="safe").load(_FILE)
    names = tuple(re.compile(each.replace("{people}", data["people"]), re.I) for each in data["patterns"])
    return _Patterns(names, *(re.compile(data[key], re.I) for key in ("not_at_beginning", "not_within", "behind")))


def name_in_question(question: str) -> str | None:
    """Return the name of a condition as it is written in a question, or None where it names none for sure.

    "What is an enzyme?" and "Is it inherited?" name none.
    """
    patterns = _patterns()
    asked = " ".join(question.split())[:_LONGEST_QUESTION].replace("\u2019", "'").rstrip(" ?.!")
    for pattern in patterns.names:
        found = pattern.fullmatch(asked)
        name = patterns.behind.sub("", found["name"]).strip(" \"'\u201c\u201d") if found else ""
        if not normalise_name(name) or len(name.split()) > _MOST_WORDS:
            continue
        if patterns.not_at_beginning.match(name) or patterns.not_within.search(name):
            continue
        return name
    return None
