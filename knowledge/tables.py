"""Declare the tables of the knowledge store.

`record` holds what each source says, as it came in; `condition`, `name` and `membership` are worked out from the
current records by `knowledge.grouping` and hold nothing that could not be worked out again. Alembic makes the tables
(`knowledge/migrations`); nothing is created at import.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SEARCH_INDEX = "section_text"
"""SQLite's tables of the full-text index begin so; it keeps them in step by itself (`knowledge/text_search.py`)."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

condition = Table(
    "condition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(200), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("url", Text),
    Column("identifiers", JSON, nullable=False),
)

name = Table(
    "name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("condition_id", ForeignKey("condition.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("normalised", Text, nullable=False, index=True),
    Column("is_own", Boolean, nullable=False, comment="the condition's own name, not a synonym"),
)

membership = Table(
    "membership",
    metadata,
    Column("group_id", ForeignKey("condition.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", ForeignKey("condition.id", ondelete="CASCADE"), primary_key=True, index=True),
)

import_run = Table(
    "import_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("path", Text, nullable=False),
    Column("started_at", DateTime, nullable=False, comment="UTC"),
)

record = Table(
    "record",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False, comment="one of knowledge.grouping.KIND_RANKS"),
    Column("document", String(200), nullable=False, comment="names the document within its kind"),
    Column("import_run_id", ForeignKey("import_run.id"), nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("is_current", Boolean, nullable=False, index=True),
    Column("condition_id", ForeignKey("condition.id", ondelete="SET NULL"), index=True),
    Column("name", Text, nullable=False),
    Column("slug", String(200), nullable=False),
    Column("url", Text),
    Column("gard", Integer),
    Column("identifiers", JSON, nullable=False),
    Column("synonyms", JSON, nullable=False),
    Column("parents", JSON(none_as_null=True), comment="groups that it belongs to, as catalogue:number"),
    UniqueConstraint("kind", "document", "import_run_id"),
)

section = Table(
    "section",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("record_id", ForeignKey("record.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("type", String(20), nullable=False),
    Column("position", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("last_updated", Date),
    Column("reviewed_by", Text),
    Column("reviewed_on", Date),
    Column("source_name", Text, nullable=False),
    Column("source_url", Text),
    Column("source_license", Text),
)

reference = Table(
    "reference",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("section_id", ForeignKey("section.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("citation", Text, nullable=False),
    Column("url", Text),
    Column("accessed", Date),
    UniqueConstraint("section_id", "number"),
)

passage = Table(
    "passage",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("section_id", ForeignKey("section.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False, comment="where the sentence begins in the body, in characters"),
    Column("end", Integer, nullable=False),
    Column("made_with", String(100), nullable=False, comment="the encoder, and the names that were masked"),
    Column("embedding", LargeBinary, nullable=False, comment="16-bit floats, the lowest byte first"),
    UniqueConstraint("section_id", "position"),
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False, comment="grows with every change of the store"),
)
