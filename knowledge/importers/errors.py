"""Define the error with which every importer turns down a file it cannot read."""

from __future__ import annotations

from pathlib import Path


class ImportRejected(ValueError):
    """A file that could not be imported: which one, the line where one is known, the problem and the remedy."""

    def __init__(self, path: Path, line: int | None, problem: str, remedy: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        self.remedy = remedy
        where = f"{path}" if line is None else f"{path}, line {line}"
        super().__init__(f"{where}: {problem}. Remedy: {remedy}")


class NothingToImport(ImportRejected):
    """A file that is sound and speaks of no condition, such as a site's page of contacts.

    Within a folder or an archive it is passed over; named itself, it is rejected.
    """
