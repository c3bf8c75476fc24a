"""Read a condition page of the Genetic and Rare Diseases Information Center that was saved as text or HTML.

The file is decoded here; `page_text` and `page_html` bring it to blocks, and `page_record` makes the record.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.importers.errors import ImportRejected, NothingToImport
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.gard_page import NoCondition, has_layout, read_gard_page
from knowledge.importers.page_blocks import PageBlocks
from knowledge.importers.page_html import UnreadableMarkup, page_blocks, parse_html
from knowledge.importers.page_record import PageDocument, build_document
from knowledge.importers.page_text import read_text
from knowledge.ingest import Document
from knowledge.records import InvalidRecord, check_record

__all__ = ["LARGEST_PAGE", "PageDocument", "read_page"]

LARGEST_PAGE = 5_000_000
"""The size in bytes above which a file is no page."""

_GARD = re.compile(r"genetic and rare diseases information center|rarediseases\.info\.nih\.gov", re.IGNORECASE)
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_ELEMENT = re.compile(r"<[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)
_HTML_OPENING = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(r"^mime-version:|^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_OPENING_LENGTH = 4096
_CP1252_NOTE = "the file is not UTF-8 and was read as Windows-1252; look at its accents and quotation marks"


def is_page(file: SourceFile) -> bool:
    """Return whether a file is a page of GARD: it names the site, or its address."""
    return _GARD.search(file.opening_text) is not None


def read_files(files: Sequence[SourceFile], _given: Given, findings: Findings) -> Iterator[Document]:
    """Read saved pages, as `knowledge.importers.forms.Form` wants it; each is known again by its condition and tab."""
    for file in files:
        page = read_page(file.path)
        findings.notes.extend(f"{Path(file.name).name}: {note}" for note in page.notes)
        slug = page.record.slug
        yield Document(f"{slug}/{page.tab}" if page.tab else slug, page.record)


def read_page(path: Path) -> PageDocument:
    """Read one saved page; raise `ImportRejected` with file, line and remedy when it makes no record."""
    text, notes = _decode(path, _bytes_of(path))
    document = _document(path, text)
    return replace(document, notes=notes + document.notes)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as page:
            data = page.read(LARGEST_PAGE + 1)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ImportRejected(path, None, f"the file cannot be read: {reason}", "check its name and rights") from problem
    if len(data) > LARGEST_PAGE:
        limit = f"{LARGEST_PAGE // 1_000_000} MB"
        raise ImportRejected(path, None, f"the file is larger than {limit}", "save the page alone, without pictures")
    if not data.strip():
        raise ImportRejected(path, None, "the file is empty", "save the page again from the browser")
    return data


def _decode(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, with a note when its encoding had to be guessed."""
    remedy = "save the page with the encoding UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError as problem:
            raise ImportRejected(path, None, "the file is not the UTF-16 that it says", remedy) from problem
    if b"\0" in data or data.startswith(b"%PDF-"):
        raise ImportRejected(path, None, "the file is binary", 'save the page as "Web page, HTML only" or as text')
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as problem:
        line = 1 + data.count(b"\n", 0, problem.start)
        try:
            return data.decode("cp1252"), (f"line {line}: {_CP1252_NOTE}",)
        except UnicodeDecodeError:
            raise ImportRejected(path, line, "the file is neither UTF-8 nor Windows-1252", remedy) from problem


def _document(path: Path, text: str) -> PageDocument:
    opening = text[:_OPENING_LENGTH]
    if path.suffix.lower() in (".mht", ".mhtml") or _WEB_ARCHIVE.search(opening):
        raise ImportRejected(path, None, "the file is a web archive", 'save the page as "Web page, HTML only"')
    has_suffix = path.suffix.lower() in _HTML_SUFFIXES and _ELEMENT.search(text)
    if not has_suffix and not _HTML_OPENING.search(opening):
        return _built(path, read_text(text))
    try:
        soup = parse_html(text)
    except UnreadableMarkup as problem:
        raise ImportRejected(path, problem.line, problem.problem, "save the page again from the browser") from problem
    if not has_layout(soup):
        return _built(path, page_blocks(soup, text))
    try:
        page = read_gard_page(soup, text)
        check_record(page.record)
    except NoCondition as problem:
        raise NothingToImport(path, None, str(problem), "give pages of conditions, in English") from problem
    except InvalidRecord as problem:
        raise ImportRejected(path, None, str(problem), "save the page again from the browser") from problem
    return PageDocument(page.record, None, page.notes, page.tab)


def _built(path: Path, page: PageBlocks) -> PageDocument:
    if not page.blocks:
        raise ImportRejected(path, None, "the page holds no text", "save the page again from the browser")
    return build_document(path, page)
