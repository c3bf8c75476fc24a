"""Read MedQuAD's XML documents, one condition each, into records.

MedQuAD (Ben Abacha and Demner-Fushman, 2019, CC BY 4.0) collects question-answer pairs from sites of the US National
Institutes of Health. Its answers are kept word for word; what is changed is laid down in the modules beside this one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import parse

from knowledge.importers.errors import ImportRejected, NothingToImport
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.medquad_names import Repairs, find_repairs
from knowledge.importers.medquad_symptoms import has_symptom_table
from knowledge.importers.medquad_text import lay_out, split_leading_question, strip_markers
from knowledge.importers.medquad_types import QUESTION_TYPES, SITES
from knowledge.ingest import Document
from knowledge.names import normalise_name
from knowledge.records import (
    Identifiers,
    InvalidRecord,
    Record,
    Reference,
    Section,
    Source,
    check_record,
    slugify,
)
from rareguide.links import is_web_address

LICENSE = "CC BY 4.0"
LARGEST_DOCUMENT = 5_000_000
"""The size in bytes above which a file is none of MedQuAD's; its largest has 16,000."""
_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:Document|doc|DiseaseFile)[\s>]", re.DOTALL
)
_ROOTS = frozenset({"Document", "doc", "DiseaseFile"})
_NAMED_OTHERWISE = {
    "doctitle-focus": "Focus",
    "qaPairs": "QAPairs",
    "pair": "QAPair",
    "question": "Question",
    "answer": "Answer",
    "cui": "CUI",
    "synonym": "Synonym",
}
"""What documents with the root <doc> call the elements of the others."""
_CLASS = re.compile(r"^Parasites\s*[-\u2013:]\s*", re.IGNORECASE)
_ALSO = re.compile(r"\s*\((?:also (?:known as|called)|aka|formerly)\s+(?P<names>[^()]+)\)", re.IGNORECASE)
_FETCH_AGAIN = "fetch this file of MedQuAD again, or take it out of the directory"
_GARD_ADDRESS = re.compile(r"/gard/(\d+)/")
_ADDRESS_WITH_NAME = re.compile(r"/(?:gard/\d+|condition)/([^/]+)/?$")
_LONG_GAP = re.compile(r"(\s{50})\s+")
_CUI = re.compile(r"C\d{7}")


@dataclass
class MedquadCounts:
    """Count what was left out or changed while one document was read.

    `headings_without_answer` counts answers that hold only a question; `repaired_names` maps a damaged name to its
    repaired form; `unknown_question_types` counts answered questions that have no section here.
    """

    empty_answers: int = 0
    headings_without_answer: int = 0
    markers_stripped: int = 0
    symptom_tables: int = 0
    symptom_tables_left: int = 0
    repaired_names: dict[str, str] = field(default_factory=dict)
    unknown_question_types: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class MedquadDocument:
    """Hold the record of one document, and what was left out or changed to get it."""

    record: Record
    counts: MedquadCounts


def is_medquad(file: SourceFile) -> bool:
    """Return whether a file begins like a document of MedQuAD."""
    return _ROOT.match(file.opening_text) is not None


def read_files(files: Sequence[SourceFile], _given: Given, findings: Findings) -> Iterator[Document]:
    """Read MedQuAD documents, as `knowledge.importers.forms.Form` wants it."""
    for file in files:
        document = read_document(file.path)
        if not document.record.sections:
            remedy = "give documents with answers; MedQuAD has taken those of some sites out"
            raise NothingToImport(file.path, None, "the document has no answer", remedy)
        _count(document.counts, file, findings)
        yield Document(_document_name(file), document.record)


def _document_name(file: SourceFile) -> str:
    """Name a document by its subset's folder and file: the files of several subsets are named alike.

    A subset may be imported alone or with all the others.
    """
    whole = Path(file.name).resolve()
    return f"{whole.parent.name}/{whole.name}"[-200:]


def _count(counts: MedquadCounts, file: SourceFile, findings: Findings) -> None:
    name = Path(file.name).name
    findings.counts["empty answers skipped"] += counts.empty_answers
    findings.counts["headings without an answer skipped"] += counts.headings_without_answer
    findings.counts["markers without a reference stripped"] += counts.markers_stripped
    findings.counts["symptom tables laid out as lists"] += counts.symptom_tables
    findings.counts["symptom tables left as they were"] += counts.symptom_tables_left
    for damaged, repaired in counts.repaired_names.items():
        findings.counts["damaged names repaired"] += 1
        findings.notes.append(f"{name}: name repaired: {damaged} \u2192 {repaired}")
    for question_type, number in counts.unknown_question_types.items():
        findings.counts[f"answers left out, unknown question type \u201c{question_type}\u201d"] += number


def read_document(path: Path) -> MedquadDocument:
    """Read one document of any of MedQuAD's subsets.

    A document without an answer gives a record without sections. Raises `ImportRejected` when the file is no XML,
    declares a document type or entities, or lacks the condition's name or the page's address.
    """
    root = _parse(path)
    url = _url(root, path)
    counts = MedquadCounts()
    own_name, *also = _focus(_squeeze(root.findtext("Focus")))
    if not own_name:
        raise ImportRejected(path, None, "the document does not name its condition (Focus)", _FETCH_AGAIN)
    names = [own_name, *also, *filter(None, (_squeeze(synonym.text) for synonym in root.iter("Synonym")))]
    address = _ADDRESS_WITH_NAME.search(urlsplit(url).path)
    repairs = find_repairs(names, address[1] if address else "", [answer.text or "" for answer in root.iter("Answer")])
    repaired = [repairs.apply(name) for name in names]
    counts.repaired_names.update((old, new) for old, new in zip(names, repaired, strict=True) if old != new)
    name = repaired[0]
    record = Record(
        name=name,
        slug=(slugify(address[1]) if address else "") or slugify(name),
        sections=tuple(_sections(root, name, url, repairs, counts)),
        synonyms=_without_repeats(repaired),
        identifiers=_identifiers(root, url),
        url=url,
    )
    try:
        check_record(record)
    except InvalidRecord as problem:
        raise ImportRejected(path, None, str(problem), _FETCH_AGAIN) from problem
    return MedquadDocument(record=record, counts=counts)


def _parse(path: Path) -> Element:
    _check_size(path)
    try:
        root = parse(path, forbid_dtd=True).getroot()
    except ParseError as problem:
        raise ImportRejected(path, problem.position[0], f"this is no XML ({problem})", _FETCH_AGAIN) from problem
    except DefusedXmlException as problem:
        remedy = "take the DOCTYPE and its entities out of the file; MedQuAD's own files have none"
        line = _line_of(path, b"<!DOCTYPE")
        raise ImportRejected(path, line, "the file declares a document type or entities", remedy) from problem
    except (OSError, LookupError, ValueError) as problem:
        raise ImportRejected(path, None, f"the file cannot be read ({problem})", _FETCH_AGAIN) from problem
    if not isinstance(root, Element) or root.tag not in _ROOTS:
        raise ImportRejected(path, None, "the file does not begin with <Document>", "give only files of MedQuAD")
    for element in root.iter():
        element.tag = _NAMED_OTHERWISE.get(str(element.tag), element.tag)
    root.set("source", root.get("source") or root.get("corpus") or "")
    return root


def _focus(focus: str) -> list[str]:
    """Return the names in a focus: "Parasites - Lice - Head Lice (also known as Pediculosis)" has two.

    CDC's documents set a class before the name and other names behind it.
    """
    name = _CLASS.sub("", focus)
    also = _ALSO.search(name)
    name = _ALSO.sub("", name).strip()
    wider, _, last = name.rpartition(" - ")
    if wider and set(wider.casefold().split()) <= set(last.casefold().split()):
        name = last
    return [name, *(re.split(r"\s*(?:;|,| or )\s*", also["names"]) if also else ())]


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise ImportRejected(path, None, f"the file cannot be read ({problem})", _FETCH_AGAIN) from problem
    if size > LARGEST_DOCUMENT:
        limit = f"{LARGEST_DOCUMENT // 1_000_000} MB"
        raise ImportRejected(path, None, f"the file is larger than {limit}", "give only files of MedQuAD")


def _line_of(path: Path, words: bytes) -> int | None:
    before, found, _ = path.read_bytes().partition(words)
    return before.count(b"\n") + 1 if found else None


def _url(root: Element, path: Path) -> str:
    url = (root.get("url") or "").strip()
    if not url:
        raise ImportRejected(path, None, "the document does not give the address of its page (url)", _FETCH_AGAIN)
    if not is_web_address(url):
        raise ImportRejected(path, None, f"the address {url!r} is not one of the web", _FETCH_AGAIN)
    return url


def _squeeze(text: str | None) -> str:
    return " ".join((text or "").split())


def _without_repeats(names: list[str]) -> tuple[str, ...]:
    """Return the names after the first, each once, without those that only spell the first one otherwise."""
    seen = {normalise_name(names[0])}
    kept = []
    for name in names[1:]:
        key = normalise_name(name)
        if key and key not in seen:
            seen.add(key)
            kept.append(name)
    return tuple(kept)


def _identifiers(root: Element, url: str) -> Identifiers:
    gard = _GARD_ADDRESS.search(urlsplit(url).path)
    cuis = (_squeeze(cui.text) for cui in root.iter("CUI"))
    return Identifiers(
        gard=int(gard[1]) if gard else None,
        umls=tuple(dict.fromkeys(cui for cui in cuis if _CUI.fullmatch(cui))),
    )


def _sections(root: Element, name: str, url: str, repairs: Repairs, counts: MedquadCounts) -> list[Section]:
    abbreviation = (root.get("source") or "").strip()
    site = SITES.get(abbreviation, abbreviation)
    source = Source(name=f"MedQuAD ({site})" if site else "MedQuAD", url=url, license=LICENSE)
    credit = f"{site} ({abbreviation}), as" if site != abbreviation else f"{site}, as" if site else "As"
    reference = Reference(1, f"{name}. {credit} collected in MedQuAD.", url)
    in_sentence = _name_in_sentence(name, [answer.text or "" for answer in root.iter("Answer")])
    sections = []
    for pair in root.iter("QAPair"):
        # A longer gap says no more, and the time to read it grows with the square of its length.
        answer = _LONG_GAP.sub(r"\1", (pair.findtext("Answer") or "").strip())
        if not answer:
            counts.empty_answers += 1
            continue
        question = pair.find("Question")
        named_type = _squeeze(question.get("qtype") if question is not None else None).lower()
        kind = QUESTION_TYPES.get(named_type)
        if kind is None:
            counts.unknown_question_types[named_type or "(none)"] += 1
            continue
        heading, text = split_leading_question(answer)
        body = _body(text, counts)
        if not body:
            counts.headings_without_answer += 1
            continue
        shown = repairs.apply(heading) if heading else kind.question.format(name=in_sentence)
        sections.append(Section(kind.section, shown, body, source, references=(reference,)))
    return sections


def _body(text: str, counts: MedquadCounts) -> str:
    text, markers = strip_markers(text)
    body, tables = lay_out(text)
    counts.markers_stripped += markers
    counts.symptom_tables += tables
    if has_symptom_table(text) and not tables:
        counts.symptom_tables_left += 1
    return body


def _name_in_sentence(name: str, answers: list[str]) -> str:
    """Return the name as it stands within a sentence: in lower case if the answers write it so."""
    for spelling in (name[:1].lower() + name[1:], name.lower()):
        if any(re.search(rf"\b{re.escape(spelling)}", answer) for answer in answers):
            return spelling
    return name
