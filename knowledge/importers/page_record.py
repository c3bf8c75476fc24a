"""Make a record of the parts of a saved page, or turn the page down with its line and a remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from knowledge.importers.errors import ImportRejected
from knowledge.importers.page_blocks import Block, PageBlocks
from knowledge.importers.page_names import (
    is_furniture,
    name_above_disclaimer,
    name_in_questions,
    read_synonyms,
    repair_encoding,
)
from knowledge.importers.page_structure import Draft, Outline, read_outline
from knowledge.records import (
    Identifiers,
    InvalidRecord,
    Record,
    Reference,
    Section,
    Source,
    check_record,
    cited_numbers,
    slugify,
)
from rareguide.links import web_address

SOURCE_NAME = "Genetic and Rare Diseases Information Center (GARD)"
SOURCE_LICENSE = "Public domain (US government)"
_GARD_HOST = "rarediseases.info.nih.gov"
_GARD_PATH = re.compile(r"/(?:gard|diseases)/(\d{1,7})(?:/|$)", re.ASCII)
_INDENT = "    "
_DEEPEST_ITEM = 3


@dataclass(frozen=True)
class PageDocument:
    """Hold what a saved page comes to.

    `visitor_question` is the question that a visitor had sent in, where the page shows one; `notes` say what
    was left out of the record and what is in doubt, each with its line.
    """

    record: Record
    visitor_question: str | None
    notes: tuple[str, ...]
    tab: str | None = None


def build_document(path: Path, page: PageBlocks) -> PageDocument:
    """Build the record of a page from its blocks; raise `ImportRejected` when it makes none."""
    name = page.name or name_above_disclaimer(page.blocks)
    outline = read_outline(path, page.blocks, name)
    notes = outline.notes
    if name is None:
        name = name_in_questions([draft.heading.text for draft in outline.drafts if draft.section_type])
        if name is not None:
            notes.append(f"the page gives no name; {name!r} is taken from its questions")
    if name is None:
        raise ImportRejected(
            path,
            None,
            "no condition name was found",
            'write it on a line of its own above "See Disclaimer regarding information on this site" (text), '
            "or in an <h1> (HTML)",
        )
    name = repair_encoding(name)
    url = web_address(page.url)
    number = _gard_number(url)
    source = Source(SOURCE_NAME, url, SOURCE_LICENSE)
    record = Record(
        name=name,
        slug=slugify(name),
        sections=_sections(path, outline, source, is_name_enough=number is not None),
        synonyms=tuple(map(repair_encoding, read_synonyms(outline.top, name))),
        identifiers=Identifiers(gard=number),
        url=url,
    )
    try:
        check_record(record)
    except InvalidRecord as problem:
        raise ImportRejected(path, None, str(problem), "correct it in the saved page") from problem
    return PageDocument(record, outline.visitor_question, tuple(notes))


def _sections(path: Path, outline: Outline, source: Source, is_name_enough: bool) -> tuple[Section, ...]:
    """Make the sections; none only for a page that GARD has an address for, which then gives a name."""
    if not outline.drafts and not is_name_enough:
        raise ImportRejected(
            path,
            None,
            "no question heading was found",
            'put each question, such as "What causes \u2026?", on a line of its own (text) or in an <h2> (HTML)',
        )
    sections = []
    for index, draft in enumerate(outline.drafts):
        where = f"line {draft.heading.line}: the heading {draft.heading.text!r}"
        if draft.section_type is None:
            if not is_furniture(draft.heading.text):
                outline.notes.append(f"{where} tells no section; it and its text are left out")
        elif not draft.blocks:
            outline.notes.append(f"{where} has no text below it and is left out")
        else:
            sections.append(
                Section(
                    type=draft.section_type,
                    question=draft.heading.text,
                    body=repair_encoding(body_of(draft.blocks)),
                    source=source,
                    last_updated=draft.last_updated or outline.last_updated,
                    references=_cited(path, index, draft, outline),
                )
            )
    if not sections and not is_name_enough:
        first = outline.drafts[0].heading
        raise ImportRejected(
            path,
            first.line,
            f"no section is left: the heading {first.text!r} tells none, or has no text below it",
            'rename the heading so that it asks for a section, such as "What causes \u2026?", with its answer below',
        )
    return tuple(sections)


def _cited(path: Path, index: int, draft: Draft, outline: Outline) -> tuple[Reference, ...]:
    """Return the references that the markers of a section cite, from the first list at or below the section."""
    below = [listed for position, listed in outline.reference_lists if position > index]
    above = [listed for position, listed in outline.reference_lists if position <= index]
    cited: dict[int, Reference] = {}
    for block in draft.blocks:
        for number in cited_numbers(block.markdown):
            reference = next((listed[number] for listed in below + above if number in listed), None)
            if reference is None:
                raise ImportRejected(
                    path,
                    block.line,
                    f"the marker [{number}] in {draft.heading.text!r} has no reference {number}",
                    "add the reference to the list at the end of the page, or remove the marker",
                )
            cited[number] = reference
    return tuple(cited[number] for number in sorted(cited))


def body_of(blocks: Sequence[Block]) -> str:
    """Join paragraphs and list items to Markdown; no item is indented deeper than one step below its neighbour."""
    lines: list[str] = []
    depth = -1
    for block in blocks:
        if lines and not (block.kind == "item" and depth >= 0):
            lines.append("")
        if block.kind == "item":
            depth = min(block.level, depth + 1, _DEEPEST_ITEM)
            bullet = "-" if block.ordinal is None else f"{block.ordinal}."
            lines.append(f"{_INDENT * depth}{bullet} {block.markdown}")
        else:
            depth = -1
            lines.append(block.markdown)
    return "\n".join(lines)


def _gard_number(url: str | None) -> int | None:
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        found = _GARD_PATH.match(parts.path) if parts.hostname == _GARD_HOST else None
    except ValueError:
        return None
    return int(found[1]) if found else None
