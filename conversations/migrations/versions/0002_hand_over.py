"""hand over to a person"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handoff_form",
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("question", sa.Text(), nullable=True, comment="null: not asked yet"),
        sa.Column("name", sa.Text(), nullable=True, comment="sealed; empty: skipped"),
        sa.Column("email", sa.Text(), nullable=True, comment="sealed"),
        sa.Column("phone", sa.Text(), nullable=True, comment="sealed"),
        sa.Column("language", sa.String(length=100), nullable=True),
        sa.Column("opened_at", sa.Float(), nullable=False),
        sa.Column("updated_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_handoff_form")),
    )
    op.create_index(op.f("ix_handoff_form_updated_at"), "handoff_form", ["updated_at"], unique=False)
    op.create_table(
        "handoff_presence",
        sa.Column("operator_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("operator_id", name=op.f("pk_handoff_presence")),
    )
    op.create_table(
        "handoff_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False, comment="what visitors and operators call it by"),
        sa.Column("conversation", sa.String(length=255), nullable=False, comment="empty once the content is gone"),
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False, comment="live or ticket"),
        sa.Column("priority", sa.String(length=20), nullable=False, comment="normal or emergency"),
        sa.Column("language", sa.String(length=100), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True, comment="sealed"),
        sa.Column("email", sa.Text(), nullable=True, comment="sealed"),
        sa.Column("phone", sa.Text(), nullable=True, comment="sealed"),
        sa.Column("consent_text", sa.Text(), nullable=False, comment="sealed; what the visitor agreed to"),
        sa.Column("consented_at", sa.Float(), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False, comment="the conversation before the request"),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("operator_name", sa.String(length=200), nullable=True),
        sa.Column("claimed_at", sa.Float(), nullable=True),
        sa.Column("queued_at", sa.Float(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("updated_at", sa.Float(), nullable=False),
        sa.Column("closed_at", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("is_erased", sa.Boolean(), nullable=False, comment="its content has been removed"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff_request")),
        sa.UniqueConstraint("number", name=op.f("uq_handoff_request_number")),
    )
    op.create_index(op.f("ix_handoff_request_closed_at"), "handoff_request", ["closed_at"], unique=False)
    op.create_index(op.f("ix_handoff_request_conversation"), "handoff_request", ["conversation"], unique=False)
    op.create_index(op.f("ix_handoff_request_state"), "handoff_request", ["state"], unique=False)
    op.create_table(
        "handoff_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("from_state", sa.String(length=20), nullable=False),
        sa.Column("to_state", sa.String(length=20), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["handoff_request.id"], name=op.f("fk_handoff_change_request_id_handoff_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff_change")),
    )
    op.create_index(op.f("ix_handoff_change_request_id"), "handoff_change", ["request_id"], unique=False)
    op.create_table(
        "handoff_message",
        sa.Column("sequence", sa.Integer(), nullable=False, comment="grows over all requests"),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=20), nullable=False, comment="visitor, operator, notice or note"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("turn", sa.JSON(), nullable=True, comment="sections that an operator sent"),
        sa.Column("mark", sa.String(length=20), nullable=True, comment="emergency, where the message raised an alarm"),
        sa.Column(
            "key",
            sa.String(length=64),
            nullable=True,
            comment="what a visitor's message is known by, which may come twice",
        ),
        sa.UniqueConstraint("key", name=op.f("uq_handoff_message_key")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["handoff_request.id"], name=op.f("fk_handoff_message_request_id_handoff_request")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_handoff_message")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_handoff_message_request_id"), "handoff_message", ["request_id"], unique=False)
    op.create_table(
        "handoff_outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False, comment="the same event is written, and sent, once"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False, comment="sealed; empty once sent"),
        sa.Column("state", sa.String(length=20), nullable=False, comment="waiting, sent, dead or unconfigured"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("next_attempt_at", sa.Float(), nullable=False),
        sa.Column("claimed_until", sa.Float(), nullable=True, comment="a worker is at it"),
        sa.Column("last_error", sa.String(length=200), nullable=True, comment="kind of error only"),
        sa.Column("sent_at", sa.Float(), nullable=True),
        sa.Column("external_id", sa.String(length=200), nullable=True, comment="what the receiver calls it"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["handoff_request.id"], name=op.f("fk_handoff_outbox_request_id_handoff_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_handoff_outbox_key")),
    )
    op.create_index("ix_handoff_outbox_due", "handoff_outbox", ["state", "next_attempt_at"], unique=False)
    op.create_index(op.f("ix_handoff_outbox_request_id"), "handoff_outbox", ["request_id"], unique=False)
    op.create_table(
        "handoff_received",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False, comment="a message of a help desk, taken once"),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["handoff_request.id"], name=op.f("fk_handoff_received_request_id_handoff_request")
        ),
        sa.PrimaryKeyConstraint("kind", "external_id", name=op.f("pk_handoff_received")),
    )
    op.create_index(op.f("ix_handoff_received_request_id"), "handoff_received", ["request_id"], unique=False)
    op.create_table(
        "handoff_typing",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=20), nullable=False, comment="visitor or operator"),
        sa.Column("at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["handoff_request.id"], name=op.f("fk_handoff_typing_request_id_handoff_request")
        ),
        sa.PrimaryKeyConstraint("request_id", "who", name=op.f("pk_handoff_typing")),
    )


def downgrade() -> None:
    op.drop_table("handoff_typing")
    op.drop_table("handoff_received")
    op.drop_table("handoff_outbox")
    op.drop_table("handoff_message")
    op.drop_table("handoff_change")
    op.drop_table("handoff_presence")
    op.drop_table("handoff_request")
    op.drop_table("handoff_form")
