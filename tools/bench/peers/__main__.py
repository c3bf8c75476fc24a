"""Run the comparison: `.venv/bin/python -m tools.bench.peers` in the project's folder."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.server import process_environment as process_environment  # before Rasa is imported
from commands.bootstrap import train_if_needed
from commands.evaluation import DEFAULT_COUNT, SEED, SHARED
from commands.evaluation.assistant import InProcessAssistant
from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.question_file import read_questions
from commands.evaluation.report_output import print_report, write_report
from commands.evaluation.suite import data_folder, temporary_settings
from commands.evaluation.temporary_store import build_store
from commands.evaluation.tsv import BadFile, Lines
from knowledge.store import KnowledgeStore
from rareguide.console import err, out
from rareguide.logs import configure_logging
from rareguide.settings import ROOT, Settings
from tools.bench.peers.scores import Scores, peers_report, scores_of
from tools.bench.peers.systems import System, passages
from tools.bench.peers.tasks import Item, mistyped_items, real_items

SYSTEMS = ("rareguide", "bm25", "embeddings", "rasa")


def main(
    shared: Path = typer.Option(SHARED, envvar="RAREGUIDE_SHARED_DIR", help="The folder of data to measure with."),  # noqa: B008
    only: list[str] = typer.Option(SYSTEMS, help=f"Which systems: {', '.join(SYSTEMS)}."),  # noqa: B008
    lines: Lines = typer.Option(Lines.EVEN, help="The lines of the questions to measure with."),  # noqa: B008
    count: int = typer.Option(DEFAULT_COUNT, min=1, help="How many questions with mistyped names to make."),
    seed: int = typer.Option(SEED, help="The seed that they are made with."),
    epochs: int = typer.Option(100, min=1, help="Epochs that stock Rasa learns for."),
    to: Path = typer.Option(Path("var/evaluation"), "--out", help="The folder for the report."),  # noqa: B008
) -> None:
    """Measure RareGuide and others on the same messages over the same store."""
    unknown = set(only) - set(SYSTEMS)
    data = data_folder(shared)
    if unknown or data is None:
        wrong = f"no such system: {min(unknown)}" if unknown else f"there is no data to measure with in {shared}"
        err.print(f"{wrong}. Remedy: see --help.", markup=False)
        raise typer.Exit(2)
    with temporary_settings() as settings:
        with err.status("Building the store …"):
            store = KnowledgeStore(build_store(settings, data / "MedQuAD", data / "pages"))
        names = ConditionNames(store)
        try:
            sections = {slug: set(store.section_types(slug)) for slug in names.slugs}
            questions = read_questions(data / "gard_consumer_questions_dev.tsv", names, lines)
        except BadFile as problem:
            err.print(str(problem), markup=False)
            raise typer.Exit(1) from problem
        items = [*real_items(questions, names), *mistyped_items(names, sections, count, seed)]
        scores: list[Scores] = []
        for chosen in only:
            with _system(chosen, settings, store, epochs) as system:
                scores += _measured(system, items)
    about = {
        "store": f"{len(names.slugs)} conditions with {len(names.names)} names",
        "real questions": f"{lines.value} lines of the file, {len(questions)}",
        "names": f"seed {seed}",
    }
    report = peers_report(about, scores)
    print_report(report)
    for path in write_report(report, ROOT / to):
        out.print(f"Written: {path}", markup=False)


@contextmanager
def _system(chosen: str, settings: Settings, store: KnowledgeStore, epochs: int) -> Iterator[System]:
    """Make one system ready; what it needs is imported only when it is measured."""
    if chosen == "rareguide":
        from tools.bench.peers.rareguide_itself import RareGuideItself

        with InProcessAssistant(settings, train_if_needed) as assistant:
            assistant.start()
            yield RareGuideItself(assistant)
    elif chosen == "bm25":
        from tools.bench.peers.word_search import WordSearch

        yield WordSearch(passages(store))
    elif chosen == "embeddings":
        from tools.bench.peers.embedding_search import EmbeddingSearch

        yield EmbeddingSearch(passages(store))
    else:
        from tools.bench.peers.stock_rasa import StockRasa

        # Rasa logs what it reads; the questions of people do not belong on a terminal.
        configure_logging(settings.log_level, settings.log_format)
        with tempfile.TemporaryDirectory(prefix="rareguide-stock-rasa-") as folder:
            yield StockRasa(ConditionNames(store), epochs, Path(folder))


def _measured(system: System, items: list[Item]) -> list[Scores]:
    """Return the scores of one system, for each task apart."""
    scores = []
    for task in dict.fromkeys(item.task for item in items):
        of_task = [item for item in items if item.task == task]
        begin = time.perf_counter()
        answers = system.answer([item.message for item in of_task])
        scores.append(scores_of(system.name, task, of_task, answers, time.perf_counter() - begin))
    return scores


if __name__ == "__main__":
    typer.run(main)
