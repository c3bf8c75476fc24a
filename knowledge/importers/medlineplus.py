"""Read conditions of MedlinePlus Genetics: its pages (HTML or text), its JSON for one condition, its bulk file (XML).

The JSON and the XML hold the same elements under the same names; both are brought to one tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape as html_escape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from knowledge.importers.answer_text import markdown_of, plain_to_markdown
from knowledge.importers.errors import ImportRejected
from knowledge.importers.faq import Pair, QuestionList, documents_of
from knowledge.importers.faq_html import LARGEST_PAGE, is_html, read_page_list
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.headings import heads_other_names, is_ignored, section_of_heading
from knowledge.importers.page_citations import parse_date
from knowledge.importers.page_markdown import escaped
from knowledge.importers.page_names import repair_encoding, without_repeats
from knowledge.importers.text_files import read_text_file
from knowledge.ingest import Document
from knowledge.records import Identifiers, Record, Section, Source, slugify
from rareguide.links import web_address

SOURCE_NAME = "MedlinePlus Genetics (National Library of Medicine)"
SOURCE_LICENSE = "Public domain (US government)"
_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:medlineplus\.gov/genetics|ghr\.nlm\.nih\.gov)/condition/[a-z0-9-]+/?", re.IGNORECASE
)
_SAVE_AGAIN = "fetch the file again from MedlinePlus"
_TITLES = {
    "overview": "Description",
    "frequency": "Frequency",
    "causes": "Causes",
    "inheritance": "Inheritance",
    "symptoms": "Signs and symptoms",
}
_GENES = ("related-gene-list", "related-gene")
_PATTERNS = ("inheritance-pattern-list", "inheritance-pattern")
_SUMMARY = "health-condition-summary"


def is_page(file: SourceFile) -> bool:
    """Tell whether a file is a condition's page, saved as HTML or text."""
    return (
        file.suffix != ".json"
        and file.suffix != ".xml"
        and _ADDRESS.search(file.opening_text) is not None
        and ("MedlinePlus Genetics" in file.opening_text or "URL of this page" in file.opening_text)
    )


def is_data(file: SourceFile) -> bool:
    """Tell whether a file is the JSON of a condition or the bulk XML of all."""
    opening = file.opening_text
    if file.suffix == ".xml":
        return f"<{_SUMMARY}" in opening or "ghr-summaries" in opening or "<ghr-page>" in opening
    return file.suffix == ".json" and '"ghr_page"' in opening.replace("ghr-page", "ghr_page")


def read_pages(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read saved pages, as `knowledge.importers.forms.Form` wants it."""
    for file in files:
        listed = read_page_list(file, findings) if is_html(file) else _text_list(file)
        found = _ADDRESS.search(file.opening_text)
        address = listed.url or (found[0] if found else None)
        listed.url = web_address(address)
        yield from documents_of(file, [listed], given, findings, Source(SOURCE_NAME, listed.url, SOURCE_LICENSE))


def _text_list(file: SourceFile) -> QuestionList:
    """Read a page saved as text: a heading is a line of its own that names a section."""
    text, _ = read_text_file(file.path, LARGEST_PAGE, _SAVE_AGAIN)
    listed = QuestionList()
    heading, below, line_of = "", list[str](), 0
    lines = [*text.splitlines(), "References"]
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        is_heading = section_of_heading(line) is not None or heads_other_names(line) or is_ignored(line)
        if not (is_heading and (not below or not below[-1].strip() or number == len(lines))):
            below.append(raw)
            continue
        if not heading:
            named = [above.strip() for above in below if above.strip()]
            listed.condition = named[-1] if named else None
        elif heads_other_names(heading):
            listed.synonyms = tuple(name.strip(" -\u2022*") for name in below if name.strip())
        elif not is_ignored(heading) and (body := plain_to_markdown("\n".join(below))):
            listed.pairs.append(Pair(heading, body, line_of))
        heading, below, line_of = line, [], number
    return listed


def read_data(files: Sequence[SourceFile], _given: Given, _findings: Findings) -> Iterator[Document]:
    """Read the JSON of conditions and the bulk file, as `knowledge.importers.forms.Form` wants it."""
    for file in files:
        conditions = _from_xml(file) if file.suffix == ".xml" else iter([_from_json(file)])
        count = 0
        for told in conditions:
            count += 1
            record = _record(file, told)
            yield Document(f"{record.slug}", record)
        if not count:
            raise ImportRejected(file.path, None, "it holds no condition", _SAVE_AGAIN)


def _from_json(file: SourceFile) -> Mapping[str, Any]:
    text, _ = read_text_file(file.path, LARGEST_PAGE, _SAVE_AGAIN)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ImportRejected(file.path, getattr(problem, "lineno", None), "this is no JSON", _SAVE_AGAIN) from problem
    if not isinstance(data, dict):
        raise ImportRejected(file.path, 1, "this is no condition of MedlinePlus", _SAVE_AGAIN)
    return {key.replace("_", "-"): value for key, value in data.items()}


def _from_xml(file: SourceFile) -> Iterator[Mapping[str, Any]]:
    """Yield the conditions of the bulk file one by one, in the form of the JSON."""
    try:
        for _, element in iterparse(file.path, forbid_dtd=True):
            if _tag(element) == _SUMMARY:
                yield _as_json(element)
                element.clear()
    except ParseError as problem:
        raise ImportRejected(file.path, problem.position[0], f"this is no XML ({problem})", _SAVE_AGAIN) from problem
    except (DefusedXmlException, OSError, LookupError, ValueError) as problem:
        raise ImportRejected(file.path, None, f"the file cannot be read ({problem})", _SAVE_AGAIN) from problem


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _as_json(element: Element) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for child in element:
        tag = _tag(child)
        if tag == "html":
            told[tag] = "".join(_html(part) for part in child) or (child.text or "")
        elif tag.endswith("-list"):
            told[tag] = [{_tag(entry): _as_json(entry) if len(entry) else (entry.text or "")} for entry in child]
        else:
            told[tag] = (child.text or "").strip()
    return told


def _html(element: Element) -> str:
    """Write an element out without its namespace and attributes, save the address of a link."""
    href = element.get("href")
    attribute = f' href="{html_escape(href)}"' if href else ""
    inner = html_escape(element.text or "", quote=False)
    inner += "".join(_html(child) for child in element)
    tag = _tag(element)
    return f"<{tag}{attribute}>{inner}</{tag}>{html_escape(element.tail or '', quote=False)}"


def _record(file: SourceFile, told: Mapping[str, Any]) -> Record:
    name = repair_encoding(" ".join(str(told.get("name") or "").split()))
    if not name:
        raise ImportRejected(Path(file.name), None, "a condition has no name", _SAVE_AGAIN)
    url = web_address(str(told.get("ghr-page") or ""))
    source = Source(SOURCE_NAME, url, SOURCE_LICENSE)
    day = parse_date(str(told.get("reviewed") or told.get("published") or ""))
    bodies = _texts(told)
    for section_type, title, listed in (
        ("causes", "Related genes", [gene.get("gene-symbol") for gene in _entries(told, *_GENES)]),
        ("inheritance", "Inheritance", [each.get("memo") for each in _entries(told, *_PATTERNS)]),
    ):
        if section_type not in bodies and any(listed):
            bodies[section_type] = (title, "\n".join(f"- {escaped(str(entry))}" for entry in listed if entry))
    synonyms = [repair_encoding(str(entry)) for entry in _values(told, "synonym-list", "synonym")]
    return Record(
        name=name,
        slug=slugify(name),
        sections=tuple(Section(kind, title, body, source, day) for kind, (title, body) in bodies.items()),
        synonyms=without_repeats(synonyms, name),
        identifiers=_identifiers(told),
        url=url,
    )


def _texts(told: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return title and body of each section that has a text."""
    bodies: dict[str, tuple[str, str]] = {}
    for text in _entries(told, "text-list", "text"):
        role = str(text.get("text-role") or "")
        section_type = section_of_heading(role)
        body = markdown_of(repair_encoding(str(text.get("html") or "")))
        if section_type and body:
            title, earlier = bodies.get(section_type, (_TITLES.get(section_type, role.capitalize()), ""))
            bodies[section_type] = (title, f"{earlier}\n\n{body}".strip())
    return bodies


def _identifiers(told: Mapping[str, Any]) -> Identifiers:
    numbers: dict[str, dict[str, None]] = {}
    for entry in _entries(told, "db-key-list", "db-key"):
        catalogue = str(entry.get("db") or "").casefold()
        key = re.sub(r"^(?:orpha|omim):?", "", str(entry.get("key") or "").strip(), flags=re.IGNORECASE)
        if key:
            numbers.setdefault(catalogue, {})[key] = None
    found = {catalogue: tuple(keys) for catalogue, keys in numbers.items()}
    return Identifiers(orphanet=found.get("orphanet", ()), omim=found.get("omim", ()), umls=found.get("umls", ()))


def _values(told: Mapping[str, Any], listed: str, each: str) -> Iterator[Any]:
    entries = told.get(listed)
    for entry in entries if isinstance(entries, list) else ():
        yield entry.get(each) if isinstance(entry, dict) and each in entry else entry


def _entries(told: Mapping[str, Any], listed: str, each: str) -> Iterator[Mapping[str, Any]]:
    return (entry for entry in _values(told, listed, each) if isinstance(entry, dict))
