"""Write and read the one file of a backup: a compressed tar that begins with a list of all that follows.

manifest.json             what is in it, with size and SHA-256 of every member
manifest.hmac             the manifest's signature, where the settings have a key
store/<table>.jsonl       rows of the knowledge store
conversations/<table>.jsonl
content/<path>            the content folder
session.key               the key that signs the widget's sessions

A backup may come from anybody. Nothing is read from it beyond what its manifest announces, no member has a name that
leads out of its folder, and none is anything but a plain file.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from gzip import GzipFile
from pathlib import Path
from typing import IO, Any

from commands.backup.manifest import (
    LARGEST_MANIFEST,
    LARGEST_SIGNATURE,
    MANIFEST,
    SIGNATURE,
    BadArchive,
    Signed,
    check_name,
    check_names,
    checked_signature,
    manifest_bytes,
    parsed_manifest,
    signature_bytes,
)

BLOCK = 1 << 20
ROOM_FOR_A_HEADER = 16_384
"""Bytes beside a member's content: its header, a long name, what fills up its last block."""
MOST_GROWTH = 200
"""How many times its size an archive may grow to; rows of one table, which are much alike, come to 30 times."""
ALWAYS_ALLOWED = 10_000_000
"""Bytes that any archive may grow to."""
DAMAGES = (
    OSError,
    EOFError,
    tarfile.TarError,
    zlib.error,
    struct.error,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RecursionError,
)
"""What Python's readers of gzip and tar raise at bytes that are neither."""


class ArchiveWriter:
    """Collect the members of a backup, and write them after the manifest; used through `writing_archive`."""

    def __init__(self, tar: tarfile.TarFile, spool: IO[bytes], keys: Sequence[bytes]) -> None:
        self._tar = tar
        self._spool = spool
        self._keys = keys
        self._digests: dict[str, str] = {}
        self._sizes: dict[str, int] = {}

    def add_file(self, name: str, path: Path) -> None:
        """Add a file as it is now."""
        self._add(name, [path.read_bytes()])

    def add_lines(self, name: str, lines: Iterable[str]) -> int:
        """Add a member of lines, of which only some are in memory at a time; return how many."""
        return self._add(name, (f"{line}\n".encode() for line in lines))

    def _add(self, name: str, parts: Iterable[bytes]) -> int:
        digest, size, count = hashlib.sha256(), 0, 0
        for part in parts:
            digest.update(part)
            self._spool.write(part)
            size += len(part)
            count += 1
        self._digests[name], self._sizes[name] = digest.hexdigest(), size
        return count

    def finish(self, about: Mapping[str, Any]) -> None:
        """Write everything; raise `BadArchive` for names of files that could not be restored side by side."""
        check_names("The backup", self._digests)
        content = manifest_bytes(about, self._digests, self._sizes)
        self._tar.addfile(_info(MANIFEST, len(content)), io.BytesIO(content))
        if self._keys:
            signature = signature_bytes(content, self._keys[0])
            self._tar.addfile(_info(SIGNATURE, len(signature)), io.BytesIO(signature))
        self._spool.seek(0)
        for name, size in self._sizes.items():
            self._tar.addfile(_info(name, size), self._spool)


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


@contextmanager
def writing_archive(path: Path, keys: Sequence[bytes] = ()) -> Iterator[ArchiveWriter]:
    """Write a backup that is there as a whole or not at all, readable by its owner alone; raises `OSError`.

    It is signed with the first of the keys.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = Path(name)
    try:
        with open(descriptor, "wb") as file, tempfile.TemporaryFile(dir=path.parent) as spool:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                yield ArchiveWriter(tar, spool, keys)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def read_manifest(path: Path) -> dict[str, Any]:
    """Check that a backup is whole, every member by its size and digest, and return its manifest.

    Raises `BadArchive`; `FileNotFoundError` and `PermissionError` where there is nothing to read.
    """
    with members(path) as every:
        for _, content in every:
            while content.read(BLOCK):
                pass
    with _members(path) as opened:
        return opened.manifest


def read_signature(path: Path, keys: Sequence[bytes]) -> Signed:
    """Return how far a backup's signature says who made it; raise `BadArchive` where it is wrong."""
    with _members(path) as opened:
        return checked_signature(path.name, opened.content, opened.signature, keys)


@contextmanager
def members(path: Path) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """Give the members of a backup, each with its content, which raises `BadArchive` where it is not what it should be.

    The content of each must be read to its end: what has not been read has not been checked.
    """
    with _members(path) as opened:
        yield iter(opened)


@contextmanager
def _members(path: Path) -> Iterator[_Members]:
    with path.open("rb") as file, GzipFile(fileobj=file) as unzipped:
        with _telling_damage(path):
            opened = _Members(path, _Counted(path, unzipped))
        yield opened


@contextmanager
def _telling_damage(path: Path) -> Iterator[None]:
    try:
        yield
    except (BadArchive, FileNotFoundError, PermissionError, IsADirectoryError):
        raise
    except DAMAGES as problem:
        raise BadArchive(f"{path.name} is damaged ({type(problem).__name__}). Remedy: take another backup") from problem


class _Counted(io.RawIOBase):
    """Pass on what is unpacked, up to a limit."""

    def __init__(self, path: Path, file: GzipFile) -> None:
        self._path, self._file = path, file
        self.limit = LARGEST_MANIFEST + LARGEST_SIGNATURE + 3 * ROOM_FOR_A_HEADER

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(min(size, BLOCK) if size >= 0 else BLOCK)
        self.limit -= len(content)
        if self.limit < 0:
            raise BadArchive(f"{self._path.name} is damaged: it holds more than its manifest says.")
        return content


class _Members:
    """Read the manifest and its signature at once, and the members one after the other."""

    def __init__(self, path: Path, counted: _Counted) -> None:
        self._path = path
        self._counted = counted
        self._tar = tarfile.open(fileobj=counted, mode="r|")  # type: ignore[call-overload]  # noqa: SIM115
        first = self._next()
        if first is None or first.name != MANIFEST:
            raise BadArchive(f"{path.name} is damaged: it does not begin with {MANIFEST}. Remedy: take another backup")
        self.content = self._small(first, LARGEST_MANIFEST)
        self.manifest = parsed_manifest(path.name, self.content)
        self._sizes: dict[str, int] = self.manifest["sizes"]
        growth = sum(self._sizes.values())
        if growth > max(ALWAYS_ALLOWED, path.stat().st_size * MOST_GROWTH):
            raise BadArchive(f"{path.name} would grow to {growth} bytes, more than any backup of its size does.")
        counted.limit += growth + (len(self._sizes) + 2) * ROOM_FOR_A_HEADER
        self._ahead = self._next()
        self.signature: bytes | None = None
        if self._ahead is not None and self._ahead.name == SIGNATURE:
            self.signature = self._small(self._ahead, LARGEST_SIGNATURE)
            self._ahead = self._next()

    def __iter__(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Yield each member that the manifest lists, once."""
        missing = dict(self._sizes)
        member = self._ahead
        while member is not None:
            if missing.pop(member.name, None) != member.size:
                raise self._damaged(member.name, "is not there once, with the size that the manifest says")
            yield member.name, io.BufferedReader(_Checked(self, member.name, self._opened(member)), BLOCK)
            member = self._next()
        with _telling_damage(self._path):  # the last bytes say whether all before them were right
            while self._counted.read(BLOCK):
                pass
        if missing:
            raise self._damaged(next(iter(missing)), "is missing")

    def _next(self) -> tarfile.TarInfo | None:
        with _telling_damage(self._path):
            member = self._tar.next()
        if member is not None:
            check_name(self._path.name, member.name)
            if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or member.sparse is not None:
                raise self._damaged(member.name, "is no plain file")
        return member

    def _small(self, member: tarfile.TarInfo, most: int) -> bytes:
        if not 0 <= member.size <= most:
            raise self._damaged(member.name, f"is larger than {most} bytes")
        return self._opened(member).read(most + 1)

    def _opened(self, member: tarfile.TarInfo) -> IO[bytes]:
        content = self._tar.extractfile(member)
        if content is None:
            raise self._damaged(member.name, "is no plain file")
        return content

    def read(self, content: IO[bytes], size: int) -> bytes:
        """Read from a member's content; raise `BadArchive` where it cannot be unpacked."""
        with _telling_damage(self._path):
            return content.read(size)

    def check(self, name: str, size: int, digest: str) -> None:
        """Raise `BadArchive` unless a member was what the manifest says."""
        if size != self._sizes[name] or digest != self.manifest["members"][name]:
            raise self._damaged(name, "is not what the manifest says")

    def _damaged(self, name: str, how: str) -> BadArchive:
        return BadArchive(f"{self._path.name} is damaged at {name!r}, which {how}. Remedy: take another backup")


class _Checked(io.RawIOBase):
    """Pass a member's content on, and check at its end that it was the right one."""

    def __init__(self, of: _Members, name: str, content: IO[bytes]) -> None:
        self._of, self._name, self._content = of, name, content
        self._digest, self._size = hashlib.sha256(), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._of.read(self._content, len(buffer))
        if not part and len(buffer):
            self._of.check(self._name, self._size, self._digest.hexdigest())
        self._digest.update(part)
        self._size += len(part)
        buffer[: len(part)] = part
        return len(part)
