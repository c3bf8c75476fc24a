"""Make the tables of conversations, of the hand-over and of the staff site, as the first release has them."""

import sqlalchemy as sa
from alembic import op

revision = "baseline"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answered_message",
        sa.Column("key", sa.String(64), primary_key=True, comment="digest of conversation, message id and words"),
        sa.Column("conversation", sa.String(255), nullable=False, index=True),
        sa.Column("turn_id", sa.String(64), nullable=False, index=True),
        sa.Column("message", sa.Text, nullable=False, comment="sealed"),
        sa.Column("turn", sa.JSON, nullable=False, comment="sealed"),
        sa.Column("answered_at", sa.Float, nullable=False, index=True, comment="seconds since 1970"),
        sa.Column("is_private", sa.Boolean, nullable=False, comment="belongs to the hand-over; kept for an hour"),
    )
    op.create_table(
        "conversation_state",
        sa.Column("conversation", sa.String(255), primary_key=True),
        sa.Column(
            "slots", sa.JSON, nullable=False, comment="sealed; values of Rasa's slots that are not the first ones"
        ),
        sa.Column("last_message", sa.String(255), comment="what the last answered message is known by"),
        sa.Column("updated_at", sa.Float, nullable=False, index=True, comment="seconds since 1970"),
    )
    op.create_table(
        "feedback",
        sa.Column("turn_id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(255), nullable=False, index=True),
        sa.Column("is_helpful", sa.Boolean, nullable=False),
        sa.Column("comment", sa.Text, nullable=False, comment="sealed"),
        sa.Column("message", sa.Text, nullable=False, comment="sealed; what was asked"),
        sa.Column("turn", sa.JSON, nullable=False, comment="sealed; what was answered"),
        sa.Column("given_at", sa.Float, nullable=False, index=True, comment="seconds since 1970"),
    )
    op.create_table(
        "handoff_absence",
        sa.Column("operator_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("until", sa.Float, nullable=False, comment="away until then, whatever page is open"),
    )
    op.create_table(
        "handoff_count",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "what", sa.String(64), nullable=False, index=True, comment="digest of a conversation, network or address"
        ),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_table(
        "handoff_form",
        sa.Column("conversation", sa.String(255), primary_key=True),
        sa.Column("channel", sa.String(100), nullable=False),
        sa.Column("question", sa.Text, comment="sealed; null: not asked yet"),
        sa.Column("name", sa.Text, comment="sealed; empty: skipped"),
        sa.Column("email", sa.Text, comment="sealed"),
        sa.Column("phone", sa.Text, comment="sealed"),
        sa.Column("language", sa.String(100)),
        sa.Column("opened_at", sa.Float, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False, index=True),
        sa.Column("alarm", sa.Text, comment="sealed; words that raised an alarm, empty where not kept"),
        sa.Column(
            "step_key", sa.String(64), comment="what the visitor's message is known by that brought it to where it is"
        ),
    )
    op.create_table(
        "handoff_presence",
        sa.Column("operator_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seen_at", sa.Float, nullable=False),
    )
    op.create_table(
        "handoff_request",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "number", sa.String(16), nullable=False, unique=True, comment="what visitors and operators call it by"
        ),
        sa.Column("conversation", sa.String(255), nullable=False, index=True, comment="empty once the content is gone"),
        sa.Column("channel", sa.String(100), nullable=False),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("mode", sa.String(10), nullable=False, comment="live or ticket"),
        sa.Column("priority", sa.String(20), nullable=False, comment="normal or emergency"),
        sa.Column("language", sa.String(100), nullable=False),
        sa.Column("question", sa.Text, nullable=False, comment="sealed"),
        sa.Column("name", sa.Text, comment="sealed"),
        sa.Column("email", sa.Text, comment="sealed"),
        sa.Column("phone", sa.Text, comment="sealed"),
        sa.Column("consent_text", sa.Text, nullable=False, comment="sealed; what the visitor agreed to"),
        sa.Column("consented_at", sa.Float, nullable=False),
        sa.Column("context", sa.JSON, nullable=False, comment="sealed; the conversation before the request"),
        sa.Column("operator_id", sa.Integer),
        sa.Column("operator_name", sa.String(200)),
        sa.Column("claimed_at", sa.Float),
        sa.Column("queued_at", sa.Float, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
        sa.Column("closed_at", sa.Float, index=True),
        sa.Column("reason", sa.Text),
        sa.Column("is_erased", sa.Boolean, nullable=False, comment="its content has been removed"),
        sa.Column(
            "step_key", sa.String(64), comment="what the visitor's message is known by that brought it to where it is"
        ),
        sa.Column("email_token", sa.String(32), comment="known to whoever got an e-mail at the address"),
        sa.Column("email_proven_at", sa.Float, comment="when an e-mail came from the address that knew the token"),
    )
    op.create_table(
        "pushed_turn",
        sa.Column("conversation", sa.String(255), primary_key=True),
        sa.Column(
            "sequence", sa.Integer, nullable=False, comment="the last turn that a channel without push has given out"
        ),
    )
    op.create_table(
        "staff_account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True, comment="in small letters"),
        sa.Column("name", sa.String(100), nullable=False, comment="what visitors read"),
        sa.Column(
            "roles", sa.String(100), nullable=False, comment="one or more of staff/roles.py, with blanks between"
        ),
        sa.Column("password_hash", sa.Text, nullable=False, comment="argon2id; empty: no password lets in"),
        sa.Column("must_change_password", sa.Boolean, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False, comment="failed log-ins since the last good one"),
        sa.Column("failed_at", sa.Float, nullable=False),
        sa.Column("locked_until", sa.Float, nullable=False),
        sa.Column("last_seen_at", sa.Float),
        sa.Column("team", sa.String(100), nullable=False, server_default="", comment="whose canned responses it has"),
        sa.Column("issuer", sa.String(500), comment="the OpenID Connect provider that lets in; null: a password does"),
        sa.Column("subject", sa.String(255), comment="whom the provider knows the person as"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_staff_account_issuer_subject", "staff_account", ["issuer", "subject"], unique=True)
    op.create_table(
        "staff_used_log_in",
        sa.Column(
            "digest", sa.String(64), primary_key=True, comment="SHA-256 of a provider's log-in that was finished"
        ),
        sa.Column("used_at", sa.Float, nullable=False, index=True),
    )
    op.create_table(
        "staff_address",
        sa.Column("digest", sa.String(64), primary_key=True, comment="of the network address that log-ins failed from"),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failed_at", sa.Float, nullable=False, index=True),
        sa.Column("locked_until", sa.Float, nullable=False),
    )
    op.create_table(
        "staff_audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Float, nullable=False, index=True),
        sa.Column("account_id", sa.Integer, comment="null: nobody was logged in"),
        sa.Column(
            "account", sa.String(254), nullable=False, comment="the address at that time; empty for an unknown one"
        ),
        sa.Column("action", sa.String(400), nullable=False),
        sa.Column("number", sa.String(16), comment="of the request; no content"),
        sa.Column("sequence", sa.Integer, nullable=False, unique=True, comment="place in the chain, without gaps"),
        sa.Column("previous", sa.String(64), nullable=False, unique=True, comment="digest of the line before"),
        sa.Column("digest", sa.String(64), nullable=False, comment="SHA-256 of this line with the one before"),
    )
    op.create_table(
        "staff_audit_chain",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False, comment="1; there is one row"),
        sa.Column("sequence", sa.Integer, nullable=False, comment="of the newest line"),
        sa.Column("head", sa.String(64), nullable=False, comment="digest of the newest line"),
        sa.Column("deleted_until", sa.Integer, nullable=False, comment="the last line that retention has deleted"),
        sa.Column("anchor", sa.String(64), nullable=False, comment="its digest"),
    )
    op.create_table(
        "staff_canned_response",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.String(100), nullable=False, comment="what people find it by"),
        sa.Column("text", sa.Text, nullable=False, comment="with placeholders in braces"),
        sa.Column("team", sa.String(100), nullable=False, comment="empty: of all"),
        sa.Column("language", sa.String(100), nullable=False, comment="empty: of every language"),
        sa.Column(
            "version", sa.Integer, nullable=False, comment="grows with each change, so that none is overwritten unseen"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "handoff_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("request_id", sa.Integer, sa.ForeignKey("handoff_request.id"), nullable=False, index=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("from_state", sa.String(20), nullable=False),
        sa.Column("to_state", sa.String(20), nullable=False),
        sa.Column("operator_id", sa.Integer),
        sa.Column("to_operator_id", sa.Integer, comment="whom the request was handed to"),
        sa.Column("reason", sa.Text, comment="sealed; what the operator gave as the reason"),
    )
    op.create_table(
        "handoff_message",
        sa.Column("sequence", sa.Integer, primary_key=True, comment="grows over all requests"),
        sa.Column("request_id", sa.Integer, sa.ForeignKey("handoff_request.id"), nullable=False, index=True),
        sa.Column("author", sa.String(20), nullable=False, comment="visitor, operator, notice or note"),
        sa.Column("text", sa.Text, nullable=False, comment="sealed"),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("operator_id", sa.Integer),
        sa.Column("turn", sa.JSON(none_as_null=True), comment="sections that an operator sent"),
        sa.Column("mark", sa.String(20), comment="emergency, where the message raised an alarm"),
        sa.Column(
            "key", sa.String(64), unique=True, comment="what a visitor's message is known by, which may come twice"
        ),
        sa.Column(
            "is_mail", sa.Boolean, nullable=False, server_default=sa.false(), comment="it came, or goes, by e-mail"
        ),
        sa.Column(
            "message_id", sa.String(410), comment="of an e-mail that came, for the heads of those that answer it"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "handoff_outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "key", sa.String(100), nullable=False, unique=True, comment="the same event is written, and sent, once"
        ),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("request_id", sa.Integer, sa.ForeignKey("handoff_request.id"), nullable=False, index=True),
        sa.Column("payload", sa.JSON, nullable=False, comment="sealed; empty once sent"),
        sa.Column("state", sa.String(20), nullable=False, comment="waiting, sent, dead or unconfigured"),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("next_attempt_at", sa.Float, nullable=False),
        sa.Column("claimed_until", sa.Float, comment="a worker is at it"),
        sa.Column("last_error", sa.String(200), comment="kind of error only"),
        sa.Column("sent_at", sa.Float),
        sa.Column("external_id", sa.String(200), comment="what the receiver calls it"),
    )
    op.create_index("ix_handoff_outbox_due", "handoff_outbox", ["state", "next_attempt_at"])
    op.create_table(
        "handoff_read",
        sa.Column("operator_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("request_id", sa.Integer, sa.ForeignKey("handoff_request.id"), primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.Integer, nullable=False, comment="the last message that the operator has seen"),
    )
    op.create_table(
        "handoff_received",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("external_id", sa.String(200), primary_key=True, comment="a message of a help desk, taken once"),
        sa.Column("request_id", sa.Integer, sa.ForeignKey("handoff_request.id"), nullable=False, index=True),
    )
    op.create_table(
        "handoff_typing",
        sa.Column("request_id", sa.Integer, sa.ForeignKey("handoff_request.id"), primary_key=True),
        sa.Column("who", sa.String(20), primary_key=True, comment="visitor or operator"),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_table(
        "handoff_visit",
        sa.Column("request_id", sa.Integer, sa.ForeignKey("handoff_request.id"), primary_key=True, autoincrement=False),
        sa.Column("seen_at", sa.Float, nullable=False, comment="last sign of an open window of the visitor's"),
        sa.Column("left_at", sa.Float, comment="when the last window was closed; null while one is open"),
        sa.Column("came_back_at", sa.Float, comment="when a window was opened again after that"),
    )
    op.create_table(
        "staff_recovery_code",
        sa.Column(
            "digest", sa.String(64), primary_key=True, comment="SHA-256 of account and code; goes when it is used"
        ),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("staff_account.id"), nullable=False, index=True),
    )
    op.create_table(
        "staff_second_factor",
        sa.Column("account_id", sa.Integer, sa.ForeignKey("staff_account.id"), primary_key=True, autoincrement=False),
        sa.Column("secret", sa.Text, nullable=False, comment="sealed; of RFC 6238, in base 32"),
        sa.Column("confirmed_at", sa.Float, comment="null: not set up yet"),
        sa.Column("last_step", sa.Integer, nullable=False, comment="of 30 seconds, whose code was taken last"),
        sa.Column("failures", sa.Integer, nullable=False, comment="wrong codes since the last right one"),
        sa.Column("failed_at", sa.Float, nullable=False),
        sa.Column("locked_until", sa.Float, nullable=False),
    )
    op.create_table(
        "staff_session",
        sa.Column("digest", sa.String(64), primary_key=True, comment="SHA-256 of the cookie"),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("staff_account.id"), nullable=False, index=True),
        sa.Column("opened_at", sa.Float, nullable=False),
        sa.Column(
            "active_at", sa.Float, nullable=False, index=True, comment="last sign of a person, not of an open page"
        ),
        sa.Column("awaits_code", sa.Boolean, nullable=False, server_default=sa.false(), comment="of the second factor"),
    )
