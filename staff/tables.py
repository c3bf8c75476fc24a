"""Declare the tables of the staff site, in the database of `Settings.conversations_url`.

All times are seconds since 1970.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table, Text

from conversations.tables import metadata

staff_account = Table(
    "staff_account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False, unique=True, comment="in small letters"),
    Column("name", String(100), nullable=False, comment="what visitors read"),
    Column("role", String(20), nullable=False, comment="operator, editor or administrator"),
    Column("password_hash", Text, nullable=False, comment="argon2id"),
    Column("must_change_password", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("failures", Integer, nullable=False, comment="failed log-ins since the last good one"),
    Column("failed_at", Float, nullable=False),
    Column("locked_until", Float, nullable=False),
    Column("last_seen_at", Float),
    sqlite_autoincrement=True,
)

staff_address = Table(
    "staff_address",
    metadata,
    Column("digest", String(64), primary_key=True, comment="of the network address that log-ins failed from"),
    Column("failures", Integer, nullable=False),
    Column("failed_at", Float, nullable=False, index=True),
    Column("locked_until", Float, nullable=False),
)

staff_session = Table(
    "staff_session",
    metadata,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the cookie"),
    Column("account_id", Integer, ForeignKey("staff_account.id"), nullable=False, index=True),
    Column("opened_at", Float, nullable=False),
    Column("active_at", Float, nullable=False, index=True, comment="last sign of a person, not of an open page"),
)

staff_audit = Table(
    "staff_audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("account_id", Integer, comment="null: nobody was logged in"),
    Column("account", String(254), nullable=False, comment="the address at that time; empty for an unknown one"),
    Column("action", String(400), nullable=False),
    Column("number", String(16), comment="of the request; no content"),
)
