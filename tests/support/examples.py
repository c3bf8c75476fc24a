"""How many examples a property is tried on: all of them in CI, fewer where somebody waits for `make check`."""

from __future__ import annotations

import os

SHARE = 5
"""Outside CI one of so many examples is tried."""


def most_examples(in_ci: int) -> int:
    """Return how many examples to try of those that CI tries."""
    return in_ci if os.environ.get("CI") == "true" else max(10, in_ci // SHARE)
