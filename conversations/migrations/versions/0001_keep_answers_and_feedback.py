"""keep answers and feedback"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answered_message",
        sa.Column("key", sa.String(length=64), nullable=False, comment="digest of conversation, message id and words"),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("turn_id", sa.String(length=64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("turn", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.Float(), nullable=False, comment="seconds since 1970"),
        sa.Column("is_private", sa.Boolean(), nullable=False, comment="belongs to the hand-over; kept for an hour"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answered_message")),
    )
    op.create_index(op.f("ix_answered_message_conversation"), "answered_message", ["conversation"])
    op.create_index(op.f("ix_answered_message_turn_id"), "answered_message", ["turn_id"])
    op.create_index(op.f("ix_answered_message_answered_at"), "answered_message", ["answered_at"])
    op.create_table(
        "pushed_turn",
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column(
            "sequence",
            sa.Integer(),
            nullable=False,
            comment="the last turn that a channel without push has given out",
        ),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_pushed_turn")),
    )
    op.create_table(
        "feedback",
        sa.Column("turn_id", sa.String(length=64), nullable=False),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("is_helpful", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False, comment="what was asked"),
        sa.Column("turn", sa.JSON(), nullable=False, comment="what was answered"),
        sa.Column("given_at", sa.Float(), nullable=False, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("turn_id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_conversation"), "feedback", ["conversation"])
    op.create_index(op.f("ix_feedback_given_at"), "feedback", ["given_at"])


def downgrade() -> None:
    op.drop_table("feedback")
    op.drop_table("pushed_turn")
    op.drop_table("answered_message")
