"""Count turns for Prometheus; no label carries anything that a visitor wrote."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

TURNS = Counter("rareguide_turns", "Turns by kind.", ["kind"])
TURN_SECONDS = Histogram(
    "rareguide_turn_seconds",
    "Seconds from a message's arrival at the gate to its turn.",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20),
)
