"""The command line `rareguide`."""

from __future__ import annotations

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Optional

import typer

from commands.backup.cli import backup, restore
from commands.bootstrap import prepare_store, settings_or_exit, train_if_needed
from commands.embed import embed
from commands.evaluation.cli import evaluate_app
from commands.feedback import feedback
from commands.knowledge import knowledge_app
from commands.privacy import privacy_app
from commands.serving import check_all_is_prepared, migrate
from commands.staff import staff_app
from rareguide.console import err, failure, out
from rareguide.settings import SAMPLE_CONTACT_NAME, Settings, load_settings

WITH_RASA = frozenset({"run", "staff", "privacy", "backup", "restore"})
"""Commands that load what runs inside Rasa, and neither train nor measure; the others run where Rasa is missing."""

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


@app.callback()
def prepare(context: typer.Context) -> None:
    """Spare commands that load Rasa without training the seconds that TensorFlow takes to load."""
    if context.invoked_subcommand in WITH_RASA:
        from bot.server.without_tensorflow import serve_without_tensorflow

        serve_without_tensorflow()


@app.command()
def run(
    only_serve: bool = typer.Option(
        False,
        "--only-serve",
        help="Load, train and change nothing, start no staff site; refuse where that is needed.",
    ),
) -> None:
    """Load the content, train if need be, and serve the assistant, its demo page and the staff site."""
    from bot.server.start_checks import CannotStart, check_start
    from commands.staff_process import staff_site_alongside
    from handoff.setup_warnings import setup_warnings
    from rareguide.logs import configure_logging
    from rareguide.services import Unreachable, reach_mail_server, reach_redis

    settings = settings_or_exit()
    try:
        check_start(settings)
        warnings = [warning for warning in (reach_redis(settings), reach_mail_server(settings)) if warning]
    except (CannotStart, Unreachable) as problem:
        raise failure(str(problem)) from problem
    if only_serve:
        model = check_all_is_prepared(settings)
    else:
        prepare_store(settings)
        model = _trained_apart()
    with err.status("Starting the assistant …"):
        from bot.server.application import serve

        configure_logging(settings.log_level, settings.log_format)
    if not only_serve:
        settings = _without_a_taken_staff_port(settings)
    if settings.contact_name == SAMPLE_CONTACT_NAME:
        err.print("[yellow]The contact is the sample one; set RAREGUIDE_CONTACT_NAME and the other contact settings.")
    if only_serve or not settings.staff_port:  # else the staff site, which is started beside the server, says so
        warnings += setup_warnings(settings, is_reached_by_others=False)
    for warning in warnings:
        err.print(warning, style="yellow", markup=False)
    try:
        with nullcontext() if only_serve else staff_site_alongside(settings):
            serve(settings, model, on_ready=lambda: out.print(f"RareGuide is ready: {settings.own_url}/"))
    except CannotStart as problem:
        raise failure(str(problem)) from problem


def _without_a_taken_staff_port(settings: Settings) -> Settings:
    """Return settings without the staff site where its port is taken: visitors are served all the same."""
    from bot.server.start_checks import CannotStart, check_staff_port

    try:
        check_staff_port(settings)
    except CannotStart as problem:
        err.print(f"The staff site is not started. {problem}", style="yellow", markup=False)
        return settings.copy(update={"staff_port": 0})
    return settings


@app.command()
def train(force: bool = typer.Option(False, "--force", help="Train even when nothing has changed.")) -> None:
    """Train the model when data, config or domain have changed."""
    load_settings()
    if force:
        from bot.training import model_path

        model_path().unlink(missing_ok=True)
    out.print(f"The model is ready: {train_if_needed().name}")


@app.command()
def chat(
    message: Optional[str] = typer.Argument(None, help="Ask this one question and leave; without it, chat."),
    server: Optional[str] = typer.Option(None, help="Address of the running server."),
) -> None:
    """Talk to the running assistant in the terminal."""
    from commands.chat import chat_in_terminal
    from commands.rest_client import ServerUnreachable

    settings = load_settings()
    try:
        chat_in_terminal(server or settings.own_url, settings.rest_key, message)
    except ServerUnreachable as problem:
        raise failure(f"{problem} Start it with: make run") from problem


def _trained_apart() -> Path:
    """Return the model, trained in another process if need be: what training loads would stay in a server's memory."""
    from bot.training import is_trained, model_path

    if not is_trained():
        done = subprocess.run([sys.executable, "-m", "commands", "train"], stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise typer.Exit(done.returncode)
    return model_path()
