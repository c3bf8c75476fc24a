"""Fit and try what tells passages that answer a question."""
