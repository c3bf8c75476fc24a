"""keep with a form that an alarm was raised"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "handoff_form",
        sa.Column(
            "alarm", sa.Text(), nullable=True, comment="sealed; words that raised an alarm, empty where not kept"
        ),
    )


def downgrade() -> None:
    with op.batch_alter_table("handoff_form") as batch:
        batch.drop_column("alarm")
