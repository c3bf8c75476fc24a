"""Tell which section a heading or a question opens, by the data file `headings.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rareguide import rule_files

_FILE = Path(__file__).with_name("headings.yml")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[-\u2013\u2014\u2022*#]+)\s+")
_OF_CONDITION = re.compile(r"\s(?:of|for|in|with)\s.+$")
_LONGEST_HEADING = 200


@dataclass(frozen=True)
class Headings:
    """Hold what the data file says; headings are in lower case."""

    sections: dict[str, str]
    other_names: frozenset[str]
    ignored: frozenset[str]
    questions: tuple[tuple[str, re.Pattern[str]], ...]
    bare: re.Pattern[str]
    question_line: re.Pattern[str]


@lru_cache(maxsize=1)
def headings() -> Headings:
    """Return what the data file says; raise `rule_files.BadRules`."""
    data = rule_files.read_mapping(_FILE)
    fragments = rule_files.fragments_of(_FILE, data["fragments"])
    return Headings(
        sections={str(heading): section for section, listed in data["sections"].items() for heading in listed},
        other_names=frozenset(map(str, data["other_names"])),
        ignored=frozenset(map(str, data["ignored"])),
        questions=tuple((entry["section"], _found_in(entry, fragments)) for entry in data["questions"]),
        bare=_whole(data["bare_headings"]),
        question_line=_whole(data["question_lines"]),
    )


def section_of_heading(text: str) -> str | None:
    """Return the section that a heading names, such as "frequency" for "Epidemiology", or None."""
    return next((found for form in _forms(text) if (found := headings().sections.get(form))), None)


def section_type_of(question: str) -> str | None:
    """Return the section that a heading or a question opens, or None when no rule knows it."""
    named = section_of_heading(question)
    if named is not None:
        return named
    folded = _fold(question)
    return next((section for section, rule in headings().questions if rule.search(folded)), None)


def is_heading(line: str) -> bool:
    """Return whether a line of plain text is a question, or one of the headings used in place of one."""
    folded = _fold(line)
    if len(folded) > _LONGEST_HEADING:
        return False
    return bool(headings().question_line.fullmatch(folded) or headings().bare.fullmatch(folded.rstrip(":")))


def heads_other_names(text: str) -> bool:
    """Return whether a heading stands above other names of the condition."""
    return not headings().other_names.isdisjoint(_forms(text))


def is_ignored(text: str) -> bool:
    """Return whether what stands below a heading belongs to the site."""
    return not headings().ignored.isdisjoint(_forms(text))


def _found_in(entry: dict[str, Any], fragments: dict[str, str]) -> re.Pattern[str]:
    rule_files.check_form(_FILE, entry, optional=frozenset({"section"}))
    pattern = rule_files.compiled(_FILE, entry["rule"], rule_files.filled(_FILE, entry["rule"], fragments))
    rule_files.check_examples(_FILE, entry, lambda text: bool(pattern.search(_fold(text))))
    return pattern


def _whole(entry: dict[str, Any]) -> re.Pattern[str]:
    rule_files.check_form(_FILE, entry)
    pattern = rule_files.compiled(_FILE, entry["rule"], rule_files.filled(_FILE, entry["rule"], {}))
    rule_files.check_examples(_FILE, entry, lambda text: bool(pattern.fullmatch(_fold(text))))
    return pattern


def _forms(text: str) -> tuple[str, ...]:
    folded = _NUMBER.sub("", _fold(text)).rstrip(" :.")
    return folded, _OF_CONDITION.sub("", folded)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold().replace("\u2019", "'")
