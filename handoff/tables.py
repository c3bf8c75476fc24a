"""Declare the tables of the hand-over, in the database of `Settings.conversations_url`.

All times are seconds since 1970. Columns that are called sealed hold a Fernet token when `handoff_key` is set
(`conversations/encryption.py`), else plain text.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, false

from conversations.encryption import EncryptedJSON, EncryptedText
from conversations.tables import metadata

STEP_KEY = "what the visitor's message is known by that brought it to where it is"

handoff_form = Table(
    "handoff_form",
    metadata,
    Column("conversation", String(255), primary_key=True),
    Column("channel", String(100), nullable=False),
    Column("question", EncryptedText, comment="sealed; null: not asked yet"),
    Column("name", Text, comment="sealed; empty: skipped"),
    Column("email", Text, comment="sealed"),
    Column("phone", Text, comment="sealed"),
    Column("language", String(100)),
    Column("wish", Text, comment="sealed; when and how the visitor would like to be answered"),
    Column("alarm", Text, comment="sealed; words that raised an alarm, empty where not kept"),
    Column("step_key", String(64), comment=STEP_KEY),
    Column("opened_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False, index=True),
)

handoff_request = Table(
    "handoff_request",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), nullable=False, unique=True, comment="what visitors and operators call it by"),
    Column("conversation", String(255), nullable=False, index=True, comment="empty once the content is gone"),
    Column("channel", String(100), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("mode", String(10), nullable=False, comment="live or ticket"),
    Column("priority", String(20), nullable=False, comment="normal or emergency"),
    Column("language", String(100), nullable=False),
    Column("question", EncryptedText, nullable=False, comment="sealed"),
    Column("name", Text, comment="sealed"),
    Column("email", Text, comment="sealed"),
    Column("phone", Text, comment="sealed"),
    Column("email_token", String(32), comment="known to whoever got an e-mail at the address"),
    Column("email_proven_at", Float, comment="when an e-mail came from the address that knew the token"),
    Column("consent_text", Text, nullable=False, comment="sealed; what the visitor agreed to"),
    Column("consented_at", Float, nullable=False),
    Column("context", EncryptedJSON, nullable=False, comment="sealed; the conversation before the request"),
    Column("operator_id", Integer),
    Column("operator_name", String(200)),
    Column("claimed_at", Float),
    Column("queued_at", Float, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("closed_at", Float, index=True),
    Column("reason", Text),
    Column("is_erased", Boolean, nullable=False, comment="its content has been removed"),
    Column("step_key", String(64), comment=STEP_KEY),
)

handoff_message = Table(
    "handoff_message",
    metadata,
    Column("sequence", Integer, primary_key=True, comment="grows over all requests"),
    Column("request_id", Integer, ForeignKey("handoff_request.id"), nullable=False, index=True),
    Column("author", String(20), nullable=False, comment="visitor, operator, notice or note"),
    Column("text", EncryptedText, nullable=False, comment="sealed"),
    Column("at", Float, nullable=False),
    Column("operator_id", Integer),
    Column("turn", JSON(none_as_null=True), comment="sections that an operator sent"),
    Column("mark", String(20), comment="emergency, where the message raised an alarm"),
    Column("key", String(64), unique=True, comment="what a visitor's message is known by, which may come twice"),
    Column("is_mail", Boolean, nullable=False, server_default=false(), comment="it came, or goes, by e-mail"),
    Column("message_id", String(410), comment="of an e-mail that came, for the heads of those that answer it"),
    sqlite_autoincrement=True,
)

handoff_change = Table(
    "handoff_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request_id", Integer, ForeignKey("handoff_request.id"), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("action", String(40), nullable=False),
    Column("from_state", String(20), nullable=False),
    Column("to_state", String(20), nullable=False),
    Column("operator_id", Integer),
    Column("to_operator_id", Integer, comment="whom the request was handed to"),
    Column("reason", EncryptedText, comment="sealed; what the operator gave as the reason"),
)

handoff_outbox = Table(
    "handoff_outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(100), nullable=False, unique=True, comment="the same event is written, and sent, once"),
    Column("kind", String(20), nullable=False),
    Column("request_id", Integer, ForeignKey("handoff_request.id"), nullable=False, index=True),
    Column("payload", JSON, nullable=False, comment="sealed; empty once sent"),
    Column("state", String(20), nullable=False, comment="waiting, sent, dead or unconfigured"),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("next_attempt_at", Float, nullable=False),
    Column("claimed_until", Float, comment="a worker is at it"),
    Column("last_error", String(200), comment="kind of error only"),
    Column("sent_at", Float),
    Column("external_id", String(200), comment="what the receiver calls it"),
    Index("ix_handoff_outbox_due", "state", "next_attempt_at"),
)

handoff_received = Table(
    "handoff_received",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("external_id", String(200), primary_key=True, comment="a message of a help desk, taken once"),
    Column("request_id", Integer, ForeignKey("handoff_request.id"), nullable=False, index=True),
)

handoff_count = Table(
    "handoff_count",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("what", String(64), nullable=False, index=True, comment="digest of a conversation, network or address"),
    Column("at", Float, nullable=False),
)

handoff_presence = Table(
    "handoff_presence",
    metadata,
    Column("operator_id", Integer, primary_key=True, autoincrement=False),
    Column("seen_at", Float, nullable=False),
)

handoff_absence = Table(
    "handoff_absence",
    metadata,
    Column("operator_id", Integer, primary_key=True, autoincrement=False),
    Column("until", Float, nullable=False, comment="away until then, whatever page is open"),
)

handoff_read = Table(
    "handoff_read",
    metadata,
    Column("operator_id", Integer, primary_key=True, autoincrement=False),
    Column("request_id", Integer, ForeignKey("handoff_request.id"), primary_key=True, autoincrement=False),
    Column("sequence", Integer, nullable=False, comment="the last message that the operator has seen"),
)

handoff_visit = Table(
    "handoff_visit",
    metadata,
    Column("request_id", Integer, ForeignKey("handoff_request.id"), primary_key=True, autoincrement=False),
    Column("seen_at", Float, nullable=False, comment="last sign of an open window of the visitor's"),
    Column("left_at", Float, comment="when the last window was closed; null while one is open"),
    Column("came_back_at", Float, comment="when a window was opened again after that"),
)

handoff_typing = Table(
    "handoff_typing",
    metadata,
    Column("request_id", Integer, ForeignKey("handoff_request.id"), primary_key=True),
    Column("who", String(20), primary_key=True, comment="visitor or operator"),
    Column("at", Float, nullable=False),
)
