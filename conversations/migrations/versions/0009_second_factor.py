"""the second factor of the staff's log-in"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    awaits = sa.Column(
        "awaits_code", sa.Boolean(), server_default=sa.false(), nullable=False, comment="of the second factor"
    )
    op.add_column("staff_session", awaits)
    op.create_table(
        "staff_second_factor",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.Text(), nullable=False, comment="sealed; of RFC 6238, in base 32"),
        sa.Column("confirmed_at", sa.Float(), nullable=True, comment="null: not set up yet"),
        sa.Column("last_step", sa.Integer(), nullable=False, comment="of 30 seconds, whose code was taken last"),
        sa.Column("failures", sa.Integer(), nullable=False, comment="wrong codes since the last right one"),
        sa.Column("failed_at", sa.Float(), nullable=False),
        sa.Column("locked_until", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["staff_account.id"], name=op.f("fk_staff_second_factor_account_id_staff_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_staff_second_factor")),
    )
    op.create_table(
        "staff_recovery_code",
        sa.Column("digest", sa.String(64), nullable=False, comment="SHA-256 of account and code; goes when it is used"),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["staff_account.id"], name=op.f("fk_staff_recovery_code_account_id_staff_account")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_staff_recovery_code")),
    )
    op.create_index(op.f("ix_staff_recovery_code_account_id"), "staff_recovery_code", ["account_id"])


def downgrade() -> None:
    op.drop_table("staff_recovery_code")
    op.drop_table("staff_second_factor")
    with op.batch_alter_table("staff_session") as batch:
        batch.drop_column("awaits_code")
