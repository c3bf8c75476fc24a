"""chain the lines of the audit, those that are there as well"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BEFORE_ALL = "0" * 64
HELD = ("at", "account_id", "account", "action", "number")


def upgrade() -> None:
    op.add_column("staff_audit", sa.Column("sequence", sa.Integer(), comment="place in the chain, without gaps"))
    op.add_column("staff_audit", sa.Column("previous", sa.String(64), comment="digest of the line before"))
    op.add_column("staff_audit", sa.Column("digest", sa.String(64), comment="SHA-256 of this line with the one before"))
    op.create_table(
        "staff_audit_chain",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False, comment="1; there is one row"),
        sa.Column("sequence", sa.Integer(), nullable=False, comment="of the newest line"),
        sa.Column("head", sa.String(64), nullable=False, comment="digest of the newest line"),
        sa.Column("deleted_until", sa.Integer(), nullable=False, comment="the last line that retention has deleted"),
        sa.Column("anchor", sa.String(64), nullable=False, comment="its digest"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_audit_chain")),
    )
    _chain_what_is_there()
    with op.batch_alter_table("staff_audit") as batch:
        batch.alter_column("sequence", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("previous", existing_type=sa.String(64), nullable=False)
        batch.alter_column("digest", existing_type=sa.String(64), nullable=False)
        batch.create_unique_constraint(op.f("uq_staff_audit_sequence"), ["sequence"])
        batch.create_unique_constraint(op.f("uq_staff_audit_previous"), ["previous"])


def _chain_what_is_there() -> None:
    connection = op.get_bind()
    text = sa.text("SELECT id, at, account_id, account, action, number FROM staff_audit ORDER BY id")
    rows = connection.execute(text).mappings().all()
    digest = BEFORE_ALL
    for sequence, row in enumerate(rows, start=1):
        line = {**{name: row[name] for name in HELD}, "sequence": sequence, "previous": digest}
        digest = hashlib.sha256(json.dumps(line, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        change = "UPDATE staff_audit SET sequence = :sequence, previous = :previous, digest = :digest WHERE id = :id"
        values = {"sequence": sequence, "previous": line["previous"], "digest": digest, "id": row["id"]}
        connection.execute(sa.text(change), values)
    if rows:
        chain = "INSERT INTO staff_audit_chain VALUES (1, :sequence, :head, 0, :anchor)"
        connection.execute(sa.text(chain), {"sequence": len(rows), "head": digest, "anchor": BEFORE_ALL})


def downgrade() -> None:
    op.drop_table("staff_audit_chain")
    with op.batch_alter_table("staff_audit") as batch:
        batch.drop_constraint(op.f("uq_staff_audit_previous"), type_="unique")
        batch.drop_constraint(op.f("uq_staff_audit_sequence"), type_="unique")
        for name in ("digest", "previous", "sequence"):
            batch.drop_column(name)
