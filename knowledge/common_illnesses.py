"""Recognise common illnesses that a text asks about; a store of rare conditions seldom has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from rareguide.rule_files import check_examples, check_form, compiled, filled, fragments_of, read_mapping
from rareguide.settings import ROOT

ILLNESSES = ROOT / "data" / "names" / "common_illnesses.yml"
_TYPED = r"(?:type (?:1|2|one|two|i|ii) )?"
_AFTER_NAME = r"(?: syndrome| disease)?"


@dataclass(frozen=True)
class CommonIllnesses:
    """Hold the names of common illnesses, and how one of them, or of rare ones that everybody knows, is asked about."""

    names: frozenset[str]
    asked_about: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def common_illnesses(path: Path = ILLNESSES) -> CommonIllnesses:
    """Return the names and patterns, each tried on its examples; raise `BadRules`."""
    document = read_mapping(path)
    common, well_known = _names(document["common"]), _names(document["well_known"])
    name = rf"(?P<name>{_TYPED}(?:{_any_of(common + well_known)}){_AFTER_NAME}(?: type (?:1|2|ii?))?)"
    fragments = {**fragments_of(path, document["fragments"]), "name": name, "well_known_name": _any_of(well_known)}
    return CommonIllnesses(
        frozenset(common), tuple(_pattern(path, entry, fragments) for entry in document["asked_about"])
    )


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";")]


def _any_of(names: list[str]) -> str:
    """Return a pattern that takes the longest of several names."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _pattern(path: Path, entry: Any, fragments: dict[str, str]) -> re.Pattern[str]:
    check_form(path, entry)
    pattern = compiled(path, entry["rule"], filled(path, entry["rule"], fragments), re.IGNORECASE)
    check_examples(path, entry, partial(_is_in, pattern))
    return pattern


def _is_in(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def find_common_illness(text: str) -> tuple[int, int] | None:
    """Return where a text names the common illness that it asks about, or `None`.

    One that is only told ("my son has asthma") or asked for as a sign of another ("does it cause migraine") is not
    asked about.
    """
    for frame in common_illnesses().asked_about:
        match = frame.search(text)
        if match is not None:
            return match.span("name")
    return None


def is_common_illness(name: str) -> bool:
    """Return whether a name in small letters is that of a common illness."""
    return name in common_illnesses().names


def is_only_told(text: str, start: int, end: int) -> bool:
    """Return whether the illness named at a place is a common one that the text tells of without asking about it."""
    if text[start:end].lower() not in common_illnesses().names:
        return False
    return not any(
        match.start("name") < end and start < match.end("name")
        for frame in common_illnesses().asked_about
        for match in frame.finditer(text)
    )
