"""Find the conditions whose texts say a term that is nobody's name: a gene, a medicine, a sign.

The index is the database's own, SQLite's FTS5 or PostgreSQL's text search, made by the migrations and kept in step by
the database itself, so that what an import or an editor changes is found at once.
"""

from __future__ import annotations

import re

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from knowledge import tables
from knowledge.name_keys import plain_word
from knowledge.names import normalise_name
from knowledge.word_frequency import frequency

MOST_SECTIONS = 200
MOST_FOUND = 40
LONGEST_TERM = 80
UNHEARD = 1.5
"""A word less frequent than this (Zipf scale) is a name or the like, and is not looked for by its stem alone."""

_SQLITE = text("SELECT rowid FROM section_text WHERE section_text MATCH :words ORDER BY rank LIMIT :limit")
_POSTGRESQL = "to_tsvector('english', question || ' ' || body) @@ {}('english', :words)"
_IN_POSTGRESQL = {
    is_phrase: text(
        f"SELECT id FROM section WHERE {_POSTGRESQL.format(function)} "  # noqa: S608
        "ORDER BY ts_rank(to_tsvector('english', question || ' ' || body), "
        f"{function}('english', :words)) DESC, id LIMIT :limit"
    )
    for is_phrase, function in ((True, "phraseto_tsquery"), (False, "plainto_tsquery"))
}


def conditions_mentioning(connection: Connection, term: str) -> list[str]:
    """Return the slugs of the conditions whose current texts say a term, the likeliest first.

    The words must stand one after the other; where they do so nowhere, all in one section.
    """
    words = normalise_name(term[:LONGEST_TERM])
    if not re.search(r"[a-z]", words):
        return []
    for is_phrase in (True, False) if " " in words else (True,):
        slugs = _slugs_of(connection, _saying(connection, words, _sections_with(connection, words, is_phrase)))
        if slugs:
            return slugs[:MOST_FOUND]
    return []


def _sections_with(connection: Connection, words: str, is_phrase: bool) -> list[int]:
    if connection.dialect.name == "sqlite":
        quoted = f'"{words}"' if is_phrase else " ".join(f'"{word}"' for word in words.split())
        found = connection.execute(_SQLITE, {"words": quoted, "limit": MOST_SECTIONS})
    else:
        found = connection.execute(_IN_POSTGRESQL[is_phrase], {"words": words, "limit": MOST_SECTIONS})
    return [int(row[0]) for row in found]


def _saying(connection: Connection, words: str, sections: list[int]) -> list[int]:
    """Return the sections that say each rare word itself: by its stem the index finds "devices" for "devic" too."""
    rare = {plain_word(word) for word in words.split() if frequency(word) < UNHEARD}
    if not rare or not sections:
        return sections
    columns = tables.section.c
    query = select(columns.id, columns.question, columns.body).where(columns.id.in_(sections))
    said = {
        row.id: set(map(plain_word, normalise_name(f"{row.question} {row.body}").split()))
        for row in connection.execute(query)
    }
    return [section for section in sections if rare <= said[section]]


def _slugs_of(connection: Connection, sections: list[int]) -> list[str]:
    query = (
        select(tables.section.c.id, tables.condition.c.slug)
        .join(tables.record, tables.record.c.id == tables.section.c.record_id)
        .join(tables.condition, tables.condition.c.id == tables.record.c.condition_id)
        .where(tables.section.c.id.in_(sections), tables.record.c.is_current)
    )
    slug_of = {row.id: row.slug for row in connection.execute(query)}
    return list(dict.fromkeys(slug_of[section] for section in sections if section in slug_of))
