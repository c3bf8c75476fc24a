"""Take a backup, beside a running server if need be."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import text

from commands.backup.archive import writing_archive
from commands.backup.databases import Part, connected, parts_of, snapshot
from commands.backup.manifest import CONTENT, signing_keys
from commands.backup.rows import lines_of
from rareguide.settings import SESSION_KEY, Settings


def back_up(settings: Settings, path: Path) -> dict[str, int]:
    """Write everything into a file and return how many rows of each table there are.

    It is signed where the settings have a key. Raises `OSError` when the file cannot be written, `BadArchive` when
    names in the content folder could not be restored side by side, and SQLAlchemy's errors.
    """
    parts = parts_of(settings)
    counts: dict[str, int] = {}
    revisions: dict[str, str] = {}
    with (
        writing_archive(path, signing_keys(settings.handoff_key)) as archive,
        connected(parts, snapshot) as connections,
    ):
        for part in parts:
            connection = connections[part.name]
            revisions[part.name] = revision_of(connection, part)
            for table in part.tables:
                if table.name != part.version_table:
                    name = f"{part.name}/{table.name}"
                    counts[name] = archive.add_lines(f"{name}.jsonl", lines_of(connection, table))
        for file in _content_files(settings.content_folder):
            archive.add_file(f"{CONTENT}{file.relative_to(settings.content_folder or file)}", file)
        key = settings.data_folder / SESSION_KEY
        if key.exists():
            archive.add_file(SESSION_KEY, key)
        taken_at = datetime.now(timezone.utc).isoformat(timespec="seconds")
        archive.finish({"taken_at": taken_at, "revisions": revisions, "rows": counts})
    return counts


def revision_of(connection: Any, part: Part) -> str:
    """Return which migration a part's tables have had last."""
    return str(connection.scalar(text(f"SELECT version_num FROM {part.version_table}")))  # noqa: S608


def _content_files(folder: Path | None) -> list[Path]:
    return [] if folder is None else sorted(path for path in folder.rglob("*") if path.is_file())
