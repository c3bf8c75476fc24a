"""Write conditions and their names as the current records have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

from knowledge import tables
from knowledge.grouping import Grouping, NumberConflict, RecordHead, group_records
from knowledge.names import normalise_name


def regroup(connection: Connection) -> list[NumberConflict]:
    """Work out conditions and names from the current records, and count the store's revision up.

    Returns the numbers that stand with names that do not agree.
    """
    grouping = group_records(_record_heads(connection))
    groups = grouping.groups
    before = {row.id: row._asdict() for row in connection.execute(select(tables.condition))}
    owners = _earlier_owners(groups, set(before))
    _drop_conditions(connection, set(before) - {owner for owner in owners if owner is not None})

    taken: set[str] = set()
    disputed = _disputed(grouping.conflicts)
    wanted = [_condition_values(group, disputed, taken) for group in groups]
    changed = {
        owner
        for owner, values in zip(owners, wanted, strict=True)
        if owner is not None and {**before[owner], **values} != before[owner]
    }
    _free_slugs(connection, changed)
    condition_ids = _write_conditions(connection, owners, wanted, changed)
    _link_records(connection, groups, condition_ids)
    _write_names(connection, groups, condition_ids)
    _write_memberships(connection, grouping, condition_ids)
    _count_up(connection)
    return grouping.conflicts


def current_conflicts(connection: Connection) -> list[NumberConflict]:
    """Return the numbers that stand with names that do not agree, without writing anything."""
    return group_records(_record_heads(connection)).conflicts


def _record_heads(connection: Connection) -> list[RecordHead]:
    record = tables.record.c
    query = select(
        record.id,
        record.kind,
        record.document,
        record.condition_id,
        record.name,
        record.slug,
        record.url,
        record.gard,
        record.identifiers,
        record.synonyms,
        record.parents,
    ).where(record.is_current)
    return [RecordHead(*row) for row in connection.execute(query)]


def _earlier_owners(groups: list[list[RecordHead]], known: set[int]) -> list[int | None]:
    """Find for each group the condition row that its records had, so that the row's id stays."""
    claimed: set[int] = set()
    owners: list[int | None] = []
    for group in groups:
        earlier = (head.condition_id for head in group if head.condition_id is not None)
        owner = next((one for one in earlier if one in known and one not in claimed), None)
        if owner is not None:
            claimed.add(owner)
        owners.append(owner)
    return owners


def _disputed(conflicts: list[NumberConflict]) -> dict[str, frozenset[str]]:
    numbers: dict[str, set[str]] = defaultdict(set)
    for conflict in conflicts:
        numbers[conflict.catalogue].add(conflict.number)
    return {catalogue: frozenset(found) for catalogue, found in numbers.items()}


def _condition_values(
    group: list[RecordHead], disputed: Mapping[str, frozenset[str]], taken: set[str]
) -> dict[str, Any]:
    identifiers = _merged_identifiers(group, disputed)
    gard = identifiers["gard"]
    slug = _free_slug(group[0].slug, gard if isinstance(gard, int) else None, taken)
    taken.add(slug)
    return {
        "slug": slug,
        "name": group[0].name,
        "url": next((head.url for head in group if head.url), None),
        "identifiers": identifiers,
    }


def _drop_conditions(connection: Connection, ids: set[int]) -> None:
    for condition_id in ids:
        records = update(tables.record).where(tables.record.c.condition_id == condition_id)
        connection.execute(records.values(condition_id=None))
        connection.execute(delete(tables.name).where(tables.name.c.condition_id == condition_id))
        is_in = (tables.membership.c.group_id == condition_id) | (tables.membership.c.member_id == condition_id)
        connection.execute(delete(tables.membership).where(is_in))
        connection.execute(delete(tables.condition).where(tables.condition.c.id == condition_id))


def _free_slugs(connection: Connection, condition_ids: set[int]) -> None:
    """Give changing rows a passing slug, so that two conditions can swap theirs."""
    for condition_id in condition_ids:
        row = update(tables.condition).where(tables.condition.c.id == condition_id)
        connection.execute(row.values(slug=f"(moving {condition_id})"))


def _write_conditions(
    connection: Connection, owners: list[int | None], wanted: list[dict[str, Any]], changed: set[int]
) -> list[int]:
    """Write the conditions that are new or changed, and return the ids of all in their order."""
    for owner, values in zip(owners, wanted, strict=True):
        if owner in changed:
            connection.execute(update(tables.condition).where(tables.condition.c.id == owner).values(values))
    new = [values for owner, values in zip(owners, wanted, strict=True) if owner is None]
    if new:
        connection.execute(insert(tables.condition), new)
    query = select(tables.condition.c.slug, tables.condition.c.id)
    ids = {row.slug: row.id for row in connection.execute(query)}
    return [ids[values["slug"]] for values in wanted]


def _link_records(connection: Connection, groups: list[list[RecordHead]], condition_ids: list[int]) -> None:
    moved = [
        {"record": head.id, "condition": condition_id}
        for group, condition_id in zip(groups, condition_ids, strict=True)
        for head in group
        if head.condition_id != condition_id
    ]
    if moved:
        rows = update(tables.record).where(tables.record.c.id == bindparam("record"))
        connection.execute(rows.values(condition_id=bindparam("condition")), moved)


def _write_names(connection: Connection, groups: list[list[RecordHead]], condition_ids: list[int]) -> None:
    wanted = {
        (condition_id, name, is_own)
        for group, condition_id in zip(groups, condition_ids, strict=True)
        for name, is_own in _names_of(group)
    }
    name = tables.name.c
    before = {
        (row.condition_id, row.name, row.is_own): row.id
        for row in connection.execute(select(name.id, name.condition_id, name.name, name.is_own))
    }
    for key in set(before) - wanted:
        connection.execute(delete(tables.name).where(name.id == before[key]))
    new = [
        {"condition_id": condition_id, "name": text, "normalised": normalise_name(text), "is_own": is_own}
        for condition_id, text, is_own in sorted(wanted - set(before))
    ]
    if new:
        connection.execute(insert(tables.name), new)


def _write_memberships(connection: Connection, grouping: Grouping, condition_ids: list[int]) -> None:
    wanted = {(condition_ids[group], condition_ids[member]) for group, member in _memberships(grouping)}
    table = tables.membership.c
    before = {(row.group_id, row.member_id) for row in connection.execute(select(table.group_id, table.member_id))}
    for group, member in before - wanted:
        row = delete(tables.membership).where(table.group_id == group, table.member_id == member)
        connection.execute(row)
    new = [{"group_id": group, "member_id": member} for group, member in sorted(wanted - before)]
    if new:
        connection.execute(insert(tables.membership), new)


def _count_up(connection: Connection) -> None:
    row = update(tables.revision).where(tables.revision.c.id == 1)
    if connection.execute(row.values(number=tables.revision.c.number + 1)).rowcount == 0:
        connection.execute(insert(tables.revision).values(id=1, number=1))


def _names_of(group: list[RecordHead]) -> Iterator[tuple[str, bool]]:
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


def _merged_identifiers(
    group: list[RecordHead], disputed: Mapping[str, frozenset[str]]
) -> dict[str, list[str] | int | None]:
    """Return all identifiers that the records of one condition carry, each list without repeats.

    Of several GARD numbers one that is in no conflict (`disputed`, by catalogue) comes first.
    """
    numbers = [head.gard for head in group if head.gard is not None]
    undisputed = [number for number in numbers if str(number) not in disputed.get("gard", ())]
    merged: dict[str, list[str] | int | None] = {"gard": next(iter([*undisputed, *numbers]), None)}
    for catalogue in ("orphanet", "omim", "umls", "mondo"):
        codes: dict[str, None] = {}
        for head in group:
            found = head.identifiers.get(catalogue)
            codes.update(dict.fromkeys(found if isinstance(found, list) else []))
        merged[catalogue] = list(codes)
    return merged


def _memberships(grouping: Grouping) -> set[tuple[int, int]]:
    """Return which conditions are members of which, as pairs of places in the list of groups (group, member)."""
    places: dict[str, int] = {}
    for place, group in enumerate(grouping.groups):
        for head in group:
            for catalogue, number in head.numbers.items():
                places.setdefault(f"{catalogue}:{number}", place)
    found = {
        (places[parent], place)
        for place, group in enumerate(grouping.groups)
        for head in group
        for parent in head.parents or ()
        if parent in places
    }
    return {(group, member) for group, member in found if group != member}


def _free_slug(wanted: str, gard: int | None, taken: set[str]) -> str:
    """Return `wanted`, or the first variant of it that no other condition has."""
    if wanted not in taken:
        return wanted
    variants = [f"{wanted}-gard-{gard}"] if gard is not None else []
    variants += [f"{wanted}-{number}" for number in range(2, len(taken) + 3)]
    return next(variant for variant in variants if variant not in taken)
