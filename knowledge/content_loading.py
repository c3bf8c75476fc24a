"""Load the content folder into the store: only what changed, and never half a file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from knowledge.content import content_files, read_content
from knowledge.importers.errors import ImportRejected
from knowledge.ingest import Document, IngestReport, ingest
from knowledge.names import normalise_name
from knowledge.records import Record


def load_content(engine: Engine, folder: Path) -> IngestReport:
    """Take all content files of a folder in; one that is wrong keeps the form it had before.

    Two files about one condition would fight for its sections, so the second is rejected.
    """
    documents: list[Document] = []
    rejected: list[tuple[str, str]] = []
    claimed: dict[str | int, Path] = {}
    if not folder.is_dir():
        raise NotADirectoryError(f"The content folder {folder} does not exist; see RAREGUIDE_CONTENT_DIR.")
    for path in content_files(folder):
        try:
            record = read_content(path)
        except ImportRejected as mistake:
            rejected.append((path.stem, str(mistake)))
            continue
        marks = _marks(record)
        other = next((claimed[mark] for mark in marks if mark in claimed), None)
        if other is not None:
            problem = f"{path}: it is about the same condition as {other.name}. Remedy: put them into one file"
            rejected.append((path.stem, problem))
            continue
        claimed.update(dict.fromkeys(marks, path))
        documents.append(Document(path.stem, record))
    kept = frozenset(name for name, _ in rejected)
    report = ingest(engine, "content", str(folder), documents, is_whole=True, keep=kept)
    report.rejected.extend(rejected)
    return report


def _marks(record: Record) -> list[str | int]:
    """Return what tells that two files are about one condition: slug, name, GARD number."""
    gard = record.identifiers.gard
    return [record.slug, normalise_name(record.name), *([gard] if gard is not None else [])]
