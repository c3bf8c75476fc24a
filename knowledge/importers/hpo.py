"""Read the Human Phenotype Ontology's annotations: which signs are reported of which condition, and how frequent.

Three files belong together: `phenotype.hpoa` with the annotations, `hp.obo` with the names of the signs, and
`genes_to_phenotype.txt` with the genes, which may be left out. The format is described at
https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.importers.catalogues import provenance_of
from knowledge.importers.errors import ImportRejected
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.obo import read_frames
from knowledge.importers.ontology import catalogue_number, clean_name, identifiers_of
from knowledge.importers.section_lists import Provenance, escaped, list_section, listed
from knowledge.ingest import Document
from knowledge.names import normalise_name
from knowledge.records import Record, slugify

COLUMNS = ("database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence", "onset", "frequency", "sex",
           "modifier", "aspect")  # fmt: skip
GENE_COLUMNS = ("gene_symbol", "disease_id")
ONSET = "HP:0003674"
"""The term that all ages at onset are below; other clinical courses are not listed."""
BANDS: tuple[tuple[str, str, float], ...] = (
    ("HP:0040280", "Always (100 %)", 1.0),
    ("HP:0040281", "Very frequent (80 to 99 %)", 0.8),
    ("HP:0040282", "Frequent (30 to 79 %)", 0.3),
    ("HP:0040283", "Occasional (5 to 29 %)", 0.05),
    ("HP:0040284", "Very rare (below 5 %)", 0.0),
)
"""HPO's terms for how frequent a sign is, the title of each, and the share of people from which on it is meant."""
EXCLUDED = "HP:0040285"
UNKNOWN = "How frequent is not reported"
_FRACTION = re.compile(r"(\d+)/(\d+)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_ANNOTATIONS, _SIGNS, _GENES = "phenotype.hpoa", "hp.obo", "genes_to_phenotype.txt"
_ADDRESS = "https://hpo.jax.org/data/annotations"


def is_hpo(file: SourceFile) -> bool:
    """Return whether a file is one of the three."""
    return _part_of(file) is not None


def _part_of(file: SourceFile) -> str | None:
    opening = file.opening_text
    if re.search(r"^ontology: *hp(?:\.obo|\.owl)?\s*$", opening, re.MULTILINE) and opening.startswith(
        "format-version:"
    ):
        return _SIGNS
    lines = (line for line in opening.splitlines() if line.strip() and not line.startswith("#description"))
    header = next((line for line in lines if not line.startswith("#") or "database_id" in line.lower()), "")
    columns = set(header.lstrip("#").lower().split("\t"))
    if {"database_id", "hpo_id"} <= columns:
        return _ANNOTATIONS
    return _GENES if set(GENE_COLUMNS) <= columns else None


def read_files(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read the three files; raise `ImportRejected` where one is missing or is not as its header says."""
    parts: dict[str, SourceFile] = {}
    for file in files:
        part = _part_of(file) or ""
        if part in parts:
            raise ImportRejected(Path(file.name), None, f"{part} is given twice", "give one release at a time")
        parts[part] = file
    for part in (_ANNOTATIONS, _SIGNS):
        if part not in parts:
            remedy = f"give {part} of the same release too, which is at {_ADDRESS}"
            raise ImportRejected(Path(files[0].name), None, f"{part} is missing beside it", remedy)
    signs = _read_signs(parts[_SIGNS].path)
    genes = _read_genes(parts[_GENES].path) if _GENES in parts else {}
    if not genes:
        findings.notes.append(f"{_GENES} is not given, so that no genes are listed")
    release, diseases = _read_annotations(parts[_ANNOTATIONS].path, signs)
    provenance = provenance_of("hpo", release, given)
    for identifier, disease in diseases.items():
        yield Document(f"hpo/{identifier}", _record(identifier, disease, signs, genes, provenance))


@dataclass(frozen=True)
class _Sign:
    """Hold a term of HPO: its name, a name for everybody where there is one, and the terms above it."""

    name: str
    plain: str | None
    above: tuple[str, ...]

    @property
    def shown(self) -> str:
        return f"{self.name} ({self.plain})" if self.plain else self.name


@dataclass
class _Disease:
    """Gather the annotations of one condition; `signs` has for each sign how often it is reported, as written."""

    name: str
    signs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sexes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    courses: dict[str, None] = field(default_factory=dict)
    inheritance: dict[str, None] = field(default_factory=dict)


def _read_signs(path: Path) -> dict[str, _Sign]:
    _, frames = read_frames(path)
    signs: dict[str, _Sign] = {}
    for frame in frames:
        name, plain, above, numbers = "", None, [], [str(frame.id)]
        for clause in frame:
            tag = clause.raw_tag()
            if tag == "name":
                name = clause.name
            elif tag == "is_a":
                above.append(str(clause.term))
            elif tag == "alt_id":
                numbers.append(str(clause.alt_id))
            elif tag == "synonym" and plain is None and _is_for_everybody(clause.synonym):
                plain = clause.synonym.desc
        if plain is not None and normalise_name(plain) == normalise_name(name):
            plain = None
        for number in numbers:
            signs.setdefault(number, _Sign(name, plain, tuple(above)))
    return signs


def _is_for_everybody(synonym: object) -> bool:
    return str(getattr(synonym, "type", "")) == "layperson" and getattr(synonym, "scope", "") == "EXACT"


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with tabs, each with its line; comments may stand before the header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header: list[str] | None = None
            for line, cells in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
                if header is None:
                    names = [cell.lstrip("#").strip().lower() for cell in cells]
                    header = names if set(columns) <= set(names) else None
                elif len(cells) == len(header):
                    yield line, dict(zip(header, cells, strict=True))
                elif any(cells):
                    problem = f"the line has {len(cells)} columns and the header {len(header)}"
                    raise ImportRejected(path, line, problem, "fetch the file again")
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise ImportRejected(path, None, f"the file cannot be read ({problem})", "fetch it again") from problem
    if header is None:
        raise ImportRejected(path, None, f"there is no header with {', '.join(columns)}", "fetch the file again")


def _read_genes(path: Path) -> dict[str, list[str]]:
    genes: dict[str, dict[str, None]] = defaultdict(dict)
    for _, row in _rows(path, GENE_COLUMNS):
        number = catalogue_number(row["disease_id"])
        if number is not None and row["gene_symbol"].strip("- "):
            genes[number][row["gene_symbol"]] = None
    return {number: sorted(symbols) for number, symbols in genes.items()}


def _read_annotations(path: Path, signs: Mapping[str, _Sign]) -> tuple[str | None, dict[str, _Disease]]:
    diseases: dict[str, _Disease] = {}
    for line, row in _rows(path, COLUMNS):
        number = catalogue_number(row["database_id"]) or row["database_id"].lower()
        term = row["hpo_id"]
        if term not in signs:
            remedy = f"give {_SIGNS} of the same release"
            raise ImportRejected(path, line, f"{_SIGNS} has no sign {term}", remedy)
        disease = diseases.setdefault(number, _Disease(clean_name(row["disease_name"])))
        if row["qualifier"].upper() == "NOT" or row["frequency"] == EXCLUDED:
            continue
        if row["aspect"] == "P":
            disease.signs[term].append(row["frequency"])
            disease.sexes[term].add(row["sex"].lower())
        elif row["aspect"] == "C" and _is_below(term, ONSET, signs):
            disease.courses[term] = None
        elif row["aspect"] == "I":
            disease.inheritance[term] = None
    return _release(path), diseases


def _release(path: Path) -> str | None:
    with path.open(encoding="utf-8-sig") as file:
        lines = [line for _, line in zip(range(10), file, strict=False)]
    found = (re.match(r"#\s*(?:version|date):\s*(\S+)", line) for line in lines)
    return next((match[1] for match in found if match), None)


def _is_below(term: str, top: str, signs: Mapping[str, _Sign]) -> bool:
    seen: set[str] = set()
    waiting = [term]
    while waiting:
        one = waiting.pop()
        if one == top:
            return True
        if one not in seen and one in signs:
            seen.add(one)
            waiting += signs[one].above
    return False


def _record(
    number: str,
    disease: _Disease,
    signs: Mapping[str, _Sign],
    genes: Mapping[str, Sequence[str]],
    provenance: Provenance,
) -> Record:
    lines = list(_sign_lines(disease, signs))
    sections = (
        list_section("signs", lines, number, disease.name, provenance),
        listed("onset", [signs[term].name for term in disease.courses], number, disease.name, provenance),
        listed("genes", genes.get(number, ()), number, disease.name, provenance),
        listed("inheritance", [signs[term].name for term in disease.inheritance], number, disease.name, provenance),
    )
    return Record(
        name=disease.name,
        slug=slugify(disease.name),
        sections=tuple(section for section in sections if section is not None),
        identifiers=identifiers_of([number]),
        url=provenance.source_of(number).url,
    )


def _sign_lines(disease: _Disease, signs: Mapping[str, _Sign]) -> Iterator[str]:
    """Yield the signs as a list under a heading for each band of frequency, the most frequent first."""
    banded: dict[str, list[str]] = defaultdict(list)
    for term, reports in disease.signs.items():
        band = _band_of(reports)
        if band is not None:
            banded[band].append(f"- {escaped(signs[term].shown)}{_detail(reports, disease.sexes[term])}")
    for title in (*(title for _, title, _ in BANDS), UNKNOWN):
        if banded[title]:
            yield f"**{title}**\n"
            yield from sorted(banded[title], key=str.casefold)
            yield ""


def _band_of(reports: Sequence[str]) -> str | None:
    """Return the title of the band of a sign: of the counts taken together, else of the first term; None if never."""
    counts = [(int(part), int(whole)) for part, whole in _counts(reports) if int(whole)]
    if counts:
        share = sum(part for part, _ in counts) / sum(whole for _, whole in counts)
        return _title_of(share) if share else None
    shares = [float(match[1]) / 100 for match in map(_PERCENT.fullmatch, reports) if match]
    if shares:
        return _title_of(max(shares)) if max(shares) else None
    named = {term: title for term, title, _ in BANDS}
    return next((named[report] for report in reports if report in named), UNKNOWN)


def _counts(reports: Sequence[str]) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in map(_FRACTION.fullmatch, reports) if match]


def _title_of(share: float) -> str:
    return next(title for _, title, least in BANDS if share >= least)


def _detail(reports: Sequence[str], sexes: set[str]) -> str:
    """Return the counts of people behind a sign, as reported, and the sex where only one is meant."""
    said = [f"{part} of {whole}" for part, whole in _counts(reports)]
    said += [f"{match[1]} %" for match in map(_PERCENT.fullmatch, reports) if match]
    if len(sexes) == 1 and (sex := next(iter(sexes))) in ("male", "female"):
        said.append(f"in {sex}s")
    return f": {', '.join(said)}" if said else ""
