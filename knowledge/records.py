"""Define what one source says about one condition.

A record is what a content file, a saved page or a MedQuAD document comes to once it has been read. Several
records may speak of the same condition; `knowledge.shown_sections` decides which section of which record is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge.names import normalise_name
from rareguide.links import is_web_address
from rareguide.turn import ConditionRef, SectionData

SECTION_TYPES: tuple[str, ...] = (
    "overview",
    "causes",
    "symptoms",
    "inheritance",
    "frequency",
    "diagnosis",
    "treatment",
    "prognosis",
    "complications",
    "prevention",
    "research",
    "support",
)
"""The section types of the turn contract, in the order in which a page shows them."""

SLUG_PATTERN = re.compile(r"[a-z0-9-]+")
LONGEST_SLUG = 180
"""The store keeps 200 characters; the rest is for what tells two conditions of one slug apart."""
LONGEST_NAME = 300
"""Names and synonyms above this are no names; PostgreSQL could not index them either."""
CITATION_MARKER = re.compile(r"\[(\d{1,3})\](?!\()")
"""A numbered marker such as `[2]`; `[2](address)` is a Markdown link and no marker."""

_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_TITLE = re.compile(r"#{1,6}\s|\*\*[^*]+\*\*:?$")


class InvalidRecord(ValueError):
    """A record that contradicts itself, such as a marker without its reference."""


@dataclass(frozen=True)
class Reference:
    """Hold one numbered reference; `accessed` is the day on which its author looked at it."""

    number: int
    citation: str
    url: str | None = None
    accessed: date | None = None


@dataclass(frozen=True)
class Source:
    """Name where a section comes from and under which licence it may be shown."""

    name: str
    url: str | None = None
    license: str | None = None


@dataclass(frozen=True)
class Section:
    """Hold one question and its approved answer; `body` is Markdown with markers such as `[1]`."""

    type: str
    question: str
    body: str
    source: Source
    last_updated: date | None = None
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Identifiers:
    """Hold the numbers by which other catalogues know a condition (`gard` is the GARD number), without prefixes."""

    gard: int | None = None
    orphanet: tuple[str, ...] = ()
    omim: tuple[str, ...] = ()
    umls: tuple[str, ...] = ()
    mondo: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """Hold all that one source says about one condition.

    `synonyms` leaves the name itself out. `parents` are the groups that the condition belongs to, each as the name of
    a catalogue and the number in it: `"orphanet:79373"`.
    """

    name: str
    slug: str
    sections: tuple[Section, ...] = ()
    synonyms: tuple[str, ...] = ()
    identifiers: Identifiers = field(default_factory=Identifiers)
    url: str | None = None
    parents: tuple[str, ...] = ()


def slugify(name: str) -> str:
    """Turn a condition's name into an address part of `a-z`, `0-9` and single hyphens, cut to `LONGEST_SLUG`."""
    return re.sub(r"[^a-z0-9]+", "-", normalise_name(name))[:LONGEST_SLUG].strip("-")


def is_list(body: str) -> bool:
    """Return whether a body only lists things, under headings or none, and has no sentence beside."""
    lines = [line for line in body.splitlines() if line.strip()]
    return any(_ITEM.match(line) for line in lines) and all(_ITEM.match(line) or _TITLE.match(line) for line in lines)


def cited_numbers(body: str) -> list[int]:
    """List the numbers of the markers in a body, each once, in the order of first use."""
    return list(dict.fromkeys(int(number) for number in CITATION_MARKER.findall(body)))


def check_record(record: Record) -> None:
    """Raise `InvalidRecord` when a record may not enter the store, saying what is wrong with it."""
    if not record.name.strip():
        raise InvalidRecord("the condition has no name")
    if not SLUG_PATTERN.fullmatch(record.slug):
        raise InvalidRecord(f"slug {record.slug!r} may hold only a-z, 0-9 and hyphens")
    if len(record.slug) > LONGEST_SLUG:
        raise InvalidRecord(f"slug {record.slug!r} is longer than {LONGEST_SLUG} characters")
    if not normalise_name(record.name):
        raise InvalidRecord(f"the name {record.name!r} has no letter a-z and no digit, so nobody could find it")
    too_long = [name for name in (record.name, *record.synonyms) if len(name) > LONGEST_NAME]
    if too_long:
        raise InvalidRecord(f"the name {too_long[0][:60]!r}… is longer than {LONGEST_NAME} characters")
    if record.identifiers.gard is not None and not 0 < record.identifiers.gard < 2**31:
        raise InvalidRecord(f"GARD number {record.identifiers.gard} is not from 1 to {2**31 - 1}")
    _check_address("the condition", record.url)
    for section in record.sections:
        _check_section(section)


def _check_section(section: Section) -> None:
    where = f"section {section.type!r} ({section.question!r})"
    if section.type not in SECTION_TYPES:
        raise InvalidRecord(f"{where}: no such section; there are {', '.join(SECTION_TYPES)}")
    if not section.question.strip():
        raise InvalidRecord(f"{where}: the question is empty")
    if len(section.question.splitlines()) > 1:
        raise InvalidRecord(f"{where}: the question runs over several lines")
    if not section.body.strip():
        raise InvalidRecord(f"{where}: the body is empty")
    if "\0" in section.body:
        raise InvalidRecord(f"{where}: the body holds a NUL character")
    numbers = [reference.number for reference in section.references]
    repeated = _repeated(numbers)
    if repeated:
        raise InvalidRecord(f"{where}: reference {repeated[0]} is there twice")
    missing = [number for number in cited_numbers(section.body) if number not in numbers]
    if missing:
        raise InvalidRecord(f"{where}: marker [{missing[0]}] has no reference {missing[0]}")
    for reference in section.references:
        if reference.number < 1:
            raise InvalidRecord(f"{where}: reference number {reference.number} is below 1")
        if not reference.citation.strip():
            raise InvalidRecord(f"{where}: reference {reference.number} has an empty citation")
        _check_address(f"{where}: reference {reference.number}", reference.url)
    _check_address(f"{where}: the source", section.source.url)


def _check_address(whose: str, address: str | None) -> None:
    if address is not None and not is_web_address(address):
        raise InvalidRecord(f"{whose} has the address {address[:200]!r}, which is none of the web (http or https)")


def _repeated(numbers: Iterable[int]) -> list[int]:
    seen: set[int] = set()
    return [number for number in numbers if number in seen or seen.add(number)]  # type: ignore[func-returns-value]


def section_data(condition: ConditionRef, section: Section, highlights: Sequence[str] = ()) -> SectionData:
    """Return a section of a condition in the form of the contract; `highlights` are sentences of its body."""
    return {
        "condition": {"slug": condition.slug, "name": condition.name},
        "section": section.type,
        "question": section.question,
        "body": section.body,
        "last_updated": section.last_updated.isoformat() if section.last_updated else None,
        "reviewed_by": section.reviewed_by,
        "reviewed_on": section.reviewed_on.isoformat() if section.reviewed_on else None,
        "references": [
            {
                "number": reference.number,
                "citation": reference.citation,
                "url": reference.url,
                "accessed": reference.accessed.isoformat() if reference.accessed else None,
            }
            for reference in section.references
        ],
        "highlights": list(highlights),
        "source": {"name": section.source.name, "url": section.source.url, "license": section.source.license},
    }
