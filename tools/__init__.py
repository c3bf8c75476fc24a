"""Measure, try and run the whole from a checkout: benchmarks, fuzzing, a cluster. No other package imports it."""
