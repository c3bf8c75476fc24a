"""Say how much the store has of each condition, and which conditions belong to a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import case, func, or_, select
from sqlalchemy.engine import Connection

from knowledge import tables
from knowledge.grouping import CATALOGUE_KINDS

ONLY_NAME, ONLY_LISTS, TEXT = 0, 1, 2
"""How much the store has of a condition."""
MOST_MEMBERS = 40
"""So many members of a group are offered, four at a time."""
MOST_DESCENDANTS = 400
"""In a group with more than so many the lowest levels are left out."""


def details_of_conditions(connection: Connection) -> dict[int, int]:
    """Return for each condition that has a section, by its row's id, how much the store has of it."""
    is_text = or_(tables.record.c.kind.not_in(CATALOGUE_KINDS), tables.section.c.type == "overview")
    # Only current records have a condition.
    query = (
        select(tables.record.c.condition_id, func.max(case((is_text, TEXT), else_=ONLY_LISTS)))
        .join(tables.section, tables.section.c.record_id == tables.record.c.id)
        .where(tables.record.c.condition_id.is_not(None))
        .group_by(tables.record.c.condition_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def members_by_group(connection: Connection, slug: str | None = None) -> dict[str, tuple[str, ...]]:
    """Return the slugs of the members of one group, or of each of which the store has only the name.

    Of a group there are at most `MOST_MEMBERS`: those of which the store has most come first, then what is nearer in
    the hierarchy, then by slug. What is no group has none.
    """
    query = select(tables.membership.c.group_id).distinct()
    if slug is not None:
        query = query.join(tables.condition, tables.condition.c.id == tables.membership.c.group_id)
        query = query.where(tables.condition.c.slug == slug)
    groups = connection.execute(query).scalars().all()
    if not groups:
        return {}
    details, children, slugs = details_of_conditions(connection), _children(connection), _slugs(connection)
    return {
        slugs[group]: tuple(_nearest(group, children, details, slugs))
        for group in groups
        if slug is not None or group not in details
    }


def _slugs(connection: Connection) -> dict[int, str]:
    query = select(tables.condition.c.id, tables.condition.c.slug)
    return {row.id: row.slug for row in connection.execute(query)}


def _children(connection: Connection) -> dict[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    for row in connection.execute(select(tables.membership)):
        children[row.group_id].append(row.member_id)
    return children


def _nearest(
    group: int, children: Mapping[int, Sequence[int]], details: Mapping[int, int], slugs: Mapping[int, str]
) -> list[str]:
    depths = {group: 0}
    level = [group]
    while level and len(depths) <= MOST_DESCENDANTS:
        below = dict.fromkeys(child for parent in level for child in children.get(parent, ()) if child not in depths)
        depths.update(dict.fromkeys(below, depths[level[0]] + 1))
        level = list(below)
    del depths[group]
    # A group without a text only leads to its own members, which are here too.
    offered = [member for member in depths if member in details or member not in children]
    offered.sort(key=lambda member: (-details.get(member, ONLY_NAME), depths[member], slugs[member]))
    return [slugs[member] for member in offered[:MOST_MEMBERS]]
