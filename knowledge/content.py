"""Read the content that editors write: one Markdown file with YAML front matter for each condition.

`docs/editors.md` describes the form. Every mistake is reported with the file, the line and the key, and
keeps only its own file out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap

from knowledge.front_matter import line_of, read_front_matter
from knowledge.importers.errors import ImportRejected
from knowledge.records import (
    SECTION_TYPES,
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
from rareguide.links import is_web_address, links_of, may_be_linked

CONDITION_KEYS = ("name", "slug", "synonyms", "identifiers", "url", "source", "sections", "references")
SECTION_KEYS = ("section", "question", "last_updated", "reviewed_by", "reviewed_on", "source", "references")
REFERENCE_KEYS = ("number", "citation", "url", "accessed")
SOURCE_KEYS = ("name", "url", "license")
IDENTIFIER_KEYS = ("gard", "orphanet", "omim", "umls", "mondo")
LARGEST_REFERENCE = 999
"""A marker has three digits at most."""
LARGEST_CONTENT = 1_000_000
"""The size in bytes above which a file is no content; the largest shipped one has 6,000."""
_LONGEST_SHOWN = 200


def read_content(path: Path) -> Record:
    """Read one content file; raise `ImportRejected` with file, line and remedy when it is wrong."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_CONTENT + 1)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ImportRejected(path, None, f"the file cannot be read: {reason}", "check its name and rights") from problem
    if len(data) > LARGEST_CONTENT:
        limit = f"{LARGEST_CONTENT // 1_000_000} MB"
        raise ImportRejected(path, None, f"the file is larger than {limit}", "write one file for each condition")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise ImportRejected(path, line, "the file is not UTF-8", "save it with the encoding UTF-8") from problem
    return _ContentFile(path, text.replace("\r\n", "\n").replace("\r", "\n")).record()


def content_files(folder: Path) -> list[Path]:
    """Return the content files of a folder, sorted by name; hidden ones are an editor's own."""
    return sorted(path for path in folder.glob("*.md") if path.name != "README.md" and not path.name.startswith("."))


class _ContentFile:
    """Read the parts of one file, knowing at which line each stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        # Not `splitlines`, which parts lines where an editor does not.
        self.lines = text.split("\n")

    def record(self) -> Record:
        front, body_start = read_front_matter(self.path, self.lines)
        self._check_keys(front, CONDITION_KEYS)
        name = self._text(front, "name", required=True) or ""
        url = self._address(front)
        source = self._source(front, None)
        references = self._references(front)
        bodies = self._bodies(body_start)
        sections = tuple(
            self._section(entry, source, references, bodies) for entry in self._mappings(front, "sections")
        )
        for question, (line, _) in bodies.items():
            remedy = "add one, or begin the line with `###` if it is no question"
            raise self._wrong(line, f"the heading {question!r} has no entry under `sections`", remedy)
        record = Record(
            name=name,
            slug=self._text(front, "slug") or slugify(name),
            sections=sections,
            synonyms=tuple(self._texts(front, "synonyms")),
            identifiers=self._identifiers(front),
            url=url,
        )
        try:
            check_record(record)
        except InvalidRecord as problem:
            raise self._wrong(None, str(problem), "correct it in the file") from problem
        return record

    def _bodies(self, start: int) -> dict[str, tuple[int, str]]:
        """Return for each heading its line and the text under it."""
        found: dict[str, tuple[int, str]] = {}
        question: str | None = None
        for index in range(start, len(self.lines)):
            heading = _heading(self.lines[index])
            if heading is not None:
                question = heading
                if question in found:
                    raise self._wrong(index + 1, f"the heading {question!r} is there twice", "merge or rename one")
                found[question] = (index + 1, "")
            elif question is not None:
                line, text = found[question]
                found[question] = (line, f"{text}{self.lines[index]}\n")
            elif self.lines[index].strip():
                raise self._wrong(index + 1, "there is text before the first `## ` heading", "give it a heading")
        return found

    def _section(
        self,
        entry: CommentedMap,
        file_source: Source | None,
        references: dict[int, Reference],
        bodies: dict[str, tuple[int, str]],
    ) -> Section:
        self._check_keys(entry, SECTION_KEYS)
        kind = self._text(entry, "section", required=True) or ""
        if kind not in SECTION_TYPES:
            remedy = f"use one of {', '.join(SECTION_TYPES)}"
            raise self._wrong(line_of(entry, "section"), f"key `section`: there is no section {kind!r}", remedy)
        question = self._text(entry, "question", required=True) or ""
        if question not in bodies:
            remedy = f"write `## {question}` and the answer below the front matter"
            raise self._wrong(line_of(entry, "question"), f"key `question`: no heading reads {question!r}", remedy)
        line, raw = bodies.pop(question)
        body = raw.strip()
        if not body:
            raise self._wrong(line, f"the section {question!r} has no text", "write the answer under the heading")
        self._check_links(line, raw)
        source = self._source(entry, file_source)
        if source is None:
            raise self._wrong(line_of(entry, "section"), "key `source` is missing", "name the source of the text")
        return Section(
            type=kind,
            question=question,
            body=body,
            source=source,
            last_updated=self._date(entry, "last_updated"),
            reviewed_by=self._text(entry, "reviewed_by"),
            reviewed_on=self._date(entry, "reviewed_on"),
            references=self._cited(entry, body, line, references),
        )

    def _cited(
        self, entry: CommentedMap, body: str, line: int, references: dict[int, Reference]
    ) -> tuple[Reference, ...]:
        """Return the references of the markers in a body, and those that the entry itself lists."""
        listed = entry.get("references") or []
        listed_line = line_of(entry, "references")
        if not isinstance(listed, list) or not all(map(_is_number, listed)):
            raise self._wrong(listed_line, "key `references` is no list of numbers", "write for example `[1, 2]`")
        for number in listed:
            if number not in references:
                remedy = f"add reference {number} to the `references` of the file, or take it out here"
                raise self._wrong(listed_line, f"key `references`: there is no reference {number}", remedy)
        numbers = cited_numbers(body)
        for number in numbers:
            if number not in references:
                remedy = f"add reference {number} under `references`, or remove the marker"
                raise self._wrong(line, f"marker [{number}] has no reference {number}", remedy)
        return tuple(references[number] for number in sorted({*numbers, *map(int, listed)}))

    def _references(self, front: CommentedMap) -> dict[int, Reference]:
        found: dict[int, Reference] = {}
        for entry in self._mappings(front, "references"):
            self._check_keys(entry, REFERENCE_KEYS)
            number = entry.get("number")
            line = line_of(entry, "number")
            if not _is_number(number) or not 1 <= number <= LARGEST_REFERENCE:
                problem = f"key `number`: {_shown(number)} is no whole number from 1 to {LARGEST_REFERENCE}"
                raise self._wrong(line, problem, "number the reference")
            if number in found:
                raise self._wrong(line, f"key `number`: reference {number} is there twice", "number them apart")
            found[number] = Reference(
                int(number),
                self._text(entry, "citation", required=True) or "",
                self._address(entry),
                self._date(entry, "accessed"),
            )
        return found

    def _source(self, holder: CommentedMap, default: Source | None) -> Source | None:
        entry = holder.get("source")
        if entry is None:
            return default
        if not isinstance(entry, CommentedMap):
            line = line_of(holder, "source")
            raise self._wrong(line, "key `source` is no `name:` with `url:`", "see docs/editors.md")
        self._check_keys(entry, SOURCE_KEYS)
        return Source(
            self._text(entry, "name", required=True) or "", self._address(entry), self._text(entry, "license")
        )

    def _identifiers(self, front: CommentedMap) -> Identifiers:
        entry = front.get("identifiers")
        if entry is None:
            return Identifiers()
        line = line_of(front, "identifiers")
        if not isinstance(entry, CommentedMap):
            raise self._wrong(line, "key `identifiers` is no list of `key: value`", "write for example `gard: 6205`")
        self._check_keys(entry, IDENTIFIER_KEYS)
        gard = entry.get("gard")
        if gard is not None and not _is_number(gard):
            raise self._wrong(
                line_of(entry, "gard"), f"key `gard`: {_shown(gard)} is no number", "write the number alone"
            )
        return Identifiers(
            gard if gard is None else int(gard), *(tuple(self._texts(entry, key)) for key in IDENTIFIER_KEYS[1:])
        )

    def _mappings(self, front: CommentedMap, key: str) -> list[CommentedMap]:
        entries = front.get(key) or []
        if not isinstance(entries, list) or not all(isinstance(entry, CommentedMap) for entry in entries):
            raise self._wrong(line_of(front, key), f"key `{key}` is no list of entries", "begin each with `- `")
        return list(entries)

    def _texts(self, holder: CommentedMap, key: str) -> list[str]:
        values = holder.get(key) or []
        if not isinstance(values, list) or not all(_is_name(value) for value in values):
            raise self._wrong(line_of(holder, key), f"key `{key}` is no list of texts", "write `[one, two]`")
        return [str(value) for value in values]

    def _text(self, holder: CommentedMap, key: str, required: bool = False) -> str | None:
        value = holder.get(key)
        if value is None and not required:
            return None
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            raise self._wrong(line_of(holder, key), f"key `{key}` needs a text", "write it, in quotes if need be")
        return value.strip()

    def _address(self, holder: CommentedMap) -> str | None:
        """Return what stands under `url`, which becomes a link on pages and in the widget."""
        address = self._text(holder, "url")
        if address is not None and not is_web_address(address):
            problem = f"key `url`: {_shown(address)} is no address of the web"
            raise self._wrong(line_of(holder, "url"), problem, "write one that begins with https:// or http://")
        return address

    def _check_links(self, heading_line: int, body: str) -> None:
        for index, address in links_of(body):
            if not may_be_linked(address):
                remedy = "link to https:, http:, mailto: or tel:, or put a backslash before its `[`"
                problem = f"the text links to {_shown(address)}, where no link may lead"
                raise self._wrong(heading_line + 1 + index, problem, remedy)

    def _date(self, holder: CommentedMap, key: str) -> date | None:
        value: Any = holder.get(key)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        raise self._wrong(
            line_of(holder, key),
            f"key `{key}`: {_shown(value)} is no date",
            "write it as 2013-06-12, unquoted",
        )

    def _check_keys(self, holder: CommentedMap, allowed: Iterable[str]) -> None:
        for key in holder:
            if key not in allowed:
                remedy = f"use one of {', '.join(allowed)}"
                raise self._wrong(line_of(holder, key), f"unknown key `{key}`", remedy)

    def _wrong(self, line: int | None, problem: str, remedy: str) -> ImportRejected:
        return ImportRejected(self.path, line, problem, remedy)


def _heading(line: str) -> str | None:
    """Return the words of a heading of the second level, without the `##` that may close it."""
    if not line.startswith("## "):
        return None
    words = line[3:].strip()
    unclosed = words.rstrip("#")
    return (unclosed.rstrip() if unclosed and unclosed[-1].isspace() else words) or None


def _shown(value: object) -> str:
    """Return a value as it stands in a message; aliases can make a list endless that is short in the file."""
    return "a list" if isinstance(value, (list, dict, set)) else repr(value)[:_LONGEST_SHOWN]


def _is_name(value: object) -> bool:
    return _is_number(value) or (isinstance(value, str) and "\0" not in value)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
