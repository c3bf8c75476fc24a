"""know by which message a form got its last answer and a request was made"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WHAT = "what the visitor's message is known by that brought it to where it is"


def upgrade() -> None:
    for table in ("handoff_form", "handoff_request"):
        op.add_column(table, sa.Column("step_key", sa.String(64), nullable=True, comment=WHAT))


def downgrade() -> None:
    for table in ("handoff_form", "handoff_request"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("step_key")
