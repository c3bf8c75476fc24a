"""Import files into the store, and tell what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Engine

from knowledge.importers.errors import ImportRejected
from knowledge.importers.medquad import MedquadCounts, find_documents, read_document
from knowledge.importers.page import read_page
from knowledge.ingest import Document, IngestReport, ingest


@dataclass
class ImportReport:
    """Hold what the store says of an import, and what the reader met on the way.

    Attributes:
        ingest: new, changed, unchanged and rejected documents.
        counts: what was dropped, stripped, laid out or reported, by a phrase for the reader.
        notes: one line for each single thing that a person should look at.
    """

    ingest: IngestReport = field(default_factory=IngestReport)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def medquad_files(directory: Path) -> list[Path]:
    """Return MedQuAD's documents below a folder; none when it does not exist."""
    return find_documents(directory) if directory.is_dir() else []


def import_medquad(
    engine: Engine, directory: Path, files: Sequence[Path], on_document: Callable[[], None]
) -> ImportReport:
    """Import MedQuAD documents."""
    report = ImportReport()

    def read(path: Path) -> Document:
        document = read_document(path)
        _count_medquad(document.counts, path, report)
        # The subset's folder tells MedQuAD's documents apart: the files of several subsets are named alike, and
        # a subset may be imported alone or with all the others.
        return Document(f"{path.resolve().parent.name}/{path.name}"[-200:], document.record)

    return _import(engine, "medquad", str(directory), files, read, report, on_document)


def import_pages(engine: Engine, files: Sequence[Path], on_document: Callable[[], None]) -> ImportReport:
    """Import saved GARD pages; a page is known again by its condition's slug."""
    report = ImportReport()

    def read(path: Path) -> Document:
        page = read_page(path)
        report.notes.extend(f"{path.name}: {note}" for note in page.notes)
        return Document(page.record.slug, page.record)

    return _import(engine, "page", ", ".join(map(str, files)), files, read, report, on_document)


def _import(
    engine: Engine,
    kind: str,
    named: str,
    files: Sequence[Path],
    read: Callable[[Path], Document],
    report: ImportReport,
    on_document: Callable[[], None],
) -> ImportReport:
    """Import what can be read of `files`; a file that cannot be read is rejected as a whole."""
    rejected: list[tuple[str, str]] = []

    def documents() -> Iterator[Document]:
        for path in files:
            try:
                document = read(path)
            except ImportRejected as problem:
                rejected.append((path.name, str(problem)))
                on_document()
            else:
                yield document

    report.ingest = ingest(engine, kind, named, documents(), on_document=on_document)
    report.ingest.rejected = [*rejected, *report.ingest.rejected]
    return report


def _count_medquad(counts: MedquadCounts, path: Path, report: ImportReport) -> None:
    report.counts["empty answers skipped"] += counts.empty_answers
    report.counts["headings without an answer skipped"] += counts.headings_without_answer
    report.counts["markers without a reference stripped"] += counts.markers_stripped
    report.counts["symptom tables laid out as lists"] += counts.symptom_tables
    report.counts["symptom tables left as they were"] += counts.symptom_tables_left
    for damaged, repaired in counts.repaired_names.items():
        report.counts["damaged names repaired"] += 1
        report.notes.append(f"{path.name}: name repaired: {damaged} → {repaired}")
    for question_type, number in counts.unknown_question_types.items():
        report.counts[f"answers left out, unknown question type “{question_type}”"] += number
