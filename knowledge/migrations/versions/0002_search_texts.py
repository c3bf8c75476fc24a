"""search the texts of sections"""

from alembic import op


revision = '0002'
down_revision = '0001'
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
    "INSERT INTO section_text (section_text) VALUES ('rebuild')",
)
POSTGRESQL = (
    "CREATE INDEX ix_section_text ON section USING gin (to_tsvector('english', question || ' ' || body))",
)


def upgrade() -> None:
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("added", "deleted", "changed"):
            op.execute(f"DROP TRIGGER section_text_{trigger}")
        op.execute("DROP TABLE section_text")
    else:
        op.execute("DROP INDEX ix_section_text")
