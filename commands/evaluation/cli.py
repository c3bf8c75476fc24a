"""The commands under `rareguide evaluate`: measure the assistant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Optional

import typer

from commands.bootstrap import prepare_store, settings_or_exit, train_if_needed
from commands.evaluation import DEFAULT_COUNT, ROUNDS, SEED, SHARED
from commands.evaluation.tsv import BadFile, Lines
from rareguide.console import err, failure, out
from rareguide.settings import ROOT, Settings, load_settings

if TYPE_CHECKING:
    from commands.evaluation.measuring import Measuring
    from commands.evaluation.reports import Report

# What measures is imported by the command that measures: it takes longer to load than the other commands take.
evaluate_app = typer.Typer(help="Measure how well the assistant understands, and how fast it is.", no_args_is_help=True)

OUT = typer.Option(None, "--out", help="Also write the report into this folder, as JSON and as a page.")


@evaluate_app.command()
def questions(
    file: Path = typer.Argument(..., help="Questions with their types, tab-separated."),  # noqa: B008
    lines: Lines = typer.Option(Lines.ALL, help="The lines to measure with; the header is line 1."),  # noqa: B008
    folds: Optional[int] = typer.Option(
        None, help="Learn from the file itself, in so many folds, instead of measuring the trained model."
    ),
    to: Optional[Path] = OUT,
) -> None:
    """Measure which section, and condition, is read out of questions."""
    from commands.evaluation.measuring import measure_questions

    with _failing_in_words():
        with _on_own_store() as measuring:
            report = measure_questions(measuring, file, lines, folds)
        _show(report, to)


@evaluate_app.command()
def names(
    file: Optional[Path] = typer.Argument(  # noqa: B008
        None, help="Messages with the condition that each names, tab-separated; without it they are made."
    ),
    count: int = typer.Option(DEFAULT_COUNT, min=1, help="How many to make."),
    seed: int = typer.Option(SEED, help="The seed that they are made with."),
    to: Optional[Path] = OUT,
) -> None:
    """Measure which condition is found in messages with mistyped names."""
    from commands.evaluation.measuring import measure_names

    with _failing_in_words():
        with _on_own_store() as measuring:
            report = measure_names(measuring, file, count, seed)
        _show(report, to)


@evaluate_app.command()
def parts(
    file: Path = typer.Argument(  # noqa: B008
        ..., help='JSON, a list of {"say": …, "one_of": [names]}; an empty list for what the store lacks.'
    ),
    to: Optional[Path] = OUT,
) -> None:
    """Measure whether parts of names and names of groups lead to the conditions meant; the misses are listed."""
    from commands.evaluation.measuring import measure_parts

    with _failing_in_words():
        with _on_own_store() as measuring:
            report = measure_parts(measuring, file)
        _show(report, to)


@evaluate_app.command()
def passages(
    file: Path = typer.Argument(..., help="Questions with what the sentence that answers each holds, JSON."),  # noqa: B008
    to: Optional[Path] = OUT,
) -> None:
    """Measure whether the sentence that answers a question is pointed out."""
    from commands.evaluation.measuring import measure_passages

    with _failing_in_words():
        with _on_own_store() as measuring:
            report = measure_passages(measuring, file)
        _show(report, to)


@evaluate_app.command()
def letters(
    folder: Optional[Path] = typer.Argument(  # noqa: B008
        None, help="A folder with files of letters; without it those of data/letters, with sections read in folds."
    ),
    to: Optional[Path] = OUT,
) -> None:
    """Measure which condition and sections are read out of whole letters."""
    from commands.evaluation.measuring import measure_letters

    with _failing_in_words():
        with _on_own_store() as measuring:
            report = measure_letters(measuring, folder)
        _show(report, to)


@evaluate_app.command()
def dialogues(
    paths: list[Path] = typer.Argument(..., help="Files of dialogues, or folders of them."),  # noqa: B008
    server: Optional[str] = typer.Option(None, help="Address of a running server; without it none is needed."),
    to: Optional[Path] = OUT,
) -> None:
    """Hold dialogues, and compare each turn with what is expected."""
    from commands.evaluation.assistant import AssistantAtServer
    from commands.evaluation.dialogues import read_dialogues
    from commands.evaluation.measuring import measure_dialogues

    with _failing_in_words():
        read = read_dialogues(paths)
        if server is not None:
            at_server = AssistantAtServer(server, load_settings().rest_key)
            report = measure_dialogues(at_server, read, {"server": server})
        else:
            with _on_own_store() as measuring:
                report = measure_dialogues(measuring.assistant, read, measuring.about())
        _show(report, to)


@evaluate_app.command()
def alarms(
    file: Path = typer.Argument(  # noqa: B008
        ..., help="JSON with the lists alarms, questions_with_an_alarm, look_alikes and letters of {kind, say}."
    ),
    to: Optional[Path] = OUT,
) -> None:
    """Measure which messages raise an alarm, and which only look like one; those that are wrong are listed."""
    from commands.evaluation.alarms import read_alarm_cases
    from commands.evaluation.measuring import measure_alarms

    settings_or_exit()
    with _failing_in_words():
        cases = read_alarm_cases(file)
        train_if_needed()
        _show(measure_alarms(cases, file.name), to)


@evaluate_app.command()
def speed(
    paths: Optional[list[Path]] = typer.Argument(  # noqa: B008
        None, help="Files with one message a line, or of dialogues; without them the project's own dialogues."
    ),
    rounds: int = typer.Option(ROUNDS, min=1, help="How often each message is timed."),
    to: Optional[Path] = OUT,
) -> None:
    """Time reading a message, finding names in it, and the whole turn."""
    from commands.evaluation.measuring import SUITE, measure_speed

    with _failing_in_words():
        with _on_own_store() as measuring:
            report = measure_speed(measuring, paths or [SUITE], rounds)
        _show(report, to)


@evaluate_app.command("all")
def everything(
    shared: Path = typer.Option(  # noqa: B008
        SHARED, envvar="RAREGUIDE_SHARED_DIR", show_default=False, help="The folder of data to measure with."
    ),
    to: Path = typer.Option(Path("var/evaluation"), "--out", help="The folder for the reports."),  # noqa: B008
) -> None:
    """Measure everything on a store of its own, and write all reports."""
    from commands.evaluation.report_output import print_table, summary_of, write_report
    from commands.evaluation.suite import data_folder, measure_everything

    load_settings()
    data = data_folder(shared)
    if data is None:
        err.print(
            f"There is no data to measure with in {shared}; only the project's own dialogues are measured. "
            "Set RAREGUIDE_SHARED_DIR to the folder that has it.",
            style="yellow",
            markup=False,
        )
    reports = []
    with _failing_in_words():
        for report in measure_everything(data, _measuring):
            reports.append(report)
            write_report(report, ROOT / to)
            err.print(f"Measured: {report.title}", markup=False)
    print_table(summary_of(reports))
    out.print(f"Written: {ROOT / to}", markup=False)


@contextmanager
def _on_own_store() -> Iterator[Measuring]:
    """Measure on the store that the settings name, with its content loaded as at every start."""
    from commands.evaluation.assistant import conversations_apart

    settings_or_exit()
    with conversations_apart() as settings:
        prepare_store(settings)
        with _measuring(settings) as measuring:
            yield measuring


@contextmanager
def _measuring(settings: Settings) -> Iterator[Measuring]:
    """Hold an assistant ready to start, trained first if need be."""
    from commands.evaluation.assistant import InProcessAssistant
    from commands.evaluation.condition_names import ConditionNames
    from commands.evaluation.measuring import Measuring
    from knowledge.store import KnowledgeStore
    from rareguide.database import open_database

    store = KnowledgeStore(open_database(settings.store_url))
    with InProcessAssistant(settings, train_if_needed) as assistant:
        yield Measuring(assistant, store, ConditionNames(store))


@contextmanager
def _failing_in_words() -> Iterator[None]:
    """End with a sentence where a file or the surroundings are wrong."""
    from commands.evaluation.folds import CannotFold
    from commands.evaluation.report_output import CannotWrite
    from commands.rest_client import ServerUnreachable

    try:
        yield
    except (BadFile, CannotFold, CannotWrite, ServerUnreachable) as problem:
        raise failure(str(problem)) from problem


def _show(report: Report, to: Path | None) -> None:
    from commands.evaluation.report_output import print_report, write_report

    print_report(report)
    if to is not None:
        for path in write_report(report, to):
            out.print(f"Written: {path}", markup=False)
