"""Read ontologies of conditions as OBO graphs in JSON, such as Orphanet's rare disease ontology (ORDO)."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from knowledge.importers.catalogues import provenance_of
from knowledge.importers.errors import ImportRejected
from knowledge.importers.forms import Findings, Given, SourceFile
from knowledge.importers.ontology import Term, catalogue_number, count_by_scope, records_of
from knowledge.ingest import Document

LARGEST = 500_000_000
"""The size in bytes above which a file is not read; Mondo's graph has about 100 MB."""
_FETCH_AGAIN = "fetch the file again"
_GRAPH = re.compile(r'^\s*\{\s*"(?:graphs|meta|@context)"')
_GENE = re.compile(r"mutation|susceptibility factor|fusion gene|role in the phenotype|material basis", re.IGNORECASE)
_NO_GENE = re.compile(r"candidate|biomarker|modifying", re.IGNORECASE)
"""Relations of genes that are reported to cause a condition or to add to it, and of those that are only looked at."""
_LISTS = {
    "has_AgeOfOnset": "onset",
    "has_inheritance": "inheritance",
    "has_point_prevalence_range": "prevalence",
    "has_birth_prevalence_range": "prevalence",
}
_EXACT_RELATION = re.compile(r"exactMatch$", re.IGNORECASE)
_OBSOLETE = re.compile(r"reason_for_obsolescence|owl#deprecated$")
_UNKNOWN = re.compile(r"no data available|unknown|not applicable|not yet documented", re.IGNORECASE)


def is_obo_graph(file: SourceFile) -> bool:
    """Return whether a file is an OBO graph."""
    opening = file.opening_text
    return _GRAPH.match(opening) is not None and '"nodes"' in opening and '"lbl"' in opening


def read_files(files: Sequence[SourceFile], given: Given, findings: Findings) -> Iterator[Document]:
    """Read OBO graphs; raise `ImportRejected` for a file that is none."""
    for file in files:
        for graph in _graphs(file.path):
            yield from _read_graph(graph, given, findings)


def _graphs(path: Path) -> list[dict[str, Any]]:
    try:
        if path.stat().st_size > LARGEST:
            limit = f"{LARGEST // 1_000_000} MB"
            raise ImportRejected(path, None, f"the file is larger than {limit}", "give a smaller file")
        document = json.loads(path.read_bytes())
    except json.JSONDecodeError as problem:
        raise ImportRejected(path, problem.lineno, f"this is no JSON ({problem.msg})", _FETCH_AGAIN) from problem
    except (OSError, ValueError, RecursionError) as problem:
        raise ImportRejected(path, None, f"the file cannot be read ({problem})", _FETCH_AGAIN) from problem
    graphs = document.get("graphs") if isinstance(document, dict) else None
    if not isinstance(graphs, list) or not all(map(_is_graph, graphs)):
        raise ImportRejected(path, None, "it has no `graphs` with `nodes` and `edges`", _FETCH_AGAIN)
    return graphs


def _is_graph(graph: Any) -> bool:
    if not isinstance(graph, dict):
        return False
    nodes, edges = graph.get("nodes", []), graph.get("edges", [])
    return all(isinstance(node, dict) and isinstance(node.get("id"), str) for node in nodes) and all(
        isinstance(edge, dict) and all(isinstance(edge.get(key), str) for key in ("sub", "pred", "obj"))
        for edge in edges
    )


def _read_graph(graph: dict[str, Any], given: Given, findings: Findings) -> Iterator[Document]:
    scopes: Counter[str] = Counter()
    nodes = {node["id"]: node for node in graph["nodes"]}
    terms = {}
    for identifier, node in nodes.items():
        number = catalogue_number(identifier)
        if number is not None and _is_condition(node):
            terms[identifier] = _term(number, node, scopes)
    _add_edges(graph.get("edges", []), nodes, terms)
    count_by_scope(scopes, findings)
    catalogues = Counter(term.id.partition(":")[0] for term in terms.values())
    catalogue = next((name for name, _ in catalogues.most_common(1)), "")
    key = "ordo" if catalogue == "orphanet" else catalogue
    yield from records_of(list(terms.values()), provenance_of(key, _release(graph), given), findings)


def _is_condition(node: dict[str, Any]) -> bool:
    """Return whether a node is a condition; Orphanet numbers genes and places alike, but gives them no ORPHA code."""
    if "orphanet" not in (catalogue_number(node["id"]) or ""):
        return node.get("type") == "CLASS"
    values = _properties(node)
    is_coded = any(value["val"].startswith("ORPHA:") for value in values)
    return is_coded or any(_OBSOLETE.search(value["pred"]) for value in values)


def _meta(node: dict[str, Any]) -> dict[str, Any]:
    meta = node.get("meta")
    return meta if isinstance(meta, dict) else {}


def _entries(node: dict[str, Any], key: str) -> list[dict[str, Any]]:
    entries = _meta(node).get(key) or []
    return [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("val"), str)]


def _properties(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for entry in _entries(node, "basicPropertyValues") if isinstance(entry.get("pred"), str)]


def _term(number: str, node: dict[str, Any], scopes: Counter[str]) -> Term:
    values = _properties(node)
    term = Term(number, name=str(node.get("lbl") or ""))
    definition = _meta(node).get("definition")
    if isinstance(definition, dict) and isinstance(definition.get("val"), str):
        term.definition = definition["val"].strip() or None
    for synonym in _entries(node, "synonyms"):
        if synonym.get("pred") == "hasExactSynonym":
            term.synonyms.append(synonym["val"])
        else:
            scopes[str(synonym.get("pred")).removeprefix("has").removesuffix("Synonym")] += 1
    matches = [value["val"] for value in values if _EXACT_RELATION.search(value["pred"])]
    others = matches or [xref["val"] for xref in _entries(node, "xrefs")]
    term.numbers = list(dict.fromkeys(filter(None, map(catalogue_number, others))))
    is_marked = any(_OBSOLETE.search(value["pred"]) for value in values)
    term.is_obsolete = is_marked or bool(_meta(node).get("deprecated")) or term.name.lower().startswith("obsolete")
    return term


def _add_edges(edges: Sequence[dict[str, str]], nodes: dict[str, Any], terms: dict[str, Term]) -> None:
    names = {identifier: str(node.get("lbl") or "") for identifier, node in nodes.items()}
    symbols: dict[str, str] = defaultdict(str)
    for identifier, node in nodes.items():
        found = (value["val"] for value in _properties(node) if value["pred"].endswith("#symbol"))
        symbols[identifier] = next(found, "")
    for edge in edges:
        subject, relation, other = edge["sub"], names.get(edge["pred"], edge["pred"]), edge["obj"]
        if relation in ("is_a", "part_of") and subject in terms and other in terms:
            terms[subject].parents.append(terms[other].id)
        elif _GENE.search(relation) and not _NO_GENE.search(relation):
            # Orphanet's edges lead from the gene to the condition, Mondo's from the condition to the gene.
            gene, condition = (subject, other) if other in terms else (other, subject)
            if condition in terms and (symbols[gene] or names.get(gene)):
                terms[condition].lists["genes"].append(symbols[gene] or names[gene])
        elif relation in _LISTS and subject in terms and names.get(other) and not _UNKNOWN.search(names[other]):
            terms[subject].lists[_LISTS[relation]].append(names[other])


def _release(graph: dict[str, Any]) -> str | None:
    values = _properties(graph)
    return next((value["val"] for value in values if "versionInfo" in value["pred"]), None) or _version(graph)


def _version(graph: dict[str, Any]) -> str | None:
    version = _meta(graph).get("version")
    return version if isinstance(version, str) else None
