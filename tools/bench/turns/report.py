"""Write what a run measured, as Markdown for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.bench.turns.results import PERCENTS, STOCK, TURNS_LOOKED_AT, WINDOW, Cell, Costs, Results

NAME = "turns"
NONE = "–"
NOTES = f"""\
- A turn is one request to `/webhooks/rest/webhook` and its whole reply. Clients speak in conversations of five turns
  and send the next message when the reply to the last has come. They run in a process of their own on the same
  machine; *client* is the share of one core that it took.
- A reply without text, with an error, or with an apology is a failure: its time does not count, and it is no turn.
- *Right* is the share of replies with the section that was asked for. It says that the systems do the same work; how
  well they understand is measured elsewhere. Embedding search knows no conversation and misses what follows up.
- *Against stock* compares with the faster of the stock pipelines that were measured in the same run.
- The stock default pipeline learns for few epochs: that decides how well it understands, and neither how long it
  takes for a turn nor what memory it needs. The time that it trains grows with the epochs; 100 are Rasa's default.
- A turn of a long conversation is the median over the {WINDOW} turns that end with it, over all these conversations.
- RSS counts all pages of all processes of a system, PSS divides shared pages among their users; both after the load.
- Starting is measured warm, from the start of the programs until messages are taken. Preparing is training from
  nothing, or the encoding of all sections.
"""


def write_report(results: Results, folder: Path, pictures: Sequence[Path]) -> list[Path]:
    """Write `turns.json` and `turns.md` into a folder, and return where they are."""
    data = {
        "about": results.about,
        "reference_conditions": results.reference_size,
        "turns": [cell.as_data() for cell in results.cells],
        "costs": [costs.as_data() for costs in results.costs],
    }
    texts = {
        "json": json.dumps(data, ensure_ascii=False, indent=1) + "\n",
        "md": markdown(results, [picture.name for picture in pictures]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind, text in texts.items():
        paths.append(folder / f"{NAME}.{kind}")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def markdown(results: Results, pictures: Sequence[str] = ()) -> str:
    """Return the report as Markdown."""
    parts = ["# What a turn costs", "", *(f"- {label}: {text}" for label, text in results.about.items()), ""]
    for size in results.sizes:
        parts += [f"## {size:,} conditions", "", *_turn_table(results, size), ""]
    parts += ["## Long conversations", "", f"At {results.reference_size:,} conditions, one client.", ""]
    parts += [*_long_table(results), ""]
    parts += ["## Memory, start, preparation, database", "", *_cost_table(results), ""]
    parts += [line for picture in pictures for line in (f"![{picture}]({picture})", "")]
    return "\n".join([*parts, "## How it was measured", "", NOTES])


def _turn_table(results: Results, size: int) -> list[str]:
    header = (
        *("clients", "system", "turns/s", *(f"p{percent} ms" for percent in PERCENTS)),
        *("p50 against stock", "turns/s against stock", "failures", "right", "client"),
    )
    cells = [cell for cell in results.cells if cell.size == size]
    rows = [_turn_row(results, cell) for cell in sorted(cells, key=lambda cell: cell.clients)]
    missing = [f"{costs.system}: {costs.why_not}." for costs in results.costs if costs.size == size and costs.why_not]
    return [*_table(header, rows), *(["", *missing] if missing else [])]


def _turn_row(results: Results, cell: Cell) -> tuple[str, ...]:
    p50, stock_p50 = cell.milliseconds(50), results.stock_p50(cell.size, cell.clients)
    stock_turns = results.stock_turns_a_second(cell.size, cell.clients)
    is_compared = not cell.system.startswith(STOCK)
    return (
        str(cell.clients),
        cell.system,
        f"{cell.turns_a_second:.1f}",
        *(_number(cell.milliseconds(percent)) for percent in PERCENTS),
        _ratio(p50, stock_p50) if is_compared else "",
        _ratio(cell.turns_a_second, stock_turns) if is_compared else "",
        f"{cell.failures} of {len(cell.replies)}",
        NONE if cell.right is None else f"{cell.right:.0%}",
        f"{cell.client_cpu_seconds / cell.seconds:.0%}" if cell.seconds else NONE,
    )


def _long_table(results: Results) -> list[str]:
    first, *_, last = TURNS_LOOKED_AT
    header = ("system", *(f"turn {turn}, ms" for turn in TURNS_LOOKED_AT), f"turn {last} against {first}", "failures")
    rows = [
        (
            costs.system,
            *(_number(costs.by_turn.get(turn)) for turn in TURNS_LOOKED_AT),
            _ratio(costs.by_turn.get(last), costs.by_turn.get(first)),
            f"{sum(not reply.is_answer for reply in costs.long_replies)} of {len(costs.long_replies)}",
        )
        for costs in results.costs
        if costs.by_turn
    ]
    return _table(header, rows)


def _cost_table(results: Results) -> list[str]:
    header = ("conditions", "system", "RSS, MB", "PSS, MB", "ready after, s", "prepared in, s", "bytes a conversation")
    return _table(header, [_cost_row(costs) for costs in results.costs])


def _cost_row(costs: Costs) -> tuple[str, ...]:
    return (
        f"{costs.size:,}",
        costs.system,
        _number(costs.rss, 0),
        _number(costs.pss, 0),
        _number(costs.start_seconds),
        costs.why_not or _number(costs.prepare_seconds, 0),
        NONE if costs.bytes_a_conversation is None else f"{costs.bytes_a_conversation:,.0f}",
    )


def _number(value: float | None, decimals: int = 1) -> str:
    return NONE if value is None else f"{value:,.{decimals}f}"


def _ratio(value: float | None, against: float | None) -> str:
    return f"{value / against:.2f}×" if value is not None and against else NONE


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (header, ["---"] * len(header), *rows)]
