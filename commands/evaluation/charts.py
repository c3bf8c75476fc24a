"""Draw the few pictures of the reports, as SVG that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from commands.evaluation.metrics import Bin

SIDE = 320
LEFT, TOP = 52, 16
LARGEST_DOT, SMALLEST_DOT = 12.0, 3.0
BAR, GAP, BAR_WIDTH = 18, 8, 420


def reliability_curve(bins: Sequence[Bin]) -> str:
    """Draw the share right over the confidence; a dot's area shows how many answers lie in its bin."""
    most = max((one.count for one in bins), default=1)
    parts = [_axes()]
    points = [(_x(one.confidence), _y(one.right), one) for one in bins]
    if points:
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="#1f5f8b" stroke-width="2"/>')
    for x, y, one in points:
        radius = max(SMALLEST_DOT, LARGEST_DOT * (one.count / most) ** 0.5)
        label = f"confidence {one.confidence:.2f}, right {one.right:.2f}, {one.count} answers"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#1f5f8b"><title>{label}</title></circle>'
        )
    return _svg(LEFT + SIDE + 20, TOP + SIDE + 48, "Share right over confidence", parts)


def bars(values: Sequence[tuple[str, float, str]]) -> str:
    """Draw one bar for each label, value and the value's text."""
    longest = max((value for _, value, _ in values), default=1.0) or 1.0
    parts = []
    for number, (label, value, text) in enumerate(values):
        y = TOP + number * (BAR + GAP)
        width = BAR_WIDTH * value / longest
        parts.append(f'<text x="196" y="{y + 13}" text-anchor="end">{label}</text>')
        parts.append(f'<rect x="204" y="{y}" width="{width:.1f}" height="{BAR}" fill="#1f5f8b"/>')
        parts.append(f'<text x="{210 + width:.1f}" y="{y + 13}">{text}</text>')
    return _svg(204 + BAR_WIDTH + 90, TOP + len(values) * (BAR + GAP) + 8, "Bars", parts)


def _axes() -> str:
    lines = [
        f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>',
        f'<line x1="{LEFT}" y1="{TOP + SIDE}" x2="{LEFT + SIDE}" y2="{TOP}" stroke="#888" stroke-dasharray="4 4"/>',
        f'<text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 40}" text-anchor="middle">confidence</text>',
        f'<text x="14" y="{TOP + SIDE / 2}" text-anchor="middle" transform="rotate(-90 14 {TOP + SIDE / 2})">'
        "share right</text>",
    ]
    for step in range(0, 11, 2):
        value = step / 10
        lines.append(f'<text x="{_x(value):.1f}" y="{TOP + SIDE + 18}" text-anchor="middle">{value:.1f}</text>')
        lines.append(f'<text x="{LEFT - 6}" y="{_y(value) + 4:.1f}" text-anchor="end">{value:.1f}</text>')
    return "".join(lines)


def _x(value: float) -> float:
    return LEFT + SIDE * value


def _y(value: float) -> float:
    return TOP + SIDE * (1 - value)


def _svg(width: float, height: float, label: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" role="img" aria-label="{label}" font-family="sans-serif" font-size="12">'
        f"{''.join(parts)}</svg>"
    )
