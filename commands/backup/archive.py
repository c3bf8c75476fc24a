"""Write and read the one file of a backup: a compressed tar of members, the last of which lists all others.

manifest.json             what is in it, with the SHA-256 of every other member
store/<table>.jsonl       rows of the knowledge store
conversations/<table>.jsonl
content/<path>            the content folder
session.key               the key that signs the widget's sessions
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
CONTENT = "content/"
FORM = 1
"""The form of the archive, which grows when an older program could not read it any more."""
BLOCK = 1 << 20


class BadArchive(ValueError):
    """A file is no whole backup; the message says what is wrong with it and what to do."""


class ArchiveWriter:
    """Add members to a backup; used through `writing_archive`."""

    def __init__(self, tar: tarfile.TarFile, folder: Path) -> None:
        self._tar = tar
        self._folder = folder
        self._digests: dict[str, str] = {}

    def add_file(self, name: str, path: Path) -> None:
        """Add a file as it is now."""
        self.add_bytes(name, path.read_bytes())

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a small member."""
        self._digests[name] = hashlib.sha256(content).hexdigest()
        self._tar.addfile(_info(name, len(content)), io.BytesIO(content))

    def add_lines(self, name: str, lines: Iterable[str]) -> int:
        """Add a member of lines, of which only some are in memory at a time; return how many."""
        digest, count = hashlib.sha256(), 0
        with tempfile.TemporaryFile(dir=self._folder) as file:
            for line in lines:
                content = f"{line}\n".encode()
                digest.update(content)
                file.write(content)
                count += 1
            size = file.tell()
            file.seek(0)
            self._tar.addfile(_info(name, size), file)
        self._digests[name] = digest.hexdigest()
        return count

    def finish(self, about: Mapping[str, Any]) -> None:
        """Add the manifest."""
        content = json.dumps({"form": FORM, **about, "members": self._digests}, indent=2).encode()
        self._tar.addfile(_info(MANIFEST, len(content)), io.BytesIO(content))


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


@contextmanager
def writing_archive(path: Path) -> Iterator[ArchiveWriter]:
    """Write a backup that is there as a whole or not at all, readable by its owner alone; raises `OSError`."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = Path(name)
    try:
        with open(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                yield ArchiveWriter(tar, path.parent)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def read_manifest(path: Path) -> dict[str, Any]:
    """Check that a backup is whole, every member by its digest, and return its manifest; raise `BadArchive`."""
    found: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(path, "r:gz") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None:
                    raise BadArchive(f"{path.name}: {member.name} is no file. Remedy: take another backup")
                if ".." in Path(member.name).parts or Path(member.name).is_absolute():
                    raise BadArchive(f"{path.name}: {member.name} leads out of its folder, and is not restored.")
                if member.name == MANIFEST:
                    manifest = json.load(content)
                else:
                    found[member.name] = _digest(content)
    except (OSError, EOFError, tarfile.TarError, zlib.error, ValueError) as problem:
        if isinstance(problem, (BadArchive, FileNotFoundError, PermissionError)):
            raise
        raise BadArchive(f"{path.name} is damaged ({type(problem).__name__}). Remedy: take another backup") from problem
    if manifest is None or manifest.get("members") != found:
        wrong = sorted(set(found.items()) ^ set((manifest or {}).get("members", {}).items()))
        place = wrong[0][0] if wrong else MANIFEST
        raise BadArchive(f"{path.name} is damaged at {place}. Remedy: take another backup")
    if manifest.get("form") != FORM:
        raise BadArchive(f"{path.name} has form {manifest.get('form')}, and this version reads form {FORM}.")
    return manifest


def _digest(content: Any) -> str:
    digest = hashlib.sha256()
    while block := content.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


@contextmanager
def members(path: Path) -> Iterator[Iterator[tuple[str, Any]]]:
    """Give the members of a backup that `read_manifest` has checked, each with its content as a binary file."""
    with tarfile.open(path, "r:gz") as tar:
        yield ((member.name, tar.extractfile(member)) for member in tar if member.name != MANIFEST)
