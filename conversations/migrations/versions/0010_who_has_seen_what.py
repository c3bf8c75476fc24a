"""what operators have read, whether a visitor is there, absence, and the reasons of changes"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("handoff_change") as batch:
        batch.add_column(sa.Column("to_operator_id", sa.Integer(), comment="whom the request was handed to"))
        batch.add_column(sa.Column("reason", sa.Text(), comment="sealed; what the operator gave as the reason"))
    op.create_table(
        "handoff_absence",
        sa.Column("operator_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.Float(), nullable=False, comment="away until then, whatever page is open"),
        sa.PrimaryKeyConstraint("operator_id", name=op.f("pk_handoff_absence")),
    )
    op.create_table(
        "handoff_read",
        sa.Column("operator_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, comment="the last message that the operator has seen"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["handoff_request.id"], name=op.f("fk_handoff_read_request_id_handoff_request")
        ),
        sa.PrimaryKeyConstraint("operator_id", "request_id", name=op.f("pk_handoff_read")),
    )
    op.create_table(
        "handoff_visit",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.Float(), nullable=False, comment="last sign of an open window of the visitor's"),
        sa.Column("left_at", sa.Float(), comment="when the last window was closed; null while one is open"),
        sa.Column("came_back_at", sa.Float(), comment="when a window was opened again after that"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["handoff_request.id"], name=op.f("fk_handoff_visit_request_id_handoff_request")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_handoff_visit")),
    )


def downgrade() -> None:
    for table in ("handoff_visit", "handoff_read", "handoff_absence"):
        op.drop_table(table)
    with op.batch_alter_table("handoff_change") as batch:
        batch.drop_column("reason")
        batch.drop_column("to_operator_id")
