"""Write the id of a request into its statements, so that a slow one in PostgreSQL's log leads back to the turn."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from rareguide.request_ids import current_request_id


def comment_statements() -> None:
    """Do so for all engines of this process; SQLite has no log, and would prepare every statement again."""
    if not event.contains(Engine, "before_cursor_execute", _with_comment):
        event.listen(Engine, "before_cursor_execute", _with_comment, retval=True)


def _with_comment(
    connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _executemany: bool
) -> tuple[str, Any]:
    request_id = current_request_id()
    if not request_id or connection.dialect.name != "postgresql":
        return statement, parameters
    # Before the statement: what PostgreSQL shows of a long one is its beginning.
    return f"/* request={request_id} */ {statement}", parameters
