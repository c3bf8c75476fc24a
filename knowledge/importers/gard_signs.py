"""Read the ages at which a condition begins, and its signs, from a page of GARD of the layout since 2022."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import Tag

from knowledge.importers.page_blocks import fold
from knowledge.importers.page_markdown import escaped

_COUNT = re.compile(r"\d+ symptoms?", re.IGNORECASE)
_ALL_SYSTEMS = "all systems"
_SYNONYM = re.compile(r"synonyms?\s*:\s*", re.IGNORECASE)


def read_ages(part: Tag) -> str:
    """Return the selected ages as a list in Markdown, such as `- Child (2-11 years)`; empty when none is."""
    lines = []
    for title in part.find_all(class_="under-title"):
        around = title.parent.get("class") if title.parent else None
        if title.find(class_="sr-only") is None and "active" not in (around or []):
            continue
        name = fold("".join(title.find_all(string=True, recursive=False)))
        years = title.find_next_sibling(class_=re.compile("age-range"))
        shown = f" ({escaped(text_of(years))})" if years is not None else ""
        lines.append(f"- {escaped(name)}{shown}")
    return "\n".join(lines)


def read_signs(part: Tag) -> str:
    """Return the signs as a list in Markdown, each with its other name, by body system where the page parts them so."""
    spelled = {text_of(item).casefold(): text_of(item) for item in part.find_all(class_="list-item")}
    groups: dict[str, dict[str, str]] = {}
    listed: set[str] = set()
    for system, term, synonym in _terms(part):
        name = spelled.get(term.casefold(), term)
        also = f" ({escaped(synonym)})" if synonym and synonym.casefold() != name.casefold() else ""
        groups.setdefault(system, {}).setdefault(name.casefold(), f"- {escaped(name)}{also}")
        listed.add(name.casefold())
    for key, name in spelled.items():
        if key not in listed:
            groups.setdefault("", {})[key] = f"- {escaped(name)}"
    parts = []
    for system, lines in groups.items():
        title = [f"**{escaped(system)}**"] if system else []
        parts += [*title, "\n".join(lines.values())]
    return "\n\n".join(parts)


def _terms(part: Tag) -> Iterator[tuple[str, str, str]]:
    """Yield body system, sign and its other name.

    A system stands with the number of its signs. Where only one is named although the filter has more, it is the one
    whose picture is shown, and the list is that of all.
    """
    headings = {id(element): system for element, system in _headings(part)}
    if len(set(headings.values())) < 2:
        choices = [
            text_of(item)
            for filters in part.find_all(class_="filters")
            for item in filters.find_all(["button", "option"])
        ]
        systems = [choice for choice in choices if choice.casefold() != _ALL_SYSTEMS]
        headings, system = {}, systems[0] if len(systems) == 1 else ""
    else:
        system = ""
    for element in part.find_all(True):
        system = headings.get(id(element), system)
        classes: str | list[str] = element.get("class") or []
        if "main-term" in classes:
            told = element.parent.find(string=_SYNONYM) if element.parent else None
            synonym = _SYNONYM.sub("", text_of(told.find_parent("div"))) if told is not None else ""
            yield system, text_of(element), synonym
        elif "medical-term-header" in classes:
            yield system, text_of(element), text_of(_described(element))


def _headings(part: Tag) -> Iterator[tuple[Tag, str]]:
    for count in part.find_all(string=_COUNT):
        beside = count.parent.find_previous_sibling() if _COUNT.fullmatch(fold(count)) and count.parent else None
        if isinstance(beside, Tag) and (system := text_of(beside)):
            yield beside, system


def _described(element: Tag) -> Tag | None:
    slide = element.find_parent(class_="carousel-slide")
    described = slide.find(id="synonym") if slide is not None else None
    return described.find(class_="host") if isinstance(described, Tag) else None


def text_of(element: Tag | None) -> str:
    """Return the words of an element on one line; empty for none."""
    return fold(element.get_text(" ")) if element is not None else ""
