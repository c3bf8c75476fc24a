"""Tell everyday words from names: many acronyms and surnames in the store are also ordinary words."""

from __future__ import annotations

from functools import lru_cache

from wordfreq import zipf_frequency

COMMON_FREQUENCY = 5.1
"""Words this frequent (Zipf scale of wordfreq) are never taken for a condition's name when they stand alone."""

RARE_FREQUENCY = 3.0
"""Words below this (once in a million words) are telling: they can stand for a longer name."""

SURNAME_FREQUENCY = 4.2
"""Words up to this frequent are mostly surnames when a condition is called by them (Huntington, Crohn)."""


@lru_cache(maxsize=50_000)
def frequency(word: str) -> float:
    """Return how frequent a normalised word is in English, on the Zipf scale (0 to 8)."""
    return float(zipf_frequency(word, "en"))
