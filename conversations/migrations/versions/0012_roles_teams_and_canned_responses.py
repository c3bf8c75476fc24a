"""several roles of an account, its team, and canned responses"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staff_account", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column(
            "role",
            new_column_name="roles",
            existing_type=sa.String(20),
            type_=sa.String(100),
            existing_nullable=False,
            existing_comment="operator, editor or administrator",
            comment="one or more of staff/roles.py, with blanks between",
        )
        batch.add_column(
            sa.Column(
                "team", sa.String(100), server_default="", nullable=False, comment="whose canned responses it has"
            )
        )
    op.create_table(
        "staff_canned_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(100), nullable=False, comment="what people find it by"),
        sa.Column("text", sa.Text(), nullable=False, comment="with placeholders in braces"),
        sa.Column("team", sa.String(100), nullable=False, comment="empty: of all"),
        sa.Column("language", sa.String(100), nullable=False, comment="empty: of every language"),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="grows with each change, so that none is overwritten unseen",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_canned_response")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("staff_canned_response")
    with op.batch_alter_table("staff_account", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_column("team")
        batch.alter_column(
            "roles",
            new_column_name="role",
            existing_type=sa.String(100),
            type_=sa.String(20),
            existing_nullable=False,
            existing_comment="one or more of staff/roles.py, with blanks between",
            comment="operator, editor or administrator",
        )
