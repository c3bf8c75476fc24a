"""Count turns for Prometheus; no label carries anything that a visitor wrote."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

TURNS = Counter("rareguide_turns", "Turns by kind and channel.", ["kind", "channel"])
TURN_SECONDS = Histogram(
    "rareguide_turn_seconds",
    "Seconds from a message's arrival at the gate to its turn.",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20),
)
STAGE_SECONDS = Histogram(
    "rareguide_stage_seconds",
    "Seconds that a turn spends on looking for alarms, on waiting for the turn before it and a slot, and in Rasa.",
    ["stage"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
FAILED_TURNS = Counter("rareguide_failed_turns", "Turns that became the fallback turn, by what went wrong.", ["reason"])
REFUSED = Counter("rareguide_refused", "Requests that were refused, by the reason.", ["reason"])
SESSIONS = Counter("rareguide_sessions", "Conversations begun in the widget.")
SOCKETS = Gauge("rareguide_sockets", "Open connections of widgets.")
LAST_RETENTION = Gauge("rareguide_last_retention_timestamp_seconds", "When what is over was last deleted.")

for stage in ("alarm", "waiting", "rasa"):
    STAGE_SECONDS.labels(stage)
for reason in ("failed", "late", "busy", "contract"):
    FAILED_TURNS.labels(reason)
for reason in ("too_fast", "not_searched", "malformed", "origin", "session"):
    REFUSED.labels(reason)
