"""Say what is backed up: the tables of the knowledge store and of the conversations, wherever each of them is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass

from sqlalchemy import MetaData, Table
from sqlalchemy.engine import Connection, Engine

from conversations import database as conversations_database
from knowledge import schema as knowledge_schema
from knowledge.tables import SEARCH_INDEX
from knowledge.tables import metadata as knowledge_metadata
from rareguide.database import migrate, open_database
from rareguide.settings import Settings

Connecting = AbstractContextManager[Connection]

STORE, CONVERSATIONS = "store", "conversations"
SCHEMAS = {STORE: knowledge_schema.SCHEMA, CONVERSATIONS: conversations_database.SCHEMA}


@dataclass(frozen=True)
class Part:
    """Hold one part of an installation's data: its database, and those of its tables that belong to the part."""

    name: str
    engine: Engine
    tables: tuple[Table, ...]

    @property
    def version_table(self) -> str:
        """Return the name of the table that says which migrations the part has had."""
        return SCHEMAS[self.name].version_table


def parts_of(settings: Settings) -> list[Part]:
    """Return both parts with their tables in their newest form, in an order in which rows can be put in."""
    from bot.tracker_store import EVENTS

    # Engines of their own: on those of a server PostgreSQL ends what takes long.
    store = open_database(settings.store_url)
    is_one = settings.conversations_url == settings.store_url
    conversations = store if is_one else open_database(settings.conversations_url)
    migrate(store, SCHEMAS[STORE])
    migrate(conversations, SCHEMAS[CONVERSATIONS])
    EVENTS.metadata.create_all(conversations)
    return [
        Part(STORE, store, tuple(_tables(store, is_of_store=True))),
        Part(CONVERSATIONS, conversations, tuple(_tables(conversations, is_of_store=False))),
    ]


def _tables(engine: Engine, is_of_store: bool) -> Iterator[Table]:
    there = MetaData()
    there.reflect(engine)
    of_store = {*knowledge_metadata.tables, SCHEMAS[STORE].version_table}
    for table in there.sorted_tables:
        is_made_by_sqlite = table.name.startswith(("sqlite_", SEARCH_INDEX))
        if not is_made_by_sqlite and (table.name in of_store) == is_of_store:
            yield table


@contextmanager
def connected(parts: Iterable[Part], connect: Callable[[Engine], Connecting]) -> Iterator[dict[str, Connection]]:
    """Connect to the database of each part, by the part's name; parts in one database share one connection."""
    with ExitStack() as connecting:
        of_engine: dict[Engine, Connection] = {}
        for part in parts:
            if part.engine not in of_engine:
                of_engine[part.engine] = connecting.enter_context(connect(part.engine))
        yield {part.name: of_engine[part.engine] for part in parts}


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that sees one moment of a database, whatever is written meanwhile."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        yield connection
        connection.rollback()
