"""Know the forms of file that can be imported, and tell which of them a file has.

A form is one row of `knowledge.importers.registry.FORMS`: what it is called, how it is recognised, and how its files
are read into documents. `rareguide knowledge import` needs to know nothing else of it.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from knowledge.importers.errors import ImportRejected, NothingToImport
from knowledge.ingest import Document

OPENING_BYTES = 64 * 1024
"""How much of a file is looked at to tell its form."""


@dataclass(frozen=True)
class Given:
    """Hold what the editor says of the files on the command line: it comes before what they say themselves."""

    source: str | None = None
    licence: str | None = None
    condition: str | None = None


@dataclass
class Findings:
    """Gather what a reader met on the way.

    Attributes:
        counts: what was dropped, stripped or laid out, by a phrase for the report.
        notes: one line for each single thing that a person should look at.
    """

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SourceFile:
    """Name a file that is read: `path` is where it lies, `name` how it is spoken of.

    The two differ for a file out of an archive, whose path is a passing one. `given_as` is the folder, archive or
    file that the person named.
    """

    path: Path
    name: str
    given_as: Path

    @cached_property
    def opening(self) -> bytes:
        """Return the first `OPENING_BYTES` of the file; raise `ImportRejected` when it cannot be read."""
        try:
            with self.path.open("rb") as file:
                return file.read(OPENING_BYTES)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            remedy = "check its name and rights"
            raise ImportRejected(Path(self.name), None, f"the file cannot be read: {reason}", remedy) from problem

    @cached_property
    def opening_text(self) -> str:
        """Return the opening as text, with what is no UTF-8 or UTF-16 replaced."""
        wide = self.opening.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return self.opening.decode("utf-16" if wide else "utf-8-sig", errors="replace")

    @property
    def is_named_itself(self) -> bool:
        """Return whether the person named this file, and not a folder or an archive that holds it."""
        return self.path == self.given_as

    @property
    def suffix(self) -> str:
        """Return the ending of the file's name in lower case, such as `.xml`."""
        return Path(self.name).suffix.lower()


Reader = Callable[[Sequence[SourceFile], Given, Findings], Iterable[Document]]


@dataclass(frozen=True)
class Form:
    """Describe one form of file.

    Attributes:
        name: one word, by which the command line can ask for the form.
        kind: the kind of its records, one of `knowledge.grouping.KIND_RANKS`.
        title: what the form is, for reports and for the list of known forms.
        recognises: tells from name and opening whether a file has the form.
        read: reads files into documents one by one. It gets one file at a time, or all of the form at once when
            `is_joint` (a list whose names stand in another file). A file that cannot be read raises
            `ImportRejected` and nothing of it is taken.
        is_large: the documents of a file are taken as they are read, instead of after the whole file; what is
            wrong with it then ends the import.
        suffixes: endings of names under which files within a folder are read, recognised or not, when the person
            has named the form: a broken one is then told of instead of passed over.
    """

    name: str
    kind: str
    title: str
    recognises: Callable[[SourceFile], bool]
    read: Reader
    is_joint: bool = False
    is_large: bool = False
    suffixes: frozenset[str] = frozenset()


def read_documents(
    form: Form, files: Iterable[SourceFile], given: Given, findings: Findings, reject: Callable[[str, str], None]
) -> Iterator[Document]:
    """Read files of one form; `reject` is told the name of a file that cannot be read, and why."""
    for batch in [list(files)] if form.is_joint else ([file] for file in files):
        own = Findings()
        try:
            documents = form.read(batch, given, own)
            if form.is_large:
                yield from documents
            else:
                yield from list(documents)
        except NothingToImport as problem:
            if batch[0].is_named_itself:
                reject(Path(batch[0].name).name, str(_by_name(problem, batch)))
            else:
                findings.counts[f"files passed over: {problem.problem}"] += 1
        except ImportRejected as problem:
            told = _by_name(problem, batch)
            if form.is_large:
                raise told from problem
            reject(Path(batch[0].name).name, str(told))
        else:
            findings.counts.update(own.counts)
            findings.notes.extend(own.notes)


def _by_name(problem: ImportRejected, files: Sequence[SourceFile]) -> ImportRejected:
    """Speak of a file by its name, where the reader knew only the path to which it was unpacked."""
    name = next((file.name for file in files if file.path == problem.path), str(problem.path))
    return ImportRejected(Path(name), problem.line, problem.problem, problem.remedy)
