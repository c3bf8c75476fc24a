"""Tune the upper layers of the sentence encoder, so that they tell sections."""
