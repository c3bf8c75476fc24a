"""Measure how well the assistant reads questions, finds names and holds conversations, and how fast it is."""
