"""Measure what a turn costs: RareGuide, Rasa as it comes, and embedding search, on one machine in one run."""
