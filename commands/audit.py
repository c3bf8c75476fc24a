"""The commands `rareguide staff audit`: give out the staff site's audit, and see whether it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Optional, TextIO

import typer
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from commands.bootstrap import settings_or_exit
from rareguide.console import failure, out

audit_app = typer.Typer(help="Give out the audit of the staff site, and see whether it is whole.", no_args_is_help=True)


@audit_app.command()
def export(
    to: Optional[Path] = typer.Option(None, "--to", help="The file to write; without it, standard output."),  # noqa: B008
    after: int = typer.Option(
        0, min=0, max=2**31 - 1, help="Leave out the lines up to this number, which were exported before."
    ),
) -> None:
    """Write the audit as JSON Lines, behind a line with the ends of its chain of hashes."""
    from staff.audit_chain import exported

    lines = exported(_engine(), after)
    try:
        with _written(to) as file:
            for line in lines:
                file.write(f"{line}\n")
    except OSError as problem:
        raise failure(f"{to} cannot be written ({problem.strerror}).") from problem


@audit_app.command()
def verify(
    file: Optional[Path] = typer.Argument(None, help="An exported file; without it, the database is verified."),  # noqa: B008
) -> None:
    """Say whether a line of the audit is missing, changed or in another's place, and which; end with 1 then.

    A file is also compared with the database: a line that was exported must still be there, unless its time was over.
    """
    from staff.audit_chain import BrokenChain, has_same_end, verify_database, verify_file

    engine = _engine()
    try:
        if file is None:
            out.print(f"The audit is whole: {verify_database(engine)} lines.")
            return
        with file.open(encoding="utf-8") as lines:
            ends, count = verify_file(lines)
    except BrokenChain as problem:
        raise failure(f"{file or 'The database'}: {problem}") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise failure(f"{file} cannot be read ({type(problem).__name__}).") from problem
    if not has_same_end(engine, ends):
        raise failure(f"{file} is whole, but the database has another line {ends.until}, or has it no more.")
    out.print(f"{file} is whole: {count} lines, up to line {ends.until}, which the database has too.", soft_wrap=True)


@contextmanager
def _written(to: Path | None) -> Iterator[TextIO]:
    """Open a file that its owner alone can read, or standard output."""
    if to is None:
        yield out.file  # type: ignore[misc]
        return
    with open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)  # also of a file that was there
        yield file


def _engine() -> Engine:
    from conversations.database import SCHEMA
    from rareguide.database import migrate, open_database
    from rareguide.services import why_unusable

    settings = settings_or_exit()
    try:
        # Not a server's engine, on which PostgreSQL ends what takes long.
        engine = open_database(settings.conversations_url)
        migrate(engine, SCHEMA)
    except (SQLAlchemyError, OSError) as problem:
        raise failure(why_unusable(settings, settings.conversations_url, problem)) from problem
    return engine
