"""Read what the blocks of a page say: the name, the questions with their answers, dates and references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from knowledge.importers.errors import ImportRejected
from knowledge.importers.headings import is_heading, section_type_of
from knowledge.importers.page_blocks import Block, last_updated_text
from knowledge.importers.page_citations import (
    BadDate,
    first_run_of_items,
    looks_like_citation,
    own_number,
    parse_date,
    read_reference,
)
from knowledge.importers.page_markdown import escaped
from knowledge.importers.page_names import is_furniture, synonyms_label
from knowledge.names import normalise_name
from knowledge.records import Reference, cited_numbers

_YOUR_QUESTION = re.compile(r"(?:your )?question:?", re.IGNORECASE)
_OUR_ANSWER = re.compile(r"(?:our )?answer:?", re.IGNORECASE)
_REFERENCES = re.compile(r"(?:references?|bibliography|sources)(?: for .{1,200})?:?", re.IGNORECASE)
_DATED_TAIL = re.compile(r"(?<!\s)\s+\**(?P<line>last updated\s*:[^*]{1,40}?)\**$", re.IGNORECASE)


@dataclass
class Draft:
    """Hold one heading with the blocks below it; `section_type` is None when no pattern knows the heading."""

    heading: Block
    section_type: str | None
    blocks: list[Block] = field(default_factory=list)
    last_updated: date | None = None


@dataclass
class Outline:
    """Hold the parts of a page in the order of the page.

    `reference_lists` pairs each list with the number of drafts before it: a page may have one list for all
    of its answers or one below each.
    """

    drafts: list[Draft] = field(default_factory=list)
    reference_lists: list[tuple[int, dict[int, Reference]]] = field(default_factory=list)
    top: list[Block] = field(default_factory=list)
    visitor_question: str | None = None
    last_updated: date | None = None
    notes: list[str] = field(default_factory=list)


def read_outline(path: Path, blocks: Sequence[Block], name: str | None) -> Outline:
    """Part the blocks of a page; `name` is the name that its markup gives.

    Raises `ImportRejected` for a date that is none and for a reference number that is there twice.
    """
    return _Outliner(path, blocks, name).outline()


class _Outliner:
    """Take block after block, knowing in which part of the page it stands."""

    def __init__(self, path: Path, blocks: Sequence[Block], name: str | None) -> None:
        self._path = path
        self._blocks = blocks
        self._name = normalise_name(name or "")
        self._has_references_line = any(_is_references_line(block) for block in blocks)
        self._has_answer_line = any(_OUR_ANSWER.fullmatch(block.text) for block in blocks)
        self._part = "top"
        self._visitor: list[str] = []
        self._listed: list[Block] = []
        self._outline = Outline()

    def outline(self) -> Outline:
        for block in self._blocks:
            self._take(block)
        self._end_part()
        self._outline.visitor_question = "\n\n".join(self._visitor) or None
        return self._outline

    def _take(self, block: Block) -> None:
        drafts = self._outline.drafts
        if not drafts and _YOUR_QUESTION.fullmatch(block.text):
            self._part = "visitor"
        elif not drafts and _OUR_ANSWER.fullmatch(block.text):
            self._part = "intro"
        elif self._part == "visitor" and (self._has_answer_line or not _opens_section(block)):
            self._visitor.append(block.text)
        elif _is_references_line(block):
            self._end_part()
            self._part = "references"
        elif block.kind == "heading":
            self._take_heading(block)
        elif not is_furniture(block.text):
            self._take_text(block)

    def _take_heading(self, block: Block) -> None:
        is_site_or_name = is_furniture(block.text) or normalise_name(block.text) == self._name
        section_type = None if is_site_or_name else section_type_of(block.text)
        is_question = block.text.endswith("?")
        if self._part == "section":
            current = self._outline.drafts[-1]
            is_below = block.level > current.heading.level and current.section_type is not None
            opens = section_type and is_heading(block.text) and (is_question or section_type != current.section_type)
            if is_below and not opens and not is_furniture(block.text):
                current.blocks.append(replace(block, kind="paragraph", markdown=f"**{escaped(block.text)}**"))
                return
        if not self._outline.drafts and section_type is None and not is_question:
            self._outline.top.append(block)
            if not is_site_or_name and synonyms_label(block.text) is None:
                self._outline.notes.append(f"line {block.line}: the heading {block.text!r} opens no section")
            return
        self._end_part()
        self._part = "section"
        self._outline.drafts.append(Draft(block, section_type))

    def _take_text(self, block: Block) -> None:
        if self._part == "section":
            self._outline.drafts[-1].blocks.append(block)
        elif (day := last_updated_text(block.text)) is not None:
            self._outline.last_updated = self._date(block, day) or self._outline.last_updated
        elif self._part == "references":
            self._listed.append(block)
        else:
            self._outline.top.append(block)
            if self._part == "intro":
                self._leave_out(block, "stands before the first question")

    def _end_part(self) -> None:
        if self._part == "section":
            self._end_section(self._outline.drafts[-1])
        elif self._part == "references":
            self._add_references(first_run_of_items(self._listed) or self._listed)
            self._listed = []

    def _end_section(self, draft: Draft) -> None:
        """Take the date out of a section, and the list of references that may stand at its end."""
        body: list[Block] = []
        after: list[Block] = []
        for block in draft.blocks:
            day = last_updated_text(block.text)
            tail = _DATED_TAIL.search(block.text) if day is None else None
            if tail is not None:
                shorter = _DATED_TAIL.sub("", block.markdown)
                (after if body and draft.last_updated else body).append(
                    replace(block, text=block.text[: tail.start()], markdown=shorter)
                )
                day = last_updated_text(tail["line"])
            if day is not None:
                draft.last_updated = self._date(block, day) or draft.last_updated
            elif tail is None:
                (after if body and draft.last_updated else body).append(block)
        if not self._has_references_line:
            listed = _references_in(body, after)
            self._add_references(listed)
            taken = {id(block) for block in listed}
            body = [block for block in body if id(block) not in taken]
            after = [block for block in after if id(block) not in taken]
        draft.blocks = body
        if draft.section_type is not None:
            for block in after:
                self._leave_out(block, "stands after the date of its section")

    def _add_references(self, listed: Sequence[Block]) -> None:
        entries: list[Block] = []
        for block in listed:
            if entries and block.kind == "item" and block.level > entries[0].level:
                entries[-1] = replace(entries[-1], text=f"{entries[-1].text} {block.text}")
            else:
                entries.append(block)
        own = [own_number(block) for block in entries]
        is_numbered = None not in own
        found: dict[int, Reference] = {}
        for index, block in enumerate(entries):
            number = (own[index] if is_numbered else None) or index + 1
            if number in found:
                raise ImportRejected(
                    self._path, block.line, f"reference {number} is there twice", "number the references apart"
                )
            try:
                found[number] = read_reference(block, number)
            except BadDate as problem:
                raise self._bad_date(block, str(problem)) from problem
        if found:
            self._outline.reference_lists.append((len(self._outline.drafts), found))

    def _date(self, block: Block, day: str) -> date | None:
        if not day:
            self._outline.notes.append(f"line {block.line}: no date follows {block.text!r}")
            return None
        try:
            found = parse_date(day)
        except BadDate as problem:
            raise self._bad_date(block, str(problem)) from problem
        if found is None:
            raise self._bad_date(block, f"{day!r} is no date")
        return found

    def _bad_date(self, block: Block, problem: str) -> ImportRejected:
        return ImportRejected(self._path, block.line, problem, "write it as month/day/year, such as 6/12/2013")

    def _leave_out(self, block: Block, reason: str) -> None:
        words = block.text if len(block.text) <= 60 else f"{block.text[:60]}\u2026"
        self._outline.notes.append(f"line {block.line}: left out {words!r}, which {reason}")


def _opens_section(block: Block) -> bool:
    return block.kind == "heading" and section_type_of(block.text) is not None


def _is_references_line(block: Block) -> bool:
    return block.kind != "item" and _REFERENCES.fullmatch(block.text) is not None


def _references_in(body: Sequence[Block], after: Sequence[Block]) -> list[Block]:
    """Return the list of references without a heading: after the date of a section, or at the end of its text.

    A list of anything else must not pass for one, because markers would then cite it.
    """
    listed = first_run_of_items(after)
    if any(looks_like_citation(block.text) for block in listed):
        return listed
    ending = _last_run_of_items(body)
    is_cited = any(cited_numbers(block.markdown) for block in body)
    return ending if not after and is_cited and all(looks_like_citation(block.text) for block in ending) else []


def _last_run_of_items(blocks: Sequence[Block]) -> list[Block]:
    first = len(blocks)
    while first and blocks[first - 1].kind == "item":
        first -= 1
    return list(blocks[first:])
