"""Read ontologies of conditions in OBO format, such as GARD's list and Mondo."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from knowledge.importers.catalogues import provenance_of
from knowledge.importers.errors import ImportRejected
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.ontology import Term, catalogue_number, count_by_scope, records_of
from knowledge.ingest import Document

_ONTOLOGY = re.compile(r"^ontology: *(\S+)", re.MULTILINE)
_WITHOUT_SCOPE = re.compile(r'^(synonym: "(?:[^"\\\n]|\\.)*")(?=\s*\[)', re.MULTILINE)
"""Older files give no scope; GARD's list means its synonyms to be other names of the same thing."""
_EXACT_SOURCES = frozenset({"MONDO:equivalentTo", "MONDO:obsoleteEquivalent"})
"""With these Mondo marks the cross-references that are exact."""
_EXACT_RELATION = re.compile(r"(?:^|[:#/])exactMatch$", re.IGNORECASE)
_GENE_RELATION = re.compile(r"material_basis_in_.*mutation|RO[:_]000400[1-4]$")
RARE = frozenset({"rare", "gard_rare", "orphanet_rare"})
"""Subsets in which Mondo, which has all diseases, keeps the rare ones."""


def is_obo(file: SourceFile) -> bool:
    """Return whether a file is an ontology of conditions in OBO format; HPO's is one of signs."""
    opening = file.opening_text
    ontology = _ONTOLOGY.search(opening)
    if ontology is None or "[Term]" not in opening or not opening.lstrip().startswith("format-version:"):
        return False
    return any(catalogue_number(f"{prefix}:1") for prefix in (ontology[1].split(".")[0].split("/")[0],))


def read_files(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read ontologies; raise `ImportRejected` with the line for a file that is not as the format wants it."""
    for file in files:
        ontology = _ONTOLOGY.search(file.opening_text)
        name = ontology[1].split(".")[0] if ontology else file.path.stem
        header, frames = read_frames(file.path)
        provenance = provenance_of(name, _values(header, "data-version"), given)
        terms = _terms(frames, findings)
        yield from records_of(terms, provenance, findings)


def read_frames(path: Path) -> tuple[Any, list[Any]]:
    """Return the header and the frames of an OBO file; raise `ImportRejected` for one that is none."""
    import fastobo  # when it is needed: it takes 7 MB that no server uses

    try:
        text = _WITHOUT_SCOPE.sub(r"\1 EXACT", path.read_text("utf-8")) + "\n"
        reader = fastobo.iter(io.BytesIO(text.encode()))
        return reader.header(), list(reader)
    except (SyntaxError, ValueError) as problem:
        line = getattr(problem, "lineno", None)
        said = getattr(problem, "msg", None) or str(problem)
        raise ImportRejected(path, line, f"this is no OBO ({said})", "fetch the file again") from problem
    except OSError as problem:
        raise ImportRejected(
            path, None, f"the file cannot be read ({problem})", "check its name and rights"
        ) from problem


def _values(header: Any, tag: str) -> str | None:
    return next((clause.raw_value() for clause in header if clause.raw_tag() == tag), None)


def _terms(frames: Iterable[Any], findings: Findings) -> list[Term]:
    """Return the terms that are conditions: of Mondo those that it marks as rare, where it marks any."""
    frames = list(frames)
    names = {str(frame.id): _first(frame, "name") for frame in frames}
    marked = {str(frame.id) for frame in frames if RARE & _subsets(frame)}
    scopes: Counter[str] = Counter()
    terms = []
    for frame in frames:
        number = catalogue_number(str(frame.id))
        if number is None:
            continue
        if marked and str(frame.id) not in marked:
            findings.counts["conditions left out, which are not marked as rare"] += 1
            continue
        terms.append(_term(number, frame, names, scopes))
    count_by_scope(scopes, findings)
    return terms


def _subsets(frame: Any) -> set[str]:
    return {clause.raw_value().lower() for clause in frame if clause.raw_tag() == "subset"}


def _first(frame: Any, tag: str) -> str | None:
    return next((clause.raw_value() for clause in frame if clause.raw_tag() == tag), None)


def _term(number: str, frame: Any, names: dict[str, str | None], scopes: Counter[str]) -> Term:
    term = Term(number)
    for clause in frame:
        tag = clause.raw_tag()
        if tag == "name":
            term.name = clause.name
        elif tag == "def":
            term.definition = clause.definition
        elif tag == "synonym":
            if clause.synonym.scope == "EXACT":
                term.synonyms.append(clause.synonym.desc)
            else:
                scopes[clause.synonym.scope] += 1
        elif tag == "xref" and _is_exact(clause):
            _add_number(term, str(clause.xref.id))
        elif tag == "property_value" and _EXACT_RELATION.search(str(clause.property_value.relation)):
            _add_number(term, str(clause.property_value.value))
        elif tag == "is_a" and (parent := catalogue_number(str(clause.term))):
            term.parents.append(parent)
        elif tag == "relationship" and _GENE_RELATION.search(str(clause.typedef)):
            if gene := names.get(str(clause.term)):
                term.lists["genes"].append(gene)
        elif tag == "is_obsolete":
            term.is_obsolete = bool(clause.obsolete)
    return term


def _is_exact(clause: Any) -> bool:
    sources = {str(qualifier.value) for qualifier in clause.qualifiers or () if str(qualifier.key) == "source"}
    marks = {source for source in sources if source.startswith("MONDO:")}
    return not marks or not marks.isdisjoint(_EXACT_SOURCES)


def _add_number(term: Term, identifier: str) -> None:
    number = catalogue_number(identifier)
    if number is not None and number not in term.numbers:
        term.numbers.append(number)
