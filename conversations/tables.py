"""Declare the tables that keep conversations beside Rasa's own.

`handoff/tables.py` and `staff/tables.py` add theirs to the same `metadata`; Alembic makes them all
(`conversations/migrations`) in the database of `Settings.conversations_url`. What is called sealed is encrypted where
the settings have a key (`conversations/encryption.py`).
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Integer, MetaData, String, Table

from conversations.encryption import EncryptedJSON, EncryptedText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

conversation_state = Table(
    "conversation_state",
    metadata,
    Column("conversation", String(255), primary_key=True),
    Column(
        "slots", EncryptedJSON, nullable=False, comment="sealed; values of Rasa's slots that are not the first ones"
    ),
    Column("last_message", String(255), comment="what the last answered message is known by"),
    Column("updated_at", Float, nullable=False, index=True, comment="seconds since 1970"),
)

answered_message = Table(
    "answered_message",
    metadata,
    Column("key", String(64), primary_key=True, comment="digest of conversation, message id and words"),
    Column("conversation", String(255), nullable=False, index=True),
    Column("turn_id", String(64), nullable=False, index=True),
    Column("message", EncryptedText, nullable=False, comment="sealed"),
    Column("turn", EncryptedJSON, nullable=False, comment="sealed"),
    Column("answered_at", Float, nullable=False, index=True, comment="seconds since 1970"),
    Column("is_private", Boolean, nullable=False, comment="belongs to the hand-over; kept for an hour"),
)

pushed_turn = Table(
    "pushed_turn",
    metadata,
    Column("conversation", String(255), primary_key=True),
    Column("sequence", Integer, nullable=False, comment="the last turn that a channel without push has given out"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("turn_id", String(64), primary_key=True),
    Column("conversation", String(255), nullable=False, index=True),
    Column("is_helpful", Boolean, nullable=False),
    Column("comment", EncryptedText, nullable=False, comment="sealed"),
    Column("message", EncryptedText, nullable=False, comment="sealed; what was asked"),
    Column("turn", EncryptedJSON, nullable=False, comment="sealed; what was answered"),
    Column("given_at", Float, nullable=False, index=True, comment="seconds since 1970"),
)
