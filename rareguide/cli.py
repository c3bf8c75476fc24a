"""The command line `rareguide`."""

from __future__ import annotations

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Optional

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from rareguide.backup_cli import backup, restore
from rareguide.console import err, out
from rareguide.embed_cli import embed
from rareguide.evaluate_cli import evaluate_app
from rareguide.feedback_cli import feedback
from rareguide.knowledge_cli import knowledge_app
from rareguide.privacy_cli import privacy_app
from rareguide.serving_cli import check_all_is_prepared, migrate
from rareguide.settings import SAMPLE_CONTACT_NAME, Settings, load_settings
from rareguide.staff_cli import staff_app

app = typer.Typer(
    help="RareGuide: a conversational FAQ assistant about rare conditions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(knowledge_app, name="knowledge")
app.add_typer(evaluate_app, name="evaluate")
app.add_typer(staff_app, name="staff")
app.add_typer(privacy_app, name="privacy")
app.command()(embed)
app.command()(feedback)
app.command()(migrate)
app.command()(backup)
app.command()(restore)


@app.command()
def run(
    only_serve: bool = typer.Option(
        False,
        "--only-serve",
        help="Load, train and change nothing, start no staff site; refuse where that is needed.",
    ),
) -> None:
    """Load the content, train if need be, and serve the assistant, its demo page and the staff site."""
    from bot.start_checks import CannotStart
    from handoff.setup_warnings import setup_warnings
    from rareguide.logs import configure_logging
    from rareguide.staff_process import staff_site_beside

    settings = settings_or_exit()
    _check_start_or_exit(settings)
    if only_serve:
        model = check_all_is_prepared(settings)
    else:
        prepare_store(settings)
        model = _trained_apart()
    with err.status("Starting the assistant …"):
        from bot.without_tensorflow import serve_without_tensorflow

        serve_without_tensorflow()
        from bot.server import serve

        configure_logging(settings.log_level, settings.log_format)
    if settings.contact_name == SAMPLE_CONTACT_NAME:
        err.print("[yellow]The contact is the sample one; set RAREGUIDE_CONTACT_NAME and the other contact settings.")
    if only_serve or not settings.staff_port:  # else the staff site, which is started beside the server, says so
        for warning in setup_warnings(settings, is_reached_by_others=False):
            err.print(warning, style="yellow", markup=False)
    address = f"http://{settings.host}:{settings.port}/"
    try:
        with nullcontext() if only_serve else staff_site_beside(settings):
            serve(settings, model, on_ready=lambda: out.print(f"RareGuide is ready: {address}"))
    except CannotStart as problem:
        raise _failure(str(problem)) from problem


@app.command()
def train(force: bool = typer.Option(False, "--force", help="Train even when nothing has changed.")) -> None:
    """Train the model when data, config or domain have changed."""
    settings_or_exit()
    if force:
        from bot.training import alarm_model_path, model_path

        model_path().unlink(missing_ok=True)
        alarm_model_path().unlink(missing_ok=True)
    out.print(f"The model is ready: {train_if_needed().name}")


@app.command()
def chat(
    message: Optional[str] = typer.Argument(None, help="Ask this one question and leave; without it, chat."),
    server: Optional[str] = typer.Option(None, help="Address of the running server."),
) -> None:
    """Talk to the running assistant in the terminal."""
    from rareguide.chat import ServerUnreachable, chat_in_terminal

    settings = settings_or_exit()
    address = server or f"http://{settings.host}:{settings.port}"
    try:
        chat_in_terminal(address, settings.rest_key, message)
    except ServerUnreachable as problem:
        raise _failure(f"{problem} Start it with: make run") from problem


def settings_or_exit() -> Settings:
    """Return the settings, or end with a sentence for each one that is wrong."""
    try:
        return load_settings()
    except ValidationError as problem:
        for error in problem.errors():
            name = f"RAREGUIDE_{str(error['loc'][0]).upper()}"
            err.print(f"[red]Setting {name}: {error['msg']}. docs/operators.md lists what is allowed.")
        raise typer.Exit(2) from problem


def prepare_store(settings: Settings) -> None:
    """Bring the store's tables up to date and load the content files that have changed."""
    from conversations.moving import move_conversations
    from knowledge.database import migrate, open_database
    from rareguide.content_loading import load_content

    try:
        engine = open_database(settings.store_url)
        migrate(engine)
        moved = move_conversations(settings.store_url, settings.conversations_url)
        if moved:
            err.print(f"Conversations have a file of their own now; {moved} rows were moved into it.")
        if settings.content_folder is not None:
            report = load_content(engine, settings.content_folder)
            for _, reason in report.rejected:
                err.print(f"Content not loaded: {reason}", style="red", markup=False)
    except NotADirectoryError as problem:
        raise _failure(str(problem)) from problem
    except (SQLAlchemyError, OSError) as problem:
        raise _failure(
            f"The store cannot be opened ({type(problem).__name__}); see RAREGUIDE_DATABASE_URL."
        ) from problem


def train_if_needed() -> Path:
    """Return the model for the present data, trained if need be; or end with a sentence."""
    from bot.training import TrainingFailed, is_trained, model_path

    if is_trained():
        return model_path()
    from rareguide.logs import configure_logging

    with err.status("Training the models; this takes about two minutes …"):
        from bot.training import train as train_model

        configure_logging(load_settings().log_level, load_settings().log_format)
        try:
            return train_model()
        except TrainingFailed as problem:
            raise _failure(str(problem)) from problem


def _trained_apart() -> Path:
    """Return the model, trained in another process if need be: what training loads would stay in a server's memory."""
    from bot.training import is_trained, model_path

    if not is_trained():
        done = subprocess.run([sys.executable, "-m", "rareguide", "train"], stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise typer.Exit(done.returncode)
    return model_path()


def _check_start_or_exit(settings: Settings) -> None:
    from bot.start_checks import CannotStart, check_start

    try:
        check_start(settings)
    except CannotStart as problem:
        raise _failure(str(problem)) from problem


def _failure(sentence: str) -> typer.Exit:
    err.print(sentence, style="red", markup=False)
    return typer.Exit(1)
