"""Read questions and answers from Markdown, Word and plain text: each question stands above its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from ruamel.yaml import YAML, YAMLError

from knowledge.importers.answer_text import tidy_markdown
from knowledge.importers.errors import ImportRejected
from knowledge.importers.faq import Pair, QuestionList, Said, documents_of
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.headings import heads_other_names, is_heading, is_ignored, section_of_heading, section_type_of
from knowledge.importers.office_packages import opened_package
from knowledge.importers.page_citations import BadDate, parse_date
from knowledge.importers.page_markdown import escaped
from knowledge.importers.page_names import split_names
from knowledge.importers.text_files import read_text_file
from knowledge.ingest import Document

LARGEST_DOCUMENT = 20_000_000
"""The size in bytes above which a document is not read, unpacked in the case of Word."""
_MARKDOWN = frozenset({".md", ".markdown"})
_PLAIN = frozenset({".txt", ".text"})
_SAVE_AGAIN = "save it again as .docx, or as Markdown"
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<words>.+?)\s*#*")
_BOLD_QUESTION = re.compile(r"(?:\*\*|__)(?P<words>.+\?)(?:\*\*|__)")
_ASKED = re.compile(
    r"(?:\*\*|__)?(?:q|question)\s?\d{0,3}\s?[:.)](?:\*\*|__)?\s*(?P<words>.+?)(?:\*\*|__)?", re.IGNORECASE
)
_ANSWERED = re.compile(r"(?:\*\*|__)?(?:a|answer)\s?\d{0,3}\s?[:.)](?:\*\*|__)?\s*(?P<words>.*)", re.IGNORECASE)
_SAID = re.compile(
    r"[*_]*(?P<what>source|licen[cs]e|last updated|address)[*_]*\s*:[*_]*\s*(?P<words>.+?)[*_]*", re.IGNORECASE
)
_LEVEL_OF_QUESTION = 6
_ITEM = re.compile(r"[-*+]\s+")


@dataclass
class _Part:
    """Hold a heading with the lines below it."""

    level: int
    heading: str
    line: int
    lines: list[str]


def is_document(file: SourceFile) -> bool:
    """Return whether a file is Markdown, a document of Word, or a text with lines `Q:` and `A:`."""
    if file.suffix in _PLAIN:
        lines = [line.strip() for line in file.opening_text.splitlines()]
        return any(map(_ASKED.fullmatch, lines)) and any(map(_ANSWERED.fullmatch, lines))
    return file.suffix in _MARKDOWN or (file.suffix == ".docx" and file.opening.startswith(b"PK"))


def read_files(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read documents, as `knowledge.importers.forms.Form` wants it."""
    for file in files:
        if file.suffix == ".docx":
            text = _markdown_of_word(file)
        else:
            text, notes = read_text_file(file.path, LARGEST_DOCUMENT, _SAVE_AGAIN)
            findings.notes.extend(f"{Path(file.name).name}: {note}" for note in notes)
            text = text if file.suffix in _MARKDOWN else _with_title(text)
        lists = [listed for listed in read_markdown(Path(file.name), text) if listed.pairs]
        if not lists:
            problem = "no heading with a question and an answer below it was found"
            raise ImportRejected(Path(file.name), None, problem, "make each question a heading, with its answer below")
        yield from documents_of(file, lists, given, findings)


def _with_title(text: str) -> str:
    """Make the first line of a plain text its title, where it stands alone and is no question."""
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    is_title = not rest.partition("\n")[0].strip() and not first.rstrip().endswith(("?", ".", ":"))
    return f"# {first}\n{rest}" if is_title and not _ASKED.fullmatch(first.strip()) else text


def read_markdown(path: Path, text: str) -> list[QuestionList]:
    """Return a list for each title of a text in Markdown; raise `ImportRejected` for a content file."""
    lines = text.splitlines()
    said, lines, begin = _front_matter(path, lines)
    current = QuestionList(titles=said.pop("title", []), said=_said(said))
    lists = [current]
    questions: list[_Part] = []
    for part in _parts(lines, begin):
        _take_said(part, current)
        is_title = part.level == 1 and not part.heading.endswith("?") and section_of_heading(part.heading) is None
        if is_title:
            if current.pairs or questions:
                _close(path, current, questions)
                current, questions = QuestionList(said=current.said), []
                lists.append(current)
            current.titles.append(part.heading)
        elif questions and _is_below(part, questions[-1]):
            questions[-1].lines += ["", f"**{part.heading}**", "", *part.lines]
        elif part.heading:
            questions.append(part)
    _close(path, current, questions)
    return lists


def _front_matter(path: Path, lines: list[str]) -> tuple[dict[str, list[str]], list[str], int]:
    """Take the settings between `---` at the top off; return them, the rest and the number of its first line."""
    if not lines or lines[0].strip() != "---" or "---" not in [line.strip() for line in lines[1:]]:
        return {}, lines, 1
    end = 1 + [line.strip() for line in lines[1:]].index("---")
    try:
        data = YAML(typ="safe").load("\n".join(lines[1:end]))
    except (YAMLError, ValueError) as problem:
        raise ImportRejected(path, 1, "the part between --- is no YAML", "correct it, or take it out") from problem
    data = data if isinstance(data, dict) else {}
    if "sections" in data:
        raise ImportRejected(path, 1, "this is a content file", "move it into the content folder")
    named = [str(data[key]) for key in ("condition", "name", "title") if isinstance(data.get(key), str)]
    said = {key: [str(data[key])] for key in ("source", "license", "licence", "url") if isinstance(data.get(key), str)}
    return {**said, "title": named}, lines[end + 1 :], end + 2


def _said(said: dict[str, list[str]]) -> Said:
    found = {key: values[0] for key, values in said.items() if values}
    return Said(found.get("source"), found.get("url"), found.get("licence") or found.get("license"))


def _parts(lines: Sequence[str], begin: int) -> Iterator[_Part]:
    part = _Part(0, "", begin, [])
    is_code = False
    for number, raw in enumerate(lines, start=begin):
        line = raw.strip()
        is_code ^= line.startswith(("```", "~~~"))
        opened = None if is_code else _opened(line)
        under = re.fullmatch(r"=+|-{2,}", line) if not is_code and part.lines and part.lines[-1].strip() else None
        if under is not None and (len(part.lines) < 2 or not part.lines[-2].strip()):
            words = part.lines.pop().strip()
            yield part
            part = _Part(1 if line[0] == "=" else 2, words, number - 1, [])
        elif opened is not None:
            yield part
            part = _Part(opened[0], opened[1], number, [])
        elif part.level == _LEVEL_OF_QUESTION and not any(part.lines) and (answered := _ANSWERED.fullmatch(line)):
            part.lines.append(answered["words"])
        else:
            part.lines.append(raw)
    yield part


def _opened(line: str) -> tuple[int, str] | None:
    """Return level and words of the heading or question that a line is, or None."""
    if heading := _HEADING.fullmatch(line):
        return len(heading["marks"]), re.sub(r"^(?:\*\*|__)(.*?)(?:\*\*|__)$", r"\1", heading["words"])
    question = _BOLD_QUESTION.fullmatch(line) or _ASKED.fullmatch(line)
    return (_LEVEL_OF_QUESTION, question["words"].strip("*_ ")) if question else None


def _is_below(part: _Part, question: _Part) -> bool:
    """Tell whether a heading is one within the answer above it."""
    is_own = part.heading.endswith("?") or section_of_heading(part.heading) or heads_other_names(part.heading)
    return part.level > question.level and not is_own


def _take_said(part: _Part, listed: QuestionList) -> None:
    """Take lines such as `Source: …` out of a part, as what the list says of itself."""
    kept = []
    for line in part.lines:
        found = _SAID.fullmatch(line.strip())
        what = found["what"].casefold() if found else ""
        words = found["words"].strip() if found else ""
        if what == "source":
            listed.said = replace(listed.said, name=words)
        elif what == "address":
            listed.said = replace(listed.said, url=words)
        elif what in ("licence", "license"):
            listed.said = replace(listed.said, licence=words)
        else:
            kept.append(line)
    part.lines = kept


def _close(path: Path, listed: QuestionList, questions: Sequence[_Part]) -> None:
    for part in questions:
        day = None
        kept = []
        for line in part.lines:
            found = _SAID.fullmatch(line.strip())
            if found is None:
                kept.append(line)
                continue
            try:
                day = parse_date(found["words"])
            except BadDate as problem:
                raise ImportRejected(path, part.line, str(problem), "write it as 2013-06-12") from problem
        body = tidy_markdown("\n".join(kept))
        if heads_other_names(part.heading):
            items = [_ITEM.sub("", line.strip()) for line in body.splitlines() if line.strip()]
            listed.synonyms += tuple(name for item in items for name in split_names(item))
        elif body and not is_ignored(part.heading):
            listed.pairs.append(Pair(part.heading, body, part.line, last_updated=day))


def _markdown_of_word(file: SourceFile) -> str:
    with opened_package(file.path, LARGEST_DOCUMENT, "document", _SAVE_AGAIN):
        document = docx.Document(str(file.path))
        blocks = [_block(block) for block in document.iter_inner_content()]
    return "\n".join(blocks)


def _block(block: Paragraph | Table) -> str:
    """Return a paragraph or a table of Word as Markdown; a row of two cells may be a question and its answer."""
    if isinstance(block, Table):
        rows = [[" ".join(cell.text.split()) for cell in row.cells] for row in block.rows]
        asked = [row for row in rows if len(row) == 2 and row[0] and row[1] and section_type_of(row[0])]
        if asked and len(asked) * 2 > len(rows):
            return "\n".join(f"\n## {escaped(row[0])}\n\n{escaped(row[1])}\n" for row in asked)
        return "\n" + "\n".join(f"- {escaped('; '.join(filter(None, row)))}" for row in rows) + "\n"
    words = " ".join(block.text.split())
    style = (block.style.name or "").casefold() if block.style is not None else ""
    if not words:
        return ""
    if style == "title":
        return f"\n# {words}\n"
    if level := re.fullmatch(r"heading (\d)", style):
        return f"\n{'#' * min(6, int(level[1]))} {words}\n"
    if style.startswith("list"):
        return f"- {escaped(words)}"
    if _SAID.fullmatch(words) or _ASKED.fullmatch(words) or _ANSWERED.fullmatch(words):
        return f"\n{words}\n"
    if words.endswith("?") and is_heading(words):
        return f"\n## {words}\n"
    return f"\n{escaped(words)}\n"
