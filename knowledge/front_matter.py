"""Read the YAML front matter of a content file, knowing at which line of the file each key stands."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.reader import ReaderError

from knowledge.importers.errors import ImportRejected

FENCE = "---"
LONGEST_FRONT_MATTER = 30_000
DEEPEST_BRACKETS = 50
"""How deep brackets may be nested; the time to read them grows with the square of the depth."""


_BRACKET = re.compile(r"[\[\]{}]")


class _Constructor(RoundTripConstructor):
    """Leave a date that no calendar has as the text it is, so that its key and line can be told."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return str(node.value)


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def read_front_matter(path: Path, lines: list[str]) -> tuple[CommentedMap, int]:
    """Return the front matter of a file's lines, and the index of the first line after it.

    Raises `ImportRejected` when the fences are lacking or the YAML between them cannot be read.
    """
    if lines[0].rstrip() != FENCE:
        remedy = "put the front matter between two `---` lines"
        raise ImportRejected(path, 1, "the file does not begin with `---`", remedy)
    end = next((index for index, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if end is None:
        raise ImportRejected(path, 1, "the front matter has no second `---` line", "close it with `---`")
    # The blank line in the place of the first fence keeps YAML's line numbers those of the file.
    front = _load(path, "\n".join(["", *lines[1:end]]))
    if not isinstance(front, CommentedMap):
        raise ImportRejected(path, 2, "the front matter is no list of `key: value`", "see docs/editors.md")
    return front, end + 1


def line_of(holder: CommentedMap, key: Any) -> int:
    """Return the line, from 1, of a key; that of its holder when the key is not written there."""
    position = (holder.lc.data or {}).get(key)
    return int(position[0] if position else holder.lc.line) + 1


def _load(path: Path, block: str) -> Any:
    if len(block) > LONGEST_FRONT_MATTER:
        raise _unreadable(path, None, f"it is longer than {LONGEST_FRONT_MATTER} characters")
    line = _too_deep(block)
    if line is not None:
        raise _unreadable(path, line, f"brackets are nested more than {DEEPEST_BRACKETS} deep")
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", ReusedAnchorWarning)
            return yaml.load(block)
    except ReusedAnchorWarning as problem:
        raise _unreadable(path, None, "an anchor is there twice") from problem
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else None
        raise _unreadable(path, line, problem.problem) from problem
    except ReaderError as problem:
        line = block.count("\n", 0, problem.position) + 1
        raise _unreadable(path, line, f"the character {problem.character!r} may not stand there") from problem
    except RecursionError as problem:
        raise _unreadable(path, None, "it is nested too deep") from problem
    except (YAMLError, ValueError, OverflowError) as problem:
        raise _unreadable(path, None, problem) from problem
    except (LookupError, TypeError, AttributeError) as problem:  # ruamel's own, over directives and keys that are lists
        raise _unreadable(path, None, "it is no list of `key: value`") from problem


def _too_deep(block: str) -> int | None:
    """Return the line at which more brackets are open than any content file has, those in texts counted too."""
    depth = 0
    for bracket in _BRACKET.finditer(block):
        depth = depth + 1 if bracket.group() in "[{" else max(0, depth - 1)
        if depth > DEEPEST_BRACKETS:
            return block.count("\n", 0, bracket.start()) + 1
    return None


def _unreadable(path: Path, line: int | None, problem: object) -> ImportRejected:
    return ImportRejected(path, line, f"the YAML cannot be read: {problem}", "correct the YAML")
