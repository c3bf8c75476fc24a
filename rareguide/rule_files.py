"""Read files of rules: patterns in YAML, each with messages that it must match and others that it must not.

A rule is a mapping of `rule`, `matches` and `misses`; its lines are joined with nothing between, and `{person}` in it
stands for a fragment of that name. Examples are tried when a rule is read, so that a wrong file is refused at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")
_NEEDED = {"rule", "matches", "misses"}


class BadRules(ValueError):
    """A file of rules is wrong; the message names file, line and remedy."""


@lru_cache(maxsize=32)
def read(path: Path) -> Any:
    """Return what a file of rules holds; raise `BadRules`."""
    try:
        return YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        raise BadRules(f"{path.name} is missing in {path.parent}. Take it from the repository.") from None
    except MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise BadRules(f"{path.name}, line {line}: {problem.problem}. Put every rule in quotation marks.") from None


def read_mapping(path: Path) -> dict[str, Any]:
    """Return a file that has names at its top; raise `BadRules`."""
    document = read(path)
    if not isinstance(document, dict):
        raise BadRules(f"{path.name}, line 1: expected names with a rule each. Take the file from the repository.")
    return document


def fragments_of(path: Path, document: Mapping[str, Any], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return fragments in one line each, and those `known` before, earlier ones filled in; raise `BadRules`."""
    found = dict(known or {})
    for name, text in document.items():
        found[name] = filled(path, text, found)
    return found


def filled(path: Path, rule: Any, fragments: Mapping[str, str]) -> str:
    """Return a rule in one line with its fragments in their places; raise `BadRules`."""
    try:
        return _FRAGMENT.sub(lambda found: fragments[found[1]], "".join(str(rule).splitlines()))
    except KeyError as problem:
        known = ", ".join(fragments) or "none is defined"
        raise BadRules(
            f"{place(path, rule)}: there is no fragment {problem}. Define it, or use one of: {known}."
        ) from None


def compiled(path: Path, rule: Any, whole: str, flags: int = 0) -> re.Pattern[str]:
    """Return the compiled form of a rule, which is written as `rule` in the file; raise `BadRules`."""
    try:
        return re.compile(whole, flags)
    except re.error as problem:
        told = f"{place(path, rule)}: {str(rule)[:60]!r} is no pattern ({problem})"
        raise BadRules(f"{told}. Fix its brackets.") from None


def check_form(path: Path, entry: Any, optional: frozenset[str] = frozenset()) -> None:
    """Raise `BadRules` where an entry is no mapping of a rule and its examples."""
    if not isinstance(entry, dict) or not _NEEDED <= set(entry) <= _NEEDED | optional:
        may = f", and may have {', '.join(sorted(optional))}" if optional else ""
        raise BadRules(f"{place(path, entry)}: a rule needs rule, matches and misses{may}.")


def check_examples(path: Path, entry: Mapping[str, Any], is_matched: Callable[[str], bool]) -> None:
    """Raise `BadRules` where a rule does not match one of its `matches`, or matches one of its `misses`."""
    for text in texts(entry["matches"]):
        if not is_matched(text):
            raise BadRules(f"{place(path, text)}: the rule does not match {text!r}. Correct the rule, or the example.")
    for text in texts(entry["misses"]):
        if is_matched(text):
            raise BadRules(f"{place(path, text)}: the rule must not match {text!r}. Narrow the rule, or move the text.")


def texts(value: Any) -> list[str]:
    """Return the examples of an entry, which are one text or a list."""
    return [str(text) for text in (value if isinstance(value, list) else [value])]


def place(path: Path, entry: Any) -> str:
    """Return file and line of an entry, as far as its first words are found."""
    text = next(_strings(entry), "").splitlines()[:1]
    lines = path.read_text(encoding="utf-8").replace("\\\\", "\\").replace("''", "'").splitlines()
    found = [number for number, line in enumerate(lines, 1) if text and text[0] and text[0] in line]
    return f"{path.name}, line {found[0] if found else 1}"


def _strings(entry: Any) -> Iterator[str]:
    if isinstance(entry, (dict, list)):
        for part in entry.values() if isinstance(entry, dict) else entry:
            yield from _strings(part)
    else:
        yield str(entry)
