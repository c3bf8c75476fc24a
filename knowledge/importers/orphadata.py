"""Read Orphadata's XML: names and definitions (product 1), hierarchy (3), genes (6), prevalence, ages, inheritance (9).

The files are read as a stream, so that their size does not matter, and never with a document type or entities.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from knowledge.importers.catalogues import provenance_of
from knowledge.importers.errors import ImportRejected
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.ontology import Term, catalogue_number, records_of
from knowledge.ingest import Document

_FETCH_AGAIN = "fetch the file again"
_OBSOLETE = re.compile(r"obsolete|deprecated|inactive", re.IGNORECASE)
_NO_VALUE = re.compile(r"unknown|no data available|not applicable|not yet documented", re.IGNORECASE)
_CAUSING = re.compile(r"disease-causing|susceptibility factor|fusion gene|role in the phenotype", re.IGNORECASE)
"""Kinds of association of a gene that are reported to cause a condition or to add to it."""
_CONTAINERS = {
    "DisorderGeneAssociationList": "genes",
    "PrevalenceList": "prevalence",
    "AverageAgeOfOnsetList": "ages",
    "TypeOfInheritanceList": "ages",
}
_TAG = re.compile(r"<[^<>]*>")


def is_orphadata(file: SourceFile) -> bool:
    """Return whether a file is one of Orphadata's products."""
    return "<JDBOR" in file.opening_text


def read_files(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read files of Orphadata; raise `ImportRejected` with the line for one that is no XML or declares entities."""
    for file in files:
        reading = _Reading(file.path)
        reading.read()
        if not reading.terms:
            problem = "it holds no condition with an English name"
            raise ImportRejected(file.path, None, problem, "fetch the English file of product 1, 3, 6 or 9")
        for part, terms in reading.terms.items():
            provenance = provenance_of("orphadata", reading.released, given, reading.licence)
            yield from records_of(list(terms.values()), replace(provenance, key=f"orphadata-{part}"), findings)


@dataclass
class _Reading:
    """Gather the terms of one file, by the part of the data that it gives."""

    path: Path
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    released: str | None = None
    licence: str | None = None
    _above: list[str | None] = field(default_factory=list)
    _classification: str | None = None

    def read(self) -> None:
        try:
            for event, element in iterparse(self.path, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    self._begin(element)
                else:
                    self._end(element)
        except ParseError as problem:
            raise ImportRejected(
                self.path, problem.position[0], f"this is no XML ({problem})", _FETCH_AGAIN
            ) from problem
        except DefusedXmlException as problem:
            remedy = "take the DOCTYPE and its entities out of the file; Orphadata's own files have none"
            raise ImportRejected(self.path, None, "the file declares a document type or entities", remedy) from problem
        except (OSError, LookupError, ValueError) as problem:
            raise ImportRejected(self.path, None, f"the file cannot be read ({problem})", _FETCH_AGAIN) from problem

    def _begin(self, element: Element) -> None:
        if element.tag == "JDBOR":
            self.released = (element.get("date") or "")[:10] or None
        elif element.tag == "Classification":
            self._classification = element.get("id") or "all"
        elif element.tag == "ClassificationNode":
            self._above.append(None)

    def _end(self, element: Element) -> None:
        if element.tag == "Availability":
            self.licence = _text(element, "Licence/FullName") or _text(element, "Licence/ShortIdentifier")
        elif element.tag == "ClassificationNode":
            self._above.pop()
            element.clear()
        elif element.tag == "Disorder":
            self._add(element)
            element.clear()

    def _add(self, disorder: Element) -> None:
        code, name = _text(disorder, "OrphaCode") or _text(disorder, "OrphaNumber"), _english(disorder, "Name")
        if not code or not name:
            return
        number = catalogue_number(f"orphanet:{code}")
        if number is None:
            return
        part = self._part_of(disorder)
        term = self.terms.setdefault(part, {}).setdefault(number, Term(number, name))
        if self._above:
            parent = next((above for above in reversed(self._above[:-1]) if above), None)
            self._above[-1] = number
            if parent and parent not in term.parents:
                term.parents.append(parent)
        _fill(term, disorder)

    def _part_of(self, disorder: Element) -> str:
        if self._above:
            return f"hierarchy-{self._classification}"
        found = (part for tag, part in _CONTAINERS.items() if disorder.find(tag) is not None)
        return next(found, "names")


def _fill(term: Term, disorder: Element) -> None:
    term.synonyms += [_clean(one.text) for one in disorder.iterfind("SynonymList/Synonym") if _is_english(one)]
    term.definition = term.definition or next(_definitions(disorder), None)
    term.numbers += _exact_numbers(disorder)
    labels = [_text(flag, "Label") for flag in disorder.iterfind("DisorderFlagList/DisorderFlag")]
    kinds = [*labels, _english(disorder, "DisorderGroup/Name"), term.name]
    term.is_obsolete = any(_OBSOLETE.match(kind) for kind in kinds if kind)
    term.is_chapter = _english(disorder, "DisorderType/Name") == "Category"
    for kind, items in (
        ("genes", _genes(disorder)),
        ("prevalence", _prevalences(disorder)),
        ("onset", _names(disorder.iterfind("AverageAgeOfOnsetList/AverageAgeOfOnset"))),
        ("inheritance", _names(disorder.iterfind("TypeOfInheritanceList/TypeOfInheritance"))),
    ):
        if found := list(items):
            term.lists[kind] += found


def _definitions(disorder: Element) -> Iterator[str]:
    for section in disorder.iterfind("SummaryInformationList/SummaryInformation/TextSectionList/TextSection"):
        if _english(section, "TextSectionType/Name") == "Definition" and (text := _text(section, "Contents")):
            yield _plain(text)


def _exact_numbers(disorder: Element) -> list[str]:
    found = []
    for reference in disorder.iterfind("ExternalReferenceList/ExternalReference"):
        relation = _english(reference, "DisorderMappingRelation/Name") or ""
        number = catalogue_number(f"{_text(reference, 'Source')}:{_text(reference, 'Reference')}")
        if number is not None and relation.startswith("E "):
            found.append(number)
    return found


def _genes(disorder: Element) -> Iterator[str]:
    for association in disorder.iterfind("DisorderGeneAssociationList/DisorderGeneAssociation"):
        symbol, name = _text(association, "Gene/Symbol"), _english(association, "Gene/Name")
        if symbol and _CAUSING.search(_english(association, "DisorderGeneAssociationType/Name") or ""):
            yield f"{symbol} ({name})" if name else symbol


def _prevalences(disorder: Element) -> Iterator[str]:
    for prevalence in disorder.iterfind("PrevalenceList/Prevalence"):
        value = _english(prevalence, "PrevalenceClass/Name")
        if not value and (cases := _text(prevalence, "ValMoy")) and float(cases) > 0:
            value = cases.removesuffix(".0")
        kind, place = (_english(prevalence, f"Prevalence{part}/Name") for part in ("Type", "Geographic"))
        is_validated = _english(prevalence, "PrevalenceValidationStatus/Name") in (None, "Validated")
        if value and is_validated and not _NO_VALUE.search(value):
            yield ": ".join(filter(None, (kind, value))) + (f" ({place})" if place else "")


def _names(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        name = _english(element, "Name")
        if name and not _NO_VALUE.search(name):
            yield name


def _is_english(element: Element) -> bool:
    return element.get("lang", "en") == "en"


def _english(element: Element, path: str) -> str | None:
    return next((_clean(found.text) for found in element.iterfind(path) if _is_english(found)), None) or None


def _text(element: Element, path: str) -> str | None:
    return _clean(element.findtext(path)) or None


def _clean(text: str | None) -> str:
    return " ".join(html.unescape(text or "").split())


def _plain(text: str) -> str:
    """Return a text without the HTML that definitions are marked up with."""
    return " ".join(html.unescape(_TAG.sub("", html.unescape(text))).split())
