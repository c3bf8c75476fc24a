"""The commands `rareguide backup` and `rareguide restore`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer
from sqlalchemy.exc import SQLAlchemyError

from commands.bootstrap import settings_or_exit
from rareguide.console import err, failure, out


def backup(
    file: Path = typer.Argument(..., help="The file to write, such as rareguide.tar.gz; an older one is replaced."),  # noqa: B008
) -> None:
    """Write everything into one file: both databases, the content folder and the session key; not the settings."""
    from commands.backup.saving import back_up

    settings = settings_or_exit()
    counts = _done("Backing up …", lambda: back_up(settings, file))
    out.print(f"{sum(counts.values())} rows of {len(counts)} tables are in {file}.", markup=False)
    if not settings.handoff_key:
        err.print("The backup is not signed: RAREGUIDE_HANDOFF_KEY is empty.", markup=False)


def restore(
    file: Path = typer.Argument(..., help="The file that `rareguide backup` wrote."),  # noqa: B008
    replace: bool = typer.Option(False, "--replace", help="Lose what is there now."),
    accept_unsigned: bool = typer.Option(
        False, "--accept-unsigned", help="Take a backup without a signature although RAREGUIDE_HANDOFF_KEY is set."
    ),
) -> None:
    """Bring a backup back, all of it or nothing; stop the servers and the staff site before."""
    from commands.backup.restoring import restore as bring_back

    def tell(sentence: str) -> None:
        err.print(sentence, markup=False)

    settings = settings_or_exit()
    counts = _done("Restoring …", lambda: bring_back(settings, file, replace, accept_unsigned, tell))
    out.print(f"{sum(counts.values())} rows of {len(counts)} tables are back.", markup=False)


def _done(doing: str, work: Callable[[], dict[str, int]]) -> dict[str, int]:
    from commands.backup.manifest import BadArchive
    from commands.backup.restoring import NotEmpty, NotInPlace, NotSigned

    try:
        with err.status(doing):
            return work()
    except (BadArchive, NotEmpty, NotInPlace, NotSigned) as problem:
        sentence = str(problem)
    except OSError as problem:
        sentence = f"{problem.filename or 'The file'}: {problem.strerror}. Nothing was changed."
    except SQLAlchemyError as problem:
        sentence = f"The database failed ({type(problem).__name__}). Nothing was changed."
    raise failure(sentence)
