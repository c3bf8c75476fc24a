"""Apply the migrations of the database that `rareguide.database.Schema` names, over its connection."""

from alembic import context

options = context.config.attributes
context.configure(
    connection=options["connection"],
    target_metadata=options["metadata"],
    version_table=options["version_table"],
    render_as_batch=options["connection"].dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
