"""Bring a backup back: all of it, or nothing."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from commands.backup.archive import CONTENT, BadArchive, members, read_manifest
from commands.backup.databases import Part, connected, parts_of
from commands.backup.rows import count_from_here_on, empty, put_in
from commands.backup.saving import revision_of
from rareguide.settings import SESSION_KEY, Settings

STARTING_TABLES = frozenset({"revision"})
"""Tables in which a new installation has a row."""


class NotEmpty(RuntimeError):
    """There is something already where a backup is to be brought back to; the message says what."""


class NotInPlace(RuntimeError):
    """The rows are back and a file is not; the message says which."""


def restore(settings: Settings, path: Path, replace: bool = False) -> dict[str, int]:
    """Bring everything in a backup back and return how many rows of each table there were.

    Raises `BadArchive` for a file that is damaged or of another version, `NotEmpty` unless `replace`, `OSError`, and
    SQLAlchemy's errors; then everything is as it was. Raises `NotInPlace` when only a file's renaming failed.
    """
    manifest = read_manifest(path)
    parts = {part.name: part for part in parts_of(settings)}
    with ExitStack() as files, connected(parts.values(), Engine.connect) as connections:
        for name, part in parts.items():
            _check(connections[name], part, manifest, path, replace)
        beside = _Files(settings, files)
        counts: dict[str, int] = {}
        for connection in set(connections.values()):
            _begin(connection)
        for name, connection in connections.items():
            empty(connection, _own_tables(parts[name]))
        with members(path) as all_members:
            _bring_back(all_members, parts, connections, beside, counts)
        for name, connection in connections.items():
            for table in _own_tables(parts[name]):
                count_from_here_on(connection, table)
        beside.prepare()
        # All is written by now. Of two databases one commits before the other, and files cannot be part of either.
        for connection in set(connections.values()):
            connection.commit()
        beside.put_in_place()
    return counts


def _check(connection: Connection, part: Part, manifest: dict[str, Any], path: Path, replace: bool) -> None:
    revision, taken = revision_of(connection, part), manifest["revisions"].get(part.name)
    if revision != taken:
        raise BadArchive(
            f"{path.name} is of a version whose {part.name} tables are at {taken}, and here they are at {revision}. "
            "Remedy: restore it with the version that it was taken with, and update afterwards."
        )
    for table in _own_tables(part):
        if not replace and table.name not in STARTING_TABLES and connection.execute(select(table).limit(1)).first():
            raise NotEmpty(f"The table {table.name} is not empty. To lose what is there now, add --replace.")
    connection.rollback()


def _own_tables(part: Part) -> list[Any]:
    return [table for table in part.tables if table.name != part.version_table]


def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def _bring_back(
    all_members: Iterator[tuple[str, Any]],
    parts: dict[str, Part],
    connections: dict[str, Connection],
    beside: _Files,
    counts: dict[str, int],
) -> None:
    for name, content in all_members:
        part, _, rest = name.partition("/")
        if part in parts:
            tables = {table.name: table for table in _own_tables(parts[part])}
            table = tables[rest.removesuffix(".jsonl")]
            lines = io.TextIOWrapper(content, encoding="utf-8")
            counts[f"{part}/{table.name}"] = put_in(connections[part], table, lines)
        else:
            beside.take(name, content.read())


class _Files:
    """Hold the files of a backup beside their places until all rows are in."""

    def __init__(self, settings: Settings, files: ExitStack) -> None:
        self._settings = settings
        self._content: dict[str, bytes] = {}
        self._key: bytes | None = None
        self._drafts: list[tuple[Path, Path]] = []
        self._files = files

    def take(self, name: str, content: bytes) -> None:
        if name.startswith(CONTENT):
            self._content[name.removeprefix(CONTENT)] = content
        elif name == SESSION_KEY:
            self._key = content

    def prepare(self) -> None:
        """Write the files beside their places, where they differ from what is there."""
        folder = self._settings.content_folder
        if folder is not None and self._content and self._content != _contents(folder):
            draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}.restored-"))
            self._files.callback(shutil.rmtree, draft, ignore_errors=True)
            for name, content in self._content.items():
                _write(draft / name, content)
            draft.chmod(0o755)
            self._drafts.append((draft, folder))
        key = self._settings.data_folder / SESSION_KEY
        if self._key is not None and not (key.exists() and key.read_bytes() == self._key):
            draft = key.with_name(f".{SESSION_KEY}.restored")
            self._files.callback(draft.unlink, missing_ok=True)
            _write(draft, self._key)
            self._drafts.append((draft, key))

    def put_in_place(self) -> None:
        """Rename the drafts; a content folder that is replaced stays beside. Raises `NotInPlace`."""
        for draft, place in self._drafts:
            beside = _unused(place) if place.is_dir() else None
            try:
                if beside is not None:
                    place.rename(beside)
                draft.rename(place)
            except OSError as problem:
                if beside is not None and beside.exists():
                    beside.rename(place)
                raise NotInPlace(
                    f"All rows are back, but {place.name} could not be put in place ({problem.strerror}). "
                    "Remedy: mend that, and restore again with --replace."
                ) from problem


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _unused(folder: Path) -> Path:
    number = 1
    while (beside := folder.with_name(f"{folder.name}.before-restore-{number}")).exists():
        number += 1
    return beside


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o600 if SESSION_KEY in path.name else 0o644
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
