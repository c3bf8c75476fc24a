"""Read a condition page of the Genetic and Rare Diseases Information Center that was saved as text or HTML.

The file is decoded here; `page_text` and `page_html` bring it to blocks, and `page_record` makes the record.
"""

from __future__ import annotations

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
from knowledge.importers.text_files import read_text_file
from knowledge.ingest import Document
from knowledge.records import InvalidRecord, Record, Source, check_record

__all__ = ["LARGEST_PAGE", "PageDocument", "read_page"]

LARGEST_PAGE = 5_000_000
"""The size in bytes above which a file is no page."""

_SITE = r"(?:nih )?genetic and rare diseases information center"
_ADDRESS = r"https?://(?:www\.)?rarediseases\.info\.nih\.gov\b"
_GARD = re.compile(
    rf"<title[^>]*>[^<]*{_SITE}"
    rf"|<(?:link|meta)\s[^>]*(?:canonical|og:url)[^>]*{_ADDRESS}|<(?:link|meta)\s[^>]*{_ADDRESS}[^>]*(?:canonical|og:url)"
    rf"|<!--\s*saved from url=(?:\(\d{{1,6}}\))?{_ADDRESS}"
    rf"|^[ \t]*(?:{_SITE}(?: \(gard\))?|{_ADDRESS}\S*)[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_SUFFIXES = frozenset({"", ".html", ".htm", ".xhtml", ".txt", ".mht", ".mhtml"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_ELEMENT = re.compile(r"<[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)
_HTML_OPENING = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(r"^mime-version:|^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_OPENING_LENGTH = 4096
_SAVE_AGAIN = 'save the page as "Web page, HTML only" or as text'


def is_page(file: SourceFile) -> bool:
    """Return whether a file is a page of GARD: it names the site, or its address."""
    return _GARD.search(file.opening_text) is not None


def read_files(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read saved pages, as `knowledge.importers.forms.Form` wants it; each is known again by its condition and tab.

    A page that does not name GARD is nobody's until the editor says whose it is.
    """
    for file in files:
        if not is_page(file) and not given.source:
            remedy = 'name its source with --source "NAME", and its licence with --licence "LICENCE"'
            raise ImportRejected(file.path, None, "the page does not say that it is GARD's", remedy)
        page = read_page(file.path)
        if not is_page(file):
            page = replace(
                page, record=_credited(page.record, Source(str(given.source), page.record.url, given.licence))
            )
        findings.notes.extend(f"{Path(file.name).name}: {note}" for note in page.notes)
        slug = page.record.slug
        yield Document(f"{slug}/{page.tab}" if page.tab else slug, page.record)


def _credited(record: Record, source: Source) -> Record:
    return replace(record, sections=tuple(replace(section, source=source) for section in record.sections))


def read_page(path: Path) -> PageDocument:
    """Read one saved page; raise `ImportRejected` with file, line and remedy when it makes no record."""
    text, notes = read_text_file(path, LARGEST_PAGE, _SAVE_AGAIN)
    document = _document(path, text)
    return replace(document, notes=notes + document.notes)


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
