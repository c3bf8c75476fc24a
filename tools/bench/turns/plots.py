"""Draw the time of a turn by the size of the store and by the length of the conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tools.bench.turns.results import WINDOW, Results

INCHES = (7.0, 4.2)
DOTS_AN_INCH = 130
MARKERS = "os^Dv"


def draw(results: Results, folder: Path) -> list[Path]:
    """Write the pictures into a folder, those that there are figures for, and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    by_size = _by_size(results)
    if len(results.sizes) > 1:
        path = folder / "turns-by-size.png"
        _draw(by_size, path, "conditions in the store", "p50 of a turn, ms (one client)", is_logarithmic=True)
        drawn.append(path)
    by_turn = _by_turn(results)
    if by_turn:
        path = folder / "turns-by-length.png"
        _draw(by_turn, path, "turn of the conversation", "median time, ms (one client)", is_logarithmic=False)
        drawn.append(path)
    return drawn


def _by_size(results: Results) -> dict[str, list[tuple[float, float]]]:
    points: dict[str, list[tuple[float, float]]] = {}
    for cell in sorted(results.cells, key=lambda cell: cell.size):
        p50 = cell.milliseconds(50)
        if cell.clients == 1 and p50 is not None:
            points.setdefault(cell.system, []).append((cell.size, p50))
    return points


def _by_turn(results: Results) -> dict[str, list[tuple[float, float]]]:
    points: dict[str, list[tuple[float, float]]] = {}
    for costs in results.costs:
        times: dict[int, list[float]] = {}
        for reply in costs.long_replies:
            if reply.is_answer:
                end = -(-reply.turn // WINDOW) * WINDOW
                times.setdefault(end, []).append(reply.milliseconds)
        if times:
            points[costs.system] = [(turn, median(times[turn])) for turn in sorted(times)]
    return points


def _draw(lines: Mapping[str, Sequence[tuple[float, float]]], path: Path, x: str, y: str, is_logarithmic: bool) -> None:
    figure, axes = _figure()
    for marker, (system, points) in zip(MARKERS, lines.items(), strict=False):
        axes.plot(*zip(*points, strict=True), label=system, marker=marker, markersize=3)
    if is_logarithmic:
        axes.set_xscale("log")
        axes.set_yscale("log")
    else:
        axes.set_ylim(bottom=0)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(visible=True, which="both", alpha=0.25)
    axes.legend()
    figure.savefig(path, dpi=DOTS_AN_INCH, bbox_inches="tight")


def _figure() -> tuple[Any, Any]:
    # Without pyplot, so that no display is looked for and nothing stays open.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # type: ignore[import-untyped]
    from matplotlib.figure import Figure  # type: ignore[import-untyped]

    figure = Figure(figsize=INCHES)
    FigureCanvasAgg(figure)
    return figure, figure.subplots()
