"""Read a condition page that was saved as HTML into blocks.

Nothing in the file is run or fetched. Its elements are walked one after another without recursion, so that
no depth of nesting can end the reading. The parser is the one of the standard library, which is the one
that tells at which line an element stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from knowledge.importers.headings import section_type_of
from knowledge.importers.page_blocks import PageBlocks, fold
from knowledge.importers.page_runs import RunCollector

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "form", "header", "hr", "html", "legend", "main", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    }
)
_DROPPED = frozenset(
    {
        "script", "style", "noscript", "template", "nav", "footer", "iframe", "object", "embed", "applet",
        "svg", "math", "canvas", "audio", "video", "map", "button", "input", "select", "option", "optgroup",
        "textarea", "label", "datalist", "dialog", "menu", "title",
    }
)
_DROPPED_UNLESS_HEADED = frozenset({"header", "form", "aside"})
_HOLDERS = ["p", "div", "ul", "ol", "table", *sorted(_HEADINGS)]
_FURNITURE_NAMES = frozenset(
    {
        "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "search", "searchbox", "footer",
        "feedback", "social", "share", "sharing", "print", "skip", "cookie", "cookies", "sidebar", "disclaimer",
    }
)
_FURNITURE_ROLES = frozenset({"navigation", "search", "banner", "contentinfo", "complementary"})
_SITE_NAME = re.compile(r"genetic and rare diseases|\bgard\b|national institutes? of health|\bnih\b", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=(?:\(\d{1,6}\))?(https?://[^\s>]{1,500})", re.IGNORECASE)


def read_html(text: str) -> PageBlocks:
    """Return the blocks of a page saved as HTML, with the name and address that its markup gives.

    Raises `AssertionError` or `ValueError` as the parser does when the markup cannot be read at all.
    """
    soup = BeautifulSoup(text, "html.parser")
    collector = RunCollector()
    headed = _ancestors_of_headings(soup)
    walk: list[tuple[Tag, Iterator[PageElement]]] = [(soup, iter(soup.contents))]
    while walk:
        element, rest = walk[-1]
        child = next(rest, None)
        if child is None:
            walk.pop()
            _leave(element, collector)
        elif type(child) is NavigableString:
            collector.add_text(str(child))
        elif isinstance(child, Tag) and not _is_furniture(child, headed):
            _enter(child, collector)
            walk.append((child, iter(child.contents)))
    collector.end_block()
    return PageBlocks(tuple(collector.blocks), _name(soup), _address(soup, text))


def _enter(element: Tag, collector: RunCollector) -> None:
    line = int(element.sourceline or 1)
    if element.name in _HEADINGS:
        collector.begin_heading(line, int(element.name[1]))
    elif element.name in ("ul", "ol"):
        collector.begin_list(_number(element, "start", 1) if element.name == "ol" else None)
    elif element.name == "li":
        collector.begin_item(line, _number(element, "value", None))
    elif element.name == "tr" and element.find(_HOLDERS) is None:
        collector.begin_row(line)
    elif element.name in ("td", "th") and element.find(_HOLDERS) is None:
        collector.begin_cell()
    elif element.name in _BLOCKS:
        collector.begin_block(line)
    elif element.name == "br":
        collector.add_break()
    elif element.name in ("b", "strong"):
        collector.bold += 1
    elif element.name in ("i", "em", "cite", "dfn"):
        collector.italic += 1
    elif element.name in ("sup", "sub"):
        collector.begin_raised(element.name == "sup")
    elif element.name == "a":
        collector.begin_link(str(element.get("href") or ""))


def _leave(element: Tag, collector: RunCollector) -> None:
    if element.name in _HEADINGS or element.name in ("li", "tr"):
        collector.end_block()
    elif element.name in ("ul", "ol"):
        collector.end_list()
    elif element.name in _BLOCKS and element.name not in ("td", "th"):
        collector.end_block_unless_in_item()
    elif element.name in ("b", "strong"):
        collector.bold -= 1
    elif element.name in ("i", "em", "cite", "dfn"):
        collector.italic -= 1
    elif element.name in ("sup", "sub"):
        collector.end_raised()
    elif element.name == "a":
        collector.end_link()


def _is_furniture(element: Tag, headed: set[int]) -> bool:
    """Tell whether an element belongs to the site and not to the condition."""
    if element.name in _DROPPED:
        return True
    if id(element) in headed:
        return False
    if element.name in _DROPPED_UNLESS_HEADED or str(element.get("role") or "").lower() in _FURNITURE_ROLES:
        return True
    if element.has_attr("hidden") or element.name in _HEADINGS or element.name == "body":
        return element.has_attr("hidden")
    classes = element.get("class") or []
    named = " ".join([*(classes if isinstance(classes, list) else [str(classes)]), str(element.get("id") or "")])
    return not _FURNITURE_NAMES.isdisjoint(re.split(r"[^a-z]+", named.lower()))


def _ancestors_of_headings(soup: BeautifulSoup) -> set[int]:
    """Return the identities of all elements that hold a heading of a section, whatever their class says."""
    headed: set[int] = set()
    for heading in soup.find_all(sorted(_HEADINGS)):
        if section_type_of(heading.get_text()) is None:
            continue
        for parent in heading.parents:
            if id(parent) in headed:
                break
            headed.add(id(parent))
    return headed


def _name(soup: BeautifulSoup) -> str | None:
    candidates = [heading.get_text(" ") for heading in soup.find_all("h1")]
    for title in soup.find_all("title"):
        candidates += re.split(r"\s[|\u2013\u2014-]\s|\|", title.get_text())
    for candidate in candidates:
        name = fold(candidate)
        if name and not name.endswith("?") and not _SITE_NAME.search(name):
            return name
    return None


def _address(soup: BeautifulSoup, text: str) -> str | None:
    found = [str(link.get("href") or "") for link in soup.find_all("link", rel="canonical")]
    found += [str(meta.get("content") or "") for meta in soup.find_all("meta", property="og:url")]
    found += _SAVED_FROM.findall(text[:5000])
    return next((url.strip() for url in found if re.match(r"\s*https?://\S+\s*$", url, re.IGNORECASE)), None)


def _number(element: Tag, attribute: str, default: int | None) -> int | None:
    written = str(element.get(attribute) or "")
    return int(written) if re.fullmatch(r"[0-9]{1,3}", written) else default
