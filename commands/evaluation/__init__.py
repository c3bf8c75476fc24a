"""Measure how well the assistant understands, and how fast it is; here are the defaults of the commands."""

from rareguide.settings import ROOT

DEFAULT_COUNT = 1000
"""So many questions with mistyped names are made."""
SEED = 20240229
ROUNDS = 3
"""How often each message is timed."""
SHARED = ROOT.parent / "shared"
"""The folder of data to measure with."""
