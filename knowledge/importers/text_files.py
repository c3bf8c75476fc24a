"""Read files that people saved as text, in the encodings in which browsers, editors and spreadsheets save."""

from __future__ import annotations

import codecs
from pathlib import Path

from knowledge.importers.errors import ImportRejected

_CP1252_NOTE = "the file is not UTF-8 and was read as Windows-1252; look at its accents and quotation marks"


def read_text_file(path: Path, largest: int, remedy: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file of at most `largest` bytes, with a note when its encoding had to be guessed.

    `remedy` says what to do with a binary or an empty file. Raises `ImportRejected`.
    """
    return _decode(path, read_bytes(path, largest, remedy), remedy)


def read_bytes(path: Path, largest: int, remedy: str) -> bytes:
    """Return a file of at most `largest` bytes; raise `ImportRejected` for a larger, an empty or an unreadable one."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ImportRejected(path, None, f"the file cannot be read: {reason}", "check its name and rights") from problem
    if len(data) > largest:
        limit = f"{largest // 1_000_000} MB"
        raise ImportRejected(path, None, f"the file is larger than {limit}", "save the text alone, without pictures")
    if not data.strip():
        raise ImportRejected(path, None, "the file is empty", remedy)
    return data


def _decode(path: Path, data: bytes, binary_remedy: str) -> tuple[str, tuple[str, ...]]:
    remedy = "save the file with the encoding UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError as problem:
            raise ImportRejected(path, None, "the file is not the UTF-16 that it says", remedy) from problem
    if b"\0" in data or data.startswith(b"%PDF-"):
        raise ImportRejected(path, None, "the file is binary", binary_remedy)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as problem:
        line = 1 + data.count(b"\n", 0, problem.start)
        try:
            return data.decode("cp1252"), (f"line {line}: {_CP1252_NOTE}",)
        except UnicodeDecodeError:
            raise ImportRejected(path, line, "the file is neither UTF-8 nor Windows-1252", remedy) from problem
