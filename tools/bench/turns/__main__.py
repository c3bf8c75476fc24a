"""Run the measurement: `make bench`, or `.venv/bin/python -m tools.bench.turns` in the project's folder."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

import typer

from rareguide.console import out
from rareguide.settings import ROOT
from tools.bench.turns.databases import Databases, PostgreSQLServer, SQLiteFiles
from tools.bench.turns.machine import about_this_run
from tools.bench.turns.measuring import Plan, measure
from tools.bench.turns.plots import draw
from tools.bench.turns.report import write_report
from tools.bench.turns.results import Results
from tools.bench.turns.systems import System
from tools.bench.turns.systems.embedding_search import EmbeddingSearch
from tools.bench.turns.systems.rareguide import RareGuide
from tools.bench.turns.systems.stock_rasa import stock_default, stock_light
from tools.postgres import running_postgres

REFERENCE = 10_000
SYSTEMS: dict[str, Callable[[], System]] = {
    "rareguide": RareGuide,
    "stock-default": stock_default,
    "stock-light": stock_light,
    "embeddings": EmbeddingSearch,
}


class DatabaseKind(str, Enum):
    """Name the databases that stores and conversations can be kept in."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


def main(
    sizes: str = typer.Option("20,2685,10000,50000", help="Conditions in the store."),
    clients: str = typer.Option("1,4,16,64", help="How many clients speak at once."),
    systems: str = typer.Option(",".join(SYSTEMS), help="The systems to measure."),
    seconds: float = typer.Option(8.0, min=1, help="Seconds that each load lasts."),
    rounds: int = typer.Option(2, min=1, help="How often the load of one client is repeated, in turns."),
    long_conversations: int = typer.Option(5, min=0, help="Conversations of 200 turns for each system."),
    epochs: int = typer.Option(5, min=1, help="Epochs that stock Rasa's default pipeline learns for."),
    database: DatabaseKind = typer.Option(DatabaseKind.SQLITE, help="Where stores and conversations are kept."),  # noqa: B008
    time_limit: float = typer.Option(15.0, min=0.1, help="Minutes that each preparation and each start may take."),
    port: int = typer.Option(5800, min=1024, max=65000, help="The first of the ports to use, two for each system."),
    to: Path = typer.Option(Path("var/bench"), "--out", help="The folder for reports, stores and models."),  # noqa: B008
) -> None:
    """Measure what a turn costs in RareGuide, in stock Rasa and in embedding search."""
    # Without this a plain `kill` would leave the started servers running.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    all_sizes = sorted(_numbers(sizes, "--sizes"))
    plan = Plan(
        sizes=all_sizes,
        clients=_numbers(clients, "--clients"),
        seconds=seconds,
        rounds=rounds,
        long_conversations=long_conversations,
        reference_size=max((size for size in all_sizes if size <= REFERENCE), default=all_sizes[0]),
        epochs=epochs,
        time_limit=time_limit * 60,
        first_port=port,
    )
    about = {
        **about_this_run(),
        "database": database.value,
        "load": f"{seconds:g} s each, {rounds} rounds with one client",
        "stock default pipeline": f"{epochs} epochs",
    }
    results = Results(about, plan.reference_size)
    folder = (ROOT / to).resolve()
    chosen = _systems(systems)
    try:
        with _databases(database, folder) as databases:
            measure(plan, chosen, databases, folder, results)
    finally:  # what was measured before an error or an interruption is worth having
        if results.cells:
            for path in [*write_report(results, folder, pictures := draw(results, folder)), *pictures]:
                out.print(f"Written: {path.name}", markup=False)


def _numbers(text: str, option: str) -> list[int]:
    try:
        found = [int(part) for part in text.split(",")]
    except ValueError as problem:
        raise typer.BadParameter("write whole numbers, separated by commas", param_hint=option) from problem
    if min(found) < 1:
        raise typer.BadParameter("write numbers above 0", param_hint=option)
    return found


def _systems(text: str) -> list[System]:
    wanted = text.split(",")
    unknown = [name for name in wanted if name not in SYSTEMS]
    if unknown:
        raise typer.BadParameter(f"no such system: {unknown[0]}; there are {', '.join(SYSTEMS)}")
    return [SYSTEMS[name]() for name in wanted]


@contextmanager
def _databases(kind: DatabaseKind, folder: Path) -> Iterator[Databases]:
    stores = folder / "stores"
    if kind is DatabaseKind.SQLITE:
        yield SQLiteFiles(stores, folder / "conversations")
        return
    with running_postgres() as server:
        yield PostgreSQLServer(server, stores)


if __name__ == "__main__":
    typer.run(main)
