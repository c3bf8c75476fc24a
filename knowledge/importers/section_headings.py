"""Look up the headings by which sites and lists name their sections (`headings.yml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("headings.yml")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[-\u2013\u2014\u2022*#]+)\s+")
_OF_CONDITION = re.compile(r"\s(?:of|for|in|with)\s.+$")


@dataclass(frozen=True)
class Headings:
    """Hold the headings of the data file, in lower case."""

    sections: dict[str, str]
    other_names: frozenset[str]
    ignored: frozenset[str]


@lru_cache(maxsize=1)
def headings() -> Headings:
    """Return what the data file says."""
    data = YAML(typ="safe").load(_FILE)
    sections = {str(heading): section for section, listed in data["sections"].items() for heading in listed}
    return Headings(sections, frozenset(map(str, data["other_names"])), frozenset(map(str, data["ignored"])))


def section_of_heading(text: str) -> str | None:
    """Return the section that a heading names, such as "frequency" for "Epidemiology", or None."""
    return next((found for form in _forms(text) if (found := headings().sections.get(form))), None)


def heads_other_names(text: str) -> bool:
    """Tell whether a heading stands above other names of the condition."""
    return not headings().other_names.isdisjoint(_forms(text))


def is_ignored(text: str) -> bool:
    """Tell whether what stands below a heading belongs to the site."""
    return not headings().ignored.isdisjoint(_forms(text))


def _forms(text: str) -> tuple[str, ...]:
    folded = _NUMBER.sub("", " ".join(text.split()).casefold().replace("\u2019", "'")).rstrip(" :.")
    return folded, _OF_CONDITION.sub("", folded)
