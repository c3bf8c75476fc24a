"""Tune the upper layers of the sentence encoder: `sections` to tell sections, `answers` to find what answers."""
