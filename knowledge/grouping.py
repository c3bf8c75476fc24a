"""Decide which records speak of the same condition.

Records meet by identifier, and then by name. Two that carry the same number of a catalogue are one condition if their
names agree (`knowledge.name_agreement`); where the names do not, they are no match but a conflict that the editor is
told of, and the number counts for neither of them. A number counts only where a record has one of its catalogue:
several are cross-references to types or groups. Records of two numbers of one catalogue are never one condition.

By name they meet by their own names, and by a synonym where both know the other's own name, or where the one is a
catalogue's and the only condition that is called so. Synonyms are shared by different conditions otherwise (in
MedQuAD's GARD part 155 are, and 271 are another condition's own name), and so are UMLS codes (357).

The decision is worked out again from all current records after every change, so that it does not depend on
the order in which they came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from knowledge.name_agreement import NameAgreement, Names, knows_name, name_key

KIND_RANKS = {"content": 0, "faq": 1, "page": 2, "medlineplus": 3, "medquad": 4, "hpo": 5, "catalogue": 6}
"""Which kind of record wins, section by section, where both are texts or both are lists: the lowest rank."""
CATALOGUES = ("gard", "mondo", "orphanet", "omim")
"""Whose numbers make records one condition, in this order."""
CATALOGUE_KINDS = frozenset({"catalogue", "hpo"})
"""Kinds of record whose synonyms are names of exactly the same thing."""


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
    parents: list[str] | None = None

    @property
    def names(self) -> Names:
        """Return the record's names as they are compared."""
        return Names(self.name, (self.name, *self.synonyms))

    @property
    def numbers(self) -> dict[str, str]:
        """Return the numbers that tell which condition this is, by catalogue."""
        found = {} if self.gard is None else {"gard": str(self.gard)}
        for catalogue in CATALOGUES[1:]:
            numbers = self.identifiers.get(catalogue)
            if isinstance(numbers, list) and len(numbers) == 1:
                found[catalogue] = str(numbers[0])
        return found


@dataclass(frozen=True)
class NumberConflict:
    """Tell of records that carry one number although their names do not agree; one record for each condition."""

    catalogue: str
    number: str
    heads: tuple[RecordHead, ...]

    def __str__(self) -> str:
        """Return the conflict as a sentence for the editor."""
        named = "; ".join(f"“{head.name}” ({head.kind} {head.document})" for head in self.heads)
        return (
            f"{self.catalogue} number {self.number} stands with names that do not agree: {named}. They are kept as "
            "different conditions. Remedy: correct the number, or give the one the other's name as a synonym"
        )


@dataclass(frozen=True)
class Grouping:
    """Hold the records of each condition, the first being the one whose name is shown, and what is to be looked at."""

    groups: list[list[RecordHead]]
    conflicts: list[NumberConflict]


def group_records(heads: Iterable[RecordHead]) -> Grouping:
    """Part records into conditions."""
    ordered = sorted(heads, key=precedence)
    matching = _Matching(ordered)
    matching.by_number()
    matching.by_own_name()
    matching.by_synonym()
    return Grouping(matching.groups(), matching.conflicts)


class _Matching:
    """Join records step by step; places are those in `heads`, which stand in the order of precedence."""

    def __init__(self, heads: Sequence[RecordHead]) -> None:
        self.heads = heads
        self.conflicts: list[NumberConflict] = []
        self._group = list(range(len(heads)))
        self._members = {place: [place] for place in range(len(heads))}
        self._own_numbers = [head.numbers for head in heads]
        self._numbers = {place: dict(numbers) for place, numbers in enumerate(self._own_numbers)}
        self._keys = [name_key(head.name) for head in heads]

    @cached_property
    def _agreement(self) -> NameAgreement:
        return NameAgreement(name for head in self.heads for name in head.names.all)

    def groups(self) -> list[list[RecordHead]]:
        return [[self.heads[place] for place in sorted(places)] for _, places in sorted(self._members.items())]

    def by_number(self) -> None:
        for catalogue in CATALOGUES:
            carrying: dict[str, list[int]] = defaultdict(list)
            for place, numbers in enumerate(self._own_numbers):
                if catalogue in numbers:
                    carrying[numbers[catalogue]].append(place)
            for number, places in sorted(carrying.items()):
                if len(places) > 1:
                    self._by_one_number(catalogue, number, places)

    def _by_one_number(self, catalogue: str, number: str, places: Sequence[int]) -> None:
        clusters: list[list[int]] = []
        for place in places:
            fitting = [cluster for cluster in clusters if self._agrees(place, cluster)]
            if len(fitting) > 1:
                fitting = [cluster for cluster in fitting if self._shares_own_name(place, cluster)]
            if len(fitting) == 1:
                fitting[0].append(place)
            else:
                clusters.append([place])
        if len(clusters) > 1:
            self._part(catalogue, number, clusters)
        for cluster in clusters:
            for place in cluster[1:]:
                self._join(cluster[0], place)

    def _part(self, catalogue: str, number: str, clusters: Sequence[Sequence[int]]) -> None:
        """Let a number count for none of those whose names do not agree, and note the conflict.

        Where the records are told apart by the numbers of their own catalogue, the shared one is no mistake but a
        cross-reference that is not exact.
        """
        firsts = [cluster[0] for cluster in clusters]
        if all(not self._are_compatible([one, other]) for one, other in combinations(firsts, 2)):
            return
        self.conflicts.append(NumberConflict(catalogue, number, tuple(self.heads[place] for place in firsts)))
        for cluster in clusters:
            for place in cluster:
                self._numbers[self._group[place]].pop(catalogue, None)

    def _agrees(self, place: int, cluster: Sequence[int]) -> bool:
        return any(
            self._are_compatible([place, other])
            and self._agreement.agree(self.heads[place].names, self.heads[other].names)
            for other in cluster
        )

    def _shares_own_name(self, place: int, cluster: Iterable[int]) -> bool:
        return any(self._keys[other] == self._keys[place] for other in cluster)

    def by_own_name(self) -> None:
        called: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(self._keys):
            called[key].append(place)
        for _, places in sorted(item for item in called.items() if len(item[1]) > 1):
            for alike in self._choices(self._groups_of(places)):
                if self._are_compatible(alike):
                    for group in alike[1:]:
                        self._join(alike[0], group)
                    break

    def _choices(self, groups: list[int]) -> Iterator[list[int]]:
        """Yield which of the groups that know one name may be one condition: all, else ever fewer of them."""
        yield groups
        first = min(groups)
        named = [group for group in groups if self._keys[min(self._members[group])] == self._keys[first]]
        yield named
        yield [group for group in named if any(_is_of_catalogue(self.heads[one]) for one in self._members[group])]
        yield [group for group in groups if "gard" not in self._numbers[group]]
        yield [group for group in groups if not self._numbers[group]]

    def by_synonym(self) -> None:
        knowing: dict[str, list[int]] = defaultdict(list)
        for place, head in enumerate(self.heads):
            for key in {name_key(synonym) for synonym in head.synonyms}:
                knowing[key].append(place)
        for place, head in enumerate(self.heads):
            known = knowing.get(self._keys[place], [])
            groups = [group for group in self._groups_of(known) if group != self._group[place]]
            if len(groups) != 1 or not self._are_compatible([place, groups[0]]):
                continue
            others = [self.heads[other] for other in known if self._group[other] == groups[0]]
            if any(_is_called(head, other) for other in others):
                self._join(place, groups[0])

    def _groups_of(self, places: Iterable[int]) -> list[int]:
        return sorted({self._group[place] for place in places})

    def _are_compatible(self, places: Sequence[int]) -> bool:
        """Return whether no two records have different numbers of one catalogue."""
        seen: dict[str, str] = {}
        for place in places:
            for catalogue, number in self._numbers[self._group[place]].items():
                if seen.setdefault(catalogue, number) != number:
                    return False
        return True

    def _join(self, one: int, other: int) -> None:
        """Make two groups one, unless their numbers are those of two conditions."""
        first, second = sorted((self._group[one], self._group[other]))
        if first == second or not self._are_compatible([first, second]):
            return
        for place in self._members[second]:
            self._group[place] = first
        self._members[first] += self._members.pop(second)
        self._numbers[first].update(self._numbers.pop(second))


def _is_of_catalogue(head: RecordHead) -> bool:
    return head.kind in CATALOGUE_KINDS


def _is_called(head: RecordHead, other: RecordHead) -> bool:
    """Return whether a record of whose synonyms one is another's own name is about the same condition."""
    are_exact = _is_of_catalogue(head) and _is_of_catalogue(other)
    return are_exact or knows_name(other.names, head.names)


def precedence(head: RecordHead) -> tuple[bool, int, str]:
    """Order records by rank, then by the names of their documents, whichever came in first.

    HPO's names, which are OMIM's index terms, come last.
    """
    return head.kind == "hpo", KIND_RANKS[head.kind], head.document
