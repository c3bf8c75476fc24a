"""Turn the terms of an ontology of conditions into records, whatever file they came from.

Only what is truly the same thing is a synonym (exact ones), and only cross-references that are said to be exact make
records meet. What is obsolete is left out, and so are chapters of a classification ("Rare eye disease"), which nobody
asks for by name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.acronyms import acronyms_of
from knowledge.importers.forms import Findings
from knowledge.importers.section_lists import Provenance, listed
from knowledge.ingest import Document
from knowledge.names import normalise_name
from knowledge.records import LONGEST_NAME, Identifiers, Record, Section, slugify

MOST_MEMBERS = 200
"""A group with more descendants is a chapter of its classification and no condition."""
_CHAPTER = re.compile(r"(?:rare|other|unclassified) ", re.IGNORECASE)
_PREFIX = re.compile(r"(?:obsolete|non rare in europe)[ :]+", re.IGNORECASE)
_NUMBER = re.compile(r"(?:^|[/#])([A-Za-z]+)[:_]([A-Z]?\d+)$")
CATALOGUE_OF_PREFIX = {
    "gard": "gard",
    "mondo": "mondo",
    "orpha": "orphanet",
    "orphanet": "orphanet",
    "ordo": "orphanet",
    "omim": "omim",
    "mim": "omim",
    "umls": "umls",
}
"""Which catalogue a prefix of a number stands for, in lower case."""


@dataclass
class Term:
    """Hold one entry of an ontology.

    Attributes:
        id: its own number, such as `"orphanet:124"`; see `catalogue_number`.
        name: its name.
        synonyms: names of exactly the same thing.
        definition: a text that says what it is.
        numbers: its numbers in other catalogues, exact ones only, in the form of `id`.
        parents: the terms that it is one of.
        lists: what is listed of it, by kind of list (see `knowledge.importers.section_lists`).
        is_obsolete: whether it must not be used any more.
        is_chapter: whether its catalogue says that it only orders others.
    """

    id: str
    name: str = ""
    synonyms: list[str] = field(default_factory=list)
    definition: str | None = None
    numbers: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    lists: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    is_obsolete: bool = False
    is_chapter: bool = False


@lru_cache(maxsize=50_000)
def catalogue_number(identifier: str) -> str | None:
    """Return the number of a known catalogue that an identifier or address stands for, as `catalogue:number`.

    `"Orphanet:124"`, `"http://www.orpha.net/ORDO/Orphanet_124"` and `"ORPHA:124"` all give `"orphanet:124"`, and
    leading zeros of GARD's numbers go. What is of no known catalogue gives None.
    """
    found = _NUMBER.search(identifier.strip())
    catalogue = CATALOGUE_OF_PREFIX.get(found[1].lower()) if found else None
    if found is None or catalogue is None:
        return None
    number = found[2].lstrip("0") or "0" if catalogue == "gard" else found[2]
    return f"{catalogue}:{number}"


def identifiers_of(numbers: Iterable[str]) -> Identifiers:
    """Return numbers such as `"omim:105650"` by catalogue."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for number in numbers:
        catalogue, _, code = number.partition(":")
        found[catalogue][code] = None
    gard = list(found["gard"])
    return Identifiers(
        gard=int(gard[0]) if len(gard) == 1 else None,
        orphanet=tuple(found["orphanet"]),
        omim=tuple(found["omim"]),
        umls=tuple(found["umls"]),
        mondo=tuple(found["mondo"]),
    )


def records_of(terms: Sequence[Term], provenance: Provenance, findings: Findings) -> Iterator[Document]:
    """Yield a document for each term that is a condition or a group of conditions that somebody asks for."""
    current = {term.id: term for term in terms if not term.is_obsolete and term.name}
    findings.counts["obsolete entries left out"] += sum(term.is_obsolete for term in terms)
    chapters = _chapters(current)
    findings.counts["chapters of the classification left out"] += len(chapters)
    for term in current.values():
        if term.id not in chapters:
            parents = [parent for parent in term.parents if parent in current and parent not in chapters]
            yield Document(f"{provenance.key}/{term.id}", _record(term, parents, provenance))


def _chapters(terms: Mapping[str, Term]) -> set[str]:
    children: dict[str, list[str]] = defaultdict(list)
    for term in terms.values():
        for parent in term.parents:
            children[parent].append(term.id)
    return {
        term.id
        for term in terms.values()
        if term.is_chapter or (term.id in children and _CHAPTER.match(term.name)) or _has_many_below(term.id, children)
    }


def _has_many_below(top: str, children: Mapping[str, Sequence[str]]) -> bool:
    seen = {top}
    waiting = [top]
    while waiting and len(seen) <= MOST_MEMBERS + 1:
        below = [child for child in children.get(waiting.pop(), ()) if child not in seen]
        seen.update(below)
        waiting += below
    return len(seen) > MOST_MEMBERS + 1


def _record(term: Term, parents: Sequence[str], provenance: Provenance) -> Record:
    name = clean_name(term.name)
    sections: list[Section] = []
    source = provenance.source_of(term.id)
    if term.definition:
        sections.append(
            Section(
                "overview",
                f"What is {name}?",
                term.definition,
                source,
                last_updated=provenance.released,
                references=(provenance.reference(term.id, name),),
            )
        )
    for kind, items in term.lists.items():
        section = listed(kind, items, term.id, name, provenance)
        if section is not None:
            sections.append(section)
    return Record(
        name=name,
        slug=slugify(name),
        sections=tuple(sections),
        synonyms=tuple(kept_synonyms(name, term.synonyms)),
        identifiers=identifiers_of([term.id, *term.numbers]),
        url=source.url,
        parents=tuple(parents),
    )


def clean_name(name: str) -> str:
    """Return a name in one line without what a catalogue says of the entry in front of it."""
    return _PREFIX.sub("", " ".join(name.split()))


def kept_synonyms(name: str, synonyms: Iterable[str]) -> Iterator[str]:
    """Yield each other name once, and acronyms in capitals, which tell them from words ("dish").

    A bracket that is not closed tells a piece of a name that was cut ("der(22)t(11").
    """
    acronyms = {letters for one in (name, *synonyms) for letters in acronyms_of(normalise_name(one).split())}
    seen = {normalise_name(name)}
    for synonym in synonyms:
        shown = " ".join(synonym.split())
        normal = normalise_name(shown)
        if not normal or normal in seen or len(shown) > LONGEST_NAME or shown.count("(") != shown.count(")"):
            continue
        seen.add(normal)
        is_acronym = shown.islower() and " " not in shown and normal in acronyms
        yield shown.upper() if is_acronym else shown


def count_by_scope(scopes: Counter[str], findings: Findings) -> None:
    """Report how many names were left out because they are broader, narrower or only related."""
    for scope, number in scopes.items():
        findings.counts[f"{scope.lower()} names left out, which are not of the same thing"] += number
