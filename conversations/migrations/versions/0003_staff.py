"""accounts, sessions and audit of the staff site"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False, comment="in small letters"),
        sa.Column("name", sa.String(length=100), nullable=False, comment="what visitors read"),
        sa.Column("role", sa.String(length=20), nullable=False, comment="operator, editor or administrator"),
        sa.Column("password_hash", sa.Text(), nullable=False, comment="argon2id"),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, comment="failed log-ins since the last good one"),
        sa.Column("failed_at", sa.Float(), nullable=False),
        sa.Column("locked_until", sa.Float(), nullable=False),
        sa.Column("last_seen_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_account_email")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "staff_address",
        sa.Column(
            "digest", sa.String(length=64), nullable=False, comment="of the network address that log-ins failed from"
        ),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.Float(), nullable=False),
        sa.Column("locked_until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_staff_address")),
    )
    op.create_index(op.f("ix_staff_address_failed_at"), "staff_address", ["failed_at"])
    op.create_table(
        "staff_session",
        sa.Column("digest", sa.String(length=64), nullable=False, comment="SHA-256 of the cookie"),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.Float(), nullable=False),
        sa.Column("active_at", sa.Float(), nullable=False, comment="last sign of a person, not of an open page"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["staff_account.id"], name=op.f("fk_staff_session_account_id_staff_account")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_account_id"), "staff_session", ["account_id"])
    op.create_index(op.f("ix_staff_session_active_at"), "staff_session", ["active_at"])
    op.create_table(
        "staff_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True, comment="null: nobody was logged in"),
        sa.Column(
            "account",
            sa.String(length=254),
            nullable=False,
            comment="the address at that time; empty for an unknown one",
        ),
        sa.Column("action", sa.String(length=400), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=True, comment="of the request; no content"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_audit")),
    )
    op.create_index(op.f("ix_staff_audit_at"), "staff_audit", ["at"])


def downgrade() -> None:
    op.drop_table("staff_audit")
    op.drop_table("staff_session")
    op.drop_table("staff_address")
    op.drop_table("staff_account")
