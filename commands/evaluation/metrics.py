"""Work out the few figures that several measurements give: shares, percentiles, calibration."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

NORMAL_95 = 1.959964
"""Standard deviations of a normal distribution between which 95 % of it lie, on each side."""
BINS = 10


@dataclass(frozen=True)
class Share:
    """Say how many of how many are right."""

    right: int
    of: int

    @property
    def value(self) -> float:
        """Return the share from 0 to 1; 0 of none."""
        return self.right / self.of if self.of else 0.0

    def interval(self) -> tuple[float, float]:
        """Return between which shares the true one lies with 95 % probability (Wilson's interval)."""
        if not self.of:
            return 0.0, 1.0
        z, n = NORMAL_95, self.of
        middle = (self.value + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(self.value * (1 - self.value) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def as_text(self) -> str:
        """Return the share as a person reads it."""
        return f"{self.value:.1%} ({self.right} of {self.of})" if self.of else "none to measure"

    def as_data(self) -> dict[str, float]:
        """Return the share for a JSON file."""
        low, high = self.interval()
        return {"right": self.right, "of": self.of, "share": self.value, "low": low, "high": high}


@dataclass(frozen=True)
class Bin:
    """Hold what lies between two confidences: how many, how confident on average, and what share of it is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float

    def as_data(self) -> dict[str, float]:
        """Return the bin for a JSON file."""
        return asdict(self)


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """Sort judged answers into `BINS` bins of one width by their confidence from 0 to 1; empty bins are left out."""
    members: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in zip(confidences, right, strict=True):
        members.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, is_right))
    return [
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            count=len(inside),
            confidence=sum(confidence for confidence, _ in inside) / len(inside),
            right=sum(is_right for _, is_right in inside) / len(inside),
        )
        for number, inside in sorted(members.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: by how much confidence and share right differ, on average (0 to 1)."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total if total else 0.0


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest value that at least `percent` % of the values do not exceed (nearest rank)."""
    if not values:
        raise ValueError("a percentile of nothing")
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]
