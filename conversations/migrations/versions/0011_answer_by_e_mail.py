"""answers by e-mail, and the e-mails that come back"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("handoff_request") as batch:
        batch.add_column(
            sa.Column("email_token", sa.String(32), comment="known to whoever got an e-mail at the address")
        )
        batch.add_column(
            sa.Column("email_proven_at", sa.Float(), comment="when an e-mail came from the address that knew the token")
        )
    with op.batch_alter_table("handoff_message") as batch:
        batch.add_column(
            sa.Column(
                "is_mail",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="it came, or goes, by e-mail",
            )
        )
        batch.add_column(
            sa.Column(
                "message_id", sa.String(410), comment="of an e-mail that came, for the heads of those that answer it"
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("handoff_message") as batch:
        batch.drop_column("message_id")
        batch.drop_column("is_mail")
    with op.batch_alter_table("handoff_request") as batch:
        batch.drop_column("email_proven_at")
        batch.drop_column("email_token")
