"""Measure systems side by side: prepare and start all of them, then let them take turns under each load."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rareguide.console import err
from tools.bench.turns.clients import Load, send
from tools.bench.turns.conversations import Message, conversations
from tools.bench.turns.databases import Databases
from tools.bench.turns.processes import Ended, NotWithin
from tools.bench.turns.results import TURNS_LOOKED_AT, Cell, Costs, Results, times_by_turn
from tools.bench.turns.stores import names_of_size
from tools.bench.turns.systems import Running, Stage, System, started

SCRIPTED = 400
"""Different conversations of a load; whoever needs more begins again with the first."""
WARM_UP_SECONDS = 2.0
WHOLE = 20
"""Conversations held to their end to see how the database grows; a load stops within some."""
LONG_SEED = 11


@dataclass(frozen=True)
class Plan:
    """Say what is measured and for how long.

    Attributes:
        sizes: conditions in the store.
        clients: how many speak at once.
        seconds: how long each load lasts.
        rounds: how often a load of one client is repeated, the systems taking turns; others come once.
        long_conversations: how many conversations of 200 turns each system gets.
        reference_size: the size at which these are held.
        epochs: how long stock Rasa learns.
        time_limit: seconds that each preparation and each start may take.
        first_port: the first port of those that the systems use, two for each.
    """

    sizes: Sequence[int]
    clients: Sequence[int]
    seconds: float
    rounds: int
    long_conversations: int
    reference_size: int
    epochs: int
    time_limit: float
    first_port: int


def measure(plan: Plan, systems: Sequence[System], databases: Databases, folder: Path, results: Results) -> None:
    """Measure all systems at all sizes into `results`, which is filled as it goes."""
    for number, size in enumerate(sorted(plan.sizes)):
        with err.status(f"Building the store of {size:,} conditions …"):
            store_url = databases.store(size)
        with ExitStack() as to_end:
            all_running = []
            for position, system in enumerate(systems):
                costs = Costs(system.name, size)
                results.costs.append(costs)
                stage = Stage(
                    size=size,
                    store_url=store_url,
                    conversations=databases.empty(f"{_file_name(system)}-{size}"),
                    folder=folder / f"{_file_name(system)}-{size}",
                    logs=folder / "logs",
                    port=plan.first_port + 2 * position,
                    epochs=plan.epochs,
                    time_limit=plan.time_limit,
                )
                running = _started(system, stage, costs, is_first=number == 0)
                if running is not None:
                    to_end.callback(running.end)
                    all_running.append((running, costs))
            _measure_loads(plan, size, all_running, results)
            if size == plan.reference_size:
                _measure_long(plan, size, all_running)


def _file_name(system: System) -> str:
    return system.name.lower().replace(",", "").replace(" ", "-")


def _started(system: System, stage: Stage, costs: Costs, is_first: bool) -> Running | None:
    """Prepare and start a system; note why when it cannot be."""
    step = "prepared"
    try:
        with err.status(f"Preparing {system.name} …"):
            costs.prepare_seconds = system.prepare(stage)
        step = "started"
        with err.status(f"Starting {system.name} …"):
            running = started(system, stage)
            if is_first:  # files that were never read make a first start slow; a warm one is measured
                running.end()
                running = started(system, stage)
        costs.start_seconds = running.start_seconds
    except NotWithin:
        costs.why_not = f"not {step} within {stage.time_limit / 60:.0f} minutes"
    except Ended as problem:
        costs.why_not = f"not {step}: {problem}"
    else:
        return running
    err.print(f"{system.name}, {stage.size:,} conditions: {costs.why_not}", markup=False)
    return None


def _measure_loads(plan: Plan, size: int, all_running: Sequence[tuple[Running, Costs]], results: Results) -> None:
    spoken = conversations(names_of_size(size), SCRIPTED)
    for running, costs in all_running:
        with err.status(f"{size:,} conditions: {running.system.name} warms up …"):
            send(_load(running, spoken, 1, WARM_UP_SECONDS))
            costs.bytes_a_conversation = _bytes_a_conversation(running, spoken[-WHOLE:])
    for clients in plan.clients:
        cells = {running.system.name: Cell(running.system.name, size, clients) for running, _ in all_running}
        for turn in range(plan.rounds if clients == 1 else 1):
            # Every round begins elsewhere among the conversations: what was just asked is nowhere remembered.
            start = (turn * 97 + clients * 13) % SCRIPTED
            for running, _ in all_running:
                with err.status(f"{size:,} conditions, {clients} clients: {running.system.name} …"):
                    load = _load(running, [*spoken[start:], *spoken[:start]], clients, plan.seconds)
                    cells[running.system.name].add(send(load))
        results.cells += cells.values()
    for running, costs in all_running:
        memory = running.memory()
        costs.rss, costs.pss = memory.rss, memory.pss


def _measure_long(plan: Plan, size: int, all_running: Sequence[tuple[Running, Costs]]) -> None:
    if not plan.long_conversations:
        return
    spoken = conversations(names_of_size(size), plan.long_conversations, max(TURNS_LOOKED_AT), LONG_SEED)
    for conversation in spoken:
        for running, costs in all_running:
            with err.status(f"A conversation of {len(conversation)} turns: {running.system.name} …"):
                costs.long_replies += send(_load(running, [conversation], 1, None)).replies
    for _, costs in all_running:
        costs.by_turn = times_by_turn(costs.long_replies)


def _load(running: Running, spoken: Sequence[Sequence[Message]], clients: int, seconds: float | None) -> Load:
    return Load(running.stage.url, spoken, clients, seconds, running.system.apologies)


def _bytes_a_conversation(running: Running, spoken: Sequence[Sequence[Message]]) -> float | None:
    """Hold whole conversations and return by how many bytes each lets the database grow; `None` if a reply fails."""
    if not running.system.keeps_conversations:
        return None
    database = running.stage.conversations
    before = database.size()
    replies = send(_load(running, spoken, 1, None)).replies
    return (database.size() - before) / len(spoken) if all(reply.is_answer for reply in replies) else None
