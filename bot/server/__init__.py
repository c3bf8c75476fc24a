"""Run Rasa with our channels and pages in one process: start, metrics, retention, and an end between turns."""
