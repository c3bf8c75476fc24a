"""Declare the tables of the staff site, in the database of `Settings.conversations_url`.

All times are seconds since 1970.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, false

from conversations.tables import metadata

staff_account = Table(
    "staff_account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False, unique=True, comment="in small letters"),
    Column("name", String(100), nullable=False, comment="what visitors read"),
    Column("roles", String(100), nullable=False, comment="one or more of staff/roles.py, with blanks between"),
    Column("team", String(100), nullable=False, server_default="", comment="whose canned responses it has"),
    Column("password_hash", Text, nullable=False, comment="argon2id; empty: no password lets in"),
    Column("must_change_password", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("failures", Integer, nullable=False, comment="failed log-ins since the last good one"),
    Column("failed_at", Float, nullable=False),
    Column("locked_until", Float, nullable=False),
    Column("last_seen_at", Float),
    Column("issuer", String(500), comment="the OpenID Connect provider that lets in; null: a password does"),
    Column("subject", String(255), comment="whom the provider knows the person as"),
    sqlite_autoincrement=True,
)
Index("ix_staff_account_issuer_subject", staff_account.c.issuer, staff_account.c.subject, unique=True)

staff_used_log_in = Table(
    "staff_used_log_in",
    metadata,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of a provider's log-in that was finished"),
    Column("used_at", Float, nullable=False, index=True),
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
    Column("awaits_code", Boolean, nullable=False, server_default=false(), comment="of the second factor"),
)

staff_second_factor = Table(
    "staff_second_factor",
    metadata,
    Column("account_id", Integer, ForeignKey("staff_account.id"), primary_key=True, autoincrement=False),
    Column("secret", Text, nullable=False, comment="sealed; of RFC 6238, in base 32"),
    Column("confirmed_at", Float, comment="null: not set up yet"),
    Column("last_step", Integer, nullable=False, comment="of 30 seconds, whose code was taken last"),
    Column("failures", Integer, nullable=False, comment="wrong codes since the last right one"),
    Column("failed_at", Float, nullable=False),
    Column("locked_until", Float, nullable=False),
)

staff_recovery_code = Table(
    "staff_recovery_code",
    metadata,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of account and code; goes when it is used"),
    Column("account_id", Integer, ForeignKey("staff_account.id"), nullable=False, index=True),
)

staff_canned_response = Table(
    "staff_canned_response",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(100), nullable=False, comment="what people find it by"),
    Column("text", Text, nullable=False, comment="with placeholders in braces"),
    Column("team", String(100), nullable=False, comment="empty: of all"),
    Column("language", String(100), nullable=False, comment="empty: of every language"),
    Column("version", Integer, nullable=False, comment="grows with each change, so that none is overwritten unseen"),
    sqlite_autoincrement=True,
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
    Column("sequence", Integer, nullable=False, unique=True, comment="place in the chain, without gaps"),
    Column("previous", String(64), nullable=False, unique=True, comment="digest of the line before"),
    Column("digest", String(64), nullable=False, comment="SHA-256 of this line with the one before"),
)

staff_audit_chain = Table(
    "staff_audit_chain",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="1; there is one row"),
    Column("sequence", Integer, nullable=False, comment="of the newest line"),
    Column("head", String(64), nullable=False, comment="digest of the newest line"),
    Column("deleted_until", Integer, nullable=False, comment="the last line that retention has deleted"),
    Column("anchor", String(64), nullable=False, comment="its digest"),
)
