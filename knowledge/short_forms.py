"""Write out what people write in short around names of conditions: "DHPR def - dx?" is "DHPR deficiency - diagnosis?".

The short forms are in `data/names/short_forms.yml`. What is written out keeps where each of its letters stood, so that
what is found in it can be pointed to in the text as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from knowledge.context_rules import is_meant_as_illness, is_something_else
from knowledge.word_frequency import frequency
from rareguide.rule_files import BadRules, read_mapping
from rareguide.settings import ROOT

SHORT_FORMS = ROOT / "data" / "names" / "short_forms.yml"
RARE_WORD = 3.0
"""A word less frequent than this (Zipf scale) is none of a sentence: "def" behind it is "deficiency"."""
EVERYDAY_ACRONYM = 4.3
"""An acronym in small letters that is at least this frequent is a word of its own ("ms")."""
_EDGE = r"(?<![\w&/'’-]){}(?![\w&/])"
_JOINED = re.compile(r"(?:\b(?:and|or|vs\.?|versus)\s|[/&,]\s?)$", re.IGNORECASE)
_GENE = re.compile(r"\s*[- ]?(?:genes?|mutations?|variants?|related|associated)\b", re.IGNORECASE)


@dataclass(frozen=True)
class WrittenOut:
    """Hold a text in which short forms are written out, and where each of its characters begins and ends as written.

    `conditions` are the places, as written, of the acronyms of conditions.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    conditions: tuple[tuple[int, int], ...] = ()

    def as_written(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the text, which is not empty, stands in what was written."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True)
class ShortForms:
    """Hold the lists of the file, in small letters, each with the pattern that finds its short forms."""

    around_names: dict[str, str]
    behind_names: dict[str, str]
    conditions: dict[str, str]
    no_conditions: frozenset[str]
    found_around: re.Pattern[str]
    found_behind: re.Pattern[str]
    found_conditions: re.Pattern[str]


@lru_cache(maxsize=1)
def short_forms(path: Path = SHORT_FORMS) -> ShortForms:
    """Return the short forms; raise `BadRules`."""
    document = read_mapping(path)
    lists: list[dict[str, str]] = []
    for name in ("around_names", "behind_names", "conditions"):
        entries = document.get(name)
        if not isinstance(entries, dict) or not entries:
            raise BadRules(f"{path.name}: {name} is missing. Give short forms, each with what it stands for.")
        lists.append({str(short).lower(): str(whole) for short, whole in entries.items()})
    around, behind, conditions = lists
    return ShortForms(
        around,
        behind,
        conditions,
        frozenset(str(document.get("no_conditions", "")).split()),
        _any_of(around, ""),
        _any_of(behind, r"(?<=(?P<before>\w)[ -])"),
        _any_of(conditions, ""),
    )


def _any_of(forms: dict[str, str], before: str) -> re.Pattern[str]:
    shorts = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(before + _EDGE.format(f"(?P<short>{shorts})"), re.IGNORECASE)


def written_out(text: str, names: Container[str] = frozenset()) -> WrittenOut:
    """Return a text with its short forms written out.

    Args:
        text: the text.
        names: the acronyms that the store calls conditions by, in small letters, which stay as they are.
    """
    forms = short_forms()
    places = range(len(text))
    out = WrittenOut(text, tuple(places), tuple(place + 1 for place in places))
    out = _replaced(out, forms.found_around, lambda _, short: None if short in names else forms.around_names[short])
    out = _replaced(
        out,
        forms.found_behind,
        lambda match, short: forms.behind_names[short] if _is_behind_a_name(match) else None,
    )
    return _with_conditions(out, names)


def _with_conditions(out: WrittenOut, names: Container[str]) -> WrittenOut:
    forms, places = short_forms(), []

    def whole(match: re.Match[str], short: str) -> str | None:
        if short in names or not _is_condition(match):
            return None
        places.append(out.as_written(*match.span("short")))
        return forms.conditions[short]

    return replace(_replaced(out, forms.found_conditions, whole), conditions=tuple(places))


def _replaced(
    out: WrittenOut, pattern: re.Pattern[str], whole: Callable[[re.Match[str], str], str | None]
) -> WrittenOut:
    """Return a text with what `whole` gives in the place of each short form that a pattern finds."""
    text, starts, ends, done = "", [], [], 0
    for match in pattern.finditer(out.text):
        words = whole(match, match["short"].lower())
        if words is None:
            continue
        first, last = match.span("short")
        text += out.text[done:first] + words
        starts += [*out.starts[done:first], *([out.starts[first]] * len(words))]
        ends += [*out.ends[done:first], *([out.ends[last - 1]] * len(words))]
        done = last
    if not done:
        return out
    return WrittenOut(text + out.text[done:], (*starts, *out.starts[done:]), (*ends, *out.ends[done:]))


def _is_behind_a_name(match: re.Match[str]) -> bool:
    before = match.string[: match.start("short")].rstrip(" -").rsplit(None, 1)[-1:]
    word = "".join(before).strip("\"'“‘(,.")
    return (word.isupper() and len(word) > 1) or frequency(word.lower()) < RARE_WORD


def _is_condition(match: re.Match[str]) -> bool:
    """Return whether an acronym of a condition is meant as one: written as one, or told by what stands around it."""
    text, (start, end) = match.string, match.span("short")
    is_beside = _JOINED.search(text[:start]) is not None
    if not is_beside and (is_something_else(text, start, end) or _GENE.match(text, end)):
        return False
    is_shouted = text.isupper() and len(text.split()) > 3
    if any(letter.isupper() for letter in match["short"][1:]) and not is_shouted:
        return True
    return frequency(match["short"].lower()) < EVERYDAY_ACRONYM and is_meant_as_illness(text, start, end)
