"""Open the packages (ZIP files of XML) in which spreadsheets and word processors save."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docx.opc.exceptions import OpcError
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.importers.errors import ImportRejected

UNREADABLE = (
    OSError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ValueError,
    NotImplementedError,
    SyntaxError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    OpcError,
    InvalidFileException,
)
"""What the readers of packages raise for damaged ones: they check little, and fail wherever a part is missing.

A misspelled attribute is a `TypeError` in openpyxl, a part of the wrong kind an `AttributeError` in python-docx.
"""


@contextmanager
def opened_package(path: Path, largest: int, what: str, remedy: str) -> Iterator[None]:
    """Let a package be read that unpacks to at most `largest` bytes; `what` and `remedy` are for the rejection.

    Raises `ImportRejected` for a larger one, and for one that turns out to be damaged while it is read.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(info.file_size for info in packed.infolist()) > largest:
                limit = f"{largest // 1_000_000} MB"
                raise ImportRejected(path, None, f"the {what} is larger than {limit} unpacked", "part it")
        yield
    except ImportRejected:
        raise
    except UNREADABLE as problem:
        said = str(problem) or "it ends too early"
        raise ImportRejected(path, None, f"the {what} cannot be read ({said})", remedy) from problem
