"""Decide which records speak of the same condition.

Two records are the same condition when they have the same GARD number, else the same normalised name; never
by UMLS code or synonym, because those are shared by different conditions (in MedQuAD's GARD part 357 codes
and 155 synonyms are, and 271 synonyms are another condition's own name).

The decision is worked out again from all current records after every change, so that it does not depend on
the order in which they came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.names import normalise_name

KIND_RANKS = {"content": 0, "page": 1, "medquad": 2}
"""Which kind of record wins, section by section: the lowest rank. Edited content beats every import."""


@dataclass(frozen=True)
class RecordHead:
    """Hold what a record is told apart by, as it stands in the table `record`."""

    id: int
    kind: str
    document: str
    condition_id: int | None
    name: str
    slug: str
    url: str | None
    gard: int | None
    identifiers: dict[str, list[str] | int | None]
    synonyms: list[str]


def group_records(heads: Iterable[RecordHead]) -> list[list[RecordHead]]:
    """Part records into conditions; the first of each group is the one whose name is shown.

    A record without a GARD number joins the numbered records of its normalised name when they all carry
    one number, and otherwise stands with the other unnumbered records of that name.
    """
    numbered: dict[int, list[RecordHead]] = defaultdict(list)
    unnumbered: dict[str, list[RecordHead]] = defaultdict(list)
    numbers_of_name: dict[str, set[int]] = defaultdict(set)
    for head in heads:
        if head.gard is None:
            unnumbered[normalise_name(head.name)].append(head)
        else:
            numbered[head.gard].append(head)
            numbers_of_name[normalise_name(head.name)].add(head.gard)
    for name in list(unnumbered):
        numbers = numbers_of_name.get(name, set())
        if len(numbers) == 1:
            numbered[next(iter(numbers))].extend(unnumbered.pop(name))
    groups = [*numbered.values(), *unnumbered.values()]
    return [sorted(group, key=precedence) for group in groups]


def precedence(head: RecordHead) -> tuple[int, str]:
    """Order records by rank, then by the names of their documents, whichever came in first."""
    return KIND_RANKS[head.kind], head.document


def names_of(group: list[RecordHead]) -> Iterator[tuple[str, bool]]:
    """Yield each name of a condition once, with whether it is the condition's own.

    The names under which lower-ranked records know the condition count as synonyms.
    """
    seen: set[str] = set()
    candidates = [(group[0].name, True)]
    candidates += [(head.name, False) for head in group[1:]]
    candidates += [(synonym, False) for head in group for synonym in head.synonyms]
    for name, is_own in candidates:
        normalised = normalise_name(name)
        if normalised and normalised not in seen:
            seen.add(normalised)
            yield name, is_own


def merged_identifiers(group: list[RecordHead]) -> dict[str, list[str] | int | None]:
    """Return all identifiers that the records of one condition carry, each list without repeats."""
    merged: dict[str, list[str] | int | None] = {
        "gard": next((head.gard for head in group if head.gard is not None), None)
    }
    for catalogue in ("orphanet", "omim", "umls"):
        codes: dict[str, None] = {}
        for head in group:
            found = head.identifiers.get(catalogue)
            codes.update(dict.fromkeys(found if isinstance(found, list) else []))
        merged[catalogue] = list(codes)
    return merged


def free_slug(wanted: str, gard: int | None, taken: set[str]) -> str:
    """Return `wanted`, or the first variant of it that no other condition has."""
    if wanted not in taken:
        return wanted
    variants = [f"{wanted}-gard-{gard}"] if gard is not None else []
    variants += [f"{wanted}-{number}" for number in range(2, len(taken) + 3)]
    return next(variant for variant in variants if variant not in taken)
