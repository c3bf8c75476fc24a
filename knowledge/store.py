"""Answer what the store knows: which conditions, under which names, with which sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.engine import Connection, Engine

from knowledge import tables
from knowledge.group_members import ONLY_NAME, TEXT, details_of_conditions, members_by_group
from knowledge.names import normalise_name
from knowledge.records import SECTION_TYPES, Identifiers
from knowledge.shown_sections import StoredSection, shown_sections
from knowledge.text_search import conditions_mentioning
from rareguide.links import web_address

BEYOND_ANY_NAME = 1_000_000
"""Ranks conditions that are found by their slug alone behind those that are found by a name."""


class UnknownCondition(LookupError):
    """The store has no condition under that slug."""


@dataclass(frozen=True)
class ConditionName:
    """Tie one name to a condition; `is_own` is false for synonyms.

    `detail` is 2 where the store has a text about the condition, 1 where it has only lists, 0 where it has the name.
    """

    slug: str
    name: str
    is_own: bool
    detail: int = TEXT


@dataclass(frozen=True)
class Condition:
    """Hold a condition with what it is called; sections are asked for apart."""

    slug: str
    name: str
    synonyms: tuple[str, ...]
    identifiers: Identifiers
    url: str | None


class KnowledgeStore:
    """Read the knowledge store behind an engine; every call is one short transaction."""

    def __init__(self, engine: Engine, connection: Connection | None = None) -> None:
        self.engine = engine
        self._connection = connection

    @contextmanager
    def for_one_turn(self) -> Iterator[KnowledgeStore]:
        """Yield a store that reads over one connection and asks the same thing once, as one turn needs it."""
        with self.engine.connect() as connection:
            yield RememberingStore(self.engine, connection)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        if self._connection is not None:
            yield self._connection
            return
        with self.engine.connect() as connection:
            yield connection

    def revision(self) -> int:
        """Return the number that grows with every change of the store."""
        with self._connected() as connection:
            return connection.execute(select(tables.revision.c.number)).scalar() or 0

    def names(self) -> list[ConditionName]:
        """Return every name of every condition: own names first, then by slug and name."""
        query = select(tables.condition.c.id, tables.condition.c.slug, tables.name.c.name, tables.name.c.is_own).join(
            tables.condition, tables.condition.c.id == tables.name.c.condition_id
        )
        with self._connected() as connection:
            details = details_of_conditions(connection)
            names = [
                ConditionName(row.slug, row.name, row.is_own, details.get(row.id, ONLY_NAME))
                for row in connection.execute(query)
            ]
        return sorted(names, key=lambda entry: (not entry.is_own, entry.slug, entry.name))

    def members(self) -> dict[str, tuple[str, ...]]:
        """Return for each group of which the store has only the name what belongs to it, as `members_of` does."""
        with self._connected() as connection:
            return members_by_group(connection)

    def members_of(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of what belongs to a group, at most `MOST_MEMBERS`; empty for what is no group."""
        with self._connected() as connection:
            return members_by_group(connection, slug).get(slug, ())

    def condition(self, slug: str) -> Condition:
        """Return one condition; raise `UnknownCondition` when there is none under `slug`."""
        with self._connected() as connection:
            return _read_condition(connection, slug)

    def has(self, slug: str) -> bool:
        """Return whether there is a condition under `slug`."""
        with self._connected() as connection:
            query = select(tables.condition.c.id).where(tables.condition.c.slug == slug)
            return connection.execute(query).first() is not None

    def section_types(self, slug: str) -> list[str]:
        """Return the types of section that a condition has, in the order of a page."""
        query = (
            select(tables.section.c.type)
            .distinct()
            .join(tables.record, tables.record.c.id == tables.section.c.record_id)
            .join(tables.condition, tables.condition.c.id == tables.record.c.condition_id)
            .where(tables.condition.c.slug == slug, tables.record.c.is_current)
        )
        with self._connected() as connection:
            found = set(connection.execute(query).scalars())
        return [section_type for section_type in SECTION_TYPES if section_type in found]

    def sections(self, slug: str, types: Iterable[str] = SECTION_TYPES) -> list[StoredSection]:
        """Return the sections of the given types that are shown, in the order of `types`."""
        with self._connected() as connection:
            return shown_sections(connection, slug, list(dict.fromkeys(types)))

    def embeddings(self, section_ids: Sequence[int], made_with: str) -> dict[int, list[bytes]]:
        """Return the embeddings that are kept of the sentences of sections, in their order."""
        query = (
            select(tables.passage.c.section_id, tables.passage.c.embedding)
            .where(tables.passage.c.section_id.in_(section_ids), tables.passage.c.made_with == made_with)
            .order_by(tables.passage.c.section_id, tables.passage.c.position)
        )
        kept: dict[int, list[bytes]] = {}
        with self._connected() as connection:
            for section_id, embedding in connection.execute(query):
                kept.setdefault(section_id, []).append(embedding)
        return kept

    def search(self, words: str, limit: int = 20) -> list[Condition]:
        """Find conditions by name, synonym or slug: exact matches first, then those that contain `words`."""
        normalised = normalise_name(words)
        if not normalised:
            return []
        pattern = f"%{normalised}%"
        name = tables.name.c.normalised
        is_in_name = name.like(pattern)
        length = case((name == normalised, 0), (is_in_name, func.length(name)), else_=BEYOND_ANY_NAME)
        nearness = func.min(length).label("nearness")
        query = (
            select(tables.condition.c.slug, nearness)
            .join(tables.name, tables.name.c.condition_id == tables.condition.c.id)
            .where(
                or_(
                    is_in_name,
                    tables.condition.c.slug.like(f"%{normalised.replace(' ', '-')}%"),
                )
            )
            .group_by(tables.condition.c.slug)
            .order_by("nearness", tables.condition.c.slug)
            .limit(limit)
        )
        with self._connected() as connection:
            slugs = [row.slug for row in connection.execute(query)]
            return [_read_condition(connection, slug) for slug in slugs]

    def mentioning(self, term: str) -> list[str]:
        """Return the slugs of the conditions whose texts say a term, the likeliest first."""
        with self._connected() as connection:
            return conditions_mentioning(connection, term)

    def list(self) -> list[tuple[str, str, int]]:
        """Return slug, name and number of section types of every condition, by name."""
        query = (
            select(
                tables.condition.c.slug,
                tables.condition.c.name,
                func.count(tables.section.c.type.distinct()),
            )
            # Only current records have a condition; asking for `is_current` too makes SQLite take the wrong index.
            .outerjoin(tables.record, tables.record.c.condition_id == tables.condition.c.id)
            .outerjoin(tables.section, tables.section.c.record_id == tables.record.c.id)
            .group_by(tables.condition.c.slug, tables.condition.c.name)
        )
        with self._connected() as connection:
            rows = [tuple(row) for row in connection.execute(query)]
        # Sorted here because the databases do not agree on the order of letters.
        return sorted(rows, key=lambda row: (row[1].casefold(), row[0]))


class RememberingStore(KnowledgeStore):
    """Read the store and remember which conditions there are, with what they have, for the time of one turn."""

    def __init__(self, engine: Engine, connection: Connection) -> None:
        super().__init__(engine, connection)
        self._conditions: dict[str, Condition | None] = {}
        self._types: dict[str, list[str]] = {}
        self._sections: dict[str, list[StoredSection]] = {}

    def condition(self, slug: str) -> Condition:
        """Return one condition; raise `UnknownCondition` when there is none under `slug`."""
        if slug not in self._conditions:
            try:
                self._conditions[slug] = super().condition(slug)
            except UnknownCondition:
                self._conditions[slug] = None
        condition = self._conditions[slug]
        if condition is None:
            raise UnknownCondition(slug)
        return condition

    def has(self, slug: str) -> bool:
        """Return whether there is a condition under `slug`."""
        try:
            return self.condition(slug) is not None
        except UnknownCondition:
            return False

    def section_types(self, slug: str) -> list[str]:
        """Return the types of section that a condition has, in the order of a page."""
        if slug not in self._types:
            self._types[slug] = super().section_types(slug)
        return self._types[slug]

    def sections(self, slug: str, types: Iterable[str] = SECTION_TYPES) -> list[StoredSection]:
        """Return the sections of the given types, in the order of `types`; all of them are read once."""
        wanted = list(dict.fromkeys(types))
        if tuple(wanted) == SECTION_TYPES and slug not in self._sections:
            self._sections[slug] = super().sections(slug)
        if slug not in self._sections:
            return super().sections(slug, wanted)
        return [stored for name in wanted for stored in self._sections[slug] if stored.section.type == name]


def _read_condition(connection: Connection, slug: str) -> Condition:
    row = connection.execute(select(tables.condition).where(tables.condition.c.slug == slug)).first()
    if row is None:
        raise UnknownCondition(slug)
    synonyms = connection.execute(
        select(tables.name.c.name).where(tables.name.c.condition_id == row.id, ~tables.name.c.is_own)
    ).scalars()
    identifiers = Identifiers(
        gard=row.identifiers.get("gard"),
        orphanet=tuple(row.identifiers.get("orphanet", ())),
        omim=tuple(row.identifiers.get("omim", ())),
        umls=tuple(row.identifiers.get("umls", ())),
        mondo=tuple(row.identifiers.get("mondo", ())),
    )
    return Condition(row.slug, row.name, tuple(sorted(synonyms)), identifiers, web_address(row.url))
