"""Make the tables of the store, as the first release has them."""

import sqlalchemy as sa
from alembic import op

revision = "baseline"
down_revision = None
branch_labels = None
depends_on = None

# The index is the database's own and holds no text twice; SQLite keeps it in step by triggers, PostgreSQL by itself.
SQLITE = (
    "CREATE VIRTUAL TABLE section_text USING fts5("
    "question, body, content='section', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER section_text_added AFTER INSERT ON section BEGIN "
    "INSERT INTO section_text (rowid, question, body) VALUES (new.id, new.question, new.body); END",
    "CREATE TRIGGER section_text_deleted AFTER DELETE ON section BEGIN "
    "INSERT INTO section_text (section_text, rowid, question, body) "
    "VALUES ('delete', old.id, old.question, old.body); END",
    "CREATE TRIGGER section_text_changed AFTER UPDATE ON section BEGIN "
    "INSERT INTO section_text (section_text, rowid, question, body) "
    "VALUES ('delete', old.id, old.question, old.body); "
    "INSERT INTO section_text (rowid, question, body) VALUES (new.id, new.question, new.body); END",
)
POSTGRESQL = ("CREATE INDEX ix_section_text ON section USING gin (to_tsvector('english', question || ' ' || body))",)


def upgrade() -> None:
    op.create_table(
        "condition",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("slug", sa.String(200), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("identifiers", sa.JSON, nullable=False),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False, comment="UTC"),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False, comment="grows with every change of the store"),
    )
    op.create_table(
        "membership",
        sa.Column("group_id", sa.Integer, sa.ForeignKey("condition.id", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "member_id", sa.Integer, sa.ForeignKey("condition.id", ondelete="CASCADE"), primary_key=True, index=True
        ),
    )
    op.create_table(
        "name",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "condition_id", sa.Integer, sa.ForeignKey("condition.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("normalised", sa.Text, nullable=False, index=True),
        sa.Column("is_own", sa.Boolean, nullable=False, comment="the condition's own name, not a synonym"),
    )
    op.create_table(
        "record",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False, comment="one of knowledge.grouping.KIND_RANKS"),
        sa.Column("document", sa.String(200), nullable=False, comment="names the document within its kind"),
        sa.Column("import_run_id", sa.Integer, sa.ForeignKey("import_run.id"), nullable=False, index=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("is_current", sa.Boolean, nullable=False, index=True),
        sa.Column("condition_id", sa.Integer, sa.ForeignKey("condition.id", ondelete="SET NULL"), index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("gard", sa.Integer),
        sa.Column("identifiers", sa.JSON, nullable=False),
        sa.Column("synonyms", sa.JSON, nullable=False),
        sa.Column("parents", sa.JSON(none_as_null=True), comment="groups that it belongs to, as catalogue:number"),
        sa.UniqueConstraint("kind", "document", "import_run_id"),
    )
    op.create_table(
        "section",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("record_id", sa.Integer, sa.ForeignKey("record.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("last_updated", sa.Date),
        sa.Column("reviewed_by", sa.Text),
        sa.Column("reviewed_on", sa.Date),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("source_url", sa.Text),
        sa.Column("source_license", sa.Text),
    )
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("section_id", sa.Integer, sa.ForeignKey("section.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False, comment="where the sentence begins in the body, in characters"),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("made_with", sa.String(100), nullable=False, comment="the encoder, and the names that were masked"),
        sa.Column("embedding", sa.LargeBinary, nullable=False, comment="16-bit floats, the lowest byte first"),
        sa.UniqueConstraint("section_id", "position"),
    )
    op.create_table(
        "reference",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "section_id", sa.Integer, sa.ForeignKey("section.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("citation", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("accessed", sa.Date),
        sa.UniqueConstraint("section_id", "number"),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
