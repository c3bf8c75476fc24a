"""Keep with the form when and how the visitor would like to be answered."""

import sqlalchemy as sa
from alembic import op

revision = "form_wish"
down_revision = "baseline"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "sealed; when and how the visitor would like to be answered"
    op.add_column("handoff_form", sa.Column("wish", sa.Text, comment=comment))
