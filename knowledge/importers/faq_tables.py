"""Read lists of questions and answers from tables: CSV, TSV (as QnA Maker exports them, too), Excel and JSON."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from knowledge.importers.answer_text import markdown_of
from knowledge.importers.errors import ImportRejected, NothingToImport
from knowledge.importers.faq import Pair, QuestionList, Said, documents_of, vocabulary
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.office_packages import opened_package
from knowledge.importers.page_citations import BadDate, parse_date
from knowledge.importers.page_names import split_names
from knowledge.importers.text_files import read_text_file
from knowledge.ingest import Document
from rareguide.links import is_web_address

LARGEST_TABLE = 50_000_000
"""The size in bytes above which a table is none of questions and answers, unpacked in the case of Excel."""
MOST_ROWS = 100_000
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_EXCEL_SUFFIXES = frozenset({".xlsx", ".xlsm"})
_JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_DELIMITERS = "\t;,|"
_SAVE_AGAIN = "save the table as CSV with the encoding UTF-8"
Row = tuple[int, list[str]]
"""A row with the number of its line, from 1."""


def is_table(file: SourceFile) -> bool:
    """Return whether a file is a table, or a list in JSON whose entries have a question and an answer."""
    if file.suffix in _EXCEL_SUFFIXES:
        return file.opening.startswith(b"PK")
    if file.suffix in _JSON_SUFFIXES:
        return all(key.search(file.opening_text) for key in _json_keys())
    return file.suffix in _TEXT_SUFFIXES


@lru_cache(maxsize=1)
def _json_keys() -> tuple[re.Pattern[str], ...]:
    """Return what finds an entry's question and its answer, each a text."""
    words = vocabulary()
    keys = (words["asked_in_json"], words["answered_in_json"])
    return tuple(re.compile(rf'"(?:{"|".join(one)})"\s*:\s*"', re.IGNORECASE) for one in keys)


def read_files(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read tables, as `knowledge.importers.forms.Form` wants it."""
    for file in files:
        tables = list(_tables(file, findings))
        found = [listed for title, rows in tables if (listed := _list_of(file, rows, title)).pairs]
        if not found:
            headers = "; ".join(", ".join(filter(None, rows[0][1]))[:120] for _, rows in tables if rows)
            raise NothingToImport(
                Path(file.name),
                1,
                "no row with a question and an answer was found",
                f"call two columns question and answer (the first row has: {headers or 'nothing'})",
            )
        yield from documents_of(file, found, given, findings)


def _tables(file: SourceFile, findings: Findings) -> Iterator[tuple[str, list[Row]]]:
    """Return the tables of a file, each with its title."""
    if file.suffix in _EXCEL_SUFFIXES:
        yield from _sheets(file)
        return
    text, notes = read_text_file(file.path, LARGEST_TABLE, _SAVE_AGAIN)
    findings.notes.extend(f"{Path(file.name).name}: {note}" for note in notes)
    rows = _json_rows(file, text) if file.suffix in _JSON_SUFFIXES else _text_rows(text, MOST_ROWS)
    yield Path(file.name).stem, list(rows)


def _json_rows(file: SourceFile, text: str) -> Iterator[Row]:
    """Return a header of all keys, and the entries; their number stands for the line."""
    try:
        try:
            data = json.loads(text)
        except json.JSONDecodeError:  # an entry on each line
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as problem:
        line = problem.lineno if isinstance(problem, json.JSONDecodeError) else None
        raise ImportRejected(
            file.path, line, f"this is no JSON ({problem})", "correct it, or export it again"
        ) from None
    said: dict[str, Any] = {}
    if isinstance(data, dict):
        said = {key: value for key, value in data.items() if _spelled(key) in vocabulary()["said_of_all"]}
        data = next((value for value in data.values() if _is_list_of_entries(value)), [data])
    entries = [{**said, **entry} for entry in data[:MOST_ROWS] if isinstance(entry, dict)]
    keys = list(dict.fromkeys(key for entry in entries for key in entry))
    yield 0, keys
    for number, entry in enumerate(entries, start=1):
        yield number, [_json_cell(entry.get(key)) for key in keys]


def _is_list_of_entries(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)


def _json_cell(value: Any) -> str:
    return ", ".join(map(_cell, value)) if isinstance(value, list) else _cell(value)


def _text_rows(text: str, most: int) -> Iterator[Row]:
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\r?", first.strip("\ufeff"))
    delimiter = told[1] if told else max(_DELIMITERS, key=lambda each: _fields(first, each))
    reader = csv.reader((rest if told else text).splitlines(keepends=True), delimiter=delimiter)
    begin = 1 + bool(told)
    try:
        for count, row in enumerate(reader):
            if count >= most:
                return
            if any(cell.strip() for cell in row):
                yield begin, [cell.strip() for cell in row]
            begin = reader.line_num + 1 + bool(told)
    except csv.Error:  # a cell larger than the limit of the module: what follows is no table
        return


def _fields(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:  # a NUL in a file that is no table
        return 0


def _sheets(file: SourceFile) -> Iterator[tuple[str, list[Row]]]:
    with opened_package(file.path, LARGEST_TABLE, "workbook", "save it again from the spreadsheet, or as CSV"):
        book = load_workbook(file.path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                rows = enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS), start=1)
                cells = ((number, [_cell(value) for value in row]) for number, row in rows)
                yield sheet.title, [(number, row) for number, row in cells if any(row)]
        finally:
            book.close()


def _cell(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _spelled(name: str) -> str:
    """Return the name of a column as the vocabulary spells it."""
    return " ".join(name.replace("_", " ").casefold().split())


def _columns(header: Sequence[str]) -> dict[str, int] | None:
    """Return which column holds what, or None when there is none of questions or of answers."""
    names = {_spelled(cell): place for place, cell in reversed(list(enumerate(header)))}
    columns: dict[str, int] = {}
    for what, called in vocabulary()["columns"].items():
        free = (names[name] for name in called if name in names and names[name] not in columns.values())
        if (place := next(free, None)) is not None:
            columns[what] = place
    return columns if {"question", "answer"} <= set(columns) else None


def _is_bare(rows: Sequence[Row]) -> bool:
    """Return whether rows without a header are questions and answers."""
    asked = [row for _, row in rows if len(row) == 2 and row[0].endswith("?") and row[1]]
    return len(asked) * 2 > len(rows)


def _list_of(file: SourceFile, rows: Sequence[Row], title: str) -> QuestionList:
    start = next((place for place, (_, row) in enumerate(rows[:10]) if _columns(row)), None)
    if start is None:
        columns: dict[str, int] | None = {"question": 0, "answer": 1} if _is_bare(rows) else None
        body = rows
    else:
        columns, body = _columns(rows[start][1]), rows[start + 1 :]
    listed = QuestionList(titles=[title.replace("_", " ").replace("-", " ")])
    if columns is not None:
        is_qna_maker = {"source", "question"} <= set(columns) and "metadata" in [cell.casefold() for cell in rows[0][1]]
        listed.pairs = [pair for number, row in body if (pair := _pair(file, number, row, columns, is_qna_maker))]
    return listed


def _pair(file: SourceFile, number: int, row: Sequence[str], columns: dict[str, int], is_markdown: bool) -> Pair | None:
    cells = {what: row[place] for what, place in columns.items() if place < len(row) and row[place]}
    if not cells.get("question") or not cells.get("answer"):
        return None
    source = cells.get("source")
    url = cells.get("url") or (source if source and is_web_address(source) else None)
    if source and is_web_address(source):
        source = source.split("/")[2]
    gard = re.search(r"[1-9]\d{0,6}", cells.get("gard", ""))
    return Pair(
        question=cells["question"],
        answer=markdown_of(cells["answer"], is_markdown),
        line=number,
        condition=cells.get("condition"),
        section=cells.get("section"),
        synonyms=tuple(split_names(cells.get("synonyms", ""))),
        gard=int(gard[0]) if gard else None,
        said=Said(source if source and source.casefold() != "editorial" else None, url, cells.get("licence")),
        last_updated=_date(file, number, cells.get("date", "")),
        reviewed_by=cells.get("reviewed_by"),
        reviewed_on=_date(file, number, cells.get("reviewed_on", "")),
    )


def _date(file: SourceFile, number: int, written: str) -> date | None:
    try:
        return parse_date(written)
    except BadDate as problem:
        raise ImportRejected(Path(file.name), number, str(problem), "write it as 2013-06-12") from problem
