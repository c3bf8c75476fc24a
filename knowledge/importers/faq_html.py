"""Read questions and answers from web pages: FAQPage data, `<details>`, `<dl>`, or headings with text below them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from knowledge.importers.answer_text import markdown_of
from knowledge.importers.errors import ImportRejected, NothingToImport
from knowledge.importers.faq import Pair, QuestionList, Said, documents_of, said_in_copyright
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.headings import heads_other_names, is_ignored, section_of_heading
from knowledge.importers.page_blocks import Block, HeadedBlocks, below_headings, fold, last_updated_text
from knowledge.importers.page_citations import BadDate, looks_like_citation, parse_date, read_reference
from knowledge.importers.page_html import UnreadableMarkup, address_of, parse_html, read_blocks
from knowledge.importers.page_markdown import escaped
from knowledge.importers.page_names import split_names
from knowledge.importers.page_record import body_of
from knowledge.importers.text_files import read_text_file
from knowledge.ingest import Document
from knowledge.records import Reference
from rareguide.links import web_address

LARGEST_PAGE = 10_000_000
"""The size in bytes above which a file is no page."""
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ""})
_SAVE_AGAIN = 'save the page as "Web page, HTML only"'
_LICENCE = re.compile(
    r"\bCC[ -]BY(?:-[A-Z]{2})*(?: \d\.\d)?|\bCC0\b|\bpublic domain\b|licensed under (?:the |a )?[^.]{3,80}",
    re.IGNORECASE,
)
_LEARN_MORE = re.compile(r"(?:learn|read|see) more\b.*", re.IGNORECASE)


@dataclass
class _Headings:
    """Hold what the headings of a page give."""

    pairs: list[Pair] = field(default_factory=list)
    synonyms: list[str] = field(default_factory=list)
    references: dict[int, Reference] = field(default_factory=dict)
    last_updated: date | None = None


def is_html(file: SourceFile) -> bool:
    """Tell whether a file is a web page."""
    return file.suffix in _SUFFIXES and _HTML.search(file.opening_text[:5000]) is not None


def read_files(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read web pages, as `knowledge.importers.forms.Form` wants it."""
    for file in files:
        listed = read_page_list(file, findings)
        if not listed.pairs:
            problem = "the page has no question with an answer, and no heading of a section"
            raise NothingToImport(Path(file.name), None, problem, "give a page about a condition")
        yield from documents_of(file, [listed], given, findings)


def read_page_list(file: SourceFile, findings: Findings) -> QuestionList:
    """Return what a page asks and answers, or says below headings of sections."""
    text, notes = read_text_file(file.path, LARGEST_PAGE, _SAVE_AGAIN)
    findings.notes.extend(f"{Path(file.name).name}: {note}" for note in notes)
    try:
        soup = parse_html(text)
    except UnreadableMarkup as problem:
        raise ImportRejected(file.path, problem.line, problem.problem, _SAVE_AGAIN) from problem
    asked = list(_from_disclosures(soup))
    for button in soup.select("h1 button, h2 button, h3 button, h4 button, h5 button, h6 button"):
        button.unwrap()  # its words are the heading's; other buttons are the site's
    data = list(_linked_data(soup))
    titles = [title.get_text(" ") for title in soup.find_all(["h1", "title"])]
    url = web_address(address_of(soup, text))
    listed = QuestionList(titles=titles, said=_said(soup, data, url), url=url)
    asked += [*_from_linked_data(data), *_from_details(soup), *_from_definitions(soup)]
    listed.pairs = list({fold(pair.question).casefold(): pair for pair in reversed(asked)}.values())[::-1]
    headings = _read_headings(_main(soup))
    listed.synonyms = tuple(headings.synonyms)
    if not listed.pairs:
        references = tuple(headings.references.values())
        listed.pairs = [
            replace(pair, references=references, last_updated=pair.last_updated or headings.last_updated)
            for pair in headings.pairs
        ]
    return listed


def _main(soup: BeautifulSoup) -> Tag:
    found = soup.find("main") or soup.find("article") or soup.body
    return found if isinstance(found, Tag) else soup


def _linked_data(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD; what is no JSON is passed over, as browsers do."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            waiting = [json.loads(script.get_text())]
        except (ValueError, RecursionError):
            continue
        while waiting:
            each = waiting.pop()
            if isinstance(each, list):
                waiting += reversed(each)
            elif isinstance(each, dict):
                yield each
                waiting += reversed([value for value in each.values() if isinstance(value, list | dict)])


def _from_linked_data(data: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    for each in data:
        answer = each.get("acceptedAnswer") or each.get("suggestedAnswer")
        answer = answer[0] if isinstance(answer, list) and answer else answer
        question = each.get("name") or each.get("text")
        if each.get("@type") in ("Question", ["Question"]) and isinstance(answer, dict) and isinstance(question, str):
            text = answer.get("text")
            if isinstance(text, str) and text.strip():
                yield Pair(_plain(question), markdown_of(text))


def _from_details(soup: BeautifulSoup) -> Iterator[Pair]:
    for details in soup.find_all("details"):
        summary = details.find("summary")
        if summary is None or not (question := fold(summary.get_text(" "))):
            continue
        blocks = read_blocks(details)
        below = [block for place, block in enumerate(blocks) if place or block.text != question]
        if below:
            yield Pair(question, body_of(below), int(details.sourceline or 1))


def _from_disclosures(soup: BeautifulSoup) -> Iterator[Pair]:
    """Yield what buttons open that ask something or name a section (the ARIA pattern of an accordion)."""
    for button in soup.select("[aria-expanded][aria-controls]"):
        question = fold(button.get_text(" "))
        panel = soup.find(id=str(button["aria-controls"]))
        if not isinstance(panel, Tag) or not (question.endswith("?") or section_of_heading(question)):
            continue
        del panel["hidden"]
        if blocks := read_blocks(panel):
            yield Pair(question, body_of(blocks), int(button.sourceline or 1))


def _from_definitions(soup: BeautifulSoup) -> Iterator[Pair]:
    for listed in soup.find_all("dl"):
        entries = [entry for entry in listed.find_all(["dt", "dd"]) if entry.find_parent("dl") is listed]
        for entry in reversed(entries):
            entry.extract()  # one without an end tag holds those after it
        for term, told in pairwise(entries):
            question = fold(term.get_text(" "))
            if (term.name, told.name) == ("dt", "dd") and question and (blocks := read_blocks(told)):
                yield Pair(question, body_of(blocks), int(term.sourceline or 1))


def _read_headings(main: Tag) -> _Headings:
    found = _Headings()
    passed_over: int | None = None
    for part in below_headings(read_blocks(main)):
        heading = part.heading
        if passed_over is not None and heading.level > passed_over:
            continue
        passed_over = None
        if heads_other_names(heading.text):
            found.synonyms += [name for block in part.blocks for name in split_names(block.text)]
        elif is_ignored(heading.text):
            passed_over = heading.level
            _read_references(part, found)
        elif found.pairs and _is_within(heading, found.pairs[-1]):
            body, day = _body(part.blocks)
            last = found.pairs[-1]
            found.pairs[-1] = replace(last, answer=f"{last.answer}\n\n**{escaped(heading.text)}**\n\n{body}".strip())
            found.last_updated = day or found.last_updated
        else:
            body, day = _body(part.blocks)
            found.last_updated = day or found.last_updated
            if body and heading.level > 1:
                found.pairs.append(Pair(heading.text, body, heading.line, last_updated=day))
            elif heading.level > 1:
                passed_over = None
    return found


def _is_within(heading: Block, last: Pair) -> bool:
    """Tell whether a heading belongs to the answer above it: it asks nothing and names no section."""
    is_own = heading.text.endswith("?") or section_of_heading(heading.text) is not None
    return not is_own and heading.level > 2 and last.line is not None


def _body(blocks: Sequence[Block]) -> tuple[str, date | None]:
    """Return the text below a heading, with the date that stands there."""
    kept, day = [], None
    for block in blocks:
        told = last_updated_text(block.text)
        if told is not None:
            try:
                day = parse_date(told) or day
            except BadDate:
                continue
        elif not (_LEARN_MORE.fullmatch(block.text) and block.urls):
            kept.append(block)
    return (body_of(kept) if kept else ""), day


def _read_references(part: HeadedBlocks, found: _Headings) -> None:
    listed = [block for block in part.blocks if looks_like_citation(block.text)]
    for number, block in enumerate(listed, start=1):
        try:
            found.references.setdefault(number, read_reference(block, number))
        except BadDate:
            continue


def _said(soup: BeautifulSoup, data: Sequence[dict[str, Any]], url: str | None) -> Said:
    """Return what a page says of its source: its site's name, its publisher, who holds the rights, or its address."""
    named = [str(meta.get("content") or "") for meta in soup.find_all("meta", property="og:site_name")]
    named += [_publisher(each) for each in data]
    words = [fold(line) for line in soup.find_all(string=re.compile(r"\u00a9|copyright|\(c\)", re.IGNORECASE))]
    rights = next((said for line in words if (said := said_in_copyright(line)).name), Said())
    host = urlsplit(url).hostname if url else None
    name = next((fold(name) for name in named if name.strip()), None) or rights.name or host
    link = soup.find(["a", "link"], rel="license")
    licence = fold(link.get_text(" ")) or str(link.get("href") or "") if isinstance(link, Tag) else ""
    told = _LICENCE.search(soup.get_text(" ")) if not licence and not rights.licence else None
    return Said(name, url, licence or rights.licence or (told[0] if told else None))


def _publisher(data: dict[str, Any]) -> str:
    publisher = data.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return name if isinstance(name, str) else ""


def _plain(text: str) -> str:
    return fold(BeautifulSoup(text, "html.parser").get_text(" ")) if "<" in text or "&" in text else fold(text)
