"""Import files into the store: find them, tell their forms, read them, and tell what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Engine

from knowledge.importers.errors import ImportRejected
from knowledge.importers.forms import Findings, Form, Given, SourceFile, read_documents
from knowledge.importers.registry import FORMS
from knowledge.importers.source_files import Place, find_files, unpacking
from knowledge.ingest import Document, IngestReport, ingest


@dataclass
class ImportReport:
    """Hold what the store says of an import, and what the reader met on the way; `form` is None for content."""

    ingest: IngestReport = field(default_factory=IngestReport)
    findings: Findings = field(default_factory=Findings)
    form: Form | None = None


@dataclass
class SortedFiles:
    """Hold files by their forms, in the order of `FORMS`.

    `passed_over` are those within folders and archives that no form knows, `unknown` those that were named
    themselves; `rejected` pairs a file that cannot be read with the reason.
    """

    by_form: dict[Form, list[Place]] = field(default_factory=dict)
    passed_over: list[Place] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    rejected: list[tuple[str, str]] = field(default_factory=list)


def parse_form(words: Sequence[Path]) -> tuple[Form | None, list[Path]]:
    """Part the arguments of the command: a first word that is a form's name, and no file beside others, asks for it."""
    named = next((form for form in FORMS if words and str(words[0]) == form.name), None)
    return (named, list(words[1:])) if named and len(words) > 1 else (None, list(words))


def sort_files(named: Sequence[Path], asked: Form | None = None) -> SortedFiles:
    """Find the files meant by `named` and tell the form of each; `asked` is the form that the person named."""
    found = SortedFiles()
    for given in named:
        try:
            places = find_files([given])
            with unpacking(places) as files:
                for place, file in zip(places, files, strict=True):
                    _sort_one(place, file, asked, found)
        except ImportRejected as problem:
            found.rejected.append((given.name, str(problem)))
    found.by_form = {form: found.by_form[form] for form in FORMS if form in found.by_form}
    return found


def _sort_one(place: Place, file: SourceFile, asked: Form | None, found: SortedFiles) -> None:
    is_named_itself = file.is_named_itself
    if asked is None:
        form = next((form for form in FORMS if form.recognises(file)), None)
    else:
        form = asked if is_named_itself or file.suffix in asked.suffixes or asked.recognises(file) else None
    if form is not None:
        found.by_form.setdefault(form, []).append(place)
    elif is_named_itself:
        found.unknown.append(place.name)
    else:
        found.passed_over.append(place)


def known_forms() -> str:
    """List the forms, one a line, for somebody whose file has none of them."""
    return "\n".join(f"  {form.name:<12} {form.title}" for form in FORMS)


def import_files(
    engine: Engine,
    form: Form,
    places: Sequence[Place],
    given: Given = Given(),  # noqa: B008 -- frozen
    *,
    is_trial: bool = False,
    on_document: Callable[[], None] | None = None,
) -> ImportReport:
    """Import files of one form; a file that cannot be read is rejected as a whole.

    With `is_trial` the store stays as it is, and the report says what would have come.
    """
    report = ImportReport(form=form)
    rejected: list[tuple[str, str]] = []
    named = ", ".join(dict.fromkeys(str(place.given_as) for place in places))

    def documents() -> Iterator[Document]:
        with unpacking(places, keeps_all=form.is_joint) as files:
            yield from read_documents(form, files, given, report.findings, lambda *pair: rejected.append(pair))

    report.ingest = ingest(engine, form.kind, named, documents(), is_trial=is_trial, on_document=on_document)
    report.ingest.rejected = [*rejected, *report.ingest.rejected]
    return report


def import_named(engine: Engine, named: Sequence[Path], given: Given = Given()) -> list[ImportReport]:  # noqa: B008
    """Import all files meant by `named` whose form is known; return one report for each form."""
    found = sort_files(named)
    return [import_files(engine, form, places, given) for form, places in found.by_form.items()]
