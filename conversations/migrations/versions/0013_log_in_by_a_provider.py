"""log-in by a provider of OpenID Connect"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staff_account", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column(
            "password_hash",
            existing_type=sa.Text(),
            existing_nullable=False,
            existing_comment="argon2id",
            comment="argon2id; empty: no password lets in",
        )
        batch.add_column(
            sa.Column(
                "issuer",
                sa.String(500),
                nullable=True,
                comment="the OpenID Connect provider that lets in; null: a password does",
            )
        )
        batch.add_column(
            sa.Column("subject", sa.String(255), nullable=True, comment="whom the provider knows the person as")
        )
        batch.create_index("ix_staff_account_issuer_subject", ["issuer", "subject"], unique=True)
    op.create_table(
        "staff_used_log_in",
        sa.Column("digest", sa.String(64), nullable=False, comment="SHA-256 of a provider's log-in that was finished"),
        sa.Column("used_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_staff_used_log_in")),
    )
    op.create_index(op.f("ix_staff_used_log_in_used_at"), "staff_used_log_in", ["used_at"])


def downgrade() -> None:
    op.drop_table("staff_used_log_in")
    with op.batch_alter_table("staff_account", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_index("ix_staff_account_issuer_subject")
        batch.drop_column("subject")
        batch.drop_column("issuer")
        batch.alter_column(
            "password_hash",
            existing_type=sa.Text(),
            existing_nullable=False,
            existing_comment="argon2id; empty: no password lets in",
            comment="argon2id",
        )
