"""Read a condition page that was saved as HTML into blocks.

Nothing in the file is run or fetched. Its elements are walked one after another without recursion. The parser
is the one of the standard library, which tells at which line an element stands; it takes very long over
comments and tags without an end and over very deep nesting, and therefore none of these is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.builder import ParserRejectedMarkup
from bs4.element import NavigableString, PageElement, Tag

from knowledge.importers.boilerplate import HEADINGS, ancestors_of_headings, is_furniture_element
from knowledge.importers.page_blocks import Block, PageBlocks, fold
from knowledge.importers.page_runs import RunCollector

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "header",
        "hr",
        "html",
        "legend",
        "main",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    }
)
_HOLDERS = ["p", "div", "ul", "ol", "table", *sorted(HEADINGS)]
_DEEPEST_NESTING = 1000
_TAG_BEGINS = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_SITE_NAME = re.compile(r"genetic and rare diseases|\bgard\b|national institutes? of health|\bnih\b", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=(?:\(\d{1,6}\))?(https?://[^\s>]{1,500})", re.IGNORECASE)


class UnreadableMarkup(ValueError):
    """Markup that cannot be read, with the line (from 1) where one is known."""

    def __init__(self, line: int | None, problem: str) -> None:
        self.line = line
        self.problem = problem
        super().__init__(problem)


def parse_html(text: str) -> BeautifulSoup:
    """Parse HTML; raise `UnreadableMarkup` with the line where one is known."""
    if (start := text.rfind("<!--")) > text.rfind("-->"):
        raise UnreadableMarkup(1 + text.count("\n", 0, start), "a comment `<!--` has no end")
    if open_tag := _TAG_BEGINS.search(text, text.rfind(">") + 1):
        raise UnreadableMarkup(1 + text.count("\n", 0, open_tag.start()), "a tag has no end `>`")
    try:
        soup = BeautifulSoup(text, "html.parser")
    except (ParserRejectedMarkup, AssertionError, ValueError) as problem:
        raise UnreadableMarkup(None, f"the HTML cannot be read: {problem}") from problem
    _check_depth(soup)
    return soup


def read_html(text: str) -> PageBlocks:
    """Return the blocks of a page saved as HTML, with the name and address that its markup gives.

    Raises `UnreadableMarkup` with the line where one is known.
    """
    return page_blocks(parse_html(text), text)


def page_blocks(soup: BeautifulSoup, text: str) -> PageBlocks:
    """Return the blocks of a parsed page; `text` is what it was parsed from."""
    return PageBlocks(read_blocks(soup), _name(soup), address_of(soup, text))


def read_blocks(root: Tag) -> tuple[Block, ...]:
    """Return the blocks of an element, without what belongs to the site."""
    collector = RunCollector()
    headed = ancestors_of_headings(root)
    walk: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
    while walk:
        element, rest = walk[-1]
        child = next(rest, None)
        if child is None:
            walk.pop()
            _leave(element, collector)
        elif type(child) is NavigableString:
            collector.add_text(str(child))
        elif isinstance(child, Tag) and not is_furniture_element(child, headed):
            _enter(child, collector)
            walk.append((child, iter(child.contents)))
    collector.end_block()
    return tuple(collector.blocks)


def _check_depth(soup: BeautifulSoup) -> None:
    level: list[Tag] = [soup]
    for _ in range(_DEEPEST_NESTING):
        level = [child for element in level for child in element.contents if isinstance(child, Tag)]
        if not level:
            return
    raise UnreadableMarkup(level[0].sourceline, f"elements are nested more than {_DEEPEST_NESTING} deep")


def _enter(element: Tag, collector: RunCollector) -> None:
    line = int(element.sourceline or 1)
    if element.name in HEADINGS:
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
    if element.name in HEADINGS or element.name in ("li", "tr"):
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


def _name(soup: BeautifulSoup) -> str | None:
    candidates = [heading.get_text(" ") for heading in soup.find_all("h1")]
    for title in soup.find_all("title"):
        candidates += re.split(r"\s[|\u2013\u2014-]\s|\|", title.get_text())
    for candidate in candidates:
        name = fold(candidate)
        if name and not name.endswith("?") and not _SITE_NAME.search(name):
            return name
    return None


def address_of(soup: BeautifulSoup, text: str) -> str | None:
    """Return the address that a page gives as its own, or from which the browser says that it was saved."""
    found = [str(link.get("href") or "") for link in soup.find_all("link", rel="canonical")]
    found += [str(meta.get("content") or "") for meta in soup.find_all("meta", property="og:url")]
    found += _SAVED_FROM.findall(text[:5000])
    return next((url.strip() for url in found if re.match(r"\s*https?://\S+\s*$", url, re.IGNORECASE)), None)


def _number(element: Tag, attribute: str, default: int | None) -> int | None:
    written = str(element.get(attribute) or "")
    return int(written) if re.fullmatch(r"[0-9]{1,3}", written) else default
