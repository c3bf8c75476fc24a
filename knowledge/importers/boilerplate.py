"""Tell which elements of an HTML page belong to the site and not to the condition."""

from __future__ import annotations

import re
from itertools import islice

from bs4.element import Tag

from knowledge.importers.headings import section_type_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DROPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "button",
        "input",
        "select",
        "option",
        "optgroup",
        "textarea",
        "label",
        "datalist",
        "dialog",
        "menu",
        "title",
    }
)
_DROPPED_UNLESS_HEADED = frozenset({"header", "form", "aside"})
_FURNITURE_NAMES = frozenset(
    {
        "nav",
        "navbar",
        "navigation",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "search",
        "searchbox",
        "footer",
        "feedback",
        "social",
        "share",
        "sharing",
        "print",
        "skip",
        "cookie",
        "cookies",
        "sidebar",
        "disclaimer",
    }
)
_FURNITURE_ROLES = frozenset({"navigation", "search", "banner", "contentinfo", "complementary"})
_HEADING_PIECES = 20


def is_furniture_element(element: Tag, headed: set[int]) -> bool:
    """Return whether an element belongs to the site and not to the condition."""
    if element.name in _DROPPED:
        return True
    if id(element) in headed:
        return False
    if element.name in _DROPPED_UNLESS_HEADED or str(element.get("role") or "").lower() in _FURNITURE_ROLES:
        return True
    if element.has_attr("hidden") or element.name in HEADINGS or element.name == "body":
        return element.has_attr("hidden")
    classes: str | list[str] = element.get("class") or []
    named = " ".join([*(classes if isinstance(classes, list) else [str(classes)]), str(element.get("id") or "")])
    return not _FURNITURE_NAMES.isdisjoint(re.split(r"[^a-z]+", named.lower()))


def ancestors_of_headings(soup: Tag) -> set[int]:
    """Return the identities of all elements that hold a heading of a section, whatever their class says."""
    headed: set[int] = set()
    for heading in soup.find_all(sorted(HEADINGS)):
        if section_type_of("".join(islice(heading.strings, _HEADING_PIECES))) is None:
            continue
        for parent in heading.parents:
            if id(parent) in headed:
                break
            headed.add(id(parent))
    return headed
