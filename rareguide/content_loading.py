"""Load the content folder into the store: only what changed, and never half a file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from knowledge.content import content_files, read_content
from knowledge.importers.errors import ImportRejected
from knowledge.ingest import Document, IngestReport, ingest


def load_content(engine: Engine, folder: Path) -> IngestReport:
    """Take all content files of a folder in; one that is wrong keeps the form it had before.

    Two files of one slug would fight for the same condition, so the second is rejected.
    """
    documents: list[Document] = []
    rejected: list[tuple[str, str]] = []
    slugs: dict[str, Path] = {}
    if not folder.is_dir():
        raise NotADirectoryError(f"The content folder {folder} does not exist; see RAREGUIDE_CONTENT_DIR.")
    for path in content_files(folder):
        try:
            record = read_content(path)
        except ImportRejected as problem:
            rejected.append((path.stem, str(problem)))
            continue
        if record.slug in slugs:
            other = slugs[record.slug].name
            rejected.append((path.stem, f"{path}: slug {record.slug!r} is that of {other} too. Remedy: change one"))
            continue
        slugs[record.slug] = path
        documents.append(Document(path.stem, record))
    kept = frozenset(name for name, _ in rejected)
    report = ingest(engine, "content", str(folder), documents, is_whole=True, keep=kept)
    report.rejected.extend(rejected)
    return report
