"""Read a condition page of GARD in its layout since 2022, where an application shows what several sources say.

A condition has four tabs, each with an address and, when the site is fetched, a file of its own: about the disease,
getting a diagnosis, living with the disease, research. The parts of the first are elements of the application
(`app-disease-at-a-glance-summary`, …); the others are read by their headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bs4 import BeautifulSoup
from bs4.element import Tag

from knowledge.importers.gard_signs import read_ages, read_signs, text_of
from knowledge.importers.headings import section_type_of
from knowledge.importers.medquad_text import strip_markers
from knowledge.importers.page_blocks import Block, below_headings, fold, last_updated_text
from knowledge.importers.page_citations import BadDate, parse_date
from knowledge.importers.page_html import address_of, read_blocks
from knowledge.importers.page_markdown import escaped
from knowledge.importers.page_names import repair_encoding, split_names, without_repeats
from knowledge.importers.page_record import SOURCE_LICENSE, SOURCE_NAME, body_of
from knowledge.names import normalise_name
from knowledge.records import Identifiers, Record, Section, Source, slugify

_SITE = "https://rarediseases.info.nih.gov"
_ADDRESS = re.compile(
    r"(?:https?://[^/\s]*)?(?P<path>/diseases/0*(?P<number>[1-9]\d{0,6})/[^/?#\s]+(?:/(?P<tab>[a-z-]+))?)/?(?:[?#].*)?"
)
_SPANISH = re.compile(r"(?:https?://[^/\s]*)?/espanol/", re.IGNORECASE)
_NUMBER = re.compile(r"\bGARD (?:disease )?(?:ID|number)\s*:?\s*(?:GARD:?)?\s*0*([1-9]\d{0,6})\b", re.IGNORECASE)
_IN_DEVELOPMENT = re.compile(r"\bcurrently in development\b", re.IGNORECASE)
_TABS_CLASS = "nav-tabs"
_PASSING_TAGS = frozenset({"script", "style", "svg", "noscript", "app-tooltip"})
_PASSING_CLASSES = frozenset({"ghost", "read-button", "answer-label"})
_PART_TITLES = frozenset({"disease at a glance", "symptoms", "causes", "about the disease"})
_THIS_DISEASE = re.compile(r"\bthis (?:rare )?(?:disease|condition|disorder)\b", re.IGNORECASE)
_INHERITANCE = re.compile(r"\binherit", re.IGNORECASE)
_DATA_FROM = re.compile(
    r"data from (?P<whose>[^.]{3,200}?) (?:is|are) used to provide information on (?P<what>[^.]{3,300})", re.IGNORECASE
)
_COMES_FROM = re.compile(
    r"this information comes from(?: a database called)?(?: the)? (?P<whose>[^.|]{2,80})", re.IGNORECASE
)
_SECTION_OF_TAB = {"diagnosis": "diagnosis", "research": "research"}
"""Tabs whose text belongs to one section, by the end of their address; in others headings tell, or it is support."""


class NoCondition(ValueError):
    """A page of the site that speaks of no condition, or not in English."""


@dataclass(frozen=True)
class GardPage:
    """Hold the record of one saved tab; `tab` is the end of its address, None for the one about the disease."""

    record: Record
    tab: str | None
    notes: tuple[str, ...] = ()


def has_layout(soup: BeautifulSoup) -> bool:
    """Return whether a page has the layout that is read here."""
    return soup.find(re.compile(r"^(?:app-disease|disease-tabs|app-main-banner)")) is not None


def read_gard_page(soup: BeautifulSoup, text: str) -> GardPage:
    """Read a page of the layout; a page that says nothing yet gives a record without sections.

    Raises `NoCondition` when it is about none.
    """
    address, tab = _address(soup, text)
    page = _Page(soup, address)
    sections = [section for section in (*page.about(), *page.of_tab(tab)) if section is not None]
    record = Record(
        name=page.name,
        slug=slugify(page.name),
        sections=tuple(sections),
        synonyms=without_repeats(page.other_names(), page.name),
        identifiers=Identifiers(gard=_number(soup, address)),
        url=address,
    )
    return GardPage(record, tab, tuple(page.notes))


def _address(soup: BeautifulSoup, text: str) -> tuple[str | None, str | None]:
    """Return the address of the tab that is shown, and its end."""
    links = [link for tabs in soup.find_all("ul", class_=_TABS_CLASS) for link in tabs.find_all("a")]
    tabs = [str(link.get("href") or "") for link in links]
    active = [str(link.get("href") or "") for link in links if "active" in (link.get("class") or [])]
    own = [address_of(soup, text) or ""]
    if any(map(_SPANISH.match, [*own, *active])):
        raise NoCondition("the page is in Spanish")
    found = next((match for href in (*own, *active, *tabs) if (match := _ADDRESS.fullmatch(href.strip()))), None)
    return (f"{_SITE}{found['path']}", found["tab"]) if found else (None, None)


def _number(soup: BeautifulSoup, address: str | None) -> int | None:
    found = _ADDRESS.fullmatch(address) if address else None
    if found is not None:
        return int(found["number"])
    shown = _NUMBER.search(fold(soup.get_text(" ")))
    return int(shown[1]) if shown else None


class _Page:
    """Read the parts of one page."""

    def __init__(self, soup: BeautifulSoup, address: str | None) -> None:
        for element in soup.find_all(_is_passing):
            element.extract()
        self._soup = soup
        self.notes: list[str] = []
        self.name = self._read_name()
        self._date = self._last_updated()
        self._gard = Source(SOURCE_NAME, address, SOURCE_LICENSE)
        self._data = self._sources_of_data()

    def _read_name(self) -> str:
        titles = self._soup.find_all("h1")
        for title in sorted(titles, key=lambda title: "title" not in (title.get("class") or [])):
            name = repair_encoding(text_of(title))
            if name and name.casefold() not in _PART_TITLES:
                return name
        raise NoCondition("the page names no condition")

    def other_names(self) -> Iterator[str]:
        """Yield the names below the title, split."""
        for listed in self._soup.find_all("dl", class_="synonyms"):
            for shown in listed.find_all(class_="host") or listed.find_all("dd"):
                yield from split_names(repair_encoding(text_of(shown)))

    def _last_updated(self) -> date | None:
        for words in self._soup.find_all(string=re.compile(r"last (?:updated|reviewed)", re.IGNORECASE)):
            day = last_updated_text(fold(words))
            try:
                if day and (found := parse_date(day)):
                    return found
            except BadDate as problem:
                self.notes.append(f"the date of the page is left out: {problem}")
        return None

    def about(self) -> Iterator[Section | None]:
        """Yield the sections of the tab about the disease."""
        yield self._section("overview", "app-disease-at-a-glance-summary", "Summary", self._gard)
        yield self._population()
        yield self._ages()
        yield self._signs()
        yield from self._causes()

    def _section(self, section_type: str, part: str, title: str, source: Source) -> Section | None:
        element = self._soup.find(part)
        blocks = read_blocks(element) if element else ()
        return self._made(section_type, title, blocks[1:] if blocks and blocks[0].kind == "heading" else blocks, source)

    def _made(self, section_type: str, title: str, blocks: Sequence[Block], source: Source) -> Section | None:
        said = [block for block in blocks if not _IN_DEVELOPMENT.search(block.text)]
        if not any(block.kind != "heading" for block in said):
            return None
        body, _ = strip_markers(repair_encoding(body_of(said)))
        return Section(section_type, title, body, source, last_updated=self._date)

    def _population(self) -> Section | None:
        part = self._soup.find("app-disease-at-a-glance-people-affected")
        if part is None:
            return None
        title = text_of(part.find(re.compile(r"^h[1-6]$"))) or "Estimated Number of People with this Disease"
        said = [text_of(column) for column in part.find_all(class_="content-wrapper")]
        if not said:
            said = [text_of(part).removeprefix(title).strip()]
        blocks = [Block("paragraph", 0, words, f"{escaped(words)}.") for words in said if re.search(r"\d", words)]
        return self._made("frequency", title, blocks, self._with_data("population"))

    def _ages(self) -> Section | None:
        part = self._soup.find("app-age-at-onset")
        if part is None or not (body := read_ages(part)):
            return None
        title = text_of(part.find(re.compile(r"^h[1-6]$"))) or "When do symptoms of this disease begin?"
        return Section("symptoms", title, body, self._named_in(part, "symptoms"), last_updated=self._date)

    def _signs(self) -> Section | None:
        part = self._soup.find("app-symptoms-section")
        if part is None or not (body := read_signs(part)):
            return None
        return Section(
            "symptoms", "Symptoms", repair_encoding(body), self._named_in(part, "symptoms"), last_updated=self._date
        )

    def _causes(self) -> Iterator[Section | None]:
        part = self._soup.find("app-causes-container")
        for group in part.find_all("app-causes-tabs") if part else ():
            title = text_of(group.find(re.compile(r"^h[1-6]$"))) or "Causes"
            said = [block for words in group.find_all(class_="tabs-description") for block in read_blocks(words)]
            is_inheritance = _INHERITANCE.search(title) is not None
            if is_inheritance:
                said += _patterns(group)
            what = "inheritance" if is_inheritance else "causes"
            yield self._made(what, title, said, self._with_data("inheritance" if is_inheritance else "genes"))

    def of_tab(self, tab: str | None) -> Iterator[Section | None]:
        """Yield the sections of the other tabs: what stands below each heading, without general questions."""
        if tab is None:
            return
        banner = self._soup.find("app-main-banner")
        blocks = [block for part in (banner.find_next_siblings() if banner else ()) for block in read_blocks(part)]
        for part in below_headings(blocks):
            heading = part.heading.text
            said = [block for block in part.blocks if last_updated_text(block.text) is None]
            if heading.endswith("?") and not self._is_about_condition(heading):
                continue
            section_type = _SECTION_OF_TAB.get(tab) or section_type_of(heading) or "support"
            yield self._made(section_type, heading, said, self._gard)

    def _is_about_condition(self, heading: str) -> bool:
        return bool(_THIS_DISEASE.search(heading)) or normalise_name(self.name) in normalise_name(heading)

    def _named_in(self, part: Tag, what: str) -> Source:
        """Return the source that a part names itself, else that which the page names for such data."""
        named = _COMES_FROM.search(text_of(part))
        return self._via_gard(named["whose"]) if named else self._with_data(what)

    def _with_data(self, what: str) -> Source:
        whose = next((whose for given, whose in self._data if what in given), None)
        return self._via_gard(whose) if whose else self._gard

    def _via_gard(self, whose: str) -> Source:
        return Source(f"{fold(whose)}, as shown by the {SOURCE_NAME}", self._gard.url)

    def _sources_of_data(self) -> list[tuple[str, str]]:
        """Read what the references at the end of the page say of whose data tells what."""
        listed = self._soup.find("app-view-sources-references")
        words = text_of(listed) if listed else ""
        return [(found["what"].casefold(), found["whose"]) for found in _DATA_FROM.finditer(words)]


def _is_passing(element: Tag) -> bool:
    classes = element.get("class")
    return element.name in _PASSING_TAGS or (classes is not None and not _PASSING_CLASSES.isdisjoint(classes))


def _patterns(group: Tag) -> list[Block]:
    """Return the patterns of inheritance with what the page says of each."""
    blocks: list[Block] = []
    for pane in group.find_all(class_="tab-pane"):
        title = text_of(pane.find(class_="title"))
        if title:
            blocks.append(Block("paragraph", 0, title, f"**{escaped(title)}**"))
        blocks += [block for said in pane.find_all(class_="host") for block in read_blocks(said)]
    if not blocks:
        names = dict.fromkeys(text_of(button) for button in group.find_all("button", role="tab"))
        blocks = [Block("item", 0, name, escaped(name)) for name in names if name]
    return blocks
