"""Bring a backup back: all of it, or nothing."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from commands.backup.archive import BLOCK, members, read_manifest, read_signature
from commands.backup.databases import Part, connected, parts_of
from commands.backup.manifest import CONTENT, BadArchive, Signed, signing_keys
from commands.backup.rows import count_from_here_on, empty, put_in
from commands.backup.saving import revision_of
from rareguide.settings import SESSION_KEY, Settings

ANOTHER = "Remedy: take another backup"
SHORTEST_KEY, LONGEST_KEY = 16, 1_000
"""Bytes; with an empty key anybody could sign sessions."""
STARTING_TABLES = frozenset({"revision"})
"""Tables in which a new installation has a row."""


class NotEmpty(RuntimeError):
    """There is something already where a backup is to be brought back to; the message says what."""


class NotInPlace(RuntimeError):
    """The rows are back and a file is not; the message says which."""


class NotSigned(RuntimeError):
    """There is a key to check the signature of a backup with, and the backup has none."""


def restore(
    settings: Settings,
    path: Path,
    replace: bool = False,
    accept_unsigned: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:
    """Bring everything in a backup back and return how many rows of each table there were.

    All of the backup is read and checked before anything is written. `tell` is told what its signature says.

    Raises `BadArchive` for a file that is damaged or of another version, `NotSigned` for one without a signature where
    the settings have a key, unless it is accepted, `NotEmpty` unless `replace`, `OSError`, and SQLAlchemy's errors;
    then everything is as it was. Raises `NotInPlace` when only a file's renaming failed.
    """
    signed = read_signature(path, signing_keys(settings.handoff_key))
    if signed is Signed.UNSIGNED and settings.handoff_key and not accept_unsigned:
        raise NotSigned(f"{path.name}: {signed.value} Remedy: if you know where it comes from, add --accept-unsigned.")
    tell(signed.value)
    manifest = read_manifest(path)
    parts = {part.name: part for part in parts_of(settings)}
    _check_members(path, manifest, parts)
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
            _bring_back(path, all_members, parts, connections, beside, counts)
        if counts != manifest["rows"]:
            raise BadArchive(f"{path.name} has other numbers of rows than its manifest says. {ANOTHER}")
        for name, connection in connections.items():
            for table in _own_tables(parts[name]):
                count_from_here_on(connection, table)
        beside.prepare()
        # All is written by now. Of two databases one commits before the other, and files cannot be part of either.
        for connection in set(connections.values()):
            connection.commit()
        beside.put_in_place()
    return counts


def _check_members(path: Path, manifest: dict[str, Any], parts: dict[str, Part]) -> None:
    """Raise `BadArchive` unless a backup has every table, and nothing that has no place here."""
    tables = {f"{name}/{table.name}.jsonl" for name, part in parts.items() for table in _own_tables(part)}
    there = {name for name in manifest["members"] if not name.startswith(CONTENT) and name != SESSION_KEY}
    for name in sorted(there ^ tables):
        how = "which has no place here" if name in there else "which it should have"
        raise BadArchive(f"{path.name} {'has' if name in there else 'lacks'} {name[:100]!r}, {how}. {ANOTHER}")


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
    path: Path,
    all_members: Iterator[tuple[str, IO[bytes]]],
    parts: dict[str, Part],
    connections: dict[str, Connection],
    beside: _Files,
    counts: dict[str, int],
) -> None:
    for name, content in all_members:
        part, _, rest = name.partition("/")
        if part not in parts:
            beside.take(name, content)
            continue
        table = next(table for table in _own_tables(parts[part]) if table.name == rest.removesuffix(".jsonl"))
        try:
            count = put_in(connections[part], table, io.TextIOWrapper(content, encoding="utf-8"))
        except BadArchive:
            raise
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as problem:
            raise BadArchive(f"{path.name} has a row in {name!r} that is none of this table. {ANOTHER}") from problem
        counts[f"{part}/{table.name}"] = count


class _Files:
    """Hold the files of a backup beside their places until all rows are in."""

    def __init__(self, settings: Settings, files: ExitStack) -> None:
        self._settings = settings
        self._files = files
        self._staged: Path | None = None
        self._key: bytes | None = None
        self._drafts: list[tuple[Path, Path]] = []

    def take(self, name: str, content: IO[bytes]) -> None:
        """Keep a file of the content folder in a folder beside it, and the key in memory."""
        folder = self._settings.content_folder
        if name == SESSION_KEY:
            self._key = content.read()
            if not SHORTEST_KEY <= len(self._key) <= LONGEST_KEY:
                raise BadArchive(f"The backup's {SESSION_KEY} is no key: it has {len(self._key)} bytes. {ANOTHER}")
        elif folder is None:
            while content.read(BLOCK):  # its end is still to be checked
                pass
        else:
            if self._staged is None:
                self._staged = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}.restored-"))
                self._files.callback(shutil.rmtree, self._staged, ignore_errors=True)
            with _new_file(self._staged / name.removeprefix(CONTENT)) as file:
                shutil.copyfileobj(content, file, BLOCK)

    def prepare(self) -> None:
        """Leave out what does not differ from what is there."""
        folder = self._settings.content_folder
        if folder is not None and self._staged is not None and _contents(self._staged) != _contents(folder):
            self._staged.chmod(0o755)
            self._drafts.append((self._staged, folder))
        key = self._settings.data_folder / SESSION_KEY
        if self._key is not None and not (key.exists() and key.read_bytes() == self._key):
            draft = key.with_name(f".{SESSION_KEY}.restored")
            self._files.callback(draft.unlink, missing_ok=True)
            draft.unlink(missing_ok=True)
            with _new_file(draft) as file:
                file.write(self._key)
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
                    "Remedy: fix that, and restore again with --replace."
                ) from problem


def _contents(folder: Path) -> dict[str, bytes]:
    """Return a digest of every file in a folder, by its path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _unused(folder: Path) -> Path:
    number = 1
    while (beside := folder.with_name(f"{folder.name}.before-restore-{number}")).exists():
        number += 1
    return beside


def _new_file(path: Path) -> IO[bytes]:
    """Open a file that was not there before; where one is, or a link, nothing is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o600 if SESSION_KEY in path.name else 0o644
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode), "wb")
