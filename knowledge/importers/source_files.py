"""Find the files to import in what a person names: files, folders, and archives (zip, tar, gz).

A member of an archive is unpacked when it is read, into a passing folder that nobody else can read, and taken away
before the next one; where it stands in the archive is part of its name and never of a path.
"""

from __future__ import annotations

import gzip
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from knowledge.importers.errors import ImportRejected
from knowledge.importers.forms import SourceFile

MOST_FILES = 200_000
"""How many files one archive may hold; catalogues of rare diseases have about 12,000 entries."""
LARGEST_MEMBER = 2_000_000_000
"""The size in bytes above which a member is not unpacked; the largest catalogues have some hundred MB."""
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, NotImplementedError, RuntimeError)
_ZIP, _GZIP, _BZIP2, _XZ = b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"
_TAR, _TAR_AT = b"ustar", 257
_PACKED_DOCUMENTS = frozenset({".xlsx", ".xlsm", ".docx"})
"""Files that are zip archives by their build and one document to whoever reads them."""
_FOLDER_OF_MACOS = "__MACOSX"


@dataclass(frozen=True)
class Place:
    """Say where a file is to be found: on the disk, or as `member` of the archive at `path`."""

    path: Path
    given_as: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """Return how the file is spoken of."""
        return str(self.path) if self.member is None else f"{self.path}/{self.member}"


def find_files(named: Iterable[Path]) -> list[Place]:
    """List the files that are meant: those of folders and archives by name, without hidden ones.

    Raises `ImportRejected` for an archive that cannot be read or holds more than `MOST_FILES`.
    """
    found: list[Place] = []
    for given in named:
        if given.is_dir():
            inside = sorted(path for path in given.rglob("*") if path.is_file())
            paths = [path for path in inside if not _is_hidden(path.relative_to(given).parts)]
        else:
            paths = [given]
        for path in paths:
            members = _members(path)
            found += [Place(path, given)] if members is None else [Place(path, given, member) for member in members]
    return found


@contextmanager
def unpacking(places: Iterable[Place], keeps_all: bool = False) -> Iterator[Iterator[SourceFile]]:
    """Yield the files of `places` one after the other.

    What is unpacked for one goes when the next is asked for, unless `keeps_all` is set; then all goes at the end.
    Raises `ImportRejected` when a member cannot be unpacked.
    """
    with tempfile.TemporaryDirectory(prefix="rareguide-import-") as name, closing(_OpenArchive()) as archive:
        folder = Path(name)
        yield (_source_file(place, number, archive, folder, keeps_all) for number, place in enumerate(places))


def _source_file(place: Place, number: int, archive: _OpenArchive, folder: Path, keeps_all: bool) -> SourceFile:
    if place.member is None:
        return SourceFile(place.path, place.name, place.given_as)
    if not keeps_all:
        for earlier in folder.iterdir():
            earlier.unlink()
    plain = folder / f"{number}{PurePosixPath(place.member).suffix[:20]}"
    try:
        with archive.open(place.path, place.member) as packed, plain.open("wb") as file:
            _copy(packed, file, place)
    except _BROKEN as problem:
        raise _broken(place.path, problem) from problem
    return SourceFile(plain, place.name, place.given_as)


def _copy(packed: IO[bytes] | gzip.GzipFile, plain: IO[bytes], place: Place) -> None:
    left = LARGEST_MEMBER
    while chunk := packed.read(1 << 20):
        left -= len(chunk)
        if left < 0:
            limit = f"{LARGEST_MEMBER // 1_000_000} MB"
            raise ImportRejected(Path(place.name), None, f"it has more than {limit} unpacked", "give a smaller file")
        plain.write(chunk)


class _OpenArchive:
    """Keep the archive that is read open: to open a packed tar file again takes a pass over it."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._archive: zipfile.ZipFile | tarfile.TarFile | None = None

    def open(self, path: Path, member: str) -> IO[bytes] | gzip.GzipFile:
        if path != self._path:
            self.close()
            self._archive = _archive(path)
            self._path = path
        if self._archive is None:
            return gzip.open(path)
        if isinstance(self._archive, zipfile.ZipFile):
            return self._archive.open(member)
        file = self._archive.extractfile(member)
        if file is None:
            raise tarfile.TarError(f"{member} is no file")
        return file

    def close(self) -> None:
        if self._archive is not None:
            self._archive.close()
        self._archive = self._path = None


def _archive(path: Path) -> zipfile.ZipFile | tarfile.TarFile | None:
    """Open an archive; None for a file that is only packed (gz) or no archive at all."""
    begin = _first_bytes(path)
    if begin.startswith(_ZIP) and path.suffix.lower() not in _PACKED_DOCUMENTS:
        return zipfile.ZipFile(path)
    is_packed = begin.startswith((_GZIP, _BZIP2, _XZ))
    return tarfile.open(path) if begin[_TAR_AT:] == _TAR or (is_packed and tarfile.is_tarfile(path)) else None


def _members(path: Path) -> list[str] | None:
    """List the files within an archive, or None when the file is none."""
    if not path.is_file():
        return None
    try:
        archive = _archive(path)
        if archive is None:
            return [path.with_suffix("").name] if _first_bytes(path).startswith(_GZIP) else None
        with archive:
            if isinstance(archive, zipfile.ZipFile):
                names = sorted(info.filename for info in archive.infolist() if not info.is_dir())
            else:
                # In their own order: to go back in a packed tar file takes a pass over it.
                names = [info.name for info in archive if info.isfile()]
    except _BROKEN as problem:
        raise _broken(path, problem) from problem
    if len(names) > MOST_FILES:
        raise ImportRejected(path, None, f"the archive holds more than {MOST_FILES} files", "part it")
    return [name for name in names if not _is_hidden(PurePosixPath(name).parts)]


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_TAR_AT + len(_TAR))


def _is_hidden(parts: tuple[str, ...]) -> bool:
    return any((part.startswith(".") and part not in (".", "..")) or part == _FOLDER_OF_MACOS for part in parts)


def _broken(path: Path, problem: Exception) -> ImportRejected:
    return ImportRejected(path, None, f"the archive cannot be read ({problem})", "fetch it again, or unpack it")
