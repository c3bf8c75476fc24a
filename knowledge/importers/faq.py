"""Make records of lists of questions and answers, whatever form they came in.

A reader of a form gives a `QuestionList`; here it is decided of which condition each answer speaks, which section it
is, and where it comes from. What is in doubt is left out, with a note that says how to put it right.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.importers.errors import ImportRejected
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.headings import is_ignored, section_type_of
from knowledge.importers.medquad_text import strip_markers
from knowledge.importers.page_names import repair_encoding, without_repeats
from knowledge.importers.question_names import name_in_question
from knowledge.ingest import Document
from knowledge.names import normalise_name
from knowledge.records import SECTION_TYPES, Identifiers, Record, Reference, Section, Source, cited_numbers, slugify
from rareguide.links import web_address

_FILE = Path(__file__).with_name("faq.yml")
_LONGEST_NAME_IN_TITLE = 120
_SHARE_OF_PLACED = 0.5
"""Below this share of answers with a condition a list is about something else."""
_DIVIDERS = re.compile(r"\s[|\u2013\u2014\u00b7-]\s|\s?\|\s?|:\s")
_PRONOUN = re.compile(
    r"\b(?:it|its|they|this (?:rare |genetic )?(?:condition|disease|disorder|syndrome))\b", re.IGNORECASE
)
_GENERAL = re.compile(r"(?: (?:syndrome|disease|disorder|condition)s?)+$")
_COPYRIGHT = re.compile(
    r"(?:copyright|\(c\)|\u00a9)[\s\u00a9]*(?:\d{4}(?:\s?[-\u2013,]\s?\d{4})?)?[\s,]*(?:by )?(?P<name>[^.\n|]{3,120}?)"
    r"(?:,? inc)?(?:\.|\s*all rights reserved|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """Hold what a file or a row says of its source."""

    name: str | None = None
    url: str | None = None
    licence: str | None = None


@dataclass(frozen=True)
class Pair:
    """Hold a question with its answer in Markdown; all else only where the list says it. `line` counts from 1."""

    question: str
    answer: str
    line: int | None = None
    condition: str | None = None
    section: str | None = None
    synonyms: tuple[str, ...] = ()
    gard: int | None = None
    said: Said = Said()
    last_updated: date | None = None
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    references: tuple[Reference, ...] = ()


@dataclass
class QuestionList:
    """Hold a list of pairs under one title.

    `titles` are the words that may name the condition, the likeliest first; `condition` names it for sure.
    """

    pairs: list[Pair] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    condition: str | None = None
    synonyms: tuple[str, ...] = ()
    said: Said = Said()
    url: str | None = None


@dataclass(frozen=True)
class _Placed:
    """Hold a pair with its list, the condition of which it speaks, and its section."""

    listed: QuestionList
    pair: Pair
    name: str
    section_type: str


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Any]:
    """Return the names of columns and the words of titles (`faq.yml`)."""
    return dict(YAML(typ="safe").load(_FILE))


def documents_of(
    file: SourceFile, lists: Sequence[QuestionList], given: Given, findings: Findings, source: Source | None = None
) -> Iterator[Document]:
    """Yield a document for each condition of a file.

    `source` is that of a site that is known by its address. Raises `ImportRejected` when most answers have no
    condition, or one has no source.
    """
    placed: dict[str, list[_Placed]] = {}
    left: list[tuple[Pair, str]] = []
    for numbered in lists:
        listed = replace(numbered, pairs=[_without_number(pair) for pair in numbered.pairs])
        for pair, name in _with_conditions(listed, given):
            section_type = _section_type(pair)
            if name is None or section_type is None:
                left.append((pair, "names no condition, or another one" if name is None else "tells no section"))
            else:
                placed.setdefault(normalise_name(name), []).append(_Placed(listed, pair, name, section_type))
    _check_share(file, sum(map(len, placed.values())), [pair for pair, _ in left])
    for pair, reason in left:
        _note(findings, file, pair, reason)
    for entries in placed.values():
        record = _record(file, entries, given, findings, source)
        if record.sections:
            yield Document(_document_name(file, record), record)


def _without_number(pair: Pair) -> Pair:
    words = " ".join(pair.question.split())
    return replace(pair, question=_numbering().sub("", words, count=1) or words)


@lru_cache(maxsize=1)
def _numbering() -> re.Pattern[str]:
    return re.compile(f"^{vocabulary()['numbering']}", re.IGNORECASE)


def _check_share(file: SourceFile, placed: int, left: Sequence[Pair]) -> None:
    if placed == 0 or placed < _SHARE_OF_PLACED * (placed + len(left)):
        raise ImportRejected(
            Path(file.name),
            left[0].line if left else None,
            f"only {placed} of its {placed + len(left)} questions tell their condition and a section",
            'name the condition with --condition "NAME", in a column `condition`, or in the questions',
        )


def _with_conditions(listed: QuestionList, given: Given) -> Iterator[tuple[Pair, str | None]]:
    """Pair each question with the name of its condition; None where it names none or another than the list."""
    named = {id(pair): name_in_question(pair.question) for pair in listed.pairs}
    whole = given.condition or listed.condition or _title_condition(listed, [name for name in named.values() if name])
    names = {normalise_name(name): name for name in named.values() if name}
    if whole is None and len(names) == 1:
        whole = _capitalised(next(iter(names.values())))
    known = {normalise_name(name) for name in (whole or "", *listed.synonyms) if name}
    last: str | None = None
    for pair in listed.pairs:
        own = named[id(pair)]
        if pair.condition:
            last = pair.condition
            yield pair, pair.condition
        elif whole is not None:
            yield pair, whole if own is None or _is_same(own, known) else None
        elif own is not None:
            last = _capitalised(own)
            yield pair, last
        else:
            yield pair, last if _PRONOUN.search(pair.question) else None


def _is_same(name: str, known: set[str]) -> bool:
    """Tell whether a name is a known one, a part of one ("Fabry"), or one with "disease" or the like behind."""
    asked = normalise_name(name)
    return any(f" {asked} " in f" {each} " or _GENERAL.sub("", asked) == _GENERAL.sub("", each) for each in known)


def _title_condition(listed: QuestionList, named: Sequence[str]) -> str | None:
    """Return the part of the titles that names a condition: one that questions name, else the only one there is."""
    candidates = list(dict.fromkeys(part for title in listed.titles for part in _title_parts(title)))
    asked = [normalise_name(pair.question) for pair in listed.pairs]
    for part in candidates:
        key = normalise_name(part)
        if any(f" {key} " in f" {question} " for question in asked):
            spelled = next((name for name in named if normalise_name(name) == key and name != name.lower()), part)
            return _capitalised(spelled)
    return candidates[0] if candidates and not named else None


def _title_parts(title: str) -> Iterator[str]:
    words = vocabulary()
    for part in _DIVIDERS.split(title):
        bare = re.sub(f"^{words['before_condition']}", "", part.strip(), flags=re.IGNORECASE)
        bare = re.sub(f"{words['behind_condition']}$", "", bare, flags=re.IGNORECASE).strip(" ?:")
        is_plain = bare.casefold() in words["no_condition"] or is_ignored(bare)
        if normalise_name(bare) and not is_plain and len(bare) <= _LONGEST_NAME_IN_TITLE and not part.endswith("?"):
            yield bare


def _record(
    file: SourceFile, entries: Sequence[_Placed], given: Given, findings: Findings, source: Source | None
) -> Record:
    sections = []
    for entry in entries:
        pair = entry.pair
        body, references = _cited(pair)
        if not body.strip():
            _note(findings, file, pair, "has no answer")
            continue
        where = source or _source(file, entry.listed, pair, given, findings)
        dates = (pair.last_updated, pair.reviewed_by, pair.reviewed_on)
        sections.append(Section(entry.section_type, pair.question, body, where, *dates, references))
    name = repair_encoding(entries[0].name)
    others = [other for entry in entries for other in (*entry.pair.synonyms, *entry.listed.synonyms)]
    return Record(
        name=name,
        slug=slugify(name),
        sections=tuple(sections),
        synonyms=without_repeats(map(repair_encoding, others), name),
        identifiers=Identifiers(gard=next((entry.pair.gard for entry in entries if entry.pair.gard), None)),
        url=next((entry.listed.url for entry in entries if entry.listed.url), None),
    )


def _section_type(pair: Pair) -> str | None:
    told = (pair.section or "").strip()
    if told.casefold() in SECTION_TYPES:
        return told.casefold()
    return (section_type_of(told) if told else None) or section_type_of(pair.question)


def _cited(pair: Pair) -> tuple[str, tuple[Reference, ...]]:
    """Return the answer with the references that it cites; without its markers where one has no reference."""
    body = repair_encoding(pair.answer)
    numbers = cited_numbers(body)
    references = tuple(reference for reference in pair.references if reference.number in numbers)
    if len(references) == len(numbers):
        return body, references
    return re.sub(r"\[(\d{1,3})\](?!\()", r"\\[\1\\]", strip_markers(body)[0]), ()


def _source(file: SourceFile, listed: QuestionList, pair: Pair, given: Given, findings: Findings) -> Source:
    told = pair.said.name or listed.said.name
    name = told or given.source
    if not name:
        raise ImportRejected(
            Path(file.name),
            pair.line,
            "the file does not say where its texts come from",
            'name it with --source "NAME", and their licence with --licence "LICENCE"',
        )
    if told and given.source and told != given.source:
        note = f"{Path(file.name).name}: its source is {told!r}, as it says itself, and not {given.source!r}"
        if note not in findings.notes:
            findings.notes.append(note)
    licence = pair.said.licence or listed.said.licence or given.licence
    return Source(name, web_address(pair.said.url or listed.said.url), licence)


def said_in_copyright(words: str) -> Said:
    """Return who holds the rights, and the whole line as licence, where a line says so."""
    found = _COPYRIGHT.search(words)
    return Said(" ".join(found["name"].split()).strip(" ,-"), None, " ".join(words.split())[:300]) if found else Said()


def _document_name(file: SourceFile, record: Record) -> str:
    """Name a document by its file, the folder of that, and the condition, shortened so that it stays one of a kind."""
    whole = Path(file.name).absolute()
    name = f"{whole.parent.name}/{whole.name}: {record.slug}"
    return name if len(name) <= 200 else f"{name[:150]}… {hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _note(findings: Findings, file: SourceFile, pair: Pair, reason: str) -> None:
    where = f", line {pair.line}" if pair.line else ""
    question = pair.question if len(pair.question) <= 80 else f"{pair.question[:80]}…"
    findings.notes.append(f"{Path(file.name).name}{where}: left out {question!r}, which {reason}")


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]
