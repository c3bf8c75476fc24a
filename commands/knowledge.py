"""The commands under `rareguide knowledge`: see, import and remove conditions."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Optional

import typer
from rich.markup import escape
from rich.table import Table
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from commands.bootstrap import settings_or_exit
from commands.import_reports import print_report, print_sorted
from knowledge.grouping import CATALOGUES
from knowledge.importers.errors import ImportRejected
from knowledge.schema import migrate_store
from knowledge.store import Condition, KnowledgeStore, UnknownCondition
from rareguide.console import err, failure, out, progress
from rareguide.database import open_database

knowledge_app = typer.Typer(help="See, import and remove conditions of the knowledge store.", no_args_is_help=True)


LARGEST_NUMBER = 2**31 - 1
"""The highest number of an import that either database can keep."""


def open_store() -> Engine:
    """Return the engine of the store that the settings name, with its tables up to date."""
    from rareguide.services import why_unusable

    settings = settings_or_exit()
    try:
        engine = open_database(settings.store_url)
        migrate_store(engine)
    except (SQLAlchemyError, OSError) as problem:
        raise failure(why_unusable(settings, settings.store_url, problem)) from problem
    return engine


@knowledge_app.command("list")
def list_conditions() -> None:
    """List all conditions with the number of their kinds of section."""
    rows = KnowledgeStore(open_store()).list()
    for slug, name, count in rows:
        typer.echo(f"{slug}\t{name}\t{count}")
    err.print(f"{len(rows)} conditions")


@knowledge_app.command()
def search(words: str = typer.Argument(..., help="A name, a synonym, a slug, or a part of one.")) -> None:
    """Find conditions by name, synonym or slug."""
    found = KnowledgeStore(open_store()).search(words)
    if not found:
        err.print(f"No condition has “{words}” in a name.", markup=False)
        raise typer.Exit(1)
    for condition in found:
        typer.echo(f"{condition.slug}\t{condition.name}\t{'; '.join(condition.synonyms)}")


@knowledge_app.command()
def show(
    slug: str = typer.Argument(..., help="The condition's slug, as `list` and `search` print it."),
    as_json: bool = typer.Option(False, "--json", help="Print it as JSON, sections in the turn contract's shape."),
) -> None:
    """Show a condition with its sections, dates, references and sources."""
    from commands.condition_views import condition_as_json, print_condition

    store = KnowledgeStore(open_store())
    condition = _condition_or_exit(store, slug)
    sections = store.sections(slug)
    if as_json:
        typer.echo(json.dumps(condition_as_json(condition, sections), ensure_ascii=False, indent=2))
    else:
        print_condition(condition, sections)


@knowledge_app.command()
def export(
    slug: str = typer.Argument(..., help="The condition's slug."),
    to: Path = typer.Option(Path("."), "--to", help="The folder that the content file is written to."),  # noqa: B008
) -> None:
    """Write a condition as a content file, to edit it or to take it elsewhere."""
    from knowledge.content_writing import write_content

    store = KnowledgeStore(open_store())
    condition = _condition_or_exit(store, slug)
    path = to / f"{slug}.md"
    if path.exists():
        raise failure(f"{path} exists already; nothing was written. Remove it or choose another folder with --to.")
    try:
        to.mkdir(parents=True, exist_ok=True)
        path.write_text(write_content(condition, store.sections(slug)), encoding="utf-8")
    except OSError as problem:
        raise failure(f"{path} cannot be written: {problem.strerror}. Choose another folder with --to.") from problem
    out.print(f"Written: {path}", markup=False)


@knowledge_app.command()
def remove(slug: str = typer.Argument(..., help="The condition's slug.")) -> None:
    """Remove what imports brought for a condition; content files are removed by deleting the file."""
    from knowledge.imports import NotRemovable, remove_condition

    engine = open_store()
    _condition_or_exit(KnowledgeStore(engine), slug)
    try:
        count = remove_condition(engine, slug)
    except NotRemovable as problem:
        raise failure(f"{slug} stands in the content file {problem}.md; delete or edit that file instead.") from problem
    out.print(f"Removed {slug} ({count} imported documents).")


@knowledge_app.command()
def load() -> None:
    """Load the content files that have changed, as every start does; a running server follows within a second."""
    from commands.importing import ImportReport
    from knowledge.content_loading import load_content

    engine = open_store()
    folder = settings_or_exit().content_folder
    if folder is None:
        err.print("RAREGUIDE_CONTENT_DIR is empty: there is no content folder to load.")
        raise typer.Exit(1)
    try:
        report = load_content(engine, folder)
    except NotADirectoryError as problem:
        raise failure(str(problem)) from problem
    print_report(ImportReport(report), can_undo=False)
    if report.rejected:
        raise typer.Exit(1)


@knowledge_app.command()
def imports() -> None:
    """List the imports that can be undone."""
    from knowledge.imports import list_imports

    table = Table("Number", "Kind", "When (UTC)", "Documents", "From", box=None)
    for run in list_imports(open_store()):
        table.add_row(
            str(run.id), run.kind, f"{run.started_at:%Y-%m-%d %H:%M}", str(run.documents), escape(Path(run.path).name)
        )
    out.print(table)


@knowledge_app.command()
def conflicts(
    catalogue: Optional[str] = typer.Option(None, help=f"Only numbers of this one: {', '.join(CATALOGUES)}."),
) -> None:
    """List the numbers that stand with names that do not agree, one a line; the records are kept apart."""
    from knowledge.regrouping import current_conflicts

    if catalogue is not None and catalogue.lower() not in CATALOGUES:
        raise failure(f"There is no catalogue {catalogue!r}. Use one of {', '.join(CATALOGUES)}.")
    with open_store().connect() as connection:
        found = current_conflicts(connection)
    found = [one for one in found if catalogue is None or one.catalogue == catalogue.lower()]
    for one in found:
        named = (f"{head.name} ({head.kind} {head.document})" for head in one.heads)
        typer.echo("\t".join((one.catalogue, one.number, *named)))
    err.print(f"{len(found)} numbers. Remedy: correct the number, or give one record the other's name as a synonym.")


@knowledge_app.command()
def undo(
    number: int = typer.Argument(..., max=LARGEST_NUMBER, help="The import's number, as `imports` prints it."),
) -> None:
    """Take back all that one import brought; what it had changed is as before."""
    from knowledge.imports import UnknownImport, undo_import

    try:
        count = undo_import(open_store(), number)
    except UnknownImport as problem:
        raise failure(f"There is no import {number}; `rareguide knowledge imports` lists them.") from problem
    out.print(f"Undone: {count} documents of import {number}.")


@knowledge_app.command("import")
def import_command(
    files: list[Path] = typer.Argument(  # noqa: B008
        ..., help="Files, folders and archives (zip, tar, gz); the name of a form before them asks for that form."
    ),
    source: str | None = typer.Option(None, "--source", help="Where the texts come from, if the files do not say it."),
    licence: str | None = typer.Option(None, "--licence", help="Under which licence the texts may be shown."),
    condition: str | None = typer.Option(None, "--condition", help="What the files speak of, if they do not say it."),
    is_trial: bool = typer.Option(False, "--dry-run", help="Tell what would come, and leave the store as it is."),
) -> None:
    """Import conditions from files; their form is recognised.

    Without a form that is known, the forms are listed.
    """
    from commands.importing import import_files, parse_form, sort_files
    from knowledge.importers.forms import Given

    engine = open_store()
    asked, named = parse_form(files)
    found = sort_files(named, asked)
    print_sorted(found, named)
    given = Given(source, licence, condition)
    failed = bool(found.rejected or found.unknown)
    for form, places in found.by_form.items():
        try:
            with progress(f"Importing {form.title}", len(places)) as bar:
                step = partial(bar.advance, bar.task_ids[0])
                report = import_files(engine, form, places, given, is_trial=is_trial, on_document=step)
        except ImportRejected as problem:
            raise failure(f"{problem}\nNothing of {form.title} was imported.") from problem
        print_report(report, is_trial=is_trial)
        failed = failed or bool(report.ingest.rejected)
    if failed:
        raise typer.Exit(1)


def _condition_or_exit(store: KnowledgeStore, slug: str) -> Condition:
    try:
        return store.condition(slug)
    except UnknownCondition as problem:
        raise failure(f"There is no condition {slug!r}; `rareguide knowledge search WORDS` finds slugs.") from problem
