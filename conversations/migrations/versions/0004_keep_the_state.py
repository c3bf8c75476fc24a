"""keep the state of conversations apart from their events"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation_state",
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False, comment="values of Rasa's slots that are not the first ones"),
        sa.Column("last_message", sa.String(length=255), comment="what the last answered message is known by"),
        sa.Column("updated_at", sa.Float(), nullable=False, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_conversation_state")),
    )
    op.create_index(op.f("ix_conversation_state_updated_at"), "conversation_state", ["updated_at"])


def downgrade() -> None:
    op.drop_table("conversation_state")
