"""count requests and receipts"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handoff_count",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("what", sa.String(64), nullable=False, comment="digest of a conversation, network or address"),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("ix_handoff_count_what", "handoff_count", ["what"])


def downgrade() -> None:
    op.drop_table("handoff_count")
